package io.godwit.speaker.show;

import io.godwit.wire.Address;

/// An address that connected and is no neighbor.
///
/// @param remote who
/// @param local to which of our addresses it came last
/// @param times how often
/// @param lastNanos when it came last, on the lane's clock
public record Stranger(Address remote, Address local, long times, long lastNanos) {}

package io.godwit.speaker.origin;

import io.godwit.wire.Prefix;

/// An own route of one maker, as it stands.
///
/// @param prefix where it leads
/// @param maker who makes it
/// @param detail where he has it from; may be empty
/// @param why why it is not announced; empty when it is
public record Originated(Prefix prefix, Maker maker, String detail, String why) {}

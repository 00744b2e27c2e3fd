package io.godwit.bfd;

import io.godwit.wire.Address;

import java.util.Optional;

/// A path to a neighbor that is to be watched.
///
/// @param remote the neighbor
/// @param local our address of it; empty = the system's choice
/// @param severalHops RFC 5883 and not RFC 5881
public record Path(Address remote, Optional<Address> local, boolean severalHops) {}

package io.godwit.bfd;

import io.godwit.wire.Address;

/// How a datagram came.
///
/// @param from its source address
/// @param severalHops to which of the two ports
/// @param ttl the TTL or hop limit that it arrived with
/// @param link the number of the interface over which it came; 0 = unknown
public record Arrival(Address from, boolean severalHops, int ttl, int link) {}

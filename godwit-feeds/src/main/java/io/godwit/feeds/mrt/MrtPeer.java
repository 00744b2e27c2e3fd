package io.godwit.feeds.mrt;

import io.godwit.wire.Address;

/// A peer of the collector, as a PEER_INDEX_TABLE lists it (RFC 6396 §4.3.1).
///
/// @param bgpId its BGP identifier as a bit pattern; 0 where the record has none
/// @param address its address
/// @param as its AS number, 0..4294967295
public record MrtPeer(int bgpId, Address address, long as) {}

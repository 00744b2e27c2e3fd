package io.godwit.feeds.mrt;

import io.godwit.wire.Bytes;

/// One path of a RIB record (RFC 6396 §4.3.4, RFC 8050 §4.1).
///
/// @param peerIndex row of the peer in the PEER_INDEX_TABLE, 0..65535
/// @param originatedSeconds when the path was learned, seconds since 1970
/// @param pathId Path Identifier, 0..4294967295; -1 where the record carries none
/// @param attributes the path attributes with 4-octet AS numbers; MP_REACH_NLRI is abbreviated to
///   next hop length and next hop
public record RibEntry(int peerIndex, long originatedSeconds, long pathId, Bytes attributes) {}

package io.godwit.rib;

import io.godwit.wire.Family;

/// Routes of one neighbor and family.
///
/// @param received paths in its Adj-RIB-In, accepted or not
/// @param accepted those that take part in the decision
/// @param rejected those kept for show only
/// @param forgotten rejected and not kept since the session is up: as often as the neighbor said
///   them, or as a policy rejected one that was here
/// @param best prefixes whose best path is one of them: what ends, or gets another path, without it
/// @param advertised prefixes in its Adj-RIB-Out
public record PeerCounts(
        Family family,
        long received,
        long accepted,
        long rejected,
        long forgotten,
        long best,
        long advertised) {}

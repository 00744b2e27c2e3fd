package io.godwit.rib;

import io.godwit.rib.table.NextHopTable;

/// How a next hop is reached (RFC 4271 §9.1.2.1).
///
/// @param reachable whether packets get there
/// @param connected whether it is on a link of ours
/// @param cost inside the AS, 0 to 2^32-1 (RFC 4271 §9.1.2.2 e)
/// @param whyNot why it is not reached, for people; empty when it is
public record NextHopState(boolean reachable, boolean connected, long cost, String whyNot) {
    int reach() {
        return !reachable
                ? NextHopTable.UNREACHABLE
                : connected ? NextHopTable.CONNECTED : NextHopTable.REACHABLE;
    }
}

package io.godwit.speaker;

import java.util.List;

/// From the RIB to sockets: everybody gets a bounded share, in turn.
final class Output {
    /// Written to one neighbor before the others get their turn.
    static final int OCTETS_A_TURN = 1024 * 1024;

    private final LaneState lane;
    private int next;

    Output(LaneState lane) {
        this.lane = lane;
    }

    /// Writes until nobody can take more or the time is up.
    ///
    /// @return whether there is more to write now
    boolean run(long nowNanos, long untilNanos) {
        List<Link> established = lane.established();
        boolean more = false;
        int count = established.size();
        for (int i = 0; i < count; i++) {
            if (established.size() != count) {
                // A connection broke and the list moved up: who was skipped comes next turn.
                return true;
            }
            if (next >= count) {
                next = 0;
            }
            Link link = established.get(next++);
            if (link.blocked() || !lane.rib().hasOutput(link.peer())) {
                continue;
            }
            link.neighbor().orElseThrow().flush(link, nowNanos);
            if (link.isEstablished() && !link.blocked() && lane.rib().hasOutput(link.peer())) {
                more = true;
            }
            if (lane.clock().nanos() > untilNanos) {
                return true;
            }
        }
        return more || established.size() != count;
    }
}

package io.godwit.speaker;

/// From the RIB to sockets: everybody who has something gets a bounded share, in turn. Who has
/// nothing is not looked at, however many there are.
final class Output {
    /// Written to one neighbor before the others get their turn.
    static final int OCTETS_A_TURN = 256 * 1024;

    private final LaneState lane;

    Output(LaneState lane) {
        this.lane = lane;
    }

    /// Writes until nobody can take more or the time is up.
    ///
    /// @return whether there is more to write now
    boolean run(long nowNanos, long untilNanos) {
        while (lane.outputs() > 0) {
            // Who has more is queued again, behind the others.
            Link link = lane.takeOutput();
            if (link.isEstablished() && !link.blocked()) {
                link.neighbor().orElseThrow().flush(link, nowNanos);
                if (lane.clock().nanos() > untilNanos) {
                    break;
                }
            }
        }
        return lane.outputs() > 0;
    }
}

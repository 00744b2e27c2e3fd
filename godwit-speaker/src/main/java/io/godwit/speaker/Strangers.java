package io.godwit.speaker;

import io.godwit.wire.Notification;

import java.util.ArrayDeque;
import java.util.Deque;

/// Connections from addresses that are no configured neighbor: told so (Cease / Connection
/// Rejected, RFC 4486), closed, counted.
final class Strangers {
    /// More at once are closed without a word: they cost us descriptors.
    private static final int LINGERING_MOST = 64;

    private static final int LOG_BURST = 5;
    private static final long LOG_INTERVAL_NANOS = 10_000_000_000L;

    private final LaneState lane;
    private final Deque<Link> lingering = new ArrayDeque<>();
    private final RateLimit logged = new RateLimit(LOG_BURST, LOG_INTERVAL_NANOS);
    private long refused;

    Strangers(LaneState lane) {
        this.lane = lane;
    }

    void refuse(Connection connection, String text, long nowNanos) {
        refused++;
        if (logged.passes(nowNanos)) {
            lane.log(
                    new SpeakerEvent.UnknownNeighbor(
                            connection.remote(),
                            connection.remotePort(),
                            connection.local(),
                            text,
                            logged.takeSuppressed()));
        }
        lingering.removeIf(Link::closed);
        if (lingering.size() >= LINGERING_MOST) {
            connection.close();
            return;
        }
        Link link = new Link(lane, connection);
        lane.remember(connection, link);
        link.send(Notification.cease(Notification.CONNECTION_REJECTED).toMessage(), false, true);
        link.end(nowNanos);
        if (!link.closed()) {
            lingering.add(link);
        }
    }

    /// Connections refused so far.
    long refused() {
        return refused;
    }
}

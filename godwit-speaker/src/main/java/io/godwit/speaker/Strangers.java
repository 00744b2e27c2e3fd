package io.godwit.speaker;

import io.godwit.speaker.show.Stranger;
import io.godwit.wire.Address;
import io.godwit.wire.Notification;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Connections from addresses that are no configured neighbor: told so (Cease / Connection
/// Rejected, RFC 4486 §4), closed, counted.
final class Strangers {
    /// More at once are closed without a word: they cost us descriptors.
    private static final int LINGERING_MOST = 64;

    private static final int REMEMBERED_MOST = 8;
    private static final int LOG_BURST = 5;
    private static final long LOG_INTERVAL_NANOS = 10_000_000_000L;

    private final LaneState lane;
    private final Deque<Link> lingering = new ArrayDeque<>();
    private final RateLimit logged = new RateLimit(LOG_BURST, LOG_INTERVAL_NANOS);
    private final Map<Address, Stranger> latest = new LinkedHashMap<>();
    private long refused;

    Strangers(LaneState lane) {
        this.lane = lane;
    }

    void refuse(Connection connection, String text, long nowNanos) {
        refused++;
        remember(connection, nowNanos);
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

    /// Closed without a word: it comes too often.
    void ignore(Connection connection) {
        refused++;
        connection.close();
    }

    /// The one that came last stands last; whoever has not come for longest is forgotten.
    private void remember(Connection connection, long nowNanos) {
        Stranger before = latest.remove(connection.remote());
        long times = before == null ? 1 : before.times() + 1;
        latest.put(
                connection.remote(),
                new Stranger(connection.remote(), connection.local(), times, nowNanos));
        if (latest.size() > REMEMBERED_MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
    }

    /// The last few that are still strangers, latest first.
    List<Stranger> latest() {
        return List.copyOf(latest.values()).reversed().stream()
                .filter(s -> !lane.settings().isWritten(s.remote()))
                .toList();
    }

    /// Connections refused so far.
    long refused() {
        return refused;
    }
}

package io.godwit.speaker;

import io.godwit.wire.Bytes;
import io.godwit.wire.Decoded;
import io.godwit.wire.Framer;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.Verdict;

/// From octets to sessions and RIB.
///
/// One buffer serves all connections of the lane: whole messages are handled where they lie, only
/// the beginning of an unfinished one is kept by its [Link]. So five thousand idle neighbors cost
/// no buffers.
final class Input {
    /// Read from one neighbor before the others get their turn: two milliseconds of work, ten of
    /// them while the JVM is cold.
    static final int OCTETS_A_TURN = 128 * 1024;

    private static final int READ_OCTETS = 128 * 1024;
    private static final int UPDATE = MessageType.UPDATE.code();

    private final LaneState lane;
    private final byte[] buf = new byte[READ_OCTETS + Framer.MAX_EXTENDED_OCTETS];

    Input(LaneState lane) {
        this.lane = lane;
    }

    /// Reads and handles what waits on one connection, within the neighbor's share.
    ///
    /// @return whether octets may still wait
    boolean run(Link link, long nowNanos) {
        Connection connection = link.connection();
        int share = OCTETS_A_TURN;
        while (share > 0) {
            int have = link.restore(buf);
            int room = Math.min(READ_OCTETS, buf.length - have);
            int octets = connection.read(buf, have, room);
            if (octets <= 0) {
                if (octets < 0) {
                    closed(link, nowNanos);
                }
                return false;
            }
            if (link.lingering()) {
                // Nothing of it matters any more, but it must not fill the socket.
                share -= octets;
                continue;
            }
            link.hears();
            traffic(link).octetsRead(octets);
            if (!messages(link, have + octets, nowNanos)) {
                return link.lingering();
            }
            if (octets < room) {
                return false;
            }
            share -= octets;
        }
        return true;
    }

    /// Handles the whole messages in front of `limit`; false when the link takes no more of them.
    private boolean messages(Link link, int limit, long nowNanos) {
        int at = 0;
        int length;
        while ((length = Framer.frame(buf, at, limit, link.maxOctets())) > 0) {
            message(link, at, length, nowNanos);
            if (!link.open()) {
                link.keep(buf, 0, 0);
                return false;
            }
            at += length;
        }
        if (length < 0) {
            Notification error = Framer.error(buf, at, limit, link.maxOctets());
            neighbor(link).malformed(link, error, error.text(), nowNanos);
            link.keep(buf, 0, 0);
            return false;
        }
        link.keep(buf, at, limit);
        return true;
    }

    private void message(Link link, int at, int length, long nowNanos) {
        int type = Framer.type(buf, at);
        traffic(link).received(type);
        if (type == UPDATE) {
            update(link, at, length, nowNanos);
        } else {
            other(link, MessageType.of(type), at, length, nowNanos);
        }
    }

    /// The hot path: session first (one store re-arms the HoldTimer), then the RIB.
    private void update(Link link, int at, int length, long nowNanos) {
        Neighbor neighbor = neighbor(link);
        if (!neighbor.session().updateReceived(link.id(), nowNanos)
                && !neighbor.settledBy(link, nowNanos)) {
            return;
        }
        Verdict verdict = lane.rib().update(link.peer(), buf, at, length);
        if (verdict != Verdict.OK) {
            neighbor.updateProblem(link, verdict, Bytes.copyOf(buf, at, length), nowNanos);
        }
    }

    private void other(Link link, MessageType type, int at, int length, long nowNanos) {
        Neighbor neighbor = neighbor(link);
        switch (type) {
            case OPEN -> {
                switch (Open.read(buf, at, length)) {
                    case Decoded.Ok<Open>(Open open) -> neighbor.opened(link, open, nowNanos);
                    case Decoded.Bad<Open>(Notification answer, String why) ->
                            neighbor.malformed(link, answer, why, nowNanos);
                }
            }
            case NOTIFICATION -> {
                switch (Notification.read(buf, at, length)) {
                    case Decoded.Ok<Notification>(Notification told) ->
                            neighbor.notified(link, told, nowNanos);
                    // RFC 4271 §6.4: an error in a NOTIFICATION is not answered.
                    case Decoded.Bad<Notification>(Notification _, String why) ->
                            neighbor.tcpClosed(link, why, nowNanos);
                }
            }
            case KEEPALIVE -> neighbor.keepalive(link, nowNanos);
            case ROUTE_REFRESH -> {
                switch (RouteRefresh.read(buf, at, length, neighbor.knowsRefreshMarks())) {
                    case Decoded.Ok<RouteRefresh>(RouteRefresh refresh) ->
                            neighbor.refreshReceived(link, refresh, nowNanos);
                    case Decoded.Bad<RouteRefresh>(Notification answer, String why) ->
                            neighbor.malformed(link, answer, why, nowNanos);
                }
            }
            case UPDATE -> throw new AssertionError("handled before");
        }
    }

    private static void closed(Link link, long nowNanos) {
        if (link.open() && link.neighbor().isPresent()) {
            neighbor(link).tcpClosed(link, link.connection().trouble(), nowNanos);
        } else {
            link.close();
        }
    }

    /// Strangers are told and lingered on at once, so an open link has a neighbor.
    private static Neighbor neighbor(Link link) {
        return link.neighbor().orElseThrow();
    }

    private static Traffic traffic(Link link) {
        return neighbor(link).traffic();
    }
}

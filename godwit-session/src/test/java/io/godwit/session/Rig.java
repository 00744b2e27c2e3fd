package io.godwit.session;

import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.cap.Capability;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.GracefulRestart;
import io.godwit.wire.cap.MultiProtocol;
import io.godwit.wire.cap.RouteRefreshCapability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One session under test with a virtual clock; remembers the actions of the last call.
final class Rig {
    static final long SECOND = 1_000_000_000L;
    static final int OUR_ID = 0x0A000001;
    static final int THEIR_ID = 0x0A000002;
    static final long OUR_AS = 65001;
    static final long THEIR_AS = 65002;

    final NeighborSession session;
    final List<Action> actions = new ArrayList<>();

    /// Not zero and past the range of an int, as a real clock would be.
    long now = 5_000_000 * SECOND;

    Rig(SessionSettings settings) {
        session = new NeighborSession(settings, 1);
    }

    Rig() {
        this(settings());
    }

    static SessionSettings settings() {
        return settings(OUR_ID, false);
    }

    static SessionSettings settings(int routerId, boolean passive) {
        return new SessionSettings(
                OUR_AS,
                routerId,
                THEIR_AS,
                FsmOptions.STANDARD.passive(passive),
                new Timers(90, 0, 120),
                Offers.of(List.of(Family.IPV4_UNICAST)),
                Restart.NONE);
    }

    static SessionSettings timers(int hold, int keepalive, int connectRetry) {
        return new SessionSettings(
                OUR_AS,
                OUR_ID,
                THEIR_AS,
                FsmOptions.STANDARD,
                new Timers(hold, keepalive, connectRetry),
                Offers.of(List.of(Family.IPV4_UNICAST)),
                Restart.NONE);
    }

    static Open theirOpen() {
        return theirOpen(90, THEIR_ID);
    }

    static Open theirOpen(int holdSeconds, int id) {
        List<Capability> offers =
                List.of(
                        new MultiProtocol(Family.IPV4_UNICAST),
                        new RouteRefreshCapability(),
                        new GracefulRestart(false, false, 120, List.of()),
                        new FourOctetAs(THEIR_AS));
        return Open.of(THEIR_AS, holdSeconds, id, offers);
    }

    List<Action> feed(Event event) {
        actions.clear();
        session.on(event, now, actions::add);
        return actions;
    }

    /// Lets time pass, with `tick` at every deadline.
    List<Action> pass(double seconds) {
        return pass(seconds, false);
    }

    List<Action> pass(double seconds, boolean unreadInputWaits) {
        actions.clear();
        long end = now + (long) (seconds * SECOND);
        while (session.nextDeadlineNanos() <= end) {
            now = Math.max(now, session.nextDeadlineNanos());
            session.tick(now, now, unreadInputWaits, actions::add);
        }
        now = end;
        return actions;
    }

    /// Lets time pass until we dial again; answers the id.
    int redial() {
        actions.clear();
        while (all(Action.Connect.class).isEmpty()) {
            now = session.nextDeadlineNanos();
            session.tick(now, now, false, actions::add);
        }
        return dialled();
    }

    /// Starts and answers the id of our first connection attempt.
    int start() {
        feed(new Event.ManualStart());
        return dialled();
    }

    int dialled() {
        return only(Action.Connect.class).connection();
    }

    int accept() {
        int id = session.nextAcceptedId();
        feed(new Event.TcpAccepted(id));
        return id;
    }

    int openSent() {
        int id = start();
        feed(new Event.TcpConnected(id));
        return id;
    }

    int openConfirm() {
        int id = openSent();
        feed(new Event.OpenReceived(id, theirOpen()));
        return id;
    }

    int established() {
        return established(theirOpen());
    }

    int established(Open theirs) {
        int id = openSent();
        feed(new Event.OpenReceived(id, theirs));
        feed(new Event.KeepaliveReceived(id));
        return id;
    }

    <A extends Action> List<A> all(Class<A> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <A extends Action> A only(Class<A> type) {
        List<A> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(type.getSimpleName() + " not once in " + actions);
        }
        return found.getFirst();
    }

    Down lastDown() {
        return session.lastDown().orElseThrow();
    }

    /// The actions in short words: `connect`, `open`, `keepalive`, `send 6/2`, `close`, `up`,
    /// `down`, `failed`. State changes are left out.
    List<String> words() {
        return actions.stream().map(Rig::word).flatMap(Optional::stream).toList();
    }

    private static Optional<String> word(Action action) {
        return switch (action) {
            case Action.Connect _ -> Optional.of("connect");
            case Action.Close _ -> Optional.of("close");
            case Action.Established _ -> Optional.of("up");
            case Action.SessionDown _ -> Optional.of("down");
            case Action.AttemptFailed _ -> Optional.of("failed");
            case Action.StateChanged _ -> Optional.empty();
            case Action.Send send ->
                    Optional.of(
                            switch (send.type()) {
                                case OPEN -> "open";
                                case KEEPALIVE -> "keepalive";
                                case NOTIFICATION -> "send " + numbers(send);
                                case UPDATE, ROUTE_REFRESH -> "unknown";
                            });
        };
    }

    static String numbers(Action.Send send) {
        return send.message().at(19) + "/" + send.message().at(20);
    }

    static Notification shutdown() {
        return Notification.adminShutdown("maintenance");
    }
}

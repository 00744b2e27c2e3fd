package io.godwit.session;

import io.godwit.wire.Bytes;
import io.godwit.wire.Framer;
import io.godwit.wire.Keepalive;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import java.util.Optional;

/// RFC 4271 §8.2.2 for one TCP connection, one method a state.
///
/// How to read it: every handler carries out the RFC's actions for an event and answers the next
/// state. All ways out of a connection go through `end`. Timers are deadlines in nanoseconds; one
/// that does not run is `NEVER`, so a stopped timer cannot fire late. The neighbor's other
/// connection, if any, and everything that outlives a connection belong to `NeighborSession`.
///
/// Where we leave the text of §8.2.2, and why:
///
/// * Connect, event 18 goes to Active, as the RFC does only while the DelayOpenTimer runs. In Idle
///   we would refuse a neighbor that can reach us although we cannot reach it.
/// * A passive neighbor has no ConnectRetryTimer: its expiry would make us connect.
/// * A NOTIFICATION is never answered by a NOTIFICATION (§6.4), also not in OpenSent.
/// * A malformed header in Established is answered with its own code (§6.1), not as FSM error.
/// * A collision is no error: without another connection left it leads to Active, not to Idle.
/// * DelayOpen is not configurable. Its shape is used for a connection that arrives while another
///   one is in OpenConfirm or Established: it waits in Active with its OPEN held back.
final class Machine {
    static final int NO_CONNECTION = 0;
    static final long NEVER = Long.MAX_VALUE;
    static final long SECOND = 1_000_000_000L;

    /// RFC 4271 §8.2.2: four minutes for the neighbor's OPEN.
    static final int LARGE_HOLD_SECONDS = 240;

    /// How long an OPEN waits for that of the connection that §6.8 prefers.
    static final int COLLISION_WAIT_SECONDS = 2;

    /// How long expiry is put off while input of the neighbor waits to be read.
    static final int HOLD_DEFERRAL_SECONDS = 10;

    /// Event 24, after which the RFC does not count.
    private static final int VERSION_ERROR = 24;

    private final NeighborSession session;

    State state = State.IDLE;
    int connection = NO_CONNECTION;

    /// Whether we opened the connection; §6.8 asks.
    boolean ours;

    /// Our OPEN, once it went out on this connection.
    private Open openSent;

    private boolean openSeen;

    /// A good OPEN of the neighbor that waits for a collision to be decided, what came behind it,
    /// and whether it has waited already.
    private Optional<Open> waitingOpen = Optional.empty();

    private boolean keepaliveWaits;
    boolean hasWaited;
    private int eventNumber;
    private String clause = "";

    Negotiated negotiated;
    private long connectRetryAt = NEVER;
    private long idleHoldAt = NEVER;
    private long holdAt = NEVER;
    private long keepaliveAt = NEVER;
    private long waitUntil = NEVER;
    private long holdNanos;
    private long keepaliveNanos;

    Machine(NeighborSession session) {
        this.session = session;
    }

    void on(Event event) {
        State from = state;
        int involved = connection;
        eventNumber = session.number(event);
        clause = "RFC 4271 §8.2.2 " + from.label();
        state =
                switch (from) {
                    case IDLE -> idle(event);
                    case CONNECT -> connect(event);
                    case ACTIVE -> active(event);
                    case OPEN_SENT -> openSent(event);
                    case OPEN_CONFIRM -> openConfirm(event);
                    case ESTABLISHED -> established(event);
                };
        session.stepped(
                new Transition(
                        involved == NO_CONNECTION ? connection : involved,
                        from,
                        state,
                        eventNumber,
                        clause,
                        session.now()));
    }

    private State idle(Event event) {
        return switch (event) {
            case Event.ManualStart _ -> start();
            case Event.AutomaticStart _ -> session.isStopped() ? State.IDLE : start();
            case Event.IdleHoldTimerExpires _ -> start();
            case Event.ManualStop(var cease) -> staysStopped(cease);
            case Event.AutomaticStop _, Event.ConnectRetryTimerExpires _ -> State.IDLE;
            case Event.TcpAccepted(int incoming) -> refuse(incoming);
            case Event.OnConnection _ -> State.IDLE;
        };
    }

    private State connect(Event event) {
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.CONNECT;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.ConnectRetryTimerExpires _ -> dialAgain();
            case Event.TcpConnected _ -> sendOpen();
            case Event.TcpAccepted(int incoming) -> second(incoming);
            case Event.TcpFailed(_, var why) -> end(State.ACTIVE, DownReason.noTcp(why));
            case Event.TcpClosed(_, var why) -> end(State.ACTIVE, DownReason.noTcp(why));
            case Event.OpenCollisionDump _ -> end(State.IDLE, DownReason.collision());
            case Event.DelayOpenTimerExpires _ -> State.CONNECT; // DelayOpen is off here
            case Event.CollisionWaitExpires _ -> State.CONNECT;
            case Event.HoldTimerExpires _,
                    Event.KeepaliveTimerExpires _,
                    Event.IdleHoldTimerExpires _,
                    Event.OpenReceived _,
                    Event.Malformed _,
                    Event.NotificationReceived _,
                    Event.KeepaliveReceived _,
                    Event.UpdateReceived _,
                    Event.RouteRefreshReceived _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    /// Without a connection this is the RFC's Active; with one, its OPEN is held back.
    private State active(Event event) {
        boolean held = connection != NO_CONNECTION;
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.ACTIVE;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.ConnectRetryTimerExpires _ ->
                    held || session.settings().passive() ? State.ACTIVE : dial();
            case Event.DelayOpenTimerExpires _ -> held ? sendOpen() : State.ACTIVE;
            case Event.TcpConnected _ -> State.ACTIVE; // no attempt of ours is under way
            case Event.TcpAccepted(int incoming) -> held ? refuse(incoming) : take(incoming);
            case Event.TcpFailed(_, var why) -> end(State.IDLE, DownReason.closed(state, why));
            case Event.TcpClosed(_, var why) -> end(State.IDLE, DownReason.closed(state, why));
            case Event.OpenReceived(_, var open) when held -> openReceived(open); // event 20
            case Event.CollisionWaitExpires _ -> State.ACTIVE;
            case Event.OpenCollisionDump _ -> end(State.IDLE, DownReason.collision());
            case Event.HoldTimerExpires _ -> end(State.IDLE, DownReason.noOpen(LARGE_HOLD_SECONDS));
            case Event.Malformed(_, var n, var why) ->
                    end(State.IDLE, DownReason.malformed(n, why));
            case Event.NotificationReceived(_, var n) -> notified(n);
            case Event.KeepaliveTimerExpires _,
                    Event.IdleHoldTimerExpires _,
                    Event.OpenReceived _,
                    Event.KeepaliveReceived _,
                    Event.UpdateReceived _,
                    Event.RouteRefreshReceived _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    private State openSent(Event event) {
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.OPEN_SENT;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.HoldTimerExpires _ -> end(State.IDLE, DownReason.noOpen(LARGE_HOLD_SECONDS));
            case Event.TcpAccepted(int incoming) -> second(incoming);
            case Event.TcpConnected _ -> State.OPEN_SENT;
            case Event.TcpFailed(_, var why) -> end(State.ACTIVE, DownReason.closed(state, why));
            case Event.TcpClosed(_, var why) -> end(State.ACTIVE, DownReason.closed(state, why));
            case Event.OpenReceived(_, var open) ->
                    waitingOpen.isEmpty() ? openReceived(open) : unexpected(MessageType.OPEN);
            case Event.CollisionWaitExpires _ -> waitIsOver();
            case Event.Malformed(_, var n, var why) -> malformed(n, why);
            case Event.OpenCollisionDump _ -> end(State.IDLE, DownReason.collision());
            case Event.NotificationReceived(_, var n) -> notified(n);
            case Event.KeepaliveReceived _ ->
                    waitingOpen.isEmpty() ? unexpected(MessageType.KEEPALIVE) : keepaliveWaits();
            case Event.UpdateReceived _ -> unexpected(MessageType.UPDATE);
            case Event.RouteRefreshReceived _ -> unexpected(MessageType.ROUTE_REFRESH);
            case Event.ConnectRetryTimerExpires _,
                    Event.KeepaliveTimerExpires _,
                    Event.DelayOpenTimerExpires _,
                    Event.IdleHoldTimerExpires _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    private State openConfirm(Event event) {
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.OPEN_CONFIRM;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.HoldTimerExpires _ -> holdExpired();
            case Event.KeepaliveTimerExpires _ -> sendKeepalive(State.OPEN_CONFIRM);
            case Event.TcpAccepted(int incoming) -> second(incoming);
            case Event.TcpConnected _ -> State.OPEN_CONFIRM;
            case Event.TcpFailed(_, var why) -> end(State.IDLE, DownReason.closed(state, why));
            case Event.TcpClosed(_, var why) -> end(State.IDLE, DownReason.closed(state, why));
            // Collisions concern another connection's OPEN; a second one on this is an error.
            case Event.OpenReceived _ -> unexpected(MessageType.OPEN);
            case Event.CollisionWaitExpires _ -> State.OPEN_CONFIRM;
            case Event.Malformed(_, var n, var why) -> malformed(n, why);
            case Event.OpenCollisionDump _ -> end(State.IDLE, DownReason.collision());
            case Event.NotificationReceived(_, var n) -> notified(n);
            case Event.KeepaliveReceived _ -> establish();
            case Event.UpdateReceived _ -> unexpected(MessageType.UPDATE);
            case Event.RouteRefreshReceived _ -> unexpected(MessageType.ROUTE_REFRESH);
            case Event.ConnectRetryTimerExpires _,
                    Event.DelayOpenTimerExpires _,
                    Event.IdleHoldTimerExpires _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    private State established(Event event) {
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.ESTABLISHED;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.HoldTimerExpires _ -> holdExpired();
            case Event.KeepaliveTimerExpires _ -> sendKeepalive(State.ESTABLISHED);
            case Event.TcpAccepted(int incoming) ->
                    negotiated.retained().isEmpty() ? second(incoming) : replace(incoming);
            case Event.TcpConnected _ -> State.ESTABLISHED;
            case Event.TcpFailed(_, var why) -> end(State.IDLE, DownReason.closed(state, why));
            case Event.TcpClosed(_, var why) -> end(State.IDLE, DownReason.closed(state, why));
            case Event.OpenReceived _ -> unexpected(MessageType.OPEN);
            case Event.Malformed(_, var n, var why) -> malformed(n, why);
            case Event.OpenCollisionDump _ -> State.ESTABLISHED; // the newcomer loses, §6.8
            case Event.CollisionWaitExpires _ -> State.ESTABLISHED;
            case Event.NotificationReceived(_, var n) -> notified(n);
            // RFC 4271 §4.4 counts KEEPALIVE and UPDATE; a ROUTE-REFRESH proves life as well.
            case Event.KeepaliveReceived _, Event.UpdateReceived _, Event.RouteRefreshReceived _ ->
                    restartHold();
            case Event.ConnectRetryTimerExpires _,
                    Event.DelayOpenTimerExpires _,
                    Event.IdleHoldTimerExpires _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    // Ways into a connection.

    /// Event 1 or 3, 4 or 5 when passive, 6 or 7 after the back-off.
    private State start() {
        idleHoldAt = NEVER;
        return session.settings().passive() ? State.ACTIVE : dial();
    }

    private State dial() {
        connection = session.nextOwnId();
        ours = true;
        connectRetryAt =
                session.jittered(session.settings().timers().connectRetrySeconds() * SECOND)
                        + session.now();
        session.emit(new Action.Connect(connection));
        return State.CONNECT;
    }

    private State dialAgain() {
        session.emit(new Action.Close(connection));
        session.ended(
                this, DownReason.connectTimeout(session.settings().timers().connectRetrySeconds()));
        return dial();
    }

    private State take(int incoming) {
        connection = incoming;
        ours = false;
        connectRetryAt = NEVER;
        if (session.holdsBackOpen(this)) {
            holdAt = session.now() + LARGE_HOLD_SECONDS * SECOND;
            return State.ACTIVE;
        }
        return sendOpen();
    }

    private State second(int incoming) {
        session.second(incoming);
        return state;
    }

    /// RFC 4724 §4.2, §5: who restarted and connects anew has lost the old connection. It is closed
    /// without a NOTIFICATION.
    private State replace(int incoming) {
        end(State.ACTIVE, DownReason.replaced());
        clause = "RFC 4724 §5";
        return take(incoming);
    }

    private State refuse(int incoming) {
        session.emit(new Action.Close(incoming));
        return state;
    }

    private State sendOpen() {
        openSent = session.open();
        byte[] buf = new byte[Framer.MAX_OCTETS];
        int octets = openSent.write(buf, 0);
        send(Bytes.copyOf(buf, 0, octets), MessageType.OPEN);
        connectRetryAt = NEVER;
        holdAt = session.now() + LARGE_HOLD_SECONDS * SECOND;
        return State.OPEN_SENT;
    }

    private State openReceived(Open theirs) {
        boolean held = openSent == null;
        eventNumber = held ? 20 : 19;
        openSeen = true;
        Open ourOpen = held ? session.open() : openSent;
        return switch (Negotiation.check(session.settings(), ourOpen, theirs)) {
            case Negotiation.Outcome.Agreed(var agreed) -> agreed(agreed);
            case Negotiation.Outcome.Refused refused -> {
                eventNumber = 22;
                yield end(State.IDLE, DownReason.refused(refused));
            }
        };
    }

    private State agreed(Negotiated agreed) {
        return switch (session.collision(this, agreed)) {
            case LOSES -> end(State.IDLE, DownReason.collision());
            case WAITS -> {
                waitingOpen = Optional.of(agreed.theirs());
                waitUntil = session.now() + COLLISION_WAIT_SECONDS * SECOND;
                yield State.OPEN_SENT;
            }
            case LIVES -> confirm(agreed);
        };
    }

    private State keepaliveWaits() {
        keepaliveWaits = true;
        return State.OPEN_SENT;
    }

    /// The neighbor's OPEN is looked at again. A KEEPALIVE behind it follows, see `settle`.
    private State waitIsOver() {
        if (waitingOpen.isEmpty()) {
            return state;
        }
        waitUntil = NEVER;
        hasWaited = true;
        return openReceived(waitingOpen.get());
    }

    /// Whether the KEEPALIVE that came behind a waiting OPEN is to be fed now.
    boolean takesWaitingKeepalive() {
        boolean takes = keepaliveWaits && state == State.OPEN_CONFIRM;
        keepaliveWaits &= !takes;
        return takes;
    }

    boolean waits() {
        return waitingOpen.isPresent() && state == State.OPEN_SENT;
    }

    private State confirm(Negotiated agreed) {
        if (openSent == null) {
            sendOpen();
        }
        negotiated = agreed;
        holdNanos = agreed.holdTimeSeconds() * SECOND;
        keepaliveNanos = agreed.keepaliveSeconds() * SECOND;
        restartHold();
        return sendKeepalive(State.OPEN_CONFIRM);
    }

    private State establish() {
        restartHold();
        session.established(this);
        session.emit(new Action.Established(connection, negotiated));
        return State.ESTABLISHED;
    }

    // Timers.

    /// The hot path: an UPDATE was framed.
    boolean updateReceived(int incoming, long nowNanos) {
        if (state != State.ESTABLISHED || connection != incoming) {
            return false;
        }
        if (holdNanos != 0) {
            holdAt = nowNanos + holdNanos;
        }
        return true;
    }

    void updateSent(long nowNanos) {
        if (keepaliveNanos != 0) {
            keepaliveAt = nowNanos + session.jittered(keepaliveNanos);
        }
    }

    private State restartHold() {
        holdAt = holdNanos == 0 ? NEVER : session.now() + holdNanos;
        return state;
    }

    private State sendKeepalive(State next) {
        byte[] buf = new byte[Framer.HEADER_OCTETS];
        send(Bytes.copyOf(buf, 0, Keepalive.write(buf, 0)), MessageType.KEEPALIVE);
        updateSent(session.now());
        return next;
    }

    long nextDeadline() {
        long retry = Math.min(Math.min(connectRetryAt, idleHoldAt), waitUntil);
        return Math.min(retry, Math.min(holdAt, keepaliveAt));
    }

    /// Turns a deadline that has come into its event.
    Optional<Event> due(long nowNanos, boolean unreadInputWaits) {
        if (nextDeadline() > nowNanos) {
            return Optional.empty();
        }
        if (idleHoldAt <= nowNanos) {
            return Optional.of(new Event.IdleHoldTimerExpires());
        }
        if (connectRetryAt <= nowNanos) {
            return Optional.of(new Event.ConnectRetryTimerExpires());
        }
        if (waitUntil <= nowNanos) {
            return Optional.of(new Event.CollisionWaitExpires(connection));
        }
        if (holdAt <= nowNanos && unreadInputWaits) {
            holdAt = nowNanos + HOLD_DEFERRAL_SECONDS * SECOND;
        }
        if (holdAt <= nowNanos) {
            return Optional.of(new Event.HoldTimerExpires(connection));
        }
        return keepaliveAt <= nowNanos
                ? Optional.of(new Event.KeepaliveTimerExpires(connection))
                : Optional.empty();
    }

    // Ways out of a connection.

    private State holdExpired() {
        return end(State.IDLE, DownReason.holdExpired(negotiated.holdTimeSeconds()));
    }

    private State unexpected(MessageType type) {
        return end(State.IDLE, DownReason.unexpected(state, type));
    }

    /// Events 21, 22 and 28. An UPDATE that comes too early is unexpected before it is malformed,
    /// and so is an OPEN that comes too late.
    private State malformed(Notification n, String why) {
        return switch (n.code()) {
            case Notification.HEADER_ERROR -> end(State.IDLE, DownReason.malformed(n, why));
            case Notification.OPEN_ERROR ->
                    state == State.ESTABLISHED
                            ? unexpected(MessageType.OPEN)
                            : end(State.IDLE, DownReason.malformed(n, why));
            case Notification.ROUTE_REFRESH_ERROR ->
                    state == State.ESTABLISHED
                            ? end(State.IDLE, DownReason.malformed(n, why))
                            : unexpected(MessageType.ROUTE_REFRESH);
            default ->
                    state == State.ESTABLISHED
                            ? end(State.IDLE, DownReason.malformed(n, why))
                            : unexpected(MessageType.UPDATE);
        };
    }

    private State notified(Notification n) {
        session.notified(n, openSent);
        return end(State.IDLE, DownReason.notified(n, session.settings().localAs()));
    }

    private State staysStopped(Notification cease) {
        idleHoldAt = NEVER;
        session.stoppedInIdle(DownReason.stopped(cease).unsent());
        return State.IDLE;
    }

    /// Sends what is to be said, closes, and answers the state to be in: `next`, or Idle when the
    /// neighbor's other connection lives on and this machine is done with.
    private State end(State next, DownReason why) {
        DownReason reason = openSent != null || openSeen ? why : why.unsent();
        if (!reason.clause().isEmpty()) {
            clause = reason.clause();
        }
        if (reason.sent().isPresent()) {
            send(reason.sent().get().toMessage(), MessageType.NOTIFICATION);
        }
        if (connection != NO_CONNECTION) {
            session.emit(new Action.Close(connection));
        }
        session.ended(this, reason);
        forget();
        if (session.rival(this).isPresent()) {
            return State.IDLE;
        }
        if (next == State.ACTIVE || reason.cause() == DownCause.COLLISION) {
            connectRetryAt = session.nextAttempt();
            return State.ACTIVE;
        }
        idleHoldAt =
                reason.cause() == DownCause.OUT_OF_RESOURCES
                        ? session.nextStartAfterShortage()
                        : session.nextStart(eventNumber != VERSION_ERROR);
        return State.IDLE;
    }

    private void forget() {
        connection = NO_CONNECTION;
        openSent = null;
        openSeen = false;
        negotiated = null;
        connectRetryAt = NEVER;
        idleHoldAt = NEVER;
        holdAt = NEVER;
        keepaliveAt = NEVER;
        waitUntil = NEVER;
        waitingOpen = Optional.empty();
        keepaliveWaits = false;
        hasWaited = false;
        holdNanos = 0;
        keepaliveNanos = 0;
    }

    private void send(Bytes message, MessageType type) {
        session.emit(new Action.Send(connection, message, type));
    }
}

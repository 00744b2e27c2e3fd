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
/// * A malformed header in Established is answered with its own code (§6.1 says MUST), not as FSM
///   error; an OPEN there with the subcode of RFC 6608.
/// * Cease/7 received leads to Active, not to Idle: the neighbor kept another connection, which may
///   not have reached us yet, and Idle would refuse it. So does Cease/5, with which the other side
///   refuses while it is in Idle: two that answer a refusal with a refusal would never meet.
/// * A KEEPALIVE waits in OpenConfirm, unseen by the neighbor, while the connection that §6.8
///   prefers may yet get its OPEN; else the two sides might keep different ones.
/// * Where that OPEN comes after the wait, it waits for the neighbor's word in its turn: a
///   KEEPALIVE behind it, or Cease/7 on either connection.
///
/// DelayOpen: Connect and Active have a connection whose OPEN is held back exactly while the
/// DelayOpenTimer runs.
final class Machine {
    static final int NO_CONNECTION = 0;
    static final long NEVER = Long.MAX_VALUE;
    static final long SECOND = 1_000_000_000L;

    /// RFC 4271 §8.2.2: four minutes for the neighbor's OPEN.
    static final int LARGE_HOLD_SECONDS = 240;

    /// How long Established waits for the OPEN of the connection that §6.8 prefers, and that OPEN,
    /// if it comes later, for what the neighbor does.
    static final int COLLISION_WAIT_SECONDS = 2;

    /// How long expiry is put off while input of the neighbor waits to be read.
    static final int HOLD_DEFERRAL_SECONDS = 10;

    // Events that the text treats unlike their neighbors.
    private static final int MANUAL_STOP = 2;
    private static final int TCP_FAILS = 18;
    private static final int OPEN_WHILE_DELAYED = 20;
    private static final int HEADER_ERROR = 21;
    private static final int OPEN_ERROR = 22;
    private static final int NOTIFIED_OF_VERSION = 24;

    private final NeighborSession session;

    State state = State.IDLE;
    int connection = NO_CONNECTION;

    /// Whether we opened the connection; §6.8 asks.
    boolean ours;

    /// Our OPEN, once it went out on this connection.
    private Open openSent;

    /// The neighbor's OPEN, while it may still prefer the other connection, which is Established.
    private Optional<Open> lateOpen = Optional.empty();

    /// Established though the connection that §6.8 prefers had no OPEN yet, and nothing was heard
    /// since that says what the neighbor keeps.
    private boolean undecided;

    private int eventNumber;
    private boolean comesBack;
    private String clause = "";

    Negotiated negotiated;
    private long connectRetryAt = NEVER;
    private long idleHoldAt = NEVER;
    private long holdAt = NEVER;
    private long keepaliveAt = NEVER;
    private long delayOpenAt = NEVER;
    private long waitUntil = NEVER;
    private long sendHoldAt = NEVER;
    private long holdNanos;
    private long keepaliveNanos;
    private long sendHoldNanos;

    Machine(NeighborSession session) {
        this.session = session;
    }

    void on(Event event) {
        State from = state;
        int involved = connection;
        eventNumber = session.number(event);
        comesBack = event instanceof Event.AutomaticStop stop && stop.comesBack();
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
            case Event.AutomaticStart _ -> automaticStart();
            case Event.IdleHoldTimerExpires _ -> start();
            case Event.ManualStop(var cease) -> staysStopped(cease);
            case Event.AutomaticStop _,
                    Event.ConnectRetryTimerExpires _,
                    Event.TcpConnectionValid _ ->
                    State.IDLE;
            case Event.TcpRequestInvalid(int incoming) -> reject(incoming);
            case Event.TcpAccepted(int incoming) -> refuse(incoming);
            case Event.OnConnection _ -> State.IDLE;
        };
    }

    private State connect(Event event) {
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.CONNECT;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why, _) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.ConnectRetryTimerExpires _ -> dialAgain();
            case Event.DelayOpenTimerExpires _ -> delays() ? sendOpen() : State.CONNECT;
            case Event.CollisionWaitExpires _ -> State.CONNECT;
            case Event.TcpConnectionValid _ -> State.CONNECT;
            case Event.TcpRequestInvalid(int incoming) -> reject(incoming);
            case Event.TcpConnected _ -> delays() ? State.CONNECT : connected(State.CONNECT);
            case Event.TcpAccepted(int incoming) -> second(incoming);
            case Event.TcpFailed(_, var why) -> end(State.ACTIVE, DownReason.noTcp(why));
            case Event.TcpClosed(_, var why) -> end(State.ACTIVE, closed(why));
            case Event.OpenReceived(_, var open) when delays() -> openReceived(open); // event 20
            case Event.Malformed(_, var n, var why) when delays() ->
                    end(State.IDLE, DownReason.malformed(n, why));
            case Event.NotificationReceived(_, var n) when delays() -> notified(n);
            case Event.OpenCollisionDump _ -> end(State.IDLE, DownReason.collision());
            case Event.HoldTimerExpires _,
                    Event.KeepaliveTimerExpires _,
                    Event.IdleHoldTimerExpires _,
                    Event.SendHoldTimerExpires _,
                    Event.OpenReceived _,
                    Event.Malformed _,
                    Event.NotificationReceived _,
                    Event.KeepaliveReceived _,
                    Event.UpdateReceived _,
                    Event.RouteRefreshReceived _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    private State active(Event event) {
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.ACTIVE;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why, _) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.ConnectRetryTimerExpires _ ->
                    delays() || session.settings().fsm().passive() ? State.ACTIVE : dial();
            case Event.DelayOpenTimerExpires _ -> delays() ? sendOpen() : State.ACTIVE;
            case Event.CollisionWaitExpires _ -> State.ACTIVE;
            case Event.TcpConnectionValid _ -> State.ACTIVE;
            case Event.TcpRequestInvalid(int incoming) -> reject(incoming);
            case Event.TcpConnected _ -> State.ACTIVE; // no attempt of ours is under way
            case Event.TcpAccepted(int incoming) -> delays() ? second(incoming) : take(incoming);
            case Event.TcpFailed(_, var why) -> end(State.IDLE, closed(why));
            case Event.TcpClosed(_, var why) -> end(State.IDLE, closed(why));
            case Event.OpenReceived(_, var open) when delays() -> openReceived(open); // event 20
            case Event.OpenCollisionDump _ -> end(State.IDLE, DownReason.collision());
            case Event.Malformed(_, var n, var why) ->
                    end(State.IDLE, DownReason.malformed(n, why));
            case Event.NotificationReceived(_, var n) -> notified(n);
            case Event.HoldTimerExpires _,
                    Event.KeepaliveTimerExpires _,
                    Event.IdleHoldTimerExpires _,
                    Event.SendHoldTimerExpires _,
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
            case Event.AutomaticStop(var cease, var why, _) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.HoldTimerExpires _ -> end(State.IDLE, DownReason.noOpen(secondsSinceOpen()));
            case Event.TcpConnectionValid _, Event.TcpConnected _ -> State.OPEN_SENT;
            case Event.CollisionWaitExpires _ ->
                    lateOpen.isPresent() ? openReceived(lateOpen.get()) : State.OPEN_SENT;
            case Event.TcpRequestInvalid(int incoming) -> reject(incoming);
            case Event.TcpAccepted(int incoming) -> second(incoming);
            case Event.TcpFailed(_, var why) -> end(State.ACTIVE, closed(why));
            case Event.TcpClosed(_, var why) -> end(State.ACTIVE, closed(why));
            case Event.OpenReceived(_, var open) -> openReceived(open);
            case Event.Malformed(_, var n, var why) -> malformed(n, why);
            case Event.OpenCollisionDump _ -> end(State.IDLE, DownReason.collision());
            case Event.NotificationReceived(_, var n) -> notified(n);
            case Event.KeepaliveReceived _ ->
                    lateOpen.isPresent() ? preferred(event) : unexpected(MessageType.KEEPALIVE);
            case Event.UpdateReceived _ -> unexpected(MessageType.UPDATE);
            case Event.RouteRefreshReceived _ -> unexpected(MessageType.ROUTE_REFRESH);
            case Event.ConnectRetryTimerExpires _,
                    Event.KeepaliveTimerExpires _,
                    Event.DelayOpenTimerExpires _,
                    Event.IdleHoldTimerExpires _,
                    Event.SendHoldTimerExpires _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    private State openConfirm(Event event) {
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.OPEN_CONFIRM;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why, _) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.HoldTimerExpires _ -> holdExpired();
            case Event.KeepaliveTimerExpires _ -> sendKeepalive(State.OPEN_CONFIRM);
            case Event.TcpConnectionValid _, Event.TcpConnected _ -> State.OPEN_CONFIRM;
            case Event.TcpRequestInvalid(int incoming) -> reject(incoming);
            case Event.TcpAccepted(int incoming) -> second(incoming);
            case Event.TcpFailed(_, var why) -> end(State.IDLE, closed(why));
            case Event.TcpClosed(_, var why) -> end(State.IDLE, closed(why));
            // Collisions concern another connection's OPEN; a second one on this is an error.
            case Event.OpenReceived _ -> unexpected(MessageType.OPEN);
            case Event.Malformed(_, var n, var why) -> malformed(n, why);
            case Event.OpenCollisionDump _ -> end(State.IDLE, DownReason.collision());
            case Event.NotificationReceived(_, var n) -> notified(n);
            case Event.KeepaliveReceived _ ->
                    waits() || !session.mayLose(this) ? establish() : establishLater();
            case Event.CollisionWaitExpires _ ->
                    waits() ? establishUndecided() : State.OPEN_CONFIRM;
            // What comes behind a KEEPALIVE that waits says that the neighbor has decided.
            case Event.UpdateReceived _ -> waits() ? establish() : unexpected(MessageType.UPDATE);
            case Event.RouteRefreshReceived _ ->
                    waits() ? establish() : unexpected(MessageType.ROUTE_REFRESH);
            case Event.ConnectRetryTimerExpires _,
                    Event.DelayOpenTimerExpires _,
                    Event.IdleHoldTimerExpires _,
                    Event.SendHoldTimerExpires _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    private State established(Event event) {
        return switch (event) {
            case Event.ManualStart _, Event.AutomaticStart _ -> State.ESTABLISHED;
            case Event.ManualStop(var cease) -> end(State.IDLE, DownReason.stopped(cease));
            case Event.AutomaticStop(var cease, var why, _) ->
                    end(State.IDLE, DownReason.stoppedByItself(cease, why));
            case Event.HoldTimerExpires _ -> holdExpired();
            case Event.SendHoldTimerExpires _ ->
                    end(State.IDLE, DownReason.sendHoldExpired((int) (sendHoldNanos / SECOND)));
            case Event.KeepaliveTimerExpires _ -> sendKeepalive(State.ESTABLISHED);
            case Event.TcpConnectionValid _, Event.TcpConnected _, Event.CollisionWaitExpires _ ->
                    State.ESTABLISHED;
            case Event.TcpRequestInvalid(int incoming) -> reject(incoming);
            case Event.TcpAccepted(int incoming) ->
                    negotiated.retained().isEmpty() ? second(incoming) : replace(incoming);
            case Event.TcpFailed(_, var why) -> end(State.IDLE, closed(why));
            case Event.TcpClosed(_, var why) -> end(State.IDLE, closed(why));
            case Event.OpenReceived _ -> unexpected(MessageType.OPEN);
            case Event.Malformed(_, var n, var why) -> malformed(n, why);
            case Event.OpenCollisionDump _ ->
                    undecided || session.settings().fsm().collisionInEstablished()
                            ? end(State.IDLE, DownReason.collision())
                            : State.ESTABLISHED;
            case Event.NotificationReceived(_, var n) -> notified(n);
            case Event.KeepaliveReceived _, Event.UpdateReceived _ -> restartHold();
            // RFC 4271 §4.2: the time between KEEPALIVEs and UPDATEs, of nothing else.
            case Event.RouteRefreshReceived _ -> {
                undecided = false;
                yield State.ESTABLISHED;
            }
            case Event.ConnectRetryTimerExpires _,
                    Event.DelayOpenTimerExpires _,
                    Event.IdleHoldTimerExpires _ ->
                    end(State.IDLE, DownReason.fsmError(state, eventNumber));
        };
    }

    // Ways into a connection.

    /// Event 1 or 3, 4 or 5 when passive, 6, 7 or 13 after the back-off.
    private State start() {
        idleHoldAt = NEVER;
        return session.settings().fsm().passive() ? State.ACTIVE : dial();
    }

    /// Events 3 and 5 start at once, 6 and 7 not before the IdleHoldTimer expires.
    private State automaticStart() {
        FsmOptions options = session.settings().fsm();
        boolean damped = options.idleHold().damps();
        if (session.isStopped() || !options.automaticStart() || damped && idleHoldAt != NEVER) {
            return State.IDLE;
        }
        if (!damped) {
            session.connectRetryCounterToZero();
        }
        return start();
    }

    /// Whether the DelayOpenTimer runs.
    private boolean delays() {
        return delayOpenAt != NEVER;
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
        delayOpenAt = NEVER;
        session.emit(new Action.Close(connection));
        session.ended(
                this, DownReason.connectTimeout(session.settings().timers().connectRetrySeconds()));
        return dial();
    }

    private State take(int incoming) {
        connection = incoming;
        ours = false;
        return connected(State.ACTIVE);
    }

    /// Events 16 and 17: the OPEN goes out, or waits for the neighbor's (DelayOpen).
    private State connected(State delaying) {
        connectRetryAt = NEVER;
        int delay = session.settings().fsm().delayOpenSeconds();
        if (delay == 0) {
            return sendOpen();
        }
        delayOpenAt = session.now() + delay * SECOND;
        return delaying;
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

    /// RFC 4486 §4: who was accepted by TCP and not by BGP is told Cease/5.
    State refuse(int incoming) {
        if (session.settings().fsm().notifyWithoutOpen()) {
            Notification rejected = Notification.cease(Notification.CONNECTION_REJECTED);
            session.emit(new Action.Send(incoming, rejected.toMessage(), MessageType.NOTIFICATION));
        }
        return reject(incoming);
    }

    private State reject(int incoming) {
        session.emit(new Action.Close(incoming));
        return state;
    }

    private State sendOpen() {
        openSent = session.open();
        byte[] buf = new byte[Framer.MAX_OCTETS];
        int octets = openSent.write(buf, 0);
        send(Bytes.copyOf(buf, 0, octets), MessageType.OPEN);
        connectRetryAt = NEVER;
        delayOpenAt = NEVER;
        holdAt = session.now() + LARGE_HOLD_SECONDS * SECOND;
        return State.OPEN_SENT;
    }

    private State openReceived(Open theirs) {
        eventNumber = delays() ? 20 : 19;
        Open ourOpen = delays() ? session.open() : openSent;
        return switch (Negotiation.check(session.settings(), ourOpen, theirs)) {
            case Negotiation.Outcome.Agreed(var agreed) ->
                    session.survives(this, agreed)
                            ? confirm(agreed)
                            : lateOpen.isEmpty() && session.mayYetSurvive(this, agreed)
                                    ? await(theirs)
                                    : end(State.IDLE, DownReason.collision());
            case Negotiation.Outcome.Refused refused -> {
                eventNumber = 22;
                yield end(State.IDLE, DownReason.refused(refused));
            }
        };
    }

    private State await(Open theirs) {
        lateOpen = Optional.of(theirs);
        waitUntil = session.now() + COLLISION_WAIT_SECONDS * SECOND;
        return State.OPEN_SENT;
    }

    /// The neighbor confirms this connection, so it has given up the other one.
    private State preferred(Event keepalive) {
        session.rival(this).ifPresent(r -> r.on(new Event.OpenCollisionDump(r.connection)));
        state = openReceived(lateOpen.orElseThrow());
        return state == State.OPEN_CONFIRM ? openConfirm(keepalive) : state;
    }

    private State confirm(Negotiated agreed) {
        waitUntil = NEVER;
        if (openSent == null) {
            sendOpen();
        }
        negotiated = agreed;
        holdNanos = agreed.holdTimeSeconds() * SECOND;
        keepaliveNanos = agreed.keepaliveSeconds() * SECOND;
        sendHoldNanos = session.settings().timers().sendHoldFor(agreed.holdTimeSeconds()) * SECOND;
        restartHold();
        return sendKeepalive(State.OPEN_CONFIRM);
    }

    boolean waits() {
        return waitUntil != NEVER;
    }

    private State establishLater() {
        waitUntil = session.now() + COLLISION_WAIT_SECONDS * SECOND;
        return restartHold();
    }

    private State establishUndecided() {
        undecided = session.rival(this).isPresent();
        return establish();
    }

    /// Whether the neighbor may not have chosen it, though it is Established.
    boolean isUndecided() {
        return undecided;
    }

    private State establish() {
        waitUntil = NEVER;
        restartHold();
        octetsSent(session.now());
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
        undecided = false;
        if (holdNanos != 0) {
            holdAt = nowNanos + holdNanos;
        }
        return true;
    }

    /// RFC 4271 §4.4: no two KEEPALIVEs within a second, whatever the jitter says.
    void updateSent(long nowNanos) {
        if (keepaliveNanos != 0) {
            keepaliveAt = nowNanos + Math.max(SECOND, session.jittered(keepaliveNanos));
        }
    }

    /// RFC 9687 §4.3
    void octetsSent(long nowNanos) {
        sendHoldAt = sendHoldNanos == 0 ? NEVER : nowNanos + sendHoldNanos;
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
        long retry =
                Math.min(Math.min(connectRetryAt, idleHoldAt), Math.min(delayOpenAt, waitUntil));
        return Math.min(retry, Math.min(Math.min(holdAt, sendHoldAt), keepaliveAt));
    }

    /// Turns a deadline that has come into its event.
    Optional<Event> due(long nowNanos, long heardNanos, boolean unreadInputWaits) {
        if (nextDeadline() > nowNanos) {
            return Optional.empty();
        }
        if (idleHoldAt <= nowNanos) {
            return Optional.of(
                    session.settings().fsm().idleHold().damps()
                            ? new Event.IdleHoldTimerExpires()
                            : new Event.AutomaticStart());
        }
        if (connectRetryAt <= nowNanos) {
            return Optional.of(new Event.ConnectRetryTimerExpires());
        }
        if (waitUntil <= nowNanos && unreadInputWaits) {
            // What says how the collision ends may be among it.
            waitUntil = nowNanos + COLLISION_WAIT_SECONDS * SECOND;
        }
        if (waitUntil <= nowNanos) {
            return Optional.of(new Event.CollisionWaitExpires(connection));
        }
        if (delayOpenAt <= nowNanos) {
            return Optional.of(new Event.DelayOpenTimerExpires(connection));
        }
        if (holdAt <= nowNanos && unreadInputWaits) {
            holdAt = nowNanos + HOLD_DEFERRAL_SECONDS * SECOND;
        }
        if (holdAt <= heardNanos) {
            return Optional.of(new Event.HoldTimerExpires(connection));
        }
        if (sendHoldAt <= nowNanos) {
            return Optional.of(new Event.SendHoldTimerExpires(connection));
        }
        return keepaliveAt <= nowNanos
                ? Optional.of(new Event.KeepaliveTimerExpires(connection))
                : Optional.empty();
    }

    private int secondsSinceOpen() {
        return LARGE_HOLD_SECONDS - (int) ((holdAt - session.now()) / SECOND);
    }

    /// Whether our OPEN has waited for the neighbor's for as long as the other connection may be
    /// silent.
    boolean isSilentLike(Machine other) {
        return state == State.OPEN_SENT
                && other.holdNanos != 0
                && secondsSinceOpen() * SECOND >= other.holdNanos;
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

    /// Events 24 and 25. Only OpenSent answers: the RFC has 25 among its FSM errors there. Who was
    /// refused has nothing to complain about.
    private State notified(Notification n) {
        session.notified(n, openSent);
        long said = openSent == null ? session.settings().localAs() : openSent.as();
        DownReason why = DownReason.notified(n, said);
        if (turnedAway(n)) {
            return end(State.ACTIVE, why);
        }
        boolean answers = state == State.OPEN_SENT && eventNumber != NOTIFIED_OF_VERSION;
        return end(
                State.IDLE,
                answers
                        ? why.answered(
                                DownReason.unexpectedMessage(state, MessageType.NOTIFICATION))
                        : why);
    }

    private static boolean turnedAway(Notification n) {
        return n.code() == Notification.CEASE
                && (n.subcode() == Notification.COLLISION_RESOLUTION
                        || n.subcode() == Notification.CONNECTION_REJECTED);
    }

    private DownReason closed(String why) {
        return DownReason.closed(state, why);
    }

    private State staysStopped(Notification cease) {
        idleHoldAt = NEVER;
        session.stoppedInIdle(DownReason.stopped(cease).unsent());
        return State.IDLE;
    }

    /// Sends what is to be said, closes, and answers the state to be in: `next`, or Idle when the
    /// neighbor's other connection lives on and this machine is done with.
    private State end(State next, DownReason why) {
        DownReason reason = openSent != null || speaksWithoutOpen() ? said(why) : why.unsent();
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
        if (counts()) {
            session.countConnectRetry();
        }
        forget();
        if (session.rival(this).isPresent()) {
            return State.IDLE;
        }
        if (next == State.ACTIVE) {
            connectRetryAt = session.nextAttempt();
            return State.ACTIVE;
        }
        idleHoldAt =
                switch (reason.cause()) {
                    case OUT_OF_RESOURCES -> session.nextStartAfterShortage();
                    case MAX_PREFIXES -> session.nextStartAfterLimit();
                    default -> session.nextStart();
                };
        return State.IDLE;
    }

    /// As the neighbor is told it; after an Established session that may be a Hard Reset. RFC 8538
    /// §5.1: the operator's choice where the session comes back soon.
    private DownReason said(DownReason why) {
        return state == State.ESTABLISHED && why.sent().isPresent() && !comesBack
                ? why.answered(negotiated.ending(why.sent().get()))
                : why;
    }

    /// SendNOTIFICATIONwithoutOPEN: of events 21 and 22, of a collision, and of a manual stop in
    /// Active.
    private boolean speaksWithoutOpen() {
        boolean may = session.settings().fsm().notifyWithoutOpen() && delays();
        return may
                && switch (eventNumber) {
                    case MANUAL_STOP -> state == State.ACTIVE;
                    case OPEN_WHILE_DELAYED, HEADER_ERROR, OPEN_ERROR -> true;
                    default -> false;
                };
    }

    /// Whether the end increments the ConnectRetryCounter: all do but these.
    private boolean counts() {
        return switch (eventNumber) {
            case TCP_FAILS -> state != State.CONNECT && state != State.OPEN_SENT;
            case NOTIFIED_OF_VERSION ->
                    state == State.ESTABLISHED || state.compareTo(State.OPEN_SENT) < 0 && !delays();
            default -> true;
        };
    }

    private void forget() {
        connection = NO_CONNECTION;
        openSent = null;
        lateOpen = Optional.empty();
        undecided = false;
        negotiated = null;
        connectRetryAt = NEVER;
        idleHoldAt = NEVER;
        holdAt = NEVER;
        keepaliveAt = NEVER;
        delayOpenAt = NEVER;
        waitUntil = NEVER;
        sendHoldAt = NEVER;
        holdNanos = 0;
        keepaliveNanos = 0;
        sendHoldNanos = 0;
    }

    private void send(Bytes message, MessageType type) {
        session.emit(new Action.Send(connection, message, type));
    }
}

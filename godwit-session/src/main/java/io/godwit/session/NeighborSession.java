package io.godwit.session;

import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One neighbor: at most two TCP connections, ours and theirs, each with the state machine of RFC
/// 4271 §8, and what outlives them: whether the operator stopped the neighbor, the back-off, the
/// decision between colliding connections (§6.8).
///
/// No socket, thread, clock or random number: the caller feeds events with the time and carries out
/// the actions. Times are monotonic nanoseconds of the caller's choice that never exceed `NEVER`. A
/// call must not come from inside an action.
///
/// How collisions are settled (§6.8), when a valid OPEN arrives on one connection:
///
/// * Our own attempt that is still connecting ends, and so does a connection on which our OPEN is
///   held back: the neighbor cannot have chosen it.
/// * One in OpenSent is left alone until its own OPEN arrives: who is there is not known yet.
/// * Of it and one in OpenConfirm, that stays which the side with the greater BGP Identifier
///   opened. Where the neighbor opened both, the older one stays if that is ours, as the steps of
///   §6.8 say when taken by the letter.
/// * While the one that would stay has no OPEN yet, the other one goes to OpenConfirm, and to
///   Established two seconds later, or when the neighbor sends more than its KEEPALIVE.
/// * Established wins over everything, unless CollisionDetectEstablishedState is on, or the
///   neighbor confirms the one that would have stayed, whose OPEN was too late.
///
/// A third connection takes the place of the neighbor's older one that is not Established: who
/// connects again has given that up.
public final class NeighborSession {
    /// The deadline of a timer that does not run.
    public static final long NEVER = Machine.NEVER;

    /// How many steps `transitions()` remembers.
    public static final int TRANSITIONS_KEPT = 32;

    /// A session that was up for so long was no flap: the back-off begins anew.
    static final int STABLE_SECONDS = 60;

    /// The first pause after a session that asked for more than there is: what it takes to remove
    /// its routes, and for somebody to look at it. It doubles like others.
    static final int SHORTAGE_HOLD_SECONDS = 60;

    static final int SHORTAGE_HOLD_MAX_SECONDS = 960;

    private static final int MAX_DUE_AT_ONCE = 16;
    private static final int MAX_DOUBLINGS = 16;

    private SessionSettings settings;
    private final Jitter jitter;
    private final ArrayDeque<Transition> transitions = new ArrayDeque<>(TRANSITIONS_KEPT);

    /// Always there; the one that is Established, if one is.
    private Machine main = new Machine(this);

    private Optional<Machine> other = Optional.empty();
    private long now;
    private Consumer<Action> out = action -> {};
    private boolean busy;
    private boolean stopped;
    private boolean withoutCapabilities;
    private boolean saysOtherAs;
    private int connectRetryCounter;

    /// Errors in a row, for the idle hold time.
    private int errors;

    /// Connections in a row that did not come about, for the pause between attempts.
    private int misses;

    /// Sessions in a row that ended for want of resources.
    private int shortages;

    private int ownIds;
    private int acceptedIds;
    private long establishedAt;
    private Optional<Down> lastDown = Optional.empty();

    /// The steps of the event at hand.
    private final List<Transition> steps = new ArrayList<>();

    private Transition latest = new Transition(0, State.IDLE, State.IDLE, 0, "", 0);

    /// A neighbor in Idle that waits for `ManualStart` or `AutomaticStart`.
    ///
    /// @param settings the neighbor's configuration
    /// @param jitterSeed any number; equal seeds give equal timers
    public NeighborSession(SessionSettings settings, int jitterSeed) {
        this.settings = Objects.requireNonNull(settings);
        this.jitter = new Jitter(jitterSeed);
    }

    /// Feeds one event. Events of a connection that is not known (any more) are ignored, except
    /// that a connection that opens too late is closed.
    ///
    /// @param event what happened
    /// @param nowNanos when
    /// @param out takes the actions in their order
    public void on(Event event, long nowNanos, Consumer<Action> out) {
        if (busy) {
            throw new IllegalStateException("an action must not feed an event");
        }
        busy = true;
        try {
            this.now = nowNanos;
            this.out = out;
            State before = state();
            steps.clear();
            route(event);
            settle();
            if (state() != before) {
                emit(changed(before, state()));
            }
        } finally {
            busy = false;
        }
    }

    /// Of the steps of one event, the one to show: that which reached the new state when the
    /// neighbor advanced, that which left the old one when it fell back. A second connection whose
    /// OPEN is delayed makes no step of its own.
    private Action.StateChanged changed(State before, State after) {
        boolean advanced = after.compareTo(before) > 0;
        Transition shown =
                (advanced ? steps.reversed() : steps)
                        .stream()
                                .filter(s -> advanced ? s.to() == after : s.from() == before)
                                .findFirst()
                                .orElse(latest);
        return new Action.StateChanged(before, after, shown.rfcEvent(), shown.clause());
    }

    /// The hot path of one framed UPDATE: restarts the HoldTimer and allocates nothing.
    ///
    /// @return false when the session is not Established on this connection; the caller then feeds
    ///   `Event.UpdateReceived` for the error
    public boolean updateReceived(int connection, long nowNanos) {
        return main.updateReceived(connection, nowNanos);
    }

    /// An UPDATE was sent on the Established connection: restarts the KeepaliveTimer (RFC 4271
    /// §8.2.2 Established). Allocates nothing.
    public void updateSent(long nowNanos) {
        if (main.state == State.ESTABLISHED) {
            main.updateSent(nowNanos);
        }
    }

    /// Octets of any message left on a connection: if it is the Established one, the SendHoldTimer
    /// restarts (RFC 9687 §4.3). Allocates nothing.
    public void octetsSent(int connection, long nowNanos) {
        if (main.state == State.ESTABLISHED && main.connection == connection) {
            main.octetsSent(nowNanos);
        }
    }

    /// When `tick` is to be called, `NEVER` when no timer runs.
    public long nextDeadlineNanos() {
        long deadline = main.nextDeadline();
        return other.isPresent() ? Math.min(deadline, other.get().nextDeadline()) : deadline;
    }

    /// Lets the timers expire whose time has come.
    ///
    /// @param nowNanos the time
    /// @param heardNanos until when what came was looked for, at most the time: silence after that
    ///   is none of the neighbor's, and the HoldTimer does not expire by it
    /// @param unreadInputWaits whether octets of this neighbor were received but not yet fed; the
    ///   HoldTimer then waits, because it is we who are late
    /// @param out takes the actions in their order
    public void tick(
            long nowNanos, long heardNanos, boolean unreadInputWaits, Consumer<Action> out) {
        for (int i = 0; i < MAX_DUE_AT_ONCE; i++) {
            Optional<Event> due = main.due(nowNanos, heardNanos, unreadInputWaits);
            if (due.isEmpty() && other.isPresent()) {
                due = other.get().due(nowNanos, heardNanos, unreadInputWaits);
            }
            if (due.isEmpty()) {
                return;
            }
            on(due.get(), nowNanos, out);
        }
        assert false : "a timer did not restart";
    }

    /// A fresh id for a connection that the neighbor opened: 2, 4, 6 … The ids of our own
    /// connections are odd.
    public int nextAcceptedId() {
        acceptedIds += 2;
        return acceptedIds;
    }

    /// The state of the connection that is most advanced.
    public State state() {
        State state = main.state;
        return other.isPresent() && other.get().state.compareTo(state) > 0
                ? other.get().state
                : state;
    }

    /// What the Established session agreed on.
    public Optional<Negotiated> negotiated() {
        return main.state == State.ESTABLISHED ? Optional.of(main.negotiated) : Optional.empty();
    }

    /// How many octets a message may have that comes over a connection: what our OPEN offers holds
    /// from the neighbor's own on (RFC 8654 §4).
    public int receiveOctets(int connection) {
        return Stream.concat(Stream.of(main), other.stream())
                .filter(machine -> machine.connection == connection && machine.negotiated != null)
                .findAny()
                .map(machine -> machine.negotiated.receiveContext().maxMessageOctets())
                .orElse(Framer.MAX_OCTETS);
    }

    /// The id of the Established connection, 0 without one.
    public int establishedConnection() {
        return main.state == State.ESTABLISHED ? main.connection : Machine.NO_CONNECTION;
    }

    /// When the session became Established; without meaning in other states.
    public long establishedAtNanos() {
        return establishedAt;
    }

    /// How the last session or attempt ended. A connection does not count while the neighbor's
    /// other one lives on.
    public Optional<Down> lastDown() {
        return lastDown;
    }

    /// The last steps of all connections, the oldest first, at most `TRANSITIONS_KEPT`.
    public List<Transition> transitions() {
        return List.copyOf(transitions);
    }

    /// The ConnectRetryCounter of RFC 4271 §8: ends since the last manual start or stop.
    public int connectRetryCounter() {
        return connectRetryCounter;
    }

    /// Whether the operator stopped the neighbor.
    public boolean isStopped() {
        return stopped;
    }

    /// Other settings, for the next OPEN and the next attempt. A session that is Established keeps
    /// what it agreed on; whoever wants the new settings at once stops and starts it.
    public void reconfigure(SessionSettings other) {
        saysOtherAs &= other.otherAs() != 0;
        settings = Objects.requireNonNull(other);
    }

    /// The configuration of this neighbor.
    public SessionSettings settings() {
        return settings;
    }

    private void route(Event event) {
        switch (event) {
            case Event.ManualStart _ -> {
                stopped = false;
                forgetFailures(main.state == State.IDLE);
                main.on(event);
            }
            case Event.ManualStop _ -> {
                boolean idle = main.state == State.IDLE;
                stopped = true;
                everywhere(event);
                forgetFailures(!idle);
            }
            case Event.AutomaticStop _ -> everywhere(event);
            case Event.AutomaticStart _,
                    Event.ConnectRetryTimerExpires _,
                    Event.IdleHoldTimerExpires _,
                    Event.TcpConnectionValid _,
                    Event.TcpRequestInvalid _ ->
                    main.on(event);
            case Event.TcpAccepted accepted -> accepted(accepted);
            case Event.HoldTimerExpires expired -> {
                silent(expired.connection());
                onConnection(expired);
            }
            case Event.OnConnection onConnection -> onConnection(onConnection);
        }
    }

    /// The operator's word ends the back-off; Idle ignores a stop, and the others a start, so the
    /// ConnectRetryCounter may stay.
    private void forgetFailures(boolean counterToo) {
        connectRetryCounter = counterToo ? 0 : connectRetryCounter;
        errors = 0;
        misses = 0;
        shortages = 0;
    }

    private void everywhere(Event event) {
        if (other.isPresent()) {
            other.get().on(event);
        }
        other = Optional.empty();
        main.on(event);
    }

    private void accepted(Event.TcpAccepted event) {
        if (other.isPresent()) {
            olderByNeighbor()
                    .ifPresent(older -> older.on(new Event.OpenCollisionDump(older.connection)));
            settle();
        }
        if (other.isPresent()) {
            main.refuse(event.connection());
        } else {
            main.on(event);
        }
    }

    /// Of the neighbor's connections that are not Established, the one it opened first.
    private Optional<Machine> olderByNeighbor() {
        return Stream.concat(Stream.of(main), other.stream())
                .filter(NeighborSession::unfinishedByNeighbor)
                .min(Comparator.comparingInt(machine -> machine.connection));
    }

    private static boolean unfinishedByNeighbor(Machine machine) {
        return machine.connection != Machine.NO_CONNECTION
                && !machine.ours
                && machine.state != State.ESTABLISHED;
    }

    /// Where the neighbor fell silent on one connection, the other one that has not got its OPEN
    /// for as long is as dead: the four minutes that it may wait would only keep us from trying
    /// anew.
    private void silent(int connection) {
        Machine machine = main.connection == connection ? main : other.orElse(main);
        rival(machine)
                .filter(rival -> rival.isSilentLike(machine))
                .ifPresent(rival -> rival.on(new Event.HoldTimerExpires(rival.connection)));
        settle();
    }

    private void onConnection(Event.OnConnection event) {
        if (main.connection == event.connection()) {
            main.on(event);
        } else if (other.isPresent() && other.get().connection == event.connection()) {
            other.get().on(event);
        } else if (event instanceof Event.TcpConnected(int late)) {
            emit(new Action.Close(late));
        }
    }

    /// Puts the machines in order after an event: those that are done go, the leading one leads.
    private void settle() {
        other = other.filter(machine -> machine.state != State.IDLE);
        if (other.isPresent() && main.state == State.IDLE) {
            main = other.get();
            other = Optional.empty();
        }
        if (other.isPresent() && other.get().state == State.ESTABLISHED) {
            Machine established = other.get();
            other = Optional.of(main);
            main = established;
        }
        if (other.isEmpty() && main.waits()) {
            main.on(new Event.CollisionWaitExpires(main.connection));
        }
    }

    // What the machines ask for.

    long now() {
        return now;
    }

    void emit(Action action) {
        out.accept(action);
    }

    long jittered(long nanos) {
        return jitter.apply(nanos);
    }

    int nextOwnId() {
        return 1 + 2 * ownIds++;
    }

    /// The number in RFC 4271 §8.1: a start has another one when the neighbor is passive, an
    /// automatic one also when oscillations are damped.
    int number(Event event) {
        boolean passive = settings.fsm().passive();
        return switch (event) {
            case Event.ManualStart _ -> passive ? 4 : 1;
            case Event.AutomaticStart _ when settings.fsm().idleHold().damps() -> passive ? 7 : 6;
            case Event.AutomaticStart _ -> passive ? 5 : 3;
            default -> event.rfcEvent();
        };
    }

    void countConnectRetry() {
        connectRetryCounter++;
    }

    void connectRetryCounterToZero() {
        connectRetryCounter = 0;
    }

    /// A connection arrived while another one is tried: a second machine (RFC 4271 §8.2.1).
    void second(int connection) {
        assert other.isEmpty();
        Machine machine = new Machine(this);
        machine.state = State.ACTIVE;
        other = Optional.of(machine);
        machine.on(new Event.TcpAccepted(connection));
    }

    Optional<Machine> rival(Machine machine) {
        Optional<Machine> rival = machine == main ? other : Optional.of(main);
        return rival.filter(m -> m.state != State.IDLE);
    }

    Open open() {
        SessionSettings said = saysOtherAs ? settings.withOtherAs() : settings;
        return withoutCapabilities ? Negotiation.plainOpen(said) : Negotiation.open(said);
    }

    /// RFC 4271 §6.8, when a valid OPEN arrived on `machine`: whether that one stays. Ends the
    /// other connection where that one loses.
    boolean survives(Machine machine, Negotiated agreed) {
        Optional<Machine> found = rival(machine);
        if (found.isEmpty()) {
            return true;
        }
        Machine rival = found.get();
        boolean preferred = preferred(machine, rival, agreed);
        boolean survives =
                switch (rival.state) {
                    case IDLE, CONNECT, ACTIVE, OPEN_SENT -> true;
                    case OPEN_CONFIRM -> preferred;
                    case ESTABLISHED -> settings.fsm().collisionInEstablished() && preferred;
                };
        if (survives && rival.state != State.OPEN_SENT) {
            rival.on(new Event.OpenCollisionDump(rival.connection));
        }
        return survives;
    }

    /// Whether `machine`, which would stay had its OPEN come in time, is to wait for what the
    /// neighbor does: it may have dropped the other connection, and its Cease/7 be on the way.
    boolean mayYetSurvive(Machine machine, Negotiated agreed) {
        return rival(machine)
                .filter(Machine::isUndecided)
                .filter(rival -> preferred(machine, rival, agreed))
                .isPresent();
    }

    /// Whether a connection that could be Established loses when the OPEN of the other one arrives.
    boolean mayLose(Machine machine) {
        return rival(machine)
                .filter(rival -> rival.state == State.OPEN_SENT)
                .filter(rival -> preferred(rival, machine, machine.negotiated))
                .isPresent();
    }

    /// Whether of two connections that stays whose OPEN arrives last.
    private boolean preferred(Machine last, Machine first, Negotiated agreed) {
        boolean weWin = ourConnectionsWin(agreed);
        return last.ours == first.ours ? !weWin : last.ours == weWin;
    }

    /// The connection opened by the side with the greater BGP Identifier stays; with equal ones
    /// (RFC 6286 §2.3) that of the greater AS number.
    private boolean ourConnectionsWin(Negotiated agreed) {
        int order = Integer.compareUnsigned(settings.routerId(), agreed.neighborId());
        return order == 0 ? agreed.ours().as() > agreed.neighborAs() : order > 0;
    }

    void established(Machine machine) {
        assert rival(machine).filter(m -> m.state == State.ESTABLISHED).isEmpty();
        establishedAt = now;
        misses = 0;
    }

    /// RFC 5492 §3: who answers Unsupported Optional Parameter does not know capabilities. The next
    /// OPEN goes without them, if a session of IPv4 unicast is of use to us. RFC 7705 §3.3 and
    /// §4.2: who answers Bad Peer AS may know us by the other number.
    void notified(Notification n, Open ours) {
        if (n.code() == Notification.OPEN_ERROR
                && n.subcode() == Notification.BAD_PEER_AS
                && settings.otherAs() != 0
                && ours != null) {
            saysOtherAs = ours.as() == settings.localAs();
        }
        withoutCapabilities =
                n.code() == Notification.OPEN_ERROR
                        && n.subcode() == Notification.UNSUPPORTED_PARAMETER
                        && ours != null
                        && !ours.capabilities().isEmpty()
                        && settings.offers().families().contains(Family.IPV4_UNICAST);
    }

    /// A manual stop in Idle: nothing ends, but the operator shall read why nothing happens.
    void stoppedInIdle(DownReason reason) {
        lastDown = Optional.of(reason.down(now));
    }

    /// A connection or an attempt ended.
    void ended(Machine machine, DownReason reason) {
        Down down = reason.down(now);
        if (rival(machine).isEmpty()) {
            lastDown = Optional.of(down);
        }
        if (machine.state == State.ESTABLISHED) {
            withoutCapabilities = false;
            saysOtherAs = false; // RFC 7705 §4.2: the router's first
            if (now - establishedAt >= STABLE_SECONDS * Machine.SECOND) {
                errors = 0;
            }
            if (now - establishedAt >= SHORTAGE_HOLD_MAX_SECONDS * Machine.SECOND) {
                shortages = 0;
            }
            emit(new Action.SessionDown(machine.connection, down));
        } else {
            emit(new Action.AttemptFailed(machine.connection, down));
        }
    }

    /// The end of the pause in Active: it doubles with every miss, up to the ConnectRetryTime.
    long nextAttempt() {
        if (settings.fsm().passive()) {
            return NEVER;
        }
        int seconds = doubled(1, misses++, settings.timers().connectRetrySeconds());
        return now + jittered(seconds * Machine.SECOND);
    }

    /// The end of the pause in Idle (DampPeerOscillations); never after a manual stop, or without
    /// AllowAutomaticStart.
    long nextStart() {
        IdleHold hold = settings.fsm().idleHold();
        return startsItself() ? pause(hold.firstSeconds(), errors++, hold.mostSeconds()) : NEVER;
    }

    /// The same after a session that ended with Cease / Out of Resources (RFC 4486 §5: not too
    /// soon).
    long nextStartAfterShortage() {
        return startsItself()
                ? pause(SHORTAGE_HOLD_SECONDS, shortages++, SHORTAGE_HOLD_MAX_SECONDS)
                : NEVER;
    }

    /// The same after a session that ended at a limit of prefixes (RFC 4271 §6.7, RFC 4486 §4).
    long nextStartAfterLimit() {
        int seconds = settings.limitPauseSeconds();
        return startsItself() && seconds >= 0 ? now + seconds * Machine.SECOND : NEVER;
    }

    private boolean startsItself() {
        return !stopped && settings.fsm().automaticStart();
    }

    private long pause(int seconds, int times, int max) {
        return now + doubled(seconds, times, max) * Machine.SECOND;
    }

    private static int doubled(int seconds, int times, int max) {
        return (int) Math.min((long) seconds << Math.min(times, MAX_DOUBLINGS), max);
    }

    void stepped(Transition step) {
        latest = step;
        if (step.from() == step.to()) {
            return;
        }
        steps.add(step);
        if (transitions.size() == TRANSITIONS_KEPT) {
            transitions.removeFirst();
        }
        transitions.addLast(step);
    }
}

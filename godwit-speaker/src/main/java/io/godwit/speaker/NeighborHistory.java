package io.godwit.speaker;

import io.godwit.session.Down;
import io.godwit.session.DownCause;
import io.godwit.session.Negotiated;
import io.godwit.session.State;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What happened with one neighbor so far: what tables show and what the log says, both once.
public final class NeighborHistory {
    private static final long REPEAT_NANOS = 60_000_000_000L;
    private static final long UNREACHED_NANOS = 30_000_000_000L;
    private static final int PROBLEM_BURST = 10;
    private static final long PROBLEM_INTERVAL_NANOS = 10_000_000_000L;

    /// A NOTIFICATION and when it passed.
    ///
    /// @param notification what it said
    /// @param atNanos of the lane's clock
    public record Told(Notification notification, long atNanos) {}

    /// What NOTIFICATIONs are counted by.
    ///
    /// @param sent by us, or received
    /// @param code RFC 4271 §4.5; 0 for one that nobody has defined
    /// @param subcode RFC 4271 §4.5; 0 likewise
    public record NotificationKind(boolean sent, int code, int subcode)
            implements Comparable<NotificationKind> {
        // Of the IANA registry the last is 8, Send Hold Timer Expired (RFC 9687); of subcodes
        // 12.
        private static final int CODES = 8;
        private static final int SUBCODES = 15;

        /// A neighbor can make no more kinds than there are.
        private static NotificationKind of(boolean sent, Notification notification) {
            int code = notification.code() > CODES ? 0 : notification.code();
            int subcode = notification.subcode() > SUBCODES ? 0 : notification.subcode();
            return new NotificationKind(sent, code, code == 0 ? 0 : subcode);
        }

        private int order() {
            return (sent ? 1 : 0) << 16 | code << 8 | subcode;
        }

        @Override
        public int compareTo(NotificationKind other) {
            return Integer.compare(order(), other.order());
        }
    }

    private final LaneState lane;
    private NeighborSettings settings;
    private final RateLimit problems = new RateLimit(PROBLEM_BURST, PROBLEM_INTERVAL_NANOS);
    private final RateLimit limits = new RateLimit(PROBLEM_BURST, PROBLEM_INTERVAL_NANOS);
    private final RateLimit wrongHops = new RateLimit(PROBLEM_BURST, PROBLEM_INTERVAL_NANOS);
    private long sinceNanos;
    private final long[] entered = new long[State.values().length];
    private final Map<NotificationKind, Long> notifications = new TreeMap<>();
    private long flaps;
    private long discarded;
    private long treatedAsWithdraw;
    private long wrongNextHops;
    private Optional<Address> lastWrongNextHop = Optional.empty();
    private String lastProblem = "";
    private Optional<Told> sent = Optional.empty();
    private Optional<Told> received = Optional.empty();
    private Optional<String> shutdownMessage = Optional.empty();
    private Optional<Down> told = Optional.empty();
    private Optional<Down> unreached = Optional.empty();
    private String loggedFailure = "";
    private long loggedFailureNanos;
    private long repeats;

    NeighborHistory(LaneState lane, NeighborSettings settings) {
        this.lane = lane;
        this.settings = settings;
    }

    void reconfigured(NeighborSettings now) {
        settings = now;
    }

    void started(long nowNanos) {
        sinceNanos = nowNanos;
    }

    void stateChanged(State from, State to, int rfcEvent, String clause, long nowNanos) {
        sinceNanos = nowNanos;
        entered[to.ordinal()]++;
        lane.log(
                new SpeakerEvent.StateChanged(
                        settings.address(), settings.name(), from, to, rfcEvent, clause));
    }

    void established(Link link, Negotiated negotiated, long nowNanos) {
        sinceNanos = nowNanos;
        loggedFailure = "";
        shutdownMessage = Optional.empty();
        told = Optional.empty();
        lane.log(
                new SpeakerEvent.Established(
                        settings.address(),
                        settings.name(),
                        negotiated.neighborAs(),
                        Address.ofV4(negotiated.neighborId()),
                        negotiated.holdTimeSeconds(),
                        negotiated.keepaliveSeconds(),
                        negotiated.families().stream().map(Family::name).toList(),
                        link.connection().local(),
                        link.outgoing() ? "here" : "there"));
    }

    void down(Down why, long nowNanos) {
        flaps++;
        remember(why);
        lane.log(
                new SpeakerEvent.Down(
                        settings.address(),
                        settings.name(),
                        why.cause().name(),
                        why.text(),
                        (nowNanos - sinceNanos) / 1_000_000_000L));
    }

    /// Logged when the reason is a new one, and once a minute while it stays the same. That one of
    /// two connections was given up, or our own operator stopped it, is the normal course of
    /// things.
    void attemptFailed(Down why, long nowNanos) {
        remember(why);
        if (why.cause() == DownCause.COLLISION || why.cause() == DownCause.ADMIN_SHUTDOWN_HERE) {
            return;
        }
        repeats++;
        boolean same = why.text().equals(loggedFailure);
        if (!same || nowNanos - loggedFailureNanos >= REPEAT_NANOS) {
            lane.log(
                    new SpeakerEvent.AttemptFailed(
                            settings.address(), settings.name(), why.text(), same ? repeats : 1));
            loggedFailure = why.text();
            loggedFailureNanos = nowNanos;
            repeats = 0;
        }
    }

    /// What one side told the other is not forgotten when later attempts only find a closed door.
    private void remember(Down why) {
        switch (why.cause()) {
            case UNREACHABLE -> unreached = Optional.of(why);
            case REFUSED, CLOSED_BY_PEER, COLLISION -> unreached = Optional.empty();
            case CONNECT_TIMEOUT -> {
                // says nothing that the neighbor meant to say
            }
            case ADMIN_SHUTDOWN_HERE, STOPPED_HERE -> told = Optional.empty();
            default -> told = Optional.of(why);
        }
    }

    void sent(Notification notification, long nowNanos) {
        sent = Optional.of(new Told(notification, nowNanos));
        notifications.merge(NotificationKind.of(true, notification), 1L, Long::sum);
        lane.log(
                new SpeakerEvent.NotificationSent(
                        settings.address(),
                        settings.name(),
                        notification.code(),
                        notification.subcode(),
                        notification.text(),
                        notification.data().hex()));
    }

    void received(Notification notification, long nowNanos) {
        received = Optional.of(new Told(notification, nowNanos));
        notifications.merge(NotificationKind.of(false, notification), 1L, Long::sum);
        shutdownMessage = notification.shutdownCommunication();
        lane.log(
                new SpeakerEvent.NotificationReceived(
                        settings.address(),
                        settings.name(),
                        notification.code(),
                        notification.subcode(),
                        notification.text(),
                        notification.data().hex()));
    }

    /// RFC 7606 §6: what was wrong is logged with the whole message.
    void updateProblem(Verdict verdict, String problem, Bytes message, long nowNanos) {
        if (verdict != Verdict.RESET) {
            treatedAsWithdraw += verdict == Verdict.WITHDRAW ? 1 : 0;
            discarded += verdict == Verdict.DISCARD ? 1 : 0;
            lastProblem = problem;
        }
        if (problems.passes(nowNanos)) {
            lane.log(
                    new SpeakerEvent.UpdateProblem(
                            settings.address(),
                            settings.name(),
                            verdict.name().toLowerCase(Locale.ROOT),
                            problem,
                            message.hex(),
                            problems.takeSuppressed()));
        }
    }

    void wrongNextHop(Address nextHop, long nowNanos) {
        wrongNextHops++;
        lastWrongNextHop = Optional.of(nextHop);
        if (wrongHops.passes(nowNanos)) {
            lane.log(
                    new SpeakerEvent.NextHopIgnored(
                            settings.address(),
                            settings.name(),
                            nextHop,
                            wrongHops.takeSuppressed()));
        }
    }

    /// Its prefixes come near to what it may tell, or go beyond it.
    void nearLimit(Family family, long count, int limit, boolean over, long nowNanos) {
        if (limits.passes(nowNanos)) {
            lane.log(
                    new SpeakerEvent.PrefixLimitNear(
                            settings.address(),
                            settings.name(),
                            family.name(),
                            count,
                            limit,
                            over,
                            limits.takeSuppressed()));
        }
    }

    /// UPDATEs of which the routes are ignored for their next hop (RFC 4271 §6.3).
    ///
    /// @return how many
    public long wrongNextHops() {
        return wrongNextHops;
    }

    /// The next hop of the last of them.
    ///
    /// @return empty when there was none
    public Optional<Address> lastWrongNextHop() {
        return lastWrongNextHop;
    }

    /// When the present state began.
    ///
    /// @return nanoseconds of the lane's clock
    public long sinceNanos() {
        return sinceNanos;
    }

    /// Changes of state so far.
    ///
    /// @return how many
    public long transitions() {
        long sum = 0;
        for (long times : entered) {
            sum += times;
        }
        return sum;
    }

    /// Changes to one state.
    ///
    /// @param state which
    /// @return how often it began
    public long entered(State state) {
        return entered[state.ordinal()];
    }

    /// NOTIFICATIONs so far.
    ///
    /// @return how many of each kind
    public Map<NotificationKind, Long> notifications() {
        return Collections.unmodifiableMap(notifications);
    }

    /// Established sessions that ended.
    ///
    /// @return how many
    public long flaps() {
        return flaps;
    }

    /// UPDATEs of which attributes were discarded (RFC 7606).
    ///
    /// @return how many
    public long discarded() {
        return discarded;
    }

    /// UPDATEs that were treated as withdrawals (RFC 7606).
    ///
    /// @return how many
    public long treatedAsWithdraw() {
        return treatedAsWithdraw;
    }

    /// What was wrong with the last UPDATE that was not in order.
    ///
    /// @return one line; empty when there was none
    public String lastProblem() {
        return lastProblem;
    }

    /// The last NOTIFICATION we sent.
    ///
    /// @return empty when there was none
    public Optional<Told> sent() {
        return sent;
    }

    /// The last NOTIFICATION we received.
    ///
    /// @return empty when there was none
    public Optional<Told> received() {
        return received;
    }

    /// The last end of which one side told the other the reason, until the session is Established
    /// again or our operator ends it.
    ///
    /// @return empty when there was none
    public Optional<Down> told() {
        return told;
    }

    /// The system's word that nothing reached it, where the attempt after that had no answer at
    /// all: the system asks three times, a second apart, who has the address, and that may take
    /// longer than an attempt.
    ///
    /// @param last how the last attempt ended
    /// @return empty when the last attempt says as much, or the word is old
    public Optional<Down> unreached(Down last) {
        return unreached.filter(earlier ->
                last.cause() == DownCause.CONNECT_TIMEOUT
                        && last.atNanos() - earlier.atNanos() < UNREACHED_NANOS);
    }

    /// What the other operator said when the session was shut down there (RFC 9003), until it is
    /// Established again.
    ///
    /// @return empty when nothing was said
    public Optional<String> shutdownMessage() {
        return shutdownMessage;
    }
}

package io.godwit.speaker;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.RouteProtocol;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.netlink.Way;
import io.godwit.kernel.port.Kernel;
import io.godwit.policy.PolicyChain;
import io.godwit.rib.FibFeed;
import io.godwit.rib.FibRoute;
import io.godwit.rib.FibSettings;
import io.godwit.rib.Forwarding;
import io.godwit.speaker.show.FibView;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Gives the kernel the routes that it is to have: slices of the feed, as batches, as fast as the
/// kernel takes them. What it refuses is told again later; what of ours nobody wants is removed.
///
/// At the start the routes that a run before has left stay, so that packets flow, until
/// [#sweepStale]: most are wanted again and replaced in place.
final class Fib implements FibFeed.Sink, FibView {
    private static final int ROWS_A_BATCH = 1024;
    private static final int REMEMBERED_MOST = 10_000;
    private static final int NO_ROW = -1;
    private static final int EXISTS = 17; // EEXIST
    private static final int NOT_THERE = 3; // ESRCH
    private static final int NO_GATEWAY = 113; // EHOSTUNREACH
    private static final int NO_WAY = -1; // no error of the kernel: it was not asked
    private static final int CONTESTED = -2; // nor this one: it takes everything

    private final LaneState lane;
    private final Kernel port;
    private final Forwarding forwarding;
    private final FibFeed feed;
    private final KernelTable table;
    private final KernelNextHops nextHops;
    private final RouteMark mark;
    private final NearNeighbors near;
    private final ArrayDeque<RouteBatch> idle = new ArrayDeque<>();
    private final Set<Prefix> stale = new LinkedHashSet<>();
    private final Set<Prefix> unremoved = new LinkedHashSet<>();
    private final FibRetries retries;
    private final Contest contest = new Contest();
    private final Set<Prefix> forsaken = new LinkedHashSet<>(); // wanted, and removed by others
    private final Set<Prefix> left = new LinkedHashSet<>(); // unwanted, and put there by others
    private final Set<Integer> reported = new HashSet<>();
    private final Map<Integer, Long> refusedBy = new TreeMap<>();
    private final Map<Prefix, Integer> refusedLast = new LinkedHashMap<>();
    private RouteBatch batch;
    private final FibWays ways;
    private final Namesakes namesakes = new Namesakes();
    private final Set<Integer> staleObjects = new LinkedHashSet<>();
    private int inFlight;
    private boolean complete;
    private boolean checking;
    private boolean settled;
    private boolean leaving;
    private boolean changing;
    private boolean gatewayRefused;

    Fib(LaneState lane, Kernel port, RouteMark mark, KernelTable table, KernelNextHops nextHops) {
        this.lane = lane;
        this.port = port;
        this.mark = mark;
        this.table = table;
        this.nextHops = nextHops;
        forwarding = lane.rib().forwarding();
        feed = forwarding.fib();
        near = new NearNeighbors(feed, table, mark.metric());
        feed.reserve(near);
        retries = new FibRetries(feed);
        ways = new FibWays(feed, nextHops, new ObjectNumbers(mark, lane.entropy().nextInt()));
        batch = new RouteBatch(mark);
    }

    void settings(KernelSettings settings) {
        ways.byObjects(settings.nextHopObjects());
        forwarding.feed(settings.fib());
    }

    /// Has neighbors told of routes only when the kernel has them, or not any more.
    void announceInstalled(boolean yes) {
        forwarding.announceInstalled(yes);
    }

    /// Whether the kernel did not take a gateway since [#neighbors], perhaps for a route of ours.
    boolean gatewayRefused() {
        return gatewayRefused;
    }

    /// The neighbors, the next hops, or the links may be others.
    void neighbors(Collection<Address> all) {
        near.become(all, forwarding.nextHops());
        gatewayRefused = false;
    }

    /// What a run before has left may go, as soon as all that is wanted was sent; until this is
    /// called it stays, so that packets flow.
    void sweepStale() {
        settled = true;
    }

    /// Removes all routes of ours; [#isEmpty] says when the kernel has done it.
    void leave() {
        leaving = true;
        changing = true;
        stale.addAll(left);
        left.clear();
        sweepStale();
        forwarding.leave();
        ways.leave(batch);
        forwarding.feed(new FibSettings(PolicyChain.REJECT, 1, false));
    }

    /// Whether the kernel has told all that it had.
    boolean isComplete() {
        return complete;
    }

    /// Whether the kernel has looked at all that it is to have, and what a run before has left is
    /// gone.
    boolean isSettled() {
        return feed.waiting() == 0 && inFlight == 0 && stale.isEmpty();
    }

    /// Whether nothing of ours is there any more.
    boolean isEmpty() {
        return feed.waiting() == 0
                && inFlight == 0
                && stale.isEmpty()
                && unremoved.isEmpty()
                && ways.isEmpty();
    }

    // ---- what the kernel tells

    /// Before the table has it.
    void told(KernelEvent event) {
        switch (event) {
            case KernelEvent.Restarted() -> {
                checking = complete;
                complete = false;
                stale.clear();
                left.clear();
                staleObjects.clear();
                namesakes.clear();
                feed.beginCheck();
            }
            case KernelEvent.Complete() -> {
                complete = true;
                if (checking) {
                    feed.endCheck();
                }
                checking = false;
            }
            case KernelEvent.RouteThere(var route, boolean replaces) -> there(route, replaces);
            case KernelEvent.RouteGone(var route) -> {
                if (isOurs(route)) {
                    stale.remove(route.prefix());
                    left.remove(route.prefix());
                    if (feed.mayHave(route.prefix()) && !isInsisted(route.prefix(), false)) {
                        feed.lost(route.prefix());
                    }
                    return;
                }
                namesakes.gone(route);
                if (route.metric() == mark.metric()) {
                    retries.soon(lane.clock().nanos()); // it stood perhaps in our place
                }
            }
            case KernelEvent.ObjectThere(var object) -> {
                if (ways.isOurs(object) && !ways.knows(object.number())) {
                    staleObjects.add(object.number());
                }
            }
            default -> retries.soon(lane.clock().nanos());
        }
    }

    private boolean isOurs(KernelRoute route) {
        return mark.on(route) && route.metric() == mark.metric();
    }

    private void there(KernelRoute route, boolean replaces) {
        Prefix prefix = route.prefix();
        if (!isOurs(route)) {
            if (mark.on(route)) {
                namesakes.there(route);
            } else if (replaces) {
                namesakes.gone(route); // if it was one
            }
            if (replaces && route.metric() == mark.metric()) {
                stale.remove(prefix);
                feed.lost(prefix); // the kernel does not tell that ours is gone
            }
            return;
        }
        feed.found(prefix);
        if (!feed.mayHave(prefix)) {
            stale.add(prefix);
        } else if (feed.given(prefix).filter(given -> !leads(route, given)).isPresent()
                && !isInsisted(prefix, true)) {
            feed.astray(prefix);
        }
    }

    /// Whether our route was put right before, and somebody undid that; then it has to wait.
    ///
    /// @param there whether some route of ours is there
    private boolean isInsisted(Prefix prefix, boolean there) {
        long now = lane.clock().nanos();
        if (!contest.restores(prefix, now)) {
            return false;
        }
        feed.forsaken(prefix, there);
        forsaken.add(prefix);
        retries.arm(now);
        return true;
    }

    /// What others removed is put back. A link that went down takes the routes of IPv6 before the
    /// kernel says so: by now they are not wanted, or there again, and nobody is to blame.
    private void restore() {
        for (Prefix prefix : forsaken) {
            if (feed.standing(prefix) == FibFeed.Standing.WAITING) {
                report(CONTESTED, prefix);
                feed.again(prefix);
            }
        }
        forsaken.clear();
    }

    private boolean leads(KernelRoute route, FibRoute given) {
        Way way = ways.told(given);
        return way != null
                && way.kind() == route.kind()
                && way.hops().size() == route.hops().size()
                && way.hops().stream().allMatch(hop -> leads(route, hop));
    }

    private static boolean leads(KernelRoute route, Hop hop) {
        return route.hops().stream()
                .anyMatch(h -> h.via().equals(hop.via()) && h.link() == hop.link());
    }

    /// Next hops are reached otherwise, or were for a moment.
    void waysChanged() {
        changing = true;
        ways.changed(nextHops.down(), nextHops.flushed(), batch);
        retries.soon(lane.clock().nanos());
    }

    /// The kernel looked at a batch.
    void answered(RouteBatch answered) {
        inFlight--;
        for (int i = 0; i < answered.size(); i++) {
            if (answered.error(i) != 0) {
                refused(answered, i);
            }
            if (!answered.ofObject(i) && answered.installs(i)) {
                feed.answered((answered.ticket(i) & 1) != 0, answered.ticket(i) >>> 1);
            }
        }
        answered.clear();
        idle.add(answered);
        if (inFlight == 0 && feed.waiting() == 0 && refusedNow() == 0) {
            reported.clear();
        }
    }

    private void refused(RouteBatch answered, int at) {
        int error = answered.error(at);
        int ticket = answered.ticket(at);
        gatewayRefused |= error == NO_GATEWAY;
        if (answered.ofObject(at)) {
            ways.refused(ticket, !answered.replaces(at), error);
            return;
        }
        if (!answered.installs(at)) {
            if (error != NOT_THERE) {
                unremoved.add(answered.prefix(at));
                contest.notRemoved(answered.prefix(at));
                retries.arm(lane.clock().nanos());
                report(error, answered.prefix(at));
            }
            return;
        }
        int object = answered.namedObject(at);
        int cause = object == 0 || error == EXISTS ? error : ways.refusedRoute(object, error);
        boolean v6 = (ticket & 1) != 0;
        if (!feed.isAskedAgain(v6, ticket >>> 1)) {
            refused(answered, at, v6, ticket >>> 1, cause);
        }
    }

    private void refused(RouteBatch answered, int at, boolean v6, int row, int cause) {
        boolean ours = cause == EXISTS && !isTaken(answered.prefix(at));
        // What was not replaced is there still: it goes, or is replaced, as ours.
        feed.refused(v6, row, ours || answered.replaces(at));
        if (ours || cause == FibWays.NO_OBJECTS) {
            feed.again(v6, row);
            return;
        }
        report(cause, answered.prefix(at));
        retries.add(v6, row, lane.clock().nanos());
    }

    /// Whether the place of our route is somebody else's.
    private boolean isTaken(Prefix prefix) {
        return table.routes(prefix).stream().anyMatch(r -> r.metric() == mark.metric());
    }

    /// Once for each cause, and again when it was over.
    private void report(int error, Prefix prefix) {
        if (refusedLast.size() < REMEMBERED_MOST) {
            refusedLast.put(prefix, error);
        }
        refusedBy.merge(error, 1L, Long::sum);
        if (reported.add(error)) {
            lane.log(new SpeakerEvent.KernelRefused(prefix, cause(error)));
        }
    }

    private static String cause(int error) {
        return switch (error) {
            case CONTESTED ->
                    "another program undoes it again and again: a second Godwit here? Give one of"
                            + " them another `kernel { protocol N; metric N; }`";
            case NO_WAY -> "an IPv6 prefix cannot lead over an IPv4 gateway";
            case 1 -> "not permitted: the daemon needs CAP_NET_ADMIN";
            case EXISTS ->
                    "another route with this metric is there: give `kernel { metric N; }`"
                            + " another number";
            case 22 -> "the kernel takes it for invalid (EINVAL)";
            case 101, NO_GATEWAY -> "the gateway is not on a link (ENETUNREACH)";
            case 100 -> "the link is down (ENETDOWN)";
            case 12, 105 -> "the kernel has no memory for more routes";
            default -> "error " + error + " of the kernel";
        };
    }

    // ---- a turn

    /// Sends what is to be sent, until the time is up or the kernel takes no more.
    ///
    /// @return whether there is more to send now
    boolean turn(long untilNanos) {
        if (!complete && !leaving) {
            return false;
        }
        if (retries.run(lane.clock().nanos())) {
            refusedLast.clear();
            stale.addAll(unremoved);
            unremoved.clear();
            stale.addAll(left);
            left.clear();
            restore();
        }
        boolean more = true;
        while (more && port.accepts()) {
            more = feed.next(ROWS_A_BATCH, this);
            send();
            if (lane.clock().nanos() > untilNanos) {
                break;
            }
        }
        if (changing && feed.waiting() == 0) {
            changing = false;
            ways.tidy(batch);
        }
        if (settled && !more) {
            sweep();
        }
        if (port.accepts()) {
            send();
        }
        boolean undecided = feed.undecided();
        return undecided || port.accepts() && (more || settled && staleNow() > 0);
    }

    private void sweep() {
        if (stale.isEmpty() && staleObjects.isEmpty() || !port.accepts()) {
            return;
        }
        int removed = 0;
        long now = lane.clock().nanos();
        for (Prefix prefix : List.copyOf(stale)) {
            if (feed.mayHave(prefix)) {
                continue;
            }
            if (contest.removes(prefix, now)) {
                leaveToOthers(prefix, now);
            } else {
                Address address = prefix.address();
                batch.remove(
                        address.isV6(), address.high(), address.low(), prefix.length(), NO_ROW);
                removed++;
            }
        }
        stale.clear();
        staleObjects.forEach(batch::removeObject);
        staleObjects.clear();
        send();
        if (removed > 0) {
            lane.log(new SpeakerEvent.KernelSwept(removed));
        }
    }

    /// It was removed a short time ago, and is there again.
    private void leaveToOthers(Prefix prefix, long nowNanos) {
        if (!leaving) {
            left.add(prefix);
            retries.arm(nowNanos);
            report(CONTESTED, prefix);
        }
    }

    private void send() {
        if (batch.size() > 0) {
            inFlight++;
            port.send(batch);
            batch = idle.isEmpty() ? new RouteBatch(mark) : idle.poll();
        }
    }

    @Override
    public void install(
            boolean v6, long high, long low, int length, FibRoute route, boolean ours, int row) {
        changing = true;
        Way way = ways.of(route, batch);
        if (way == null || !way.fits(v6)) {
            feed.refused(v6, row, ours);
            feed.answered(v6, row);
            report(NO_WAY, prefix(v6, high, low, length));
            retries.add(v6, row, lane.clock().nanos());
        } else if (ours || !stale.isEmpty() && stale.remove(prefix(v6, high, low, length))) {
            batch.replace(v6, high, low, length, way, ticket(v6, row));
        } else {
            batch.install(v6, high, low, length, way, ticket(v6, row));
        }
    }

    @Override
    public void remove(boolean v6, long high, long low, int length, int row) {
        changing = true;
        batch.remove(v6, high, low, length, ticket(v6, row));
    }

    private static int ticket(boolean v6, int row) {
        return row << 1 | (v6 ? 1 : 0);
    }

    private static Prefix prefix(boolean v6, long high, long low, int length) {
        return Prefix.of(v6 ? Address.ofV6(high, low) : Address.ofV4((int) low), length);
    }

    // ---- to be seen

    @Override
    public int installed(boolean v6) {
        return feed.installed(v6);
    }

    @Override
    public int pending() {
        return feed.waiting();
    }

    @Override
    public int refusedNow() {
        return retries.size() + unremoved.size() + forsaken.size() + left.size();
    }

    @Override
    public int unannounced() {
        return feed.held();
    }

    @Override
    public int objects() {
        return ways.objects();
    }

    @Override
    public List<Refusal> refusals() {
        return refusedBy.entrySet().stream()
                .map(e -> new Refusal(e.getKey(), cause(e.getKey()), e.getValue()))
                .toList();
    }

    @Override
    public String state(Prefix prefix) {
        Integer error = refusedLast.get(prefix);
        if (error != null) {
            return "refused: " + cause(error);
        }
        return switch (feed.standing(prefix)) {
            case INSTALLED -> installed(prefix);
            case WAITING ->
                    complete ? "about to be told" : "waits until the kernel has told its routes";
            case ASKED -> "the kernel has not answered";
            case RESERVED -> near.why(prefix).orElseThrow();
            case KEPT_BACK -> "kept back by `kernel { export }`, or an own route";
            case NONE -> "nothing to install";
        };
    }

    /// Of several routes for a prefix the kernel uses the one of the lowest metric.
    private String installed(Prefix prefix) {
        Optional<KernelRoute> other = table.routes(prefix).stream().findFirst();
        long others = other.map(KernelRoute::metric).orElse(Long.MAX_VALUE);
        long namesake = namesakes.lowest(prefix);
        long first = Math.min(others, namesake);
        if (first >= mark.metric()) {
            return "installed";
        }
        int protocol = first == others ? other.orElseThrow().protocol() : mark.protocol();
        return "installed, but not used: a route of protocol "
                + RouteProtocol.name(protocol)
                + " with metric "
                + first
                + " comes first";
    }

    @Override
    public int namesakes() {
        return namesakes.size();
    }

    /// When it wants a turn though nothing happens; [Deadlines#NEVER] = not.
    ///
    /// @param settledNanos when what a run before has left goes in any case
    long deadlineNanos(long settledNanos) {
        if (!complete || !port.accepts()) {
            return Deadlines.NEVER; // the kernel says something before
        }
        long sweep = staleNow() == 0 || settled ? Deadlines.NEVER : settledNanos;
        return Math.min(sweep, retries.deadlineNanos());
    }

    @Override
    public int staleNow() {
        return stale.size() + staleObjects.size();
    }
}

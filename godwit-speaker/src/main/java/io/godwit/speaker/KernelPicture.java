package io.godwit.speaker;

import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.port.Kernel;
import io.godwit.policy.PolicyChain;
import io.godwit.rib.Forwarding;
import io.godwit.speaker.show.FibView;
import io.godwit.speaker.show.KernelView;
import io.godwit.speaker.show.NextHopView;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What is shared with the kernel while it is configured: a picture of its routes and links that is
/// kept true, the next hops that are looked up in it, and the routes that it gets.
final class KernelPicture implements KernelView {
    /// Routes that a run before has left are kept so long at most.
    private static final long SETTLE_NANOS = 60_000_000_000L;

    private static final long STOP_NANOS = 10_000_000_000L;

    /// A kernel that has not told all it has by then is done without.
    private static final long SILENT_NANOS = 10_000_000_000L;

    private final LaneState lane;
    private final Neighborhood neighborhood;
    private final Optional<Kernel> port;
    private final Forwarding forwarding;
    private Optional<KernelSettings> settings = Optional.empty();
    private Optional<Parts> parts = Optional.empty();
    private int neighborsSeen;
    private boolean linksSeen;
    private boolean leaving;
    private boolean staleKept;
    private boolean unheard;
    private String trouble = "";
    private Optional<Instant> toldAll = Optional.empty();
    private long silentNanos = Deadlines.NEVER;
    private long settledNanos;
    private long stopNanos = Deadlines.NEVER;
    private long done;
    private long refused;
    private long restarts;

    /// What there is only while it is configured.
    private record Parts(RouteMark mark, KernelTable table, KernelNextHops nextHops, Fib fib) {}

    KernelPicture(LaneState lane, Neighborhood neighborhood) {
        this.lane = lane;
        this.neighborhood = neighborhood;
        port = lane.kernel();
        forwarding = lane.rib().forwarding();
    }

    /// Becomes what the settings say; with another mark, or none, our routes are removed first.
    void become(Optional<KernelSettings> wanted) {
        settings = wanted;
        if (parts.isEmpty()) {
            begin();
        } else if (wanted.map(KernelSettings::mark).equals(mark()) && !leaving) {
            parts.get().fib().settings(wanted.orElseThrow());
            hold();
        } else {
            leave();
        }
    }

    private void begin() {
        if (port.isEmpty() || settings.isEmpty()) {
            return;
        }
        RouteMark ours = settings.get().mark();
        KernelTable picture = new KernelTable(ours.table(), ours.protocol());
        KernelNextHops nextHops = new KernelNextHops(forwarding, picture, lane.clock());
        forwarding.follow(nextHops);
        Fib fib = new Fib(lane, port.get(), ours, picture, nextHops);
        fib.settings(settings.get());
        parts = Optional.of(new Parts(ours, picture, nextHops, fib));
        hold();
        settledNanos = lane.clock().nanos() + SETTLE_NANOS;
        silentNanos = lane.clock().nanos() + SILENT_NANOS;
        port.get().watch(ours.table());
    }

    /// Something does not work at the kernel.
    void unable(String why, boolean heard) {
        trouble = why;
        if (!heard && silentNanos != Deadlines.NEVER) {
            doWithout();
        }
    }

    /// Every next hop counts as reached, until the kernel tells what it has: better than to use no
    /// route at all (ADR 0011).
    private void doWithout() {
        silentNanos = Deadlines.NEVER;
        unheard = true;
        forwarding.forget();
        forwarding.announceInstalled(false);
        lane.log(new SpeakerEvent.KernelSilent());
    }

    private void heardAll(KernelNextHops nextHops) {
        silentNanos = Deadlines.NEVER;
        toldAll = Optional.of(lane.clock().wall());
        if (unheard) {
            unheard = false;
            forwarding.follow(nextHops);
            hold();
        }
    }

    /// Without a kernel nothing waits for it.
    private void hold() {
        if (!leaving) {
            boolean yes = !unheard && settings.orElseThrow().announceInstalled();
            parts.orElseThrow().fib().announceInstalled(yes);
        }
    }

    private void leave() {
        leaving = true;
        parts.orElseThrow().fib().leave();
    }

    private void left() {
        leaving = false;
        parts = Optional.empty();
        forwarding.starve();
        forwarding.forget();
        if (stopNanos == Deadlines.NEVER) {
            begin();
        }
    }

    /// Removes our routes; [#stopped] says when that is done.
    void stop(long nowNanos) {
        stopNanos = nowNanos + STOP_NANOS;
        if (parts.isPresent()) {
            leave();
        }
    }

    /// Whether nothing of ours is left, or it takes too long.
    boolean stopped(long nowNanos) {
        return parts.isEmpty() || nowNanos >= stopNanos;
    }

    /// Keeps what a run before has left until [#sweepStale], however long that takes: the state of
    /// forwarding outlasts the restart (RFC 4724 §4.1). Otherwise it goes when every neighbor has
    /// told all that it has, or after a minute.
    void keepStale(boolean keep) {
        staleKept = keep;
    }

    /// Whether the kernel is given routes.
    boolean exports() {
        return parts.isPresent()
                && !settings.orElseThrow().fib().export().equals(PolicyChain.REJECT);
    }

    /// Whether the kernel has told all that it had.
    boolean isKnown() {
        return parts.orElseThrow().fib().isComplete();
    }

    /// Whether a run before has left routes.
    boolean foundStale() {
        return parts.isPresent() && parts.get().fib().staleNow() > 0;
    }

    /// Whether the kernel has what it is to have, and nothing else.
    boolean isSettled() {
        return parts.isEmpty() || parts.get().fib().isSettled();
    }

    /// What a run before has left goes, but for what is wanted again.
    void sweepStale() {
        staleKept = false;
        parts.ifPresent(p -> p.fib().sweepStale());
    }

    void told(List<KernelEvent> events) {
        if (parts.isEmpty()) {
            return;
        }
        Parts all = parts.get();
        for (KernelEvent event : events) {
            all.fib().told(event);
            all.table().apply(event);
            if (!isOurs(event, all.mark())) {
                all.nextHops().told(event);
                linksSeen = false;
            }
            restarts += event instanceof KernelEvent.Restarted ? 1 : 0;
            if (event instanceof KernelEvent.Complete) {
                heardAll(all.nextHops());
            }
        }
        if (all.nextHops().resolve()) {
            all.fib().waysChanged();
        }
        if (all.table().complete()) {
            all.nextHops().resolved();
        }
    }

    /// Once a turn, and not for the echo of our own routes.
    private void lookAtNeighbors(Parts all) {
        boolean same = linksSeen && neighborsSeen == neighborhood.changes();
        if (all.table().complete() && (!same || all.fib().gatewayRefused())) {
            linksSeen = true;
            neighborsSeen = neighborhood.changes();
            all.fib().neighbors(neighborhood.addresses());
        }
    }

    private static boolean isOurs(KernelEvent event, RouteMark mark) {
        return switch (event) {
            case KernelEvent.RouteThere(var route, _) -> mark.on(route);
            case KernelEvent.RouteGone(var route) -> mark.on(route);
            default -> false;
        };
    }

    void answered(RouteBatch batch) {
        refused += batch.refused();
        done += batch.size() - batch.refused();
        parts.ifPresent(p -> p.fib().answered(batch));
    }

    /// Sends what is to be sent.
    ///
    /// @param heardAll whether every neighbor has told everything that it has
    /// @return whether there is more to do now
    boolean turn(BooleanSupplier heardAll, long untilNanos) {
        if (parts.isEmpty()) {
            return false;
        }
        Fib fib = parts.get().fib();
        lookAtNeighbors(parts.get());
        long now = lane.clock().nanos();
        if (now >= silentNanos) {
            doWithout();
        }
        if (!staleKept && (now >= settledNanos || fib.staleNow() > 0 && heardAll.getAsBoolean())) {
            fib.sweepStale();
        }
        boolean more = fib.turn(untilNanos);
        if (leaving && fib.isEmpty()) {
            left();
        }
        return more;
    }

    /// When it wants a turn though nothing happens.
    long deadlineNanos() {
        if (parts.isEmpty()) {
            return Deadlines.NEVER;
        }
        long sweepNanos = staleKept ? Deadlines.NEVER : settledNanos;
        long ownNanos = Math.min(stopNanos, silentNanos);
        return Math.min(ownNanos, parts.get().fib().deadlineNanos(sweepNanos));
    }

    @Override
    public Optional<RouteMark> mark() {
        return parts.map(Parts::mark);
    }

    @Override
    public Optional<KernelTable> table() {
        return parts.map(Parts::table);
    }

    @Override
    public Optional<NextHopView> nextHops() {
        return parts.map(Parts::nextHops);
    }

    @Override
    public long done() {
        return done;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public long restarts() {
        return restarts;
    }

    @Override
    public Optional<Instant> toldAll() {
        return toldAll;
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public Optional<FibView> fib() {
        return parts.map(Parts::fib);
    }
}

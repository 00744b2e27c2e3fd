package io.godwit.speaker;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.Reach;
import io.godwit.rib.Forwarding;
import io.godwit.rib.NextHopFinder;
import io.godwit.rib.NextHopRow;
import io.godwit.rib.NextHopState;
import io.godwit.speaker.show.NextHopView;
import io.godwit.wire.Address;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// How next hops are reached by the routes of the kernel (RFC 4271 §9.1.2.1). With every batch of
/// events those are looked up again that the events can concern; the tables hear of what differs.
///
/// While the kernel is telling everything anew, what was known before holds.
final class KernelNextHops implements NextHopFinder, NextHopView {
    /// With more changed prefixes than this, every next hop is looked up again.
    private static final int MOST_PREFIXES = 64;

    private final Forwarding forwarding;
    private final KernelTable table;
    private final Clock clock;
    private Reach[] reaches = new Reach[16];
    private long[] sinceNanos = new long[16];
    private final List<Prefix> changed = new ArrayList<>();
    private final BitSet flushed = new BitSet();
    private final BitSet down = new BitSet();
    private boolean all;

    KernelNextHops(Forwarding forwarding, KernelTable table, Clock clock) {
        this.clock = clock;
        this.forwarding = forwarding;
        this.table = table;
    }

    @Override
    public NextHopState find(int number, Address nextHop) {
        if (number >= reaches.length) {
            reaches = Arrays.copyOf(reaches, Math.max(number + 1, 2 * reaches.length));
            sinceNanos = Arrays.copyOf(sinceNanos, reaches.length);
        }
        put(number, table.reach(nextHop));
        return state(reaches[number]);
    }

    private void put(int number, Reach reach) {
        reaches[number] = reach;
        sinceNanos[number] = clock.nanos();
    }

    private static NextHopState state(Reach reach) {
        return new NextHopState(reach.reachable(), reach.direct(), reach.metric(), reach.why());
    }

    @Override
    public Reach reach(int number) {
        return reaches[number];
    }

    @Override
    public long sinceNanos(int number) {
        return sinceNanos[number];
    }

    /// Notes what an event can concern; the table has it already.
    void told(KernelEvent event) {
        switch (event) {
            case KernelEvent.RouteThere(var route, _) -> changed.add(route.prefix());
            case KernelEvent.RouteGone(var route) -> changed.add(route.prefix());
            case KernelEvent.LinkThere(var link) -> {
                all = true;
                if (!link.up()) {
                    down(link.index());
                }
            }
            case KernelEvent.LinkGone(int index) -> {
                all = true;
                down(index);
            }
            case KernelEvent.AddressGone(var address) -> {
                all = true;
                flushed.set(address.link());
            }
            case KernelEvent.AddressThere _, KernelEvent.Complete _, KernelEvent.Restarted _ ->
                    all = true;
            case KernelEvent.ObjectThere _ -> {}
        }
        if (changed.size() > MOST_PREFIXES) {
            all = true;
            changed.clear();
        }
    }

    private void down(int link) {
        flushed.set(link);
        down.set(link);
    }

    /// Links over which the kernel may have dropped routes without a word, ours too: even if the
    /// link is back already, they are to be written again. Until [#resolved].
    BitSet flushed() {
        return flushed;
    }

    /// Those among them that were down.
    BitSet down() {
        return down;
    }

    /// What was looked up has reached all that it concerns.
    void resolved() {
        flushed.clear();
        down.clear();
    }

    /// Looks up again what the events since the last time can concern.
    ///
    /// @return whether any next hop is reached otherwise
    boolean resolve() {
        if (!all && changed.isEmpty() || !table.complete()) {
            return false;
        }
        boolean any = false;
        for (NextHopRow row : forwarding.nextHops()) {
            if (all || changed.stream().anyMatch(p -> p.contains(row.address()))) {
                any |= resolve(row);
            }
        }
        all = false;
        changed.clear();
        return any;
    }

    private boolean resolve(NextHopRow row) {
        Reach before = reaches[row.number()];
        Reach now = table.reach(row.address());
        boolean same =
                now.hops().equals(before.hops())
                        && now.direct() == before.direct()
                        && now.metric() == before.metric()
                        && now.why().equals(before.why());
        if (same && now.hops().stream().noneMatch(hop -> flushed.get(hop.link()))) {
            return false;
        }
        put(row.number(), now);
        forwarding.nextHop(row.number(), state(now));
        return true;
    }

    /// The ways over several next hops together: the share of each divided among its ways. Empty if
    /// none is reached.
    Optional<List<Hop>> hops(Ints numbers, Ints weights) {
        if (numbers.size() == 1) {
            return Optional.of(reaches[numbers.at(0)].hops()).filter(hops -> !hops.isEmpty());
        }
        List<Hop> ways = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            List<Hop> hops = reaches[numbers.at(i)].hops();
            double sum = hops.stream().mapToInt(Hop::weight).sum();
            for (Hop hop : hops) {
                add(ways, shares, hop, weights.at(i) * hop.weight() / sum);
            }
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of(weighted(ways, shares));
    }

    /// Two next hops may be reached by one gateway.
    private static void add(List<Hop> ways, List<Double> shares, Hop hop, double share) {
        for (int i = 0; i < ways.size(); i++) {
            if (ways.get(i).via().equals(hop.via()) && ways.get(i).link() == hop.link()) {
                shares.set(i, shares.get(i) + share);
                return;
            }
        }
        ways.add(hop);
        shares.add(share);
    }

    private static List<Hop> weighted(List<Hop> ways, List<Double> shares) {
        double most = shares.stream().mapToDouble(s -> s).max().orElse(1);
        boolean alike = shares.stream().allMatch(s -> s == most);
        List<Hop> all = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            Hop hop = ways.get(i);
            long weight = alike ? 1 : Math.round(shares.get(i) / most * Hop.WEIGHT_MOST);
            int clamped = Math.clamp(weight, 1, Hop.WEIGHT_MOST);
            all.add(new Hop(hop.via(), hop.link(), clamped, hop.onLink()));
        }
        return all;
    }
}

package io.godwit.rib;

import io.godwit.policy.Edits;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.policy.Subject;
import io.godwit.policy.Validation;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.NextHopTable;
import io.godwit.rib.table.PathList;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Which route of the kernel a row makes: its next hops, unless the export policy keeps it back.
///
/// The routes are shared: most prefixes lead to few sets of next hops. One with a single next hop
/// is found by the number of that, without a look at anything else.
final class FibChoice {
    private static final int LINK_BANDWIDTH = 0x0004; // draft-ietf-idr-link-bandwidth §3
    private static final int TRANSITIVE = 0xbfff; // all bits but the one that says so
    private static final int WEIGHT_MOST = 256;

    private final AttrStore store;
    private final NextHopTable nextHops;
    private final Decision decision;
    private final IntFunction<PeerFacts> facts;
    private final Subject subject = new Subject();
    private final Edits edits = new Edits();
    private final PathList equals = new PathList();

    private FibSettings settings;
    private Program program = Program.ACCEPT_ALL;
    private boolean exports;
    private boolean perPrefix;
    private int judged;
    private int judgedSource;
    private boolean accepted;

    private final List<FibRoute> routes = new ArrayList<>(Arrays.asList(null, null));
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private FibRoute[] single = new FibRoute[16];
    private final Map<Integer, List<FibRoute>> several = new HashMap<>();
    private FibRoute nowhere;

    private int[] hops = new int[16];
    private int[] weights = new int[16];
    private float[] bandwidths = new float[16];
    private int count;

    FibChoice(AttrStore store, Decision decision, IntFunction<PeerFacts> facts) {
        this.store = store;
        nextHops = store.nextHops();
        this.decision = decision;
        this.facts = facts;
    }

    void settings(FibSettings wanted, PeerFacts us) {
        program = wanted.export().compile(us);
        settings = wanted;
        exports = !wanted.export().equals(PolicyChain.REJECT);
        perPrefix = program.reads(Reads.PREFIX) || program.reads(Reads.RPKI);
        judged = 0;
    }

    void validation(Validation validation) {
        subject.validation(validation);
    }

    int most() {
        return settings.multipath();
    }

    /// What the kernel is to have; null = nothing. It is used before the next call, or retained.
    FibRoute of(RouteTable of, int row) {
        return of(of, row, of.chosenAttr(row), of.chosenSource(row));
    }

    /// What it would be with another path chosen.
    FibRoute of(RouteTable of, int row, int attr, int source) {
        if (attr != 0 && source == OwnRoutes.US) {
            // RFC 4271 §9.1.4: what no contributor leads to is dropped, not sent along a default.
            return exports && store.attribute(attr, Attributes.AGGREGATOR) >= 0 ? nowhere() : null;
        }
        if (attr == 0 || !passes(of, row, attr, source)) {
            return null;
        }
        if (settings.blackhole() && isBlackhole(attr)) {
            return nowhere();
        }
        collect(of, row, attr);
        if (count == 0) {
            return null;
        }
        return count == 1 ? single(hops[0]) : several();
    }

    private FibRoute nowhere() {
        return nowhere == null ? nowhere = add(FibRoute.NOWHERE, FibRoute.NOWHERE) : nowhere;
    }

    // ---- the policy

    private boolean passes(RouteTable of, int row, int attr, int source) {
        if (program == Program.ACCEPT_ALL) {
            return true;
        }
        if (attr != judged || source != judgedSource || perPrefix) {
            int offset = store.offset(attr);
            subject.block(
                    store.octets(attr),
                    offset,
                    store.length(attr),
                    store.localPref(attr),
                    facts.apply(source));
            subject.prefix(of.isV6(), of.high(row), of.low(row), of.table().length(row));
            accepted = program.passes() && program.judge(subject, edits) == 0;
            judged = attr;
            judgedSource = source;
        }
        return accepted;
    }

    /// Ids of blocks are used again.
    void forgetJudgment() {
        judged = 0;
    }

    private boolean isBlackhole(int attr) {
        return (store.flags(attr) & AttrStore.NO_EXPORT) != 0
                && store.hasCommunity(attr, Communities.BLACKHOLE);
    }

    // ---- next hops

    private void collect(RouteTable of, int row, int attr) {
        count = 0;
        if (settings.multipath() == 1 || of.hasOnePath(row)) {
            take(attr, of.isV6());
            return;
        }
        decision.equals(of, row, settings.multipath(), equals);
        for (int i = 0; i < equals.size(); i++) {
            take(equals.attr(i), of.isV6());
        }
        weigh();
    }

    /// Two paths may have one next hop.
    private void take(int attr, boolean v6) {
        int hop = nextHops.of(attr, v6);
        if (hop == 0 || nextHops.reach(hop) == NextHopTable.UNREACHABLE) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (hops[i] == hop) {
                return;
            }
        }
        if (count == hops.length) {
            hops = Arrays.copyOf(hops, 2 * count);
            weights = Arrays.copyOf(weights, 2 * count);
            bandwidths = Arrays.copyOf(bandwidths, 2 * count);
        }
        weights[count] = 1;
        bandwidths[count] = bandwidth(attr);
        hops[count++] = hop;
    }

    /// By link bandwidth, if all have it (draft-ietf-idr-link-bandwidth §4): the widest gets the
    /// most that the kernel can tell apart.
    private void weigh() {
        float widest = 0;
        for (int i = 0; i < count; i++) {
            if (!(bandwidths[i] > 0)) {
                return;
            }
            widest = Math.max(widest, bandwidths[i]);
        }
        boolean alike = true;
        for (int i = 1; i < count; i++) {
            alike &= bandwidths[i] == bandwidths[0];
        }
        for (int i = 0; i < count && !alike; i++) {
            weights[i] =
                    Math.clamp(Math.round(bandwidths[i] / widest * WEIGHT_MOST), 1, WEIGHT_MOST);
        }
    }

    /// In octets a second; 0 without.
    private float bandwidth(int attr) {
        int at = store.attribute(attr, Attributes.EXTENDED_COMMUNITIES);
        if (at < 0) {
            return 0;
        }
        byte[] octets = store.octets(attr);
        int value = Attributes.valueOffset(octets, at);
        int end = value + Attributes.valueOctets(octets, at);
        for (; value < end; value += 8) {
            if ((Wire.u16(octets, value) & TRANSITIVE) == LINK_BANDWIDTH) {
                return Float.intBitsToFloat(Wire.i32(octets, value + 4));
            }
        }
        return 0;
    }

    // ---- routes

    private FibRoute single(int hop) {
        if (hop >= single.length) {
            single = Arrays.copyOf(single, Math.max(hop + 1, 2 * single.length));
        }
        if (single[hop] == null) {
            single[hop] = add(new int[] {hop}, new int[] {1});
        }
        return single[hop];
    }

    private FibRoute several() {
        List<FibRoute> alike =
                several.computeIfAbsent(
                        FibRoute.hash(hops, weights, count), _ -> new ArrayList<>());
        for (int i = 0; i < alike.size(); i++) {
            if (alike.get(i).is(hops, weights, count)) {
                return alike.get(i);
            }
        }
        FibRoute route = add(Arrays.copyOf(hops, count), Arrays.copyOf(weights, count));
        alike.add(route);
        return route;
    }

    private FibRoute add(int[] of, int[] shares) {
        int number = free.isEmpty() ? routes.size() : free.removeFirst();
        FibRoute route = new FibRoute(number, of, shares);
        if (number == routes.size()) {
            routes.add(route);
        } else {
            routes.set(number, route);
        }
        for (int hop : of) {
            nextHops.retain(hop);
        }
        return route;
    }

    FibRoute route(int number) {
        return routes.get(number);
    }

    void retain(int number) {
        routes.get(number).references++;
    }

    void release(int number) {
        FibRoute route = routes.get(number);
        if (--route.references == 0) {
            drop(route);
        }
    }

    /// Chooses it no more: another takes its place.
    void retire(FibRoute route, boolean dropped) {
        route.retired = true;
        route.dropped |= dropped;
        if (route == nowhere) {
            nowhere = null;
        } else if (route.nextHops().size() != 1) {
            several.get(route.hash()).remove(route);
        } else if (single[route.nextHops().at(0)] == route) {
            single[route.nextHops().at(0)] = null;
        }
    }

    private void drop(FibRoute route) {
        routes.set(route.number(), null);
        free.add(route.number());
        retire(route, false);
        for (int i = 0; i < route.nextHops().size(); i++) {
            nextHops.release(route.nextHops().at(i));
        }
    }
}

package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Program;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.Aggregator;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AtomicAggregate;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.Communities;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Routes that we originate (RFC 4271 §9.4): paths of peer 0, in the same tables and the same
/// decision.
final class OwnRoutes {
    /// The peer number that means ourselves.
    static final int US = 0;

    private static final int DEFAULT_LOCAL_PREF = 100;

    private final Tables tables;
    private final byte[] scratch = new byte[4096];

    private final ImportJudge judge;
    private final PeerFacts ourselves;
    private int defaultRoute;

    OwnRoutes(Tables tables, ImportJudge judge, PeerFacts ourselves) {
        this.tables = tables;
        this.judge = judge;
        this.ourselves = ourselves;
    }

    boolean originate(Prefix prefix, RouteAttributes attributes) {
        return put(prefix, intern(attributes, prefix.address().isV6()));
    }

    /// Why the policy rejects it; empty when it does not.
    Optional<String> originate(Prefix prefix, RouteAttributes attributes, Program policy) {
        judge.own(policy, ourselves, intern(attributes, prefix.address().isV6()), prefix);
        if (judge.reason() != 0) {
            return Optional.of(Rejection.of(policy, judge.reason()).text());
        }
        put(prefix, judge.attr());
        return Optional.empty();
    }

    private boolean put(Prefix prefix, int attr) {
        RouteTable routes = tables.of(prefix.address().isV6());
        int row = tables.obtain(prefix);
        if (ownAttr(routes, row) == attr) {
            return false;
        }
        routes.announceRow(row, US, US, attr, 0);
        return true;
    }

    /// The block of default routes for single neighbors; it stays for good.
    int defaultRoute() {
        if (defaultRoute == 0) {
            defaultRoute = intern(RouteAttributes.igp(), false);
            tables.store().retain(defaultRoute, 1);
        }
        return defaultRoute;
    }

    boolean withdraw(Prefix prefix) {
        RouteTable routes = tables.of(prefix.address().isV6());
        int row = tables.find(prefix);
        if (row < 0 || ownAttr(routes, row) == 0) {
            return false;
        }
        routes.withdrawRow(row, US, US);
        return true;
    }

    private static int ownAttr(RouteTable routes, int row) {
        int[] found = new int[1];
        PathWalk.forEach(
                routes,
                row,
                (attr, info, _) -> {
                    if (Paths.peer(info) == US) {
                        found[0] = attr;
                    }
                });
        return found[0];
    }

    private int intern(RouteAttributes a, boolean v6) {
        int flags = AttrStore.LOCAL | AttrStore.ASN4;
        int at = AttributeWriter.origin(scratch, 0, a.origin());
        at = asPath(a, at);
        boolean hop = a.nextHop().isPresent() && a.nextHop().get().isV6() == v6;
        if (hop && !v6) {
            at = AttributeWriter.nextHop(scratch, at, a.nextHop().get().v4());
            flags |= AttrStore.HAS_NEXT_HOP;
        }
        if (a.med().isPresent()) {
            at = AttributeWriter.med(scratch, at, (int) a.med().getAsLong());
        }
        int localPref = (int) a.localPref().orElse(DEFAULT_LOCAL_PREF);
        at = AttributeWriter.localPref(scratch, at, localPref);
        at = aggregated(a, at);
        at = AttributeWriter.communities(scratch, at, ints(a.communities()));
        flags |= communityFlags(a);
        if (hop && v6) {
            at = mpReach(a.nextHop().get(), at);
            flags |= AttrStore.HAS_MP_REACH;
        }
        int id = tables.store().find(scratch, 0, at, flags & (AttrStore.KIND | AttrStore.ASN4));
        if (id != 0) {
            return id;
        }
        boolean set = a.aggregation().filter(g -> !g.asSet().isEmpty()).isPresent();
        int length = a.asPath().size() + (set ? 1 : 0);
        int neighborAs = a.asPath().isEmpty() ? 0 : a.asPath().getFirst().intValue();
        long facts = AttrStore.facts(localPref, length, a.origin(), flags);
        int med = (int) a.med().orElse(0);
        return tables.store().add(scratch, 0, at, scratch, at, facts, neighborAs, med);
    }

    private int asPath(RouteAttributes a, int at) {
        List<Long> set = a.aggregation().map(Aggregation::asSet).orElse(List.of());
        if (set.isEmpty()) {
            return AttributeWriter.asPath(scratch, at, ints(a.asPath()));
        }
        var segments = new ArrayList<>(AsPath.sequence(ints(a.asPath()).toArray()).segments());
        segments.add(new AsPath.Segment(AsPath.SET, ints(set)));
        return put(new AsPath(segments), at);
    }

    private int aggregated(RouteAttributes a, int at) {
        if (a.aggregation().isEmpty()) {
            return at;
        }
        Aggregation by = a.aggregation().get();
        int to = by.atomic() ? put(new AtomicAggregate(), at) : at;
        return put(new Aggregator(by.as(), Address.ofV4(by.routerId())), to);
    }

    private int put(Attribute attribute, int at) {
        int flags = attribute.type().flags().octet();
        return AttributeWriter.write(scratch, at, flags, attribute, Context.CANONICAL);
    }

    private int mpReach(Address hop, int at) {
        byte[] octets = new byte[16];
        hop.write(octets, 0);
        return AttributeWriter.mpReachHead(
                scratch, at, Family.AFI_IPV6, Family.SAFI_UNICAST, octets, 0, 16, 0);
    }

    private static int communityFlags(RouteAttributes a) {
        int flags = 0;
        for (long community : a.communities()) {
            flags |=
                    switch ((int) community) {
                        case Communities.NO_EXPORT, Communities.NO_EXPORT_SUBCONFED ->
                                AttrStore.NO_EXPORT;
                        case Communities.NO_ADVERTISE -> AttrStore.NO_ADVERTISE;
                        default -> 0;
                    };
        }
        return flags;
    }

    private static Ints ints(List<Long> numbers) {
        return Ints.of(numbers.stream().mapToInt(Long::intValue).toArray());
    }
}

package io.godwit.rib;

import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Rows;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Prefixes that stand for what is chosen of longer ones in them (RFC 4271 §9.1.4, §9.2.2.2). Each
/// keeps the rows that contribute; when one of these is chosen anew, the aggregate is merged again,
/// once for all changes until somebody asks.
public final class Aggregates {
    private final Tables tables;
    private final long localAs;
    private final int routerId;
    private List<One> v4 = List.of();
    private List<One> v6 = List.of();
    private final Queue<One> changed = new ArrayDeque<>();

    /// One aggregate.
    private static final class One {
        final AggregateSettings settings;
        final int length;
        final long high;
        final long low;
        final long highMask;
        final long lowMask;
        final Rows contributors = new Rows();
        boolean queued;
        boolean stands;
        boolean gone;

        One(AggregateSettings settings) {
            this.settings = settings;
            Address address = settings.prefix().address();
            length = settings.prefix().length();
            high = address.isV6() ? address.high() : 0;
            low = address.isV6() ? address.low() : address.v4() & 0xffff_ffffL;
            highMask = address.isV6() ? mask(Math.min(length, 64), 64) : 0;
            lowMask = address.isV6() ? mask(Math.max(length - 64, 0), 64) : mask(length, 32);
        }

        private static long mask(int ones, int bits) {
            return ones == 0 ? 0 : -1L << bits - ones & -1L >>> 64 - bits;
        }

        boolean covers(RouteTable routes, int row) {
            return routes.table().length(row) > length
                    && ((routes.high(row) ^ high) & highMask | (routes.low(row) ^ low) & lowMask)
                            == 0;
        }
    }

    Aggregates(Tables tables, long localAs, int routerId) {
        this.tables = tables;
        this.localAs = localAs;
        this.routerId = routerId;
    }

    /// Makes these aggregates from now on; those that stay the same keep what they know.
    public void become(List<AggregateSettings> wanted) {
        Map<AggregateSettings, One> before = new LinkedHashMap<>();
        v4.forEach(one -> before.put(one.settings, one));
        v6.forEach(one -> before.put(one.settings, one));
        List<One> ofV4 = new ArrayList<>();
        List<One> ofV6 = new ArrayList<>();
        for (AggregateSettings settings : wanted) {
            One old = before.remove(settings);
            One one = old == null ? begin(settings) : old;
            (settings.prefix().address().isV6() ? ofV6 : ofV4).add(one);
        }
        v4 = List.copyOf(ofV4);
        v6 = List.copyOf(ofV6);
        before.values()
                .forEach(one -> {
                    one.gone = true;
                    stands(one, false);
                });
    }

    private One begin(AggregateSettings settings) {
        One one = new One(settings);
        RouteTable routes = tables.of(settings.prefix().address().isV6());
        for (int row = 0; row < routes.table().rows(); row++) {
            if (routes.table().live(row)
                    && routes.chosenAttr(row) != 0
                    && one.covers(routes, row)) {
                one.contributors.add(row);
            }
        }
        queue(one);
        return one;
    }

    private List<One> of(RouteTable routes) {
        return routes.isV6() ? v6 : v4;
    }

    /// Another path of a row was chosen, or none.
    void decided(RouteTable routes, int row, boolean any) {
        List<One> all = of(routes);
        for (int i = 0; i < all.size(); i++) {
            One one = all.get(i);
            if (one.covers(routes, row)) {
                if (any) {
                    one.contributors.add(row);
                } else {
                    one.contributors.remove(row);
                }
                queue(one);
            }
        }
    }

    private void queue(One one) {
        if (!one.queued) {
            one.queued = true;
            changed.add(one);
        }
    }

    /// Whether neighbors are not told of a row, as an aggregate stands for it.
    boolean hides(RouteTable routes, int row) {
        List<One> all = of(routes);
        for (int i = 0; i < all.size(); i++) {
            One one = all.get(i);
            if (one.stands && one.settings.summaryOnly() && one.covers(routes, row)) {
                return true;
            }
        }
        return false;
    }

    /// An aggregate whose contributors changed; empty when there is none any more.
    public Optional<AggregateRoute> next() {
        One one = changed.poll();
        while (one != null && one.gone) {
            one = changed.poll();
        }
        if (one == null) {
            return Optional.empty();
        }
        one.queued = false;
        int contributors = one.contributors.size();
        Optional<RouteAttributes> attributes =
                contributors < one.settings.minimum() ? Optional.empty() : Optional.of(merge(one));
        return Optional.of(new AggregateRoute(one.settings.prefix(), contributors, attributes));
    }

    private RouteAttributes merge(One one) {
        RouteTable routes = tables.of(one.settings.prefix().address().isV6());
        AggregateMerge merge = new AggregateMerge(tables.store());
        Rows rows = one.contributors;
        for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
            merge.add(routes.chosenAttr(row));
        }
        return merge.attributes(one.settings.asSet(), localAs, routerId);
    }

    /// Whether a route of ours to the prefix is there: as long as it is, its contributors may be
    /// hidden.
    public void stands(Prefix prefix, boolean stands) {
        for (One one : prefix.address().isV6() ? v6 : v4) {
            if (one.settings.prefix().equals(prefix)) {
                stands(one, stands);
            }
        }
    }

    private void stands(One one, boolean stands) {
        if (one.stands == stands) {
            return;
        }
        one.stands = stands;
        if (one.settings.summaryOnly()) {
            RouteTable routes = tables.of(one.settings.prefix().address().isV6());
            Rows rows = one.contributors;
            for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
                routes.markDirty(row);
            }
        }
    }
}

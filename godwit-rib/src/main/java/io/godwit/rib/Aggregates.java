package io.godwit.rib;

import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Rows;
import io.godwit.wire.Prefix;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Prefixes that stand for what is chosen of longer ones in them (RFC 4271 §9.1.4, §9.2.2.2). Each
/// keeps the rows that contribute and what their attributes come to; a row that is chosen anew is a
/// step in those that it lies in, however many others contribute. What has become of an aggregate
/// is told once for all changes until somebody asks.
public final class Aggregates {
    private final Tables tables;
    private final long localAs;
    private final int routerId;
    private Map<Prefix, One> all = Map.of();
    private Family v4 = new Family(Map.of(), false);
    private Family v6 = new Family(Map.of(), true);
    private final Queue<One> changed = new ArrayDeque<>();

    /// One aggregate.
    private static final class One {
        final AggregateSettings settings;
        final AggregateMerge merge;
        final Rows contributors = new Rows();
        boolean queued;
        boolean stands;
        boolean gone;

        One(AggregateSettings settings, AggregateMerge merge) {
            this.settings = settings;
            this.merge = merge;
        }
    }

    /// Those of one family, by where rows are found.
    private static final class Family {
        final PrefixLadder ladder;
        final One[] ones;

        Family(Map<Prefix, One> all, boolean v6) {
            ladder = new PrefixLadder(all.keySet(), v6);
            ones = new One[ladder.size()];
            for (int i = 0; i < ones.length; i++) {
                ones[i] = all.get(ladder.at(i));
            }
        }

        /// The narrowest one that a row contributes to; the next ones are [PrefixLadder#wider].
        int first(RouteTable routes, int row) {
            int found = ones.length == 0 ? -1 : ladder.narrowest(routes, row);
            return found >= 0 && ladder.is(found, routes, row) ? ladder.wider(found) : found;
        }
    }

    Aggregates(Tables tables, long localAs, int routerId) {
        this.tables = tables;
        this.localAs = localAs;
        this.routerId = routerId;
    }

    /// Makes these aggregates from now on; those that stay the same keep what they know.
    public void become(List<AggregateSettings> wanted) {
        Map<Prefix, One> next = new LinkedHashMap<>();
        Map<Prefix, One> gone = new HashMap<>(all);
        for (AggregateSettings settings : wanted) {
            One old = gone.get(settings.prefix());
            boolean same = old != null && old.settings.equals(settings);
            next.put(settings.prefix(), same ? gone.remove(settings.prefix()) : begin(settings));
        }
        all = next;
        v4 = new Family(next, false);
        v6 = new Family(next, true);
        gone.values()
                .forEach(one -> {
                    one.gone = true;
                    stands(one, false);
                });
    }

    private One begin(AggregateSettings settings) {
        One one = new One(settings, new AggregateMerge(tables.store()));
        boolean isV6 = settings.prefix().address().isV6();
        Family only = new Family(Map.of(settings.prefix(), one), isV6);
        RouteTable routes = tables.of(isV6);
        for (int row = 0; row < routes.table().rows(); row++) {
            if (routes.table().live(row)
                    && routes.chosenAttr(row) != 0
                    && only.first(routes, row) >= 0) {
                one.contributors.add(row);
                one.merge.add(routes.chosenAttr(row));
            }
        }
        queue(one);
        return one;
    }

    private Family of(RouteTable routes) {
        return routes.isV6() ? v6 : v4;
    }

    /// Another path of a row was chosen, or none; both blocks are there.
    ///
    /// @param before the block until now; 0 = none
    /// @param after the block from now on; 0 = none
    void decided(RouteTable routes, int row, int before, int after) {
        Family family = of(routes);
        for (int i = family.first(routes, row); i >= 0; i = family.ladder.wider(i)) {
            One one = family.ones[i];
            if (after != 0) {
                one.merge.add(after);
                one.contributors.add(row);
            } else {
                one.contributors.remove(row);
            }
            if (before != 0) {
                one.merge.remove(before);
            }
            queue(one);
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
        Family family = of(routes);
        for (int i = family.first(routes, row); i >= 0; i = family.ladder.wider(i)) {
            if (family.ones[i].stands && family.ones[i].settings.summaryOnly()) {
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
        boolean made =
                contributors >= one.settings.minimum()
                        && (!one.settings.matchingMed() || one.merge.hasOneMed());
        Optional<RouteAttributes> attributes =
                made
                        ? Optional.of(one.merge.attributes(one.settings, localAs, routerId))
                        : Optional.empty();
        return Optional.of(new AggregateRoute(one.settings.prefix(), contributors, attributes));
    }

    /// Whether a route of ours to the prefix is there: as long as it is, its contributors may be
    /// hidden.
    public void stands(Prefix prefix, boolean stands) {
        Optional.ofNullable(all.get(prefix)).ifPresent(one -> stands(one, stands));
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

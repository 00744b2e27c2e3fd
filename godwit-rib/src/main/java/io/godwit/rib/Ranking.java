package io.godwit.rib;

import static java.lang.Integer.compareUnsigned;

import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.PathList;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;

/// All paths of a prefix that take part, in the order in which [Decision] would choose them, were
/// the ones before not there: what a route server needs whose clients may not hear every path.
final class Ranking {
    private final Decision decision;
    private final AttrStore store;
    private final PathList order = new PathList();
    private final PathWalk.Visitor collecting = this::collect;
    private boolean v6;
    private int flags; // of any path in the row

    Ranking(Decision decision, AttrStore store) {
        this.decision = decision;
        this.store = store;
    }

    /// What [#rank] said last.
    PathList order() {
        return order;
    }

    /// The paths of a row, always in the same list.
    PathList rank(RouteTable routes, int row) {
        order.clear();
        v6 = routes.isV6();
        flags = 0;
        PathWalk.forEach(routes, row, collecting);
        if ((flags & AttrStore.BY_STEPS) != 0) {
            decision.rankBySteps(routes, row, order);
            return order;
        }
        for (int from = 0; from < order.size() - 1; ) {
            int to = from + 1;
            while (to < order.size()
                    && store.rank(order.attr(to)) == store.rank(order.attr(from))) {
                to++;
            }
            breakTies(from, to);
            from = to;
        }
        return order;
    }

    /// Keeps them by rank, and within one by neighbor AS, MED, and what comes after.
    private void collect(int attr, int info, int name) {
        if (!decision.takesPart(attr, info, v6)) {
            return;
        }
        flags |= store.flags(attr);
        int last = order.size();
        order.add(attr, Paths.peer(info), name);
        int to = 0;
        for (int end = last; to < end; ) {
            int middle = to + end >>> 1;
            if (stands(attr, name, middle)) {
                end = middle;
            } else {
                to = middle + 1;
            }
        }
        if (to < last) {
            order.move(last, to);
        }
    }

    /// Whether a path stands before the one at this place.
    private boolean stands(int attr, int name, int at) {
        int other = order.attr(at);
        if (store.rank(attr) != store.rank(other)) {
            return store.rank(attr) > store.rank(other);
        }
        if (decision.medAs(attr) != decision.medAs(other)) {
            return decision.medAs(attr) < decision.medAs(other);
        }
        int byMed = compareUnsigned(store.med(attr), store.med(other));
        return byMed < 0 || byMed == 0 && decision.isBetter(attr, name, other, order.name(at), v6);
    }

    /// Merges the neighbor ASes: the first one left of each is the only one that the others of its
    /// AS do not lose to (RFC 4271 §9.1.2.2 c).
    private void breakTies(int from, int to) {
        for (int next = from; next < to - 1; next++) {
            int best = next;
            for (int i = next + 1; i < to; i++) {
                if (decision.medAs(order.attr(i)) != decision.medAs(order.attr(i - 1))
                        && decision.isBetter(
                                order.attr(i),
                                order.name(i),
                                order.attr(best),
                                order.name(best),
                                v6)) {
                    best = i;
                }
            }
            if (best > next) {
                order.move(best, next);
            }
        }
    }
}

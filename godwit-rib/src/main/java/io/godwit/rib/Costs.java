package io.godwit.rib;

import io.godwit.rib.table.AttrStore;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.CostCommunity;
import io.godwit.wire.attr.ExtendedCommunities;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the Cost Communities of a path say (draft-ietf-idr-custom-decision-08 §4): by point of
/// insertion and community id, the cost. And whether it is a long-lived stale route, which is least
/// preferred (RFC 9494 §4.4).
record Costs(SortedMap<Integer, SortedMap<Integer, Integer>> byPoint, boolean leastPreferred) {
    static final Costs NONE = new Costs(new TreeMap<>(), false);

    static Costs of(AttrStore store, int attr) {
        if (!store.goesBySteps(attr)) {
            return NONE;
        }
        boolean last = store.hasCommunity(attr, Communities.LLGR_STALE);
        byte[] octets = store.octets(attr);
        int at = store.attribute(attr, Attributes.EXTENDED_COMMUNITIES);
        if (at < 0) {
            return new Costs(NONE.byPoint, last);
        }
        int end = Attributes.next(octets, at);
        List<CostCommunity> all = new ArrayList<>();
        for (int c = Attributes.valueOffset(octets, at); c < end; c += ExtendedCommunities.OCTETS) {
            if (CostCommunity.is(octets, c)) {
                all.add(CostCommunity.read(octets, c));
            }
        }
        return new Costs(of(all).byPoint, last);
    }

    /// Of several with one id the lowest cost counts.
    static Costs of(List<CostCommunity> all) {
        SortedMap<Integer, SortedMap<Integer, Integer>> byPoint = new TreeMap<>();
        for (CostCommunity one : all) {
            if (one.decides()) {
                byPoint.computeIfAbsent(one.point(), _ -> new TreeMap<>())
                        .merge(one.id(), one.cost(), (a, b) -> unsigned(a) < unsigned(b) ? a : b);
            }
        }
        return new Costs(byPoint, false);
    }

    private static long unsigned(int cost) {
        return Integer.toUnsignedLong(cost);
    }

    boolean has(int point) {
        return byPoint.containsKey(point);
    }

    private SortedMap<Integer, Integer> at(int point) {
        return byPoint.getOrDefault(point, new TreeMap<>());
    }

    /// Lowest id first; what one of them does not have costs the default.
    int compare(Costs other, int point) {
        SortedMap<Integer, Integer> these = at(point);
        SortedMap<Integer, Integer> those = other.at(point);
        SortedSet<Integer> ids = new TreeSet<>(these.keySet());
        ids.addAll(those.keySet());
        for (int id : ids) {
            int by =
                    Integer.compareUnsigned(
                            these.getOrDefault(id, CostCommunity.DEFAULT_COST),
                            those.getOrDefault(id, CostCommunity.DEFAULT_COST));
            if (by != 0) {
                return by;
            }
        }
        return 0;
    }

    /// For people: `1:50, 2:70`.
    String text(int point) {
        return has(point)
                ? at(point).entrySet().stream()
                        .map(e -> e.getKey() + ":" + Integer.toUnsignedString(e.getValue()))
                        .collect(Collectors.joining(", "))
                : "default";
    }
}

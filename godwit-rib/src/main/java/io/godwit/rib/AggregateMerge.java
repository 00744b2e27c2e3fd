package io.godwit.rib;

import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.Rows;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attributes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// The attributes of an aggregate from those of its contributors (RFC 4271 §9.2.2.2).
///
/// NEXT_HOP is ours. MULTI_EXIT_DISC is left out: the metrics of different routes mean nothing
/// together. Communities are those of all contributors, but only where the path names all ASes as
/// well: else one contributor's word (NO_EXPORT, a blackhole) would speak for the others.
final class AggregateMerge {
    private static final int MOST = 255;

    private final AttrStore store;
    private final Rows seen = new Rows();
    private final Set<Long> ases = new TreeSet<>();
    private final Set<Long> communities = new TreeSet<>();
    private List<Long> common;
    private boolean lost;
    private boolean atomic;
    private int origin;

    AggregateMerge(AttrStore store) {
        this.store = store;
    }

    /// One more contributor.
    void add(int attr) {
        if (!seen.add(attr)) {
            return;
        }
        // §9.2.2.2: INCOMPLETE if any is, else EGP if any is.
        origin = Math.max(origin, store.origin(attr));
        atomic |= store.attribute(attr, Attributes.ATOMIC_AGGREGATE) >= 0;
        path(attr);
        communities(attr);
    }

    private void path(int attr) {
        byte[] octets = store.octets(attr);
        int path = store.attribute(attr, Attributes.AS_PATH);
        int at = Attributes.valueOffset(octets, path);
        int end = Attributes.next(octets, path);
        List<Long> sequence = new ArrayList<>();
        boolean leading = true;
        while (at < end) {
            int next = at + 2 + 4 * (octets[at + 1] & 0xff);
            if (octets[at] >= AsPath.CONFED_SEQUENCE) {
                at = next; // an aggregate begins here: through which members it came is no matter
                continue;
            }
            leading &= octets[at] == AsPath.SEQUENCE;
            for (at += 2; at < next; at += 4) {
                long as = Wire.u32(octets, at);
                ases.add(as);
                if (leading) {
                    sequence.add(as);
                }
            }
        }
        lost |= !leading || common != null && !common.equals(sequence);
        common = common == null ? sequence : shared(common, sequence);
    }

    private static List<Long> shared(List<Long> a, List<Long> b) {
        int length = 0;
        while (length < a.size() && length < b.size() && a.get(length).equals(b.get(length))) {
            length++;
        }
        return a.subList(0, length);
    }

    private void communities(int attr) {
        int found = store.attribute(attr, Attributes.COMMUNITIES);
        if (found < 0) {
            return;
        }
        byte[] octets = store.octets(attr);
        int end = Attributes.next(octets, found);
        for (int at = Attributes.valueOffset(octets, found); at < end; at += 4) {
            communities.add(Wire.u32(octets, at));
        }
    }

    /// What was merged so far, of one contributor at least.
    RouteAttributes attributes(boolean asSet, long localAs, int routerId) {
        List<Long> path = common.subList(0, Math.min(common.size(), MOST));
        path.forEach(ases::remove);
        boolean named = asSet && ases.size() <= MOST && path.size() == common.size();
        boolean all = !lost || named;
        return new RouteAttributes(
                origin,
                path,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                asSet && all && communities.size() <= MOST ? List.copyOf(communities) : List.of(),
                Optional.of(
                        new Aggregation(
                                named && lost ? List.copyOf(ases) : List.of(),
                                atomic || !all,
                                localAs,
                                routerId)));
    }
}

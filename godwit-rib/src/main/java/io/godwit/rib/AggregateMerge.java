package io.godwit.rib;

import io.godwit.rib.table.AttrStore;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attributes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// The attributes of an aggregate from those of its contributors (RFC 4271 §9.2.2.2), kept up to
/// date as these come and go: a contributor with a block that others have, too, is a count; another
/// block costs its length.
///
/// NEXT_HOP is ours, as the RFC has it for different ones. Communities (RFC 1997) are those of all
/// contributors, but only where the path names all ASes as well: else one contributor's word
/// (NO_EXPORT, a blackhole) would speak for the others.
final class AggregateMerge {
    private static final int MOST = 255;
    private static final long NO_MED = -1;

    private final AttrStore store;
    private final Counts blocks = new Counts();
    private final int[] origins = new int[3];
    private final PathTree paths = new PathTree();
    private final TreeMap<Long, Integer> ases = new TreeMap<>();
    private final TreeMap<Long, Integer> communities = new TreeMap<>();
    private final TreeMap<Long, Integer> meds = new TreeMap<>();
    private int atomic;

    AggregateMerge(AttrStore store) {
        this.store = store;
    }

    /// One more contributor with this block.
    void add(int attr) {
        if (blocks.add(attr, 1) == 1) {
            put(attr, 1);
        }
    }

    /// One less, while the block is still there.
    void remove(int attr) {
        if (blocks.add(attr, -1) == 0) {
            put(attr, -1);
        }
    }

    private void put(int attr, int by) {
        origins[Math.min(store.origin(attr), 2)] += by;
        atomic += store.attribute(attr, Attributes.ATOMIC_AGGREGATE) >= 0 ? by : 0;
        count(meds, med(attr), by);
        path(attr, by);
        communities(attr, by);
    }

    private static void count(TreeMap<Long, Integer> all, long key, int by) {
        all.merge(key, by, (a, b) -> a + b == 0 ? null : a + b);
    }

    private long med(int attr) {
        int found = store.attribute(attr, Attributes.MULTI_EXIT_DISC);
        return found < 0
                ? NO_MED
                : Wire.u32(store.octets(attr), Attributes.valueOffset(store.octets(attr), found));
    }

    private void path(int attr, int by) {
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
                count(ases, as, by);
                if (leading) {
                    sequence.add(as);
                }
            }
        }
        paths.add(sequence, leading, by);
    }

    private void communities(int attr, int by) {
        int found = store.attribute(attr, Attributes.COMMUNITIES);
        if (found < 0) {
            return;
        }
        byte[] octets = store.octets(attr);
        int end = Attributes.next(octets, found);
        for (int at = Attributes.valueOffset(octets, found); at < end; at += 4) {
            count(communities, Wire.u32(octets, at), by);
        }
    }

    /// §9.2.2.2: routes that have different MULTI_EXIT_DISC attributes shall not be aggregated.
    boolean hasOneMed() {
        return meds.size() <= 1;
    }

    /// What is merged now, of one contributor at least.
    RouteAttributes attributes(AggregateSettings settings, long localAs, int routerId) {
        List<Long> common = paths.common();
        List<Long> path = common.subList(0, Math.min(common.size(), MOST));
        boolean lost = paths.isMore();
        List<Long> others = settings.asSet() && lost ? others(path) : List.of();
        boolean named = settings.asSet() && others.size() <= MOST && path.size() == common.size();
        boolean all = !lost || named;
        boolean union = settings.asSet() && all && communities.size() <= MOST;
        return new RouteAttributes(
                origin(),
                path,
                Optional.empty(),
                med(settings, named && lost && path.isEmpty()),
                OptionalLong.empty(),
                union ? List.copyOf(communities.keySet()) : List.of(),
                Optional.of(
                        new Aggregation(
                                named ? others : List.of(),
                                atomic > 0 || !all,
                                localAs,
                                routerId)));
    }

    /// §9.2.2.2: INCOMPLETE if any is, else EGP if any is.
    private int origin() {
        return origins[2] > 0 ? 2 : origins[1] > 0 ? 1 : 0;
    }

    /// The ASes that are not in the path; no more than one too many.
    private List<Long> others(List<Long> path) {
        TreeSet<Long> inPath = new TreeSet<>(path);
        return ases.keySet().stream().filter(as -> !inPath.contains(as)).limit(MOST + 1).toList();
    }

    /// The metric that all have, where routes of other metrics are not aggregated. §9.2.2.2: a
    /// route whose AS_PATH begins with a set should not have one.
    private OptionalLong med(AggregateSettings settings, boolean setFirst) {
        long med = meds.isEmpty() ? NO_MED : meds.firstKey();
        return settings.matchingMed() && meds.size() == 1 && med != NO_MED && !setFirst
                ? OptionalLong.of(med)
                : OptionalLong.empty();
    }
}

package io.godwit.policy;

import io.godwit.policy.tree.CommunityKind;
import io.godwit.wire.Wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Whether a route has one of many communities that are all written out: a hash table with open
/// addressing, so that a set of thousands costs a look or two for each community of the route.
///
/// @param words of 32 bits in a community
/// @param entries of `words` each, a power of two of them, at least half of them unused
/// @param used which entries are
record CommunitySet(int kind, int words, int[] entries, boolean[] used) implements Test {
    /// Fewer are compared one after the other faster.
    private static final int LEAST = 12;

    /// A table of those that are written out, and the others one after the other; null if those
    /// written out are few.
    static Test of(
            CommunityKind kind, CommunityMask[] masks, Function<CommunityMask[], Test> rest) {
        int words = CommunityMask.octets(kind) / 4;
        List<int[]> exact = new ArrayList<>();
        List<CommunityMask> others = new ArrayList<>();
        for (CommunityMask mask : masks) {
            int[] want = exact(kind, mask, words);
            if (want == null) {
                others.add(mask);
            } else {
                exact.add(want);
            }
        }
        if (exact.size() < LEAST) {
            return null;
        }
        Test table = of(kind, words, exact);
        if (others.isEmpty()) {
            return table;
        }
        Test other = rest.apply(others.toArray(CommunityMask[]::new));
        return route -> table.holds(route) || other.holds(route);
    }

    private static CommunitySet of(CommunityKind kind, int words, List<int[]> exact) {
        int size = 4 * Integer.highestOneBit(exact.size());
        var set = new CommunitySet(kind.ordinal(), words, new int[size * words], new boolean[size]);
        exact.forEach(set::add);
        return set;
    }

    /// The words of a community that is written out; else null.
    private static int[] exact(CommunityKind kind, CommunityMask mask, int words) {
        int[] care = new int[words];
        int[] want = new int[words];
        if (kind == CommunityKind.EXTENDED || !mask.words(kind, care, want, 0)) {
            return null;
        }
        return Arrays.stream(care).allMatch(bits -> bits == -1) ? want : null;
    }

    private void add(int[] want) {
        int hash = 0;
        for (int word : want) {
            hash = mixed(hash, word);
        }
        int at = hash & used.length - 1;
        while (used[at]) {
            at = at + 1 & used.length - 1;
        }
        used[at] = true;
        System.arraycopy(want, 0, entries, at * words, words);
    }

    /// All bits of both count in the low ones.
    private static int mixed(int hash, int word) {
        int sum = (hash ^ word) * 0x9e37_79b1;
        return sum ^ sum >>> 15;
    }

    @Override
    public boolean holds(Route route) {
        byte[] buf = route.listBuf[kind];
        int end = route.listOff[kind] + route.listLen[kind];
        for (int at = route.listOff[kind]; at < end; at += 4 * words) {
            if (contains(buf, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(byte[] buf, int from) {
        int hash = 0;
        for (int word = 0; word < words; word++) {
            hash = mixed(hash, Wire.i32(buf, from + 4 * word));
        }
        int at = hash & used.length - 1;
        while (used[at]) {
            if (same(buf, from, at)) {
                return true;
            }
            at = at + 1 & used.length - 1;
        }
        return false;
    }

    private boolean same(byte[] buf, int from, int at) {
        for (int word = 0; word < words; word++) {
            if (entries[at * words + word] != Wire.i32(buf, from + 4 * word)) {
                return false;
            }
        }
        return true;
    }
}

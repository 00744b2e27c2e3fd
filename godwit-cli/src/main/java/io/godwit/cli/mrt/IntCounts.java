package io.godwit.cli.mrt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How often each of many ints occurs: open addressing, no object for a count. A full table has a
/// billion communities and only a few hundred thousand different ones.
final class IntCounts {
    /// An int and its count.
    record Count(int key, long count) {}

    private int[] keys = new int[1024];
    private long[] counts = new long[1024];
    private int distinct;
    private long total;

    void add(int key) {
        int at = slot(keys, counts, key);
        if (counts[at] == 0) {
            keys[at] = key;
            distinct++;
        }
        counts[at]++;
        total++;
        if (distinct > keys.length / 2) {
            grow();
        }
    }

    private static int slot(int[] keys, long[] counts, int key) {
        int mask = keys.length - 1;
        int at = (key * 0x9e3779b9) >>> 7 & mask;
        while (counts[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        int[] moreKeys = new int[keys.length * 2];
        long[] moreCounts = new long[keys.length * 2];
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] != 0) {
                int at = slot(moreKeys, moreCounts, keys[i]);
                moreKeys[at] = keys[i];
                moreCounts[at] = counts[i];
            }
        }
        keys = moreKeys;
        counts = moreCounts;
    }

    int distinct() {
        return distinct;
    }

    long total() {
        return total;
    }

    /// The most frequent ones, the most frequent first; equal ones by number.
    List<Count> top(int most) {
        List<Count> all = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] != 0) {
                all.add(new Count(keys[i], counts[i]));
            }
        }
        all.sort(
                Comparator.comparingLong(Count::count)
                        .reversed()
                        .thenComparing(c -> Integer.toUnsignedLong(c.key())));
        return all.subList(0, Math.min(most, all.size()));
    }
}

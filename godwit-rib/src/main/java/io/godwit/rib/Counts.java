package io.godwit.rib;

/// How often each of some numbers is there, without an object a number: open addressing.
final class Counts {
    private static final int LEAST = 16;

    private int[] keys = new int[LEAST];
    private int[] counts = new int[LEAST]; // 0 = free
    private int size;

    /// One more, or one less of those that are there; returns how many there are now.
    int add(int key, int by) {
        int at = find(key);
        if (counts[at] == 0) {
            keys[at] = key;
            size++;
        }
        counts[at] += by;
        int now = counts[at];
        if (now == 0) {
            remove(at);
        } else if (2 * size > keys.length) {
            widen();
        }
        return now;
    }

    private int find(int key) {
        int mask = keys.length - 1;
        int at = home(key);
        while (counts[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private int home(int key) {
        return (key * 0x9e37_79b9 >>> 7) & keys.length - 1;
    }

    /// Moves up what would not be found across the hole.
    private void remove(int hole) {
        size--;
        int mask = keys.length - 1;
        int free = hole;
        for (int at = hole + 1 & mask; counts[at] != 0; at = at + 1 & mask) {
            if ((at - home(keys[at]) & mask) >= (at - free & mask)) {
                keys[free] = keys[at];
                counts[free] = counts[at];
                counts[at] = 0;
                free = at;
            }
        }
    }

    private void widen() {
        int[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new int[2 * oldKeys.length];
        counts = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] != 0) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                counts[at] = oldCounts[i];
            }
        }
    }
}

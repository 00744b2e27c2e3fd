package io.godwit.policy;

import java.util.Arrays;

/// AS numbers that are collected, each once; used again for the next time.
public final class AsNumbers {
    private int[] sorted = new int[16];
    private int size;

    /// Empty.
    public AsNumbers() {}

    /// Adds one, as a bit pattern, unless it is there.
    public void add(int as) {
        int at = Arrays.binarySearch(sorted, 0, size, as);
        if (at >= 0) {
            return;
        }
        int to = -at - 1;
        if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, 2 * size);
        }
        System.arraycopy(sorted, to, sorted, to + 1, size - to);
        sorted[to] = as;
        size++;
    }

    /// Whether an AS, as a bit pattern, is there.
    public boolean contains(int as) {
        return Arrays.binarySearch(sorted, 0, size, as) >= 0;
    }

    /// How many.
    public int size() {
        return size;
    }

    /// One of them as a bit pattern; in ascending order of the patterns with sign.
    public int at(int index) {
        return sorted[index];
    }

    /// Forgets all.
    public void clear() {
        size = 0;
    }
}

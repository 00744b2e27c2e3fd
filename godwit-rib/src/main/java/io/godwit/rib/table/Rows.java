package io.godwit.rib.table;

import java.util.Arrays;

/// A set of rows: one bit each, grows by itself.
public final class Rows {
    private long[] words = new long[0];
    private int size;

    public boolean has(int row) {
        int word = row >>> 6;
        return word < words.length && (words[word] & 1L << row) != 0;
    }

    /// How many are in it.
    public int size() {
        return size;
    }

    /// Puts it in; true if it was not.
    public boolean add(int row) {
        int word = row >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length + (words.length >> 1)));
        }
        long bit = 1L << row;
        if ((words[word] & bit) != 0) {
            return false;
        }
        words[word] |= bit;
        size++;
        return true;
    }

    /// Takes it out; true if it was in.
    public boolean remove(int row) {
        if (!has(row)) {
            return false;
        }
        words[row >>> 6] &= ~(1L << row);
        size--;
        return true;
    }

    /// The first one at or after `from`, -1 if there is none.
    public int next(int from) {
        int word = from >>> 6;
        if (word >= words.length) {
            return -1;
        }
        long left = words[word] & -1L << from;
        while (left == 0) {
            if (++word == words.length) {
                return -1;
            }
            left = words[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(left);
    }

    /// Puts in all rows below `end`.
    public void addBelow(int end) {
        if (words.length < end + 63 >>> 6) {
            words = Arrays.copyOf(words, end + 63 >>> 6);
        }
        int full = end >>> 6;
        Arrays.fill(words, 0, full, -1L);
        if ((end & 63) != 0) {
            words[full] |= (1L << end) - 1;
        }
        size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
    }

    /// Takes all out and gives the memory back.
    public void clear() {
        words = new long[0];
        size = 0;
    }
}

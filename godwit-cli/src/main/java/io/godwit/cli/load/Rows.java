package io.godwit.cli.load;

/// The prefixes of a table, numbered, so that what each of many receivers holds is an array.
final class Rows {
    private static final int V6_BITS = 24;
    private static final long V6_HEAD = 0x240000L;

    private final long[] keys;
    private final int[] slots;
    private int count;

    /// Room for `size` prefixes.
    Rows(int size) {
        keys = new long[size];
        slots = new int[Integer.highestOneBit(Math.max(4, size)) << 2];
    }

    /// Numbers a prefix of the table; each comes once.
    void add(int address, int length) {
        long key = key(address, length);
        int slot = slot(key);
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        keys[count] = key;
        slots[slot] = ++count;
    }

    /// The number of an IPv4 prefix; -1 if it is not in the table.
    int find(int address, int length) {
        long key = key(address, length);
        for (int slot = slot(key); slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            if (keys[slots[slot] - 1] == key) {
                return slots[slot] - 1;
            }
        }
        return -1;
    }

    /// The number of an IPv6 prefix as [GroupWriter] makes them; -1 if it is not in the table.
    int findV6(long high, int length) {
        return high >>> 40 == V6_HEAD ? find((int) (high >>> 8), length - V6_BITS) : -1;
    }

    int count() {
        return count;
    }

    int address(int row) {
        return (int) (keys[row] >>> 8);
    }

    int length(int row) {
        return (int) keys[row] & 0xFF;
    }

    private static long key(int address, int length) {
        return (long) address << 8 | length;
    }

    private int slot(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & slots.length - 1;
    }
}

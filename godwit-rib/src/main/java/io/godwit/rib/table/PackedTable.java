package io.godwit.rib.table;

import java.util.Arrays;

/// The prefixes of one family: prefix → dense row number, and the columns of each row.
///
/// **Rows are records of ints in pages.** Everything the RIB knows about a prefix (key, first path,
/// Loc-RIB entry) sits in one or two cache lines, since whoever touches one of them touches most:
/// with a million prefixes in arbitrary order the cache misses are the run time.
///
/// ```
/// row:  | META                          | key, 1 or 4 ints | columns of the user …
///        source 16 | flags 8 | length 8
/// ```
///
/// Row numbers are stable until [#release(int)], and are then used again; the length octet of a
/// free row is [#FREE]. Row 0 is none. Siblings, prefixes of one length that differ in the last
/// three bits, have homes side by side in the [Index], in the place that the hash of the others
/// names: UPDATEs carry siblings, so they find the line of the index in the cache; and no two of
/// them have one home or one tag.
public final class PackedTable {
    /// Offset of the meta int in a row; bits 8..31 belong to the user.
    public static final int META = 0;

    private static final int KEY = 1;
    private static final int FREE = 0xff;
    private static final int PAGE_BITS = 13;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int SIBLING_BITS = 3;
    private static final int SIBLINGS = (1 << SIBLING_BITS) - 1;

    private final boolean v6;
    private final int keyInts;
    private final int stride;
    private final long seed;

    private final Slab slab;
    private final Index index;

    private final class Keys implements Index.Keys {
        @Override
        public int numbers() {
            return slab.numbers();
        }

        @Override
        public boolean has(int row) {
            return live(row);
        }

        @Override
        public long code(int row) {
            return PackedTable.this.code(row);
        }
    }

    /// @param columns ints of the user in each row, zero when a row is obtained
    public PackedTable(boolean v6, int columns, long seed) {
        this.v6 = v6;
        keyInts = v6 ? 4 : 1;
        stride = KEY + keyInts + columns;
        this.seed = seed;
        slab = new Slab(stride, PAGE_BITS, KEY, META, FREE);
        index = new Index(new Keys());
    }

    /// Row numbers are below this.
    public int rows() {
        return slab.numbers();
    }

    /// Prefixes in the table.
    public int size() {
        return slab.size();
    }

    public boolean isV6() {
        return v6;
    }

    /// Octets of memory.
    public long octets() {
        return slab.octets() + index.octets();
    }

    /// Octets of the rows in use and the index.
    public long liveOctets() {
        return slab.liveOctets() + index.octets();
    }

    /// The page a row is in.
    public int[] page(int row) {
        return slab.pages[row >>> PAGE_BITS];
    }

    /// Where in its page a row begins.
    public int base(int row) {
        return (row & PAGE_MASK) * stride;
    }

    /// Where the user's columns begin, relative to [#base(int)].
    public int firstColumn() {
        return KEY + keyInts;
    }

    public boolean live(int row) {
        return slab.has(row) && (page(row)[base(row)] & 0xff) != FREE;
    }

    /// Prefix length of a row.
    public int length(int row) {
        return page(row)[base(row)] & 0xff;
    }

    /// IPv4 address of a row.
    public int address(int row) {
        return page(row)[base(row) + KEY];
    }

    /// Upper half of the IPv6 address of a row.
    public long high(int row) {
        return twoInts(page(row), base(row) + KEY);
    }

    /// Lower half of the IPv6 address of a row.
    public long low(int row) {
        return twoInts(page(row), base(row) + KEY + 2);
    }

    /// The row of an IPv4 prefix (host bits zero), -1 if it has none.
    public int find(int address, int length) {
        assert !v6;
        return find(code(address, length), address, length);
    }

    /// The row of an IPv4 prefix, a new one if it has none.
    public int obtain(int address, int length) {
        assert !v6 && length <= 32 : length;
        long code = code(address, length);
        int row = find(code, address, length);
        if (row < 0) {
            row = newRow(length);
            page(row)[base(row) + KEY] = address;
            index.add(row, code);
        }
        return row;
    }

    /// The row of an IPv6 prefix (host bits zero), -1 if it has none.
    public int find(long high, long low, int length) {
        assert v6;
        return find(code(high, low, length), high, low, length);
    }

    /// The row of an IPv6 prefix, a new one if it has none.
    public int obtain(long high, long low, int length) {
        assert v6 && length <= 128 : length;
        long code = code(high, low, length);
        int row = find(code, high, low, length);
        if (row < 0) {
            row = newRow(length);
            int[] page = page(row);
            int key = base(row) + KEY;
            page[key] = (int) (high >>> 32);
            page[key + 1] = (int) high;
            page[key + 2] = (int) (low >>> 32);
            page[key + 3] = (int) low;
            index.add(row, code);
        }
        return row;
    }

    /// Gives a row back; its number may be used again at once. An empty table gives all memory
    /// back.
    public void release(int row) {
        assert live(row);
        if (slab.size() == 1) {
            index.clear();
            slab.clear();
            return;
        }
        index.remove(row, code(row));
        slab.release(row);
    }

    private int newRow(int length) {
        int row = slab.take();
        int[] page = page(row);
        int base = base(row);
        Arrays.fill(page, base, base + stride, 0);
        page[base] = length;
        return row;
    }

    // ---- index

    private long code(int address, int length) {
        long bits = (address & 0xffff_ffffL) >>> 32 - length;
        return code(bits, Hash.number(bits >>> SIBLING_BITS, seed + length));
    }

    private long code(long high, long low, int length) {
        if (length <= 64) {
            long bits = length == 0 ? 0 : high >>> 64 - length;
            return code(bits, Hash.number(bits >>> SIBLING_BITS, seed + length));
        }
        long bits = low >>> 128 - length;
        long above = Hash.number(high, ~seed);
        return code(bits, Hash.number(bits >>> SIBLING_BITS, above + length));
    }

    private static long code(long bits, long hash) {
        long sibling = bits & SIBLINGS;
        return (hash & ~SIBLINGS | sibling) ^ sibling << Index.TAG_SHIFT;
    }

    private long code(int row) {
        return v6 ? code(high(row), low(row), length(row)) : code(address(row), length(row));
    }

    private int find(long code, int address, int length) {
        int[] slots = index.segment(code);
        int tag = Index.tag(code);
        int mask = slots.length - 1;
        int at = (int) code & mask;
        int slot = slots[at];
        while (slot != 0) {
            if (slot >>> Index.NUMBER_BITS == tag && (slot & Index.MOST) != 0) {
                int row = slot & Index.MOST;
                int[] page = page(row);
                int base = base(row);
                if (page[base + KEY] == address && (page[base] & 0xff) == length) {
                    return row;
                }
            }
            at = at + 1 & mask;
            slot = slots[at];
        }
        return -1;
    }

    private int find(long code, long high, long low, int length) {
        int[] slots = index.segment(code);
        int tag = Index.tag(code);
        int mask = slots.length - 1;
        int at = (int) code & mask;
        int slot = slots[at];
        while (slot != 0) {
            if (slot >>> Index.NUMBER_BITS == tag && (slot & Index.MOST) != 0) {
                int row = slot & Index.MOST;
                if (high(row) == high && low(row) == low && length(row) == length) {
                    return row;
                }
            }
            at = at + 1 & mask;
            slot = slots[at];
        }
        return -1;
    }

    private static long twoInts(int[] ints, int at) {
        return (long) ints[at] << 32 | ints[at + 1] & 0xffff_ffffL;
    }
}

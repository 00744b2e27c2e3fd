package io.godwit.rib.table;

import java.util.Arrays;

/// The prefixes of one family: prefix → dense row number, and the columns of each row.
///
/// **Rows are records of ints in pages.** Everything the RIB knows about a prefix (key, first path,
/// Loc-RIB entry) sits in one or two cache lines, since whoever touches one of them touches most:
/// with a million prefixes in arbitrary order the cache misses are the run time. Pages, not doubled
/// arrays: they never move, leave no garbage behind and no unused half.
///
/// ```
/// row:  | META                          | key, 1 or 4 ints | columns of the user …
///        source 16 | flags 8 | length 8
/// ```
///
/// **The index is an `int[]`** with open addressing: a slot holds row + 1 in as many low bits as
/// the capacity has, and bits of the hash in the others, so that probing passes foreign rows
/// without touching them. Deletion shifts back, hence there are no tombstones. Row numbers are
/// stable until [#release(int)], and are then used again; the length octet of a free row is
/// [#FREE].
public final class PackedTable {
    /// Offset of the meta int in a row; bits 8..31 belong to the user.
    public static final int META = 0;

    private static final int KEY = 1;
    private static final int FREE = 0xff;
    private static final int PAGE_BITS = 13;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int FIRST_SLOTS_BITS = 10;
    private static final int DOUBLE_FROM_BITS =
            20; // fourfold below: half of the work, and never large
    private static final int SIBLING_BITS = 3;
    private static final long TAG_FACTOR = 0x9e37_79b9_7f4a_7c15L;
    private static final long TAG_FACTOR_2 = 0xc2b2_ae3d_27d4_eb4fL;

    private final boolean v6;
    private final int keyInts;
    private final int stride;
    private final long seed;

    private int[][] pages = new int[4][];
    private int rows;
    private int size;
    private int[] free = new int[0];
    private int freeCount;

    private int[] slots;
    private int slotBits;
    private int graves;

    /// @param columns ints of the user in each row, zero when a row is obtained
    public PackedTable(boolean v6, int columns, long seed) {
        this.v6 = v6;
        keyInts = v6 ? 4 : 1;
        stride = KEY + keyInts + columns;
        this.seed = seed;
        clear();
    }

    private void clear() {
        pages = new int[4][];
        rows = 0;
        free = new int[0];
        freeCount = 0;
        slotBits = FIRST_SLOTS_BITS;
        slots = new int[1 << slotBits];
        graves = 0;
    }

    /// Row numbers are below this.
    public int rows() {
        return rows;
    }

    /// Prefixes in the table.
    public int size() {
        return size;
    }

    public boolean isV6() {
        return v6;
    }

    /// Octets of memory.
    public long octets() {
        long paged = (long) (rows + PAGE_MASK >>> PAGE_BITS) * (stride << PAGE_BITS);
        return 4 * (paged + slots.length + free.length);
    }

    /// The page a row is in.
    public int[] page(int row) {
        return pages[row >>> PAGE_BITS];
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
        return row < rows && (page(row)[base(row)] & 0xff) != FREE;
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
        return find(home(address, length), tag(address, length), address, length);
    }

    /// The row of an IPv4 prefix, a new one if it has none.
    public int obtain(int address, int length) {
        assert !v6 && length <= 32 : length;
        int home = home(address, length);
        int tag = tag(address, length);
        int row = find(home, tag, address, length);
        if (row < 0) {
            row = newRow(length);
            page(row)[base(row) + KEY] = address;
            index(row, home, tag);
        }
        return row;
    }

    /// The row of an IPv6 prefix (host bits zero), -1 if it has none.
    public int find(long high, long low, int length) {
        assert v6;
        return find(home(high, low, length), tag(high, low, length), high, low, length);
    }

    /// The row of an IPv6 prefix, a new one if it has none.
    public int obtain(long high, long low, int length) {
        assert v6 && length <= 128 : length;
        int home = home(high, low, length);
        int tag = tag(high, low, length);
        int row = find(home, tag, high, low, length);
        if (row < 0) {
            row = newRow(length);
            int[] page = page(row);
            int key = base(row) + KEY;
            page[key] = (int) (high >>> 32);
            page[key + 1] = (int) high;
            page[key + 2] = (int) (low >>> 32);
            page[key + 3] = (int) low;
            index(row, home, tag);
        }
        return row;
    }

    /// Gives a row back; its number may be used again at once. An empty table gives all memory
    /// back.
    public void release(int row) {
        assert live(row);
        removeFromIndex(row);
        page(row)[base(row)] = FREE;
        size--;
        if (size == 0) {
            clear();
            return;
        }
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(64, freeCount + (freeCount >> 1)));
        }
        free[freeCount++] = row;
    }

    private int newRow(int length) {
        int row = freeCount > 0 ? free[--freeCount] : freshRow();
        int[] page = page(row);
        int base = base(row);
        Arrays.fill(page, base, base + stride, 0);
        page[base] = length;
        size++;
        return row;
    }

    private int freshRow() {
        int index = rows >>> PAGE_BITS;
        if (index == pages.length) {
            pages = Arrays.copyOf(pages, index * 2);
        }
        if (pages[index] == null) {
            pages[index] = new int[stride << PAGE_BITS];
        }
        return rows++;
    }

    // ---- index

    /// Where to look first: siblings, prefixes of one length that differ in the last three bits,
    /// have homes side by side, in the place that the hash of the others names. UPDATEs carry
    /// siblings, so they find the line of the index in the cache; and no two of them have one home.
    private int home(int address, int length) {
        long bits = (address & 0xffff_ffffL) >>> 32 - length;
        return home(bits, Hash.number(bits >>> SIBLING_BITS, seed + length));
    }

    private int home(long high, long low, int length) {
        if (length <= 64) {
            long bits = length == 0 ? 0 : high >>> 64 - length;
            return home(bits, Hash.number(bits >>> SIBLING_BITS, seed + length));
        }
        long bits = low >>> 128 - length;
        long above = Hash.number(high, ~seed);
        return home(bits, Hash.number(bits >>> SIBLING_BITS, above + length));
    }

    private int home(long bits, long hash) {
        int siblings = (1 << SIBLING_BITS) - 1;
        return (int) (hash >>> 64 - slotBits) & ~siblings | (int) bits & siblings;
    }

    private int tag(int address, int length) {
        long product = (address + seed) * TAG_FACTOR + length * TAG_FACTOR_2;
        return (int) (product >>> 32) >>> slotBits;
    }

    private int tag(long high, long low, int length) {
        long product = (high + seed) * TAG_FACTOR + (low + length) * TAG_FACTOR_2;
        return (int) (product >>> 32) >>> slotBits;
    }

    private int homeOfRow(int row) {
        return v6 ? home(high(row), low(row), length(row)) : home(address(row), length(row));
    }

    private int tagOfRow(int row) {
        return v6 ? tag(high(row), low(row), length(row)) : tag(address(row), length(row));
    }

    private int find(int home, int tag, int address, int length) {
        int[] slots = this.slots;
        int bits = slotBits;
        int mask = slots.length - 1;
        int at = home;
        int slot = slots[at];
        while (slot != 0) {
            if (slot >>> bits == tag && (slot & mask) != 0) {
                int row = (slot & mask) - 1;
                int[] page = pages[row >>> PAGE_BITS];
                int base = (row & PAGE_MASK) * stride;
                if (page[base + KEY] == address && (page[base] & 0xff) == length) {
                    return row;
                }
            }
            at = at + 1 & mask;
            slot = slots[at];
        }
        return -1;
    }

    private int find(int home, int tag, long high, long low, int length) {
        int[] slots = this.slots;
        int bits = slotBits;
        int mask = slots.length - 1;
        int at = home;
        int slot = slots[at];
        while (slot != 0) {
            if (slot >>> bits == tag && (slot & mask) != 0) {
                int row = (slot & mask) - 1;
                if (high(row) == high && low(row) == low && length(row) == length) {
                    return row;
                }
            }
            at = at + 1 & mask;
            slot = slots[at];
        }
        return -1;
    }

    /// Puts a new row into the index.
    private void index(int row, int home, int tag) {
        // At most two thirds full: short probes, and row + 1 fits the low bits of a slot.
        if ((size + graves) * 3L > slots.length * 2L) {
            rebuild();
        } else {
            place(row, home, tag);
        }
    }

    private void place(int row, int home, int tag) {
        graves += Slots.place(slots, slotBits, home, tag, row + 1);
    }

    /// Grows the index, or just clears the graves away if they are what fills it.
    private void rebuild() {
        if (size * 2L > slots.length) {
            slotBits += slotBits < DOUBLE_FROM_BITS ? 2 : 1;
        }
        if (slotBits > 30) {
            throw new IllegalStateException("more than 700 million prefixes");
        }
        slots = new int[1 << slotBits];
        graves = 0;
        for (int row = 0; row < rows; row++) {
            if (live(row)) {
                place(row, homeOfRow(row), tagOfRow(row));
            }
        }
    }

    private void removeFromIndex(int row) {
        graves += Slots.remove(slots, slotBits, homeOfRow(row), row + 1);
    }

    private static long twoInts(int[] ints, int at) {
        return (long) ints[at] << 32 | ints[at + 1] & 0xffff_ffffL;
    }
}

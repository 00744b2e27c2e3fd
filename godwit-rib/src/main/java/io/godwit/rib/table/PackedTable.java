package io.godwit.rib.table;

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
        int slot = slotOf(hash(address, length), address, length);
        return slot < 0 ? -1 : (slots[slot] & rowMask()) - 1;
    }

    /// The row of an IPv4 prefix, a new one if it has none.
    public int obtain(int address, int length) {
        assert !v6 && length <= 32 : length;
        long hash = hash(address, length);
        int slot = slotOf(hash, address, length);
        if (slot >= 0) {
            return (slots[slot] & rowMask()) - 1;
        }
        int row = insert(hash, ~slot, length);
        page(row)[base(row) + KEY] = address;
        return row;
    }

    /// The row of an IPv6 prefix (host bits zero), -1 if it has none.
    public int find(long high, long low, int length) {
        assert v6;
        int slot = slotOf(hash(high, low, length), high, low, length);
        return slot < 0 ? -1 : (slots[slot] & rowMask()) - 1;
    }

    /// The row of an IPv6 prefix, a new one if it has none.
    public int obtain(long high, long low, int length) {
        assert v6 && length <= 128 : length;
        long hash = hash(high, low, length);
        int slot = slotOf(hash, high, low, length);
        if (slot >= 0) {
            return (slots[slot] & rowMask()) - 1;
        }
        int row = insert(hash, ~slot, length);
        int[] page = page(row);
        int key = base(row) + KEY;
        page[key] = (int) (high >>> 32);
        page[key + 1] = (int) high;
        page[key + 2] = (int) (low >>> 32);
        page[key + 3] = (int) low;
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
            free = java.util.Arrays.copyOf(free, Math.max(64, freeCount + (freeCount >> 1)));
        }
        free[freeCount++] = row;
    }

    // ---- index

    private int rowMask() {
        return (1 << slotBits) - 1;
    }

    private long hash(int address, int length) {
        return Hash.number((address & 0xffff_ffffL) << 8 | length, seed);
    }

    private long hash(long high, long low, int length) {
        return Hash.number(Hash.number(high, seed + length) + low, ~seed);
    }

    private long hashOfRow(int row) {
        return v6 ? hash(high(row), low(row), length(row)) : hash(address(row), length(row));
    }

    /// The slot that holds the prefix, or the complement of the free one where it belongs.
    private int slotOf(long hash, int address, int length) {
        int[] slots = this.slots;
        int bits = slotBits;
        int mask = slots.length - 1;
        int tag = (int) hash >>> bits;
        int at = (int) (hash >>> 64 - bits);
        while (true) {
            int slot = slots[at];
            if (slot == 0) {
                return ~at;
            }
            if (slot >>> bits == tag) {
                int row = (slot & mask) - 1;
                int[] page = pages[row >>> PAGE_BITS];
                int base = (row & PAGE_MASK) * stride;
                if (page[base + KEY] == address && (page[base] & 0xff) == length) {
                    return at;
                }
            }
            at = at + 1 & mask;
        }
    }

    private int slotOf(long hash, long high, long low, int length) {
        int[] slots = this.slots;
        int bits = slotBits;
        int mask = slots.length - 1;
        int tag = (int) hash >>> bits;
        int at = (int) (hash >>> 64 - bits);
        while (true) {
            int slot = slots[at];
            if (slot == 0) {
                return ~at;
            }
            if (slot >>> bits == tag) {
                int row = (slot & mask) - 1;
                if (high(row) == high && low(row) == low && length(row) == length) {
                    return at;
                }
            }
            at = at + 1 & mask;
        }
    }

    private int insert(long hash, int slot, int length) {
        // At most two thirds full: short probes, and row + 1 fits the low bits of a slot.
        if ((size + 1) * 3L > slots.length * 2L) {
            grow();
            slot = freeSlot(hash);
        }
        int row = freeCount > 0 ? free[--freeCount] : newRow();
        slots[slot] = (int) hash >>> slotBits << slotBits | row + 1;
        size++;
        int[] page = page(row);
        int base = base(row);
        java.util.Arrays.fill(page, base, base + stride, 0);
        page[base] = length;
        return row;
    }

    private int newRow() {
        int index = rows >>> PAGE_BITS;
        if (index == pages.length) {
            pages = java.util.Arrays.copyOf(pages, index * 2);
        }
        if (pages[index] == null) {
            pages[index] = new int[stride << PAGE_BITS];
        }
        return rows++;
    }

    private int freeSlot(long hash) {
        int mask = slots.length - 1;
        int at = (int) (hash >>> 64 - slotBits);
        while (slots[at] != 0) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        slotBits++;
        if (slotBits > 30) {
            throw new IllegalStateException("more than 700 million prefixes");
        }
        slots = new int[1 << slotBits];
        for (int row = 0; row < rows; row++) {
            if (live(row)) {
                long hash = hashOfRow(row);
                slots[freeSlot(hash)] = (int) hash >>> slotBits << slotBits | row + 1;
            }
        }
    }

    /// Takes the row out and moves later members of its run to the hole, unless that would put them
    /// before their home.
    private void removeFromIndex(int row) {
        int mask = slots.length - 1;
        int hole = (int) (hashOfRow(row) >>> 64 - slotBits);
        while ((slots[hole] & mask) - 1 != row) {
            hole = hole + 1 & mask;
        }
        int at = hole;
        while (true) {
            at = at + 1 & mask;
            int slot = slots[at];
            if (slot == 0) {
                slots[hole] = 0;
                return;
            }
            int home = (int) (hashOfRow((slot & mask) - 1) >>> 64 - slotBits);
            if ((at - home & mask) >= (at - hole & mask)) {
                slots[hole] = slot;
                hole = at;
            }
        }
    }

    private static long twoInts(int[] ints, int at) {
        return (long) ints[at] << 32 | ints[at + 1] & 0xffff_ffffL;
    }
}

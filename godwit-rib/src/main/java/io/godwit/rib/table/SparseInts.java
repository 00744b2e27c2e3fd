package io.godwit.rib.table;

import java.util.Arrays;

/// An int beside each of many numbers, most of them 0: a page takes memory only while one in it is
/// not.
public final class SparseInts {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private int[][] pages = new int[0][];
    private int[] used = new int[0]; // of each page, those that are not 0
    private int pageCount;
    private int size;

    /// All 0.
    public SparseInts() {}

    /// Whether all are 0.
    boolean isEmpty() {
        return size == 0;
    }

    /// That beside a number.
    public int get(int at) {
        int page = at >>> PAGE_BITS;
        return page < pages.length && pages[page] != null ? pages[page][at & PAGE_MASK] : 0;
    }

    /// Sets it.
    public void put(int at, int value) {
        int before = get(at);
        if (before == value) {
            return;
        }
        int page = at >>> PAGE_BITS;
        open(page);
        pages[page][at & PAGE_MASK] = value;
        int by = (value == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
        size += by;
        used[page] += by;
        if (used[page] == 0) {
            pages[page] = null;
            pageCount--;
        }
    }

    private void open(int page) {
        if (page >= pages.length) {
            int length = Math.max(page + 1, 2 * pages.length);
            pages = Arrays.copyOf(pages, length);
            used = Arrays.copyOf(used, length);
        }
        if (pages[page] == null) {
            pages[page] = new int[1 << PAGE_BITS];
            pageCount++;
        }
    }

    /// Octets of memory.
    long octets() {
        return (long) pageCount << PAGE_BITS + 2;
    }
}

package io.godwit.rib.table;

import java.util.Arrays;

/// A column beside the rows: the block of the best path that is not from the chosen path's source.
/// It is what a route server tells that source (RFC 7947 §2.3), and there only while it has
/// clients.
final class Alternates {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private int[][] pages = new int[0][];
    private int pageCount;

    /// The block of a row; 0 = none.
    int attr(int row) {
        int page = row >>> PAGE_BITS;
        return page < pages.length && pages[page] != null ? pages[page][row & PAGE_MASK] : 0;
    }

    void put(int row, int attr) {
        int page = row >>> PAGE_BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, 2 * pages.length));
        }
        if (pages[page] == null) {
            if (attr == 0) {
                return;
            }
            pages[page] = new int[1 << PAGE_BITS];
            pageCount++;
        }
        pages[page][row & PAGE_MASK] = attr;
    }

    /// Gives the memory back.
    void clear() {
        pages = new int[0][];
        pageCount = 0;
    }

    /// Octets of memory.
    long octets() {
        return (long) pageCount << PAGE_BITS + 2;
    }
}

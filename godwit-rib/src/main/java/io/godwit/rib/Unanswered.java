package io.godwit.rib;

import java.util.Arrays;

/// How often the kernel was asked to take the route of a row and has not answered: an octet for
/// each row, in pages.
final class Unanswered {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private byte[][] pages = new byte[0][];

    boolean has(int row) {
        return count(row) > 0;
    }

    boolean hasSeveral(int row) {
        return count(row) > 1;
    }

    private int count(int row) {
        int page = row >>> PAGE_BITS;
        return page < pages.length && pages[page] != null ? pages[page][row & PAGE_MASK] : 0;
    }

    void asked(int row) {
        int page = row >>> PAGE_BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, 2 * pages.length));
        }
        if (pages[page] == null) {
            pages[page] = new byte[1 << PAGE_BITS];
        }
        pages[page][row & PAGE_MASK]++;
    }

    void answered(int row) {
        if (has(row)) {
            pages[row >>> PAGE_BITS][row & PAGE_MASK]--;
        }
    }

    void clear() {
        pages = new byte[0][];
    }
}

package io.godwit.rib.table;

import java.util.Arrays;

/// Octets in pages, handed out front to back and given back in any order.
///
/// A page is used again when all its octets are given back; pages that are mostly waste are emptied
/// by their user, who moves what is left ([#isWasteful], [#closePage]). Addresses count units of
/// four octets, so an `int` reaches 8 GB.
final class Arena {
    private static final int UNIT_BITS = 2;
    private static final int PAGE_BITS = 18;
    private static final int PAGE_OCTETS = 1 << PAGE_BITS;
    private static final int SPARE_PAGES = 4;

    private byte[][] pages = new byte[4][];
    private int[] used = new int[4];
    private int[] live = new int[4];
    private final byte[][] spare = new byte[SPARE_PAGES][];
    private int spares;
    private int open;
    private int pageCount;
    private long liveOctets;

    Arena() {
        openPage();
    }

    /// Room for `octets` octets, at most 131070.
    int allocate(int octets) {
        int size = round(octets);
        if (PAGE_OCTETS - used[open] < size) {
            int full = open;
            openPage();
            recycleIfEmpty(full);
        }
        int address = open << PAGE_BITS - UNIT_BITS | used[open] >>> UNIT_BITS;
        used[open] += size;
        live[open] += size;
        liveOctets += size;
        return address;
    }

    /// Gives room back that was allocated with the same number of octets.
    void free(int address, int octets) {
        int page = pageOf(address);
        int size = round(octets);
        live[page] -= size;
        liveOctets -= size;
        recycleIfEmpty(page);
    }

    byte[] octets(int address) {
        return pages[pageOf(address)];
    }

    static int offset(int address) {
        return address << UNIT_BITS & PAGE_OCTETS - 1;
    }

    static int pageOf(int address) {
        return address >>> PAGE_BITS - UNIT_BITS;
    }

    /// Octets of memory.
    long size() {
        return (long) pageCount * PAGE_OCTETS;
    }

    /// Octets in use.
    long liveOctets() {
        return liveOctets;
    }

    /// Page numbers are below this.
    int pageNumbers() {
        return pages.length;
    }

    /// Whether less than half of a full page is in use.
    boolean isWasteful(int page) {
        return page != open && pages[page] != null && live[page] < PAGE_OCTETS / 2;
    }

    private void openPage() {
        int page = 0;
        while (page < pages.length && pages[page] != null) {
            page++;
        }
        if (page == pages.length) {
            if (page == 1 << 31 - PAGE_BITS + UNIT_BITS) {
                throw new IllegalStateException("attribute blocks fill 8 GB");
            }
            pages = Arrays.copyOf(pages, page * 2);
            used = Arrays.copyOf(used, page * 2);
            live = Arrays.copyOf(live, page * 2);
        }
        pages[page] = spares > 0 ? spare[--spares] : new byte[PAGE_OCTETS];
        used[page] = 0;
        live[page] = 0;
        open = page;
        pageCount++;
    }

    private void recycleIfEmpty(int page) {
        if (live[page] != 0) {
            return;
        }
        if (page == open) {
            used[page] = 0;
            return;
        }
        if (spares < SPARE_PAGES && pageCount > 2 * spares) {
            spare[spares++] = pages[page];
        }
        pages[page] = null;
        pageCount--;
    }

    private static int round(int octets) {
        return octets + 3 & ~3;
    }
}

package io.godwit.rib.table;

import java.util.Arrays;

/// Records of ints, all of one size, in pages: numbers are dense, and stable until given back.
///
/// Pages, not doubled arrays: they never move, so growth copies nothing, leaves no garbage behind
/// and no unused half. The free records of a page are linked through an int of theirs, and so are
/// the pages with free records. A page without records is given back to the heap, but for one, so
/// that a record that comes and goes does not cost a page each time. Number 0 is none.
final class Slab {
    private static final int NONE = -1;

    private final int stride;
    private final int pageBits;
    private final int linkAt;
    private final int markAt;
    private final int mark;

    /// By the upper bits of the number; for those who know how many they are when they are
    /// compiled.
    int[][] pages;

    private int[] live; // records in use, by page
    private int[] free; // first free record in the page, NONE = full
    private int[] nextRoom; // the next page with room
    private int room; // the first page with room
    private int empty; // a page that was kept though nothing in it is in use
    private int pageNumbers;
    private int pageCount;
    private int size;

    /// @param linkAt the int of a free record that is ours
    /// @param markAt the int by which its user knows a free record, then set to `mark`; another
    ///   than `linkAt`
    Slab(int stride, int pageBits, int linkAt, int markAt, int mark) {
        this.stride = stride;
        this.pageBits = pageBits;
        this.linkAt = linkAt;
        this.markAt = markAt;
        this.mark = mark;
        clear();
    }

    /// Gives everything back.
    void clear() {
        pages = new int[4][];
        live = new int[4];
        free = new int[4];
        nextRoom = new int[4];
        room = NONE;
        empty = NONE;
        pageNumbers = 0;
        pageCount = 0;
        size = 0;
    }

    /// Whether there is a page with this record.
    boolean has(int number) {
        return number >>> pageBits < pageNumbers && pages[number >>> pageBits] != null;
    }

    /// Records in use.
    int size() {
        return size;
    }

    /// Numbers are below this.
    int numbers() {
        return pageNumbers << pageBits;
    }

    /// Octets of memory.
    long octets() {
        return (long) pageCount * stride << pageBits + 2;
    }

    /// Octets of the records in use.
    long liveOctets() {
        return 4L * size * stride;
    }

    /// A record; what is in it is left from before.
    int take() {
        int index = room == NONE ? open() : room;
        int record = free[index];
        int next = pages[index][record * stride + linkAt];
        free[index] = next;
        live[index]++;
        size++;
        if (next == NONE) {
            room = nextRoom[index];
        }
        return index << pageBits | record;
    }

    /// Gives a record back.
    void release(int number) {
        int index = number >>> pageBits;
        int record = number & (1 << pageBits) - 1;
        int[] page = pages[index];
        page[record * stride + linkAt] = free[index];
        page[record * stride + markAt] = mark;
        if (free[index] == NONE) {
            nextRoom[index] = room;
            room = index;
        }
        free[index] = record;
        size--;
        if (--live[index] == 0) {
            drop(index);
        }
    }

    private void drop(int index) {
        if (empty == NONE || empty == index || pages[empty] == null || live[empty] > 0) {
            empty = index;
            return;
        }
        pages[index] = null;
        pageCount--;
        if (room == index) {
            room = nextRoom[index];
            return;
        }
        int before = room;
        while (nextRoom[before] != index) {
            before = nextRoom[before];
        }
        nextRoom[before] = nextRoom[index];
    }

    private int open() {
        int index = 0;
        while (index < pageNumbers && pages[index] != null) {
            index++;
        }
        if (index == pages.length) {
            pages = Arrays.copyOf(pages, 2 * index);
            live = Arrays.copyOf(live, 2 * index);
            free = Arrays.copyOf(free, 2 * index);
            nextRoom = Arrays.copyOf(nextRoom, 2 * index);
        }
        int records = 1 << pageBits;
        int[] page = new int[stride * records];
        for (int record = 0; record < records; record++) {
            page[record * stride + linkAt] = record + 1;
            page[record * stride + markAt] = mark;
        }
        page[(records - 1) * stride + linkAt] = NONE;
        pages[index] = page;
        pageNumbers = Math.max(pageNumbers, index + 1);
        pageCount++;
        live[index] = 0;
        free[index] = index == 0 ? 1 : 0;
        nextRoom[index] = NONE;
        room = index;
        return index;
    }
}

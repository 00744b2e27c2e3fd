package io.godwit.rib.table;

import java.util.Arrays;

/// Rows of which neighbors are told something else than the chosen path: what they were told
/// before, or nothing. Takes room only for those of which something is told.
final class Held {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final Rows rows = new Rows();
    private int[][] attrs = new int[0][];
    private int[][] sources = new int[0][];
    private int[] told = new int[8]; // rows by source

    boolean has(int row) {
        return rows.has(row);
    }

    int size() {
        return rows.size();
    }

    /// The first one at or after `from`, -1 if there is none.
    int next(int from) {
        return rows.next(from);
    }

    /// Block of what is told; 0 = nothing.
    int attr(int row) {
        int page = row >>> PAGE_BITS;
        return page < attrs.length && attrs[page] != null ? attrs[page][row & PAGE_MASK] : 0;
    }

    int source(int row) {
        return attr(row) == 0 ? 0 : sources[row >>> PAGE_BITS][row & PAGE_MASK];
    }

    /// Whether a path of this source is told of any.
    boolean tells(int source) {
        return source < told.length && told[source] > 0;
    }

    void put(int row, int attr, int source) {
        rows.add(row);
        set(row, attr, source);
    }

    void remove(int row) {
        if (rows.remove(row)) {
            set(row, 0, 0);
        }
    }

    private void set(int row, int attr, int source) {
        int before = attr(row);
        if (before == 0 && attr == 0) {
            return;
        }
        int page = row >>> PAGE_BITS;
        if (page >= attrs.length) {
            int pages = Math.max(page + 1, 2 * attrs.length);
            attrs = Arrays.copyOf(attrs, pages);
            sources = Arrays.copyOf(sources, pages);
        }
        if (attrs[page] == null) {
            attrs[page] = new int[1 << PAGE_BITS];
            sources[page] = new int[1 << PAGE_BITS];
        }
        if (before != 0) {
            told[sources[page][row & PAGE_MASK]]--;
        }
        attrs[page][row & PAGE_MASK] = attr;
        sources[page][row & PAGE_MASK] = source;
        if (attr != 0) {
            if (source >= told.length) {
                told = Arrays.copyOf(told, 2 * source);
            }
            told[source]++;
        }
    }
}

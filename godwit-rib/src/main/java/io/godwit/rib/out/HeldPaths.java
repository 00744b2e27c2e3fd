package io.godwit.rib.out;

import io.godwit.rib.table.SparseInts;

import java.util.Arrays;

/// Which paths of rows a neighbor may have that is still to be told of these rows, by name.
final class HeldPaths {
    private static final int FEW = 64;

    private SparseInts heads = new SparseInts();
    private int[] names = new int[FEW];
    private int[] next = new int[FEW];
    private int used = 1; // node 0 is none
    private int free;

    void add(int row, int name) {
        int head = heads.get(row);
        for (int node = head; node != 0; node = next[node]) {
            if (names[node] == name) {
                return;
            }
        }
        int node = take();
        names[node] = name;
        next[node] = head;
        heads.put(row, node);
    }

    private int take() {
        if (free != 0) {
            int node = free;
            free = next[node];
            return node;
        }
        if (used == names.length) {
            names = Arrays.copyOf(names, 2 * used);
            next = Arrays.copyOf(next, 2 * used);
        }
        return used++;
    }

    /// One of the paths of a row, for [#name] and [#next]; 0 = there is none.
    int first(int row) {
        return heads.get(row);
    }

    /// Another one; 0 = there is none.
    int next(int node) {
        return next[node];
    }

    int name(int node) {
        return names[node];
    }

    void remove(int row) {
        int node = heads.get(row);
        if (node == 0) {
            return;
        }
        heads.put(row, 0);
        int last = node;
        while (next[last] != 0) {
            last = next[last];
        }
        next[last] = free;
        free = node;
    }

    /// Empties it, and gives its memory back.
    void clear() {
        heads = new SparseInts();
        names = new int[FEW];
        next = new int[FEW];
        used = 1;
        free = 0;
    }
}

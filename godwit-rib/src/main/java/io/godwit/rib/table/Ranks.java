package io.godwit.rib.table;

import java.util.Arrays;

/// A column beside the rows: the paths behind the chosen one, from the better to the worse, as of
/// the last decision. A route server's clients are told the first one that their policies let
/// through (RFC 7947 §2.3), others several paths (RFC 7911); it is there only while there are such
/// neighbors. A path that stands here keeps its block and its name.
///
/// What lies behind a row is written once and replaced whole: a chain of nodes of three paths each.
/// Most prefixes have one path, and no node.
final class Ranks {
    private static final int NODE_INTS = 8;
    private static final int PER_NODE = 3;
    private static final int NAMES = PER_NODE;
    private static final int NEXT = 2 * PER_NODE;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final Slab nodes = new Slab(NODE_INTS, PAGE_BITS, NEXT, 0, 0);
    private int[][] heads = new int[0][];
    private int headPages;
    private final PathNames names;

    Ranks(PathNames names) {
        this.names = names;
    }

    /// What is behind a row: a number for [#read]; 0 = nothing.
    int of(int row) {
        int page = row >>> PAGE_BITS;
        return page < heads.length && heads[page] != null ? heads[page][row & PAGE_MASK] : 0;
    }

    void put(int row, int chain) {
        int page = row >>> PAGE_BITS;
        if (page >= heads.length) {
            heads = Arrays.copyOf(heads, Math.max(page + 1, 2 * heads.length));
        }
        if (heads[page] == null) {
            if (chain == 0) {
                return;
            }
            heads[page] = new int[1 << PAGE_BITS];
            headPages++;
        }
        heads[page][row & PAGE_MASK] = chain;
    }

    /// Writes all but the first of the paths, and takes a reference to each block and name.
    int write(PathList paths, AttrStore store) {
        int chain = 0;
        for (int end = paths.size(); end > 1; ) {
            int from = 1 + (end - 2) / PER_NODE * PER_NODE;
            int node = nodes.take();
            int[] page = nodes.pages[node >>> PAGE_BITS];
            int base = (node & PAGE_MASK) * NODE_INTS;
            for (int i = 0; i < PER_NODE; i++) {
                boolean there = from + i < end;
                page[base + i] = there ? paths.attr(from + i) : 0;
                page[base + NAMES + i] = there ? paths.name(from + i) : 0;
                if (there) {
                    store.retain(paths.attr(from + i), 1);
                    names.told(paths.name(from + i));
                }
            }
            page[base + NEXT] = chain;
            chain = node;
            end = from;
        }
        return chain;
    }

    /// Adds the paths of a chain to a list.
    void read(int chain, PathList into) {
        for (int node = chain; node != 0; ) {
            int[] page = nodes.pages[node >>> PAGE_BITS];
            int base = (node & PAGE_MASK) * NODE_INTS;
            for (int i = base; i < base + PER_NODE && page[i] != 0; i++) {
                into.add(page[i], names.peer(page[i + NAMES]), page[i + NAMES]);
            }
            node = page[base + NEXT];
        }
    }

    /// Whether a chain is what [#write] would write.
    boolean isSame(int chain, PathList paths) {
        int at = 1;
        for (int node = chain; node != 0; ) {
            int[] page = nodes.pages[node >>> PAGE_BITS];
            int base = (node & PAGE_MASK) * NODE_INTS;
            for (int i = base; i < base + PER_NODE && page[i] != 0; i++) {
                if (at >= paths.size()
                        || page[i] != paths.attr(at)
                        || page[i + NAMES] != paths.name(at)) {
                    return false;
                }
                at++;
            }
            node = page[base + NEXT];
        }
        return at >= paths.size();
    }

    /// Gives a chain back, and its references.
    void release(int chain, AttrStore store) {
        for (int node = chain; node != 0; ) {
            int[] page = nodes.pages[node >>> PAGE_BITS];
            int base = (node & PAGE_MASK) * NODE_INTS;
            int next = page[base + NEXT];
            for (int i = base; i < base + PER_NODE && page[i] != 0; i++) {
                store.release(page[i]);
                names.toldNoMore(page[i + NAMES]);
            }
            nodes.release(node);
            node = next;
        }
    }

    /// Gives all memory back; every chain was released.
    void clear() {
        nodes.clear();
        heads = new int[0][];
        headPages = 0;
    }

    /// Octets of what is in use.
    long liveOctets() {
        return nodes.liveOctets() + ((long) headPages << PAGE_BITS + 2);
    }

    /// Octets of memory.
    long octets() {
        return nodes.octets() + ((long) headPages << PAGE_BITS + 2);
    }
}

package io.godwit.rib.table;

/// Names of paths that came with a Path Identifier (RFC 7911 §3): one int for the peer and the
/// identifier. Names of other paths are the numbers of their peers, so these begin above all of
/// them; and no name outlives the last path that has it, and the last row of which neighbors are
/// told a path by that name.
public final class PathNames {
    /// An order among the paths of a peer for those that came without; before all identifiers.
    public static final long NO_ID = -1;

    private static final int FIRST = Sources.MAX;
    private static final int PEER = 0;
    private static final int ID = 1;
    private static final int COUNT =
            2; // of the paths that have the name, and the rows that tell it; 0 = free
    private static final int INTS = 3;
    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final Slab slab = new Slab(INTS, PAGE_BITS, PEER, COUNT, 0);
    private final Index index = new Index(new Keys());
    private final long seed;

    private final class Keys implements Index.Keys {
        @Override
        public int numbers() {
            return slab.numbers();
        }

        @Override
        public boolean has(int number) {
            return slab.has(number) && get(number, COUNT) != 0;
        }

        @Override
        public long code(int number) {
            return PathNames.this.code(get(number, PEER), get(number, ID));
        }
    }

    public PathNames(long seed) {
        this.seed = seed;
    }

    /// Whether a name stands for a peer and an identifier, and not for a peer alone.
    static boolean isOne(int name) {
        return name >= FIRST;
    }

    /// Names in use.
    public int size() {
        return slab.size();
    }

    /// The name of a peer's paths with an identifier, -1 if no path has it.
    int find(int peer, int id) {
        return find(code(peer, id), peer, id);
    }

    /// The same, for one more path.
    int obtain(int peer, int id) {
        long code = code(peer, id);
        int name = find(code, peer, id);
        if (name >= 0) {
            retain(name);
            return name;
        }
        int number = slab.take();
        int[] page = slab.pages[number >>> PAGE_BITS];
        int base = (number & PAGE_MASK) * INTS;
        page[base + PEER] = peer;
        page[base + ID] = id;
        page[base + COUNT] = 1;
        index.add(number, code);
        return FIRST + number;
    }

    /// One more path has the name.
    void retain(int name) {
        int number = name - FIRST;
        slab.pages[number >>> PAGE_BITS][(number & PAGE_MASK) * INTS + COUNT]++;
    }

    /// One path less has it. It may be used again at once.
    void release(int name) {
        int number = name - FIRST;
        int[] page = slab.pages[number >>> PAGE_BITS];
        int count = (number & PAGE_MASK) * INTS + COUNT;
        if (page[count] > 1) {
            page[count]--;
        } else if (slab.size() == 1) {
            index.clear();
            slab.clear();
        } else {
            index.remove(number, code(get(number, PEER), get(number, ID)));
            slab.release(number);
        }
    }

    /// Neighbors are told a path by this name: it stays as it is.
    void told(int name) {
        if (isOne(name)) {
            retain(name);
        }
    }

    /// Ends [#told].
    void toldNoMore(int name) {
        if (isOne(name)) {
            release(name);
        }
    }

    int peer(int name) {
        return isOne(name) ? get(name - FIRST, PEER) : name;
    }

    long pathId(int name) {
        return isOne(name) ? get(name - FIRST, ID) & 0xffff_ffffL : NO_ID;
    }

    private int get(int number, int column) {
        return slab.pages[number >>> PAGE_BITS][(number & PAGE_MASK) * INTS + column];
    }

    private long code(int peer, int id) {
        return Hash.number((long) peer << 32 | id & 0xffff_ffffL, seed);
    }

    private int find(long code, int peer, int id) {
        int[] slots = index.segment(code);
        int tag = Index.tag(code);
        int mask = slots.length - 1;
        int at = (int) code & mask;
        for (int slot = slots[at]; slot != 0; slot = slots[at]) {
            int number = slot & Index.MOST;
            if (slot >>> Index.NUMBER_BITS == tag
                    && number != 0
                    && get(number, ID) == id
                    && get(number, PEER) == peer) {
                return FIRST + number;
            }
            at = at + 1 & mask;
        }
        return -1;
    }

    /// Octets of what is in use.
    public long liveOctets() {
        return slab.liveOctets() + index.octets();
    }

    /// Octets of memory.
    public long octets() {
        return slab.octets() + index.octets();
    }
}

package io.godwit.rib.table;

/// What the hash tables of this package share: from the code of a key to the numbers that may have
/// it. Open addressing over ints.
///
/// **It grows while it works.** When it is nearly full, a wider generation is made beside it, and
/// every change moves a few numbers there, in their order: reading their keys one after the other
/// costs a fraction of looking each up where a slot says it is. The wider one holds exactly the
/// numbers below `moved`; until all are, only the old one is asked. So no insertion takes long, and
/// the same way it shrinks, and gets rid of graves.
///
/// **Slots lie in segments**, so that no array is large; a probe stays in its segment.
///
/// **A slot** is 0, a grave (no number, something above), or an entry: a number above 0, and above
/// it seven bits of the code, so that probing passes foreign keys without touching them.
///
/// ```
/// code:  segment 16 | tag 7 | … | home 16
/// ```
final class Index {
    /// Numbers fit so many bits.
    static final int NUMBER_BITS = 25;

    /// The largest number, and the mask of the number in a slot.
    static final int MOST = (1 << NUMBER_BITS) - 1;

    /// Where the tag begins in a code.
    static final int TAG_SHIFT = 41;

    private static final int SEGMENT_SHIFT = 48;
    private static final int TAG_MASK = (1 << 32 - NUMBER_BITS) - 1;
    private static final int GRAVE = 1 << NUMBER_BITS;
    private static final int SEGMENT_SLOTS = 1 << 16;
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int DOUBLE_FROM = 1 << 20; // fourfold below: half of the work, and small

    private final Keys keys;
    private Generation now;
    private int[][] segments; // of now
    private Generation next; // null = none is made
    private int segmentsMade;
    private int moved;
    private int movesAChange;
    private int entries;

    /// What is in the index, by number.
    interface Keys {
        /// Numbers are below this.
        int numbers();

        /// Whether the number is in use.
        boolean has(int number);

        /// The code of a number in use.
        long code(int number);
    }

    private static final class Generation {
        final int slots;
        final int[][] segments;
        int graves;

        Generation(int slots) {
            this.slots = slots;
            segments = new int[Math.max(1, slots / SEGMENT_SLOTS)][];
        }

        void makeSegment(int segment) {
            segments[segment] = new int[slots / segments.length];
        }

        int[] segment(long code) {
            return segments[(int) (code >>> SEGMENT_SHIFT) & segments.length - 1];
        }

        void add(int number, long code) {
            graves -= place(segment(code), number, code);
        }

        void remove(int number, long code) {
            graves += take(segment(code), number, code);
        }
    }

    Index(Keys keys) {
        this.keys = keys;
        clear();
    }

    void clear() {
        now = new Generation(FIRST_SLOTS);
        now.makeSegment(0);
        segments = now.segments;
        next = null;
        entries = 0;
    }

    /// Octets of memory.
    long octets() {
        return 4L * now.slots + (next == null ? 0 : 4L * next.slots);
    }

    /// The slots to look in: from the low bits of the code on, up to the first that is 0.
    int[] segment(long code) {
        return segments[(int) (code >>> SEGMENT_SHIFT) & segments.length - 1];
    }

    /// What an entry has above [#NUMBER_BITS].
    static int tag(long code) {
        return (int) (code >>> TAG_SHIFT) & TAG_MASK;
    }

    /// Adds a number that is in use since just now.
    void add(int number, long code) {
        now.add(number, code);
        entries++;
        if (next != null) {
            if (number < moved) {
                next.add(number, code);
            }
            move();
        } else if ((entries + now.graves) * 32L > now.slots * 21L) {
            // At most two thirds full: short probes.
            int wider = now.slots < DOUBLE_FROM ? now.slots * 4 : now.slots * 2;
            // Before a thirty-second of the slots is used up, all must have moved.
            begin(entries * 2 > now.slots ? wider : now.slots, now.slots >> 5);
        }
    }

    /// Removes a number that is still in use.
    void remove(int number, long code) {
        if (next != null) {
            move();
        }
        now.remove(number, code);
        entries--;
        if (next != null) {
            if (number < moved) {
                next.remove(number, code);
            }
        } else if (entries * 32L < now.slots && now.slots > 8 * FIRST_SLOTS) {
            begin(now.slots >> 3, now.slots >> 5);
        }
    }

    /// Begins a generation that takes over after about so many changes.
    private void begin(int slots, int changes) {
        next = new Generation(slots);
        segmentsMade = 0;
        moved = 0;
        movesAChange = 2 + keys.numbers() / changes;
    }

    private void move() {
        if (segmentsMade < next.segments.length) {
            next.makeSegment(segmentsMade++);
            return;
        }
        int end = Math.min(keys.numbers(), moved + movesAChange);
        for (int number = moved; number < end; number++) {
            if (keys.has(number)) {
                next.add(number, keys.code(number));
            }
        }
        moved = end;
        if (end == keys.numbers()) {
            now = next;
            segments = now.segments;
            next = null;
        }
    }

    /// Puts an entry into the first slot without one; returns how many graves that took.
    private static int place(int[] slots, int number, long code) {
        int mask = slots.length - 1;
        int at = (int) code & mask;
        while ((slots[at] & MOST) != 0) {
            at = at + 1 & mask;
        }
        int graves = slots[at] == 0 ? 0 : 1;
        slots[at] = tag(code) << NUMBER_BITS | number;
        return graves;
    }

    /// Takes an entry out. It leaves a grave unless its run ends here; then the graves before it go
    /// as well.
    ///
    /// @return what is to be added to the count of graves
    private static int take(int[] slots, int number, long code) {
        int mask = slots.length - 1;
        int at = (int) code & mask;
        while ((slots[at] & MOST) != number) {
            at = at + 1 & mask;
        }
        if (slots[at + 1 & mask] != 0) {
            slots[at] = GRAVE;
            return 1;
        }
        slots[at] = 0;
        int graves = 0;
        for (int before = at - 1 & mask; slots[before] == GRAVE; before = before - 1 & mask) {
            slots[before] = 0;
            graves--;
        }
        return graves;
    }
}

package io.godwit.speaker;

import io.godwit.kernel.RouteMark;

import java.util.BitSet;

/// The numbers of next hop objects: a block of those from 2^30 on, by what our routes are known by.
/// One that is free again is taken last, as the kernel may have it still.
final class ObjectNumbers {
    private static final int FIRST = 1 << 30;
    private static final int MOST = 1 << 20;
    private static final int BLOCKS = 1 << 10;

    private final int block;
    private final int size;
    private final BitSet taken = new BitSet();
    private int count;
    private int next;

    /// @param first where they begin within the block: not where those of a run before began, as
    ///   they may be there
    ObjectNumbers(RouteMark mark, int first) {
        this(mark, first, MOST);
    }

    /// @param size how many there are, 1 to 2^20
    ObjectNumbers(RouteMark mark, int first, int size) {
        long known = (mark.table() * 31 + mark.protocol()) * 31 + mark.metric();
        block = (int) (known % BLOCKS) * MOST + FIRST;
        this.size = size;
        next = Math.floorMod(first, size);
    }

    /// Whether a number is in the block.
    boolean isOurs(int number) {
        return (number & -MOST) == block;
    }

    /// Whether it is taken.
    boolean isTaken(int number) {
        return isOurs(number) && taken.get(number - block);
    }

    /// How many can be taken.
    int left() {
        return size - count;
    }

    /// Takes one; there must be one left.
    int take() {
        int found = taken.nextClearBit(next);
        if (found >= size) {
            found = taken.nextClearBit(0);
        }
        taken.set(found);
        count++;
        next = found + 1 < size ? found + 1 : 0;
        return block + found;
    }

    /// Gives one back.
    void free(int number) {
        if (isTaken(number)) {
            taken.clear(number - block);
            count--;
        }
    }
}

package io.godwit.rib.table;

import java.util.Arrays;

/// First in, first out, in one array that grows and is never shrunk below its first size.
public final class IntQueue {
    private static final int FIRST = 1024;

    private int[] ring = new int[FIRST];
    private int head;
    private int size;

    public int size() {
        return size;
    }

    public void add(int value) {
        if (size == ring.length) {
            int[] wider = Arrays.copyOf(Arrays.copyOfRange(ring, head, ring.length), size * 2);
            System.arraycopy(ring, 0, wider, size - head, head);
            ring = wider;
            head = 0;
        }
        ring[head + size & ring.length - 1] = value;
        size++;
    }

    /// The oldest one; the queue must not be empty.
    public int remove() {
        assert size > 0;
        int value = ring[head];
        head = head + 1 & ring.length - 1;
        if (--size == 0 && ring.length > 64 * FIRST) {
            ring = new int[FIRST];
            head = 0;
        }
        return value;
    }
}

package io.godwit.rib.table;

/// First in, first out, in chunks: growing copies nothing, and what was read is given back.
public final class IntQueue {
    private static final int CHUNK = 4096;

    private static final class Chunk {
        final int[] values = new int[CHUNK];
        Chunk next;
    }

    private Chunk first = new Chunk();
    private Chunk last = first;
    private Chunk spare;
    private int head; // in the first chunk
    private int tail; // in the last chunk
    private int size;

    public int size() {
        return size;
    }

    /// Octets of memory, about.
    public long octets() {
        return 4L * (size + 2 * CHUNK);
    }

    public void add(int value) {
        if (tail == CHUNK) {
            last.next = spare == null ? new Chunk() : spare;
            spare = null;
            last = last.next;
            tail = 0;
        }
        last.values[tail++] = value;
        size++;
    }

    /// The oldest one; the queue must not be empty.
    public int remove() {
        assert size > 0;
        if (head == CHUNK) {
            spare = first;
            first = first.next;
            spare.next = null;
            head = 0;
        }
        size--;
        return first.values[head++];
    }
}

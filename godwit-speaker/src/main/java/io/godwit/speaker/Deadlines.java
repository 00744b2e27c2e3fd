package io.godwit.speaker;

import java.util.Arrays;

/// A heap of deadlines, one entry an owner, for thousands of owners.
///
/// Deadlines that move later (a hold timer re-armed by each UPDATE) cost nothing: the entry keeps
/// its old, earlier key, and when that comes up the owner is asked again. Only a deadline that
/// moves earlier has to be told ([#earlier]). So every key is a lower bound of its owner's
/// deadline.
final class Deadlines {
    /// No deadline.
    static final long NEVER = Long.MAX_VALUE;

    /// Somebody with a deadline.
    interface Timed {
        /// When it wants to be called, nanoseconds of the lane's clock; [#NEVER] for not.
        long deadlineNanos();

        /// Its deadline has come.
        void expired(long nowNanos);

        /// This object's entry.
        Entry entry();
    }

    /// What the heap keeps for one owner.
    static final class Entry {
        private final Timed owner;
        private long key = NEVER;
        private int index = -1;

        Entry(Timed owner) {
            this.owner = owner;
        }
    }

    private Entry[] heap = new Entry[16];
    private int size;

    /// Takes an owner in, or notes that its deadline may have moved earlier.
    void earlier(Entry entry) {
        long deadline = entry.owner.deadlineNanos();
        if (entry.index < 0) {
            if (deadline == NEVER) {
                return;
            }
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            entry.key = deadline;
            up(size++, entry);
        } else if (deadline < entry.key) {
            entry.key = deadline;
            up(entry.index, entry);
        }
    }

    /// A lower bound of the next deadline; [#NEVER] when there is none.
    long next() {
        return size == 0 ? NEVER : heap[0].key;
    }

    /// Calls everybody whose deadline has come, at most once each.
    void run(long nowNanos) {
        int most = size;
        for (int i = 0; i < most && size > 0 && heap[0].key <= nowNanos; i++) {
            Entry entry = heap[0];
            long deadline = entry.owner.deadlineNanos();
            if (deadline <= nowNanos) {
                entry.owner.expired(nowNanos);
                deadline = entry.owner.deadlineNanos();
            }
            // What is due again already waits for the next turn, so that one owner cannot hold us.
            move(entry, Math.max(deadline, nowNanos + 1));
        }
    }

    private void move(Entry entry, long key) {
        if (entry.index < 0) {
            return;
        }
        if (key == NEVER) {
            remove(entry);
            return;
        }
        long old = entry.key;
        entry.key = key;
        if (key < old) {
            up(entry.index, entry);
        } else {
            down(entry.index, entry);
        }
    }

    private void remove(Entry entry) {
        int hole = entry.index;
        entry.index = -1;
        entry.key = NEVER;
        Entry last = heap[--size];
        heap[size] = null;
        if (last != entry) {
            up(hole, last);
            down(last.index, last);
        }
    }

    private void up(int start, Entry entry) {
        int i = start;
        while (i > 0) {
            Entry parent = heap[(i - 1) >> 1];
            if (parent.key <= entry.key) {
                break;
            }
            put(i, parent);
            i = (i - 1) >> 1;
        }
        put(i, entry);
    }

    private void down(int start, Entry entry) {
        int i = start;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && heap[child + 1].key < heap[child].key) {
                child++;
            }
            if (entry.key <= heap[child].key) {
                break;
            }
            put(i, heap[child]);
            i = child;
        }
        put(i, entry);
    }

    private void put(int i, Entry entry) {
        heap[i] = entry;
        entry.index = i;
    }
}

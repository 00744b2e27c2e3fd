package io.godwit.speaker;

import io.godwit.rib.FibFeed;

import java.util.BitSet;

/// Rows that the kernel refused: told again after a while that grows while it goes on refusing, and
/// soon when links or routes changed.
final class FibRetries {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long MOST_NANOS = 60_000_000_000L;

    private final FibFeed feed;
    private final BitSet v4 = new BitSet();
    private final BitSet v6 = new BitSet();
    private long waitNanos = FIRST_NANOS;
    private long deadlineNanos = Deadlines.NEVER;

    FibRetries(FibFeed feed) {
        this.feed = feed;
    }

    void add(boolean ofV6, int row, long nowNanos) {
        (ofV6 ? v6 : v4).set(row);
        arm(nowNanos);
    }

    /// Something is to be tried again, whatever it is.
    void arm(long nowNanos) {
        if (deadlineNanos == Deadlines.NEVER) {
            deadlineNanos = nowNanos + waitNanos;
        }
    }

    /// What it refused it may take now.
    void soon(long nowNanos) {
        waitNanos = FIRST_NANOS;
        if (deadlineNanos != Deadlines.NEVER) {
            deadlineNanos = Math.min(deadlineNanos, nowNanos + waitNanos);
        }
    }

    /// Whether the time has come to try again.
    boolean run(long nowNanos) {
        if (nowNanos < deadlineNanos) {
            return false;
        }
        v4.stream().forEach(row -> feed.again(false, row));
        v6.stream().forEach(row -> feed.again(true, row));
        v4.clear();
        v6.clear();
        deadlineNanos = Deadlines.NEVER;
        waitNanos = Math.min(MOST_NANOS, 2 * waitNanos);
        return true;
    }

    /// Rows that wait.
    int size() {
        return v4.cardinality() + v6.cardinality();
    }

    long deadlineNanos() {
        return deadlineNanos;
    }
}

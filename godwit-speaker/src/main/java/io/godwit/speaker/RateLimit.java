package io.godwit.speaker;

/// Lets a burst of events through, then one an interval, and counts what it held back.
final class RateLimit {
    private final int burst;
    private final long intervalNanos;
    private long tokens;
    private long filledNanos = -1;
    private long suppressed;

    RateLimit(int burst, long intervalNanos) {
        this.burst = burst;
        this.intervalNanos = intervalNanos;
        this.tokens = burst;
    }

    /// Whether this event may pass; counted when not.
    boolean passes(long nowNanos) {
        if (filledNanos < 0) {
            filledNanos = nowNanos;
        }
        long more = (nowNanos - filledNanos) / intervalNanos;
        if (more > 0) {
            tokens = Math.min(burst, tokens + more);
            filledNanos += more * intervalNanos;
        }
        if (tokens > 0) {
            tokens--;
            return true;
        }
        suppressed++;
        return false;
    }

    /// How many were held back since the last call.
    long takeSuppressed() {
        long count = suppressed;
        suppressed = 0;
        return count;
    }
}

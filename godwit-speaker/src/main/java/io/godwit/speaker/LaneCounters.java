package io.godwit.speaker;

/// Where the lane's time goes.
public final class LaneCounters {
    /// The phases of a turn, in order.
    public enum Phase {
        /// Reading, framing, sessions, Adj-RIB-In.
        INPUT,
        /// Decision and packing.
        DECIDE,
        /// Routes for the kernel.
        KERNEL,
        /// Writing to sockets.
        EXPORT,
        /// Answers to operators.
        QUERIES,
        /// Timers.
        HOUSEKEEPING
    }

    private final long[] nanos = new long[Phase.values().length];
    private final long[] longestNanos = new long[Phase.values().length];
    private long turns;
    private long longestTurnNanos;

    LaneCounters() {}

    long took(Phase phase, long fromNanos, long toNanos) {
        int at = phase.ordinal();
        nanos[at] += toNanos - fromNanos;
        longestNanos[at] = Math.max(longestNanos[at], toNanos - fromNanos);
        return toNanos;
    }

    void turn(long fromNanos, long toNanos) {
        turns++;
        longestTurnNanos = Math.max(longestTurnNanos, toNanos - fromNanos);
    }

    /// Time spent in one phase.
    ///
    /// @param phase which
    /// @return microseconds since the start
    public long micros(Phase phase) {
        return nanos[phase.ordinal()] / 1000;
    }

    /// The longest time a phase took in one turn.
    ///
    /// @param phase which
    /// @return microseconds
    public long longestMicros(Phase phase) {
        return longestNanos[phase.ordinal()] / 1000;
    }

    /// Turns so far.
    ///
    /// @return how many
    public long turns() {
        return turns;
    }

    /// The longest turn.
    ///
    /// @return microseconds
    public long longestTurnMicros() {
        return longestTurnNanos / 1000;
    }
}

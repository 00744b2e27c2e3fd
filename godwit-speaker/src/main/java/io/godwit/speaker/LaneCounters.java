package io.godwit.speaker;

/// Where the lane's time goes.
public final class LaneCounters {
    /// The phases of a turn, in order.
    public enum Phase {
        /// Reading, framing, sessions, Adj-RIB-In.
        INPUT,
        /// Decision and packing.
        DECIDE,
        /// Writing to sockets.
        EXPORT,
        /// Answers to operators.
        QUERIES,
        /// Timers.
        HOUSEKEEPING
    }

    private final long[] nanos = new long[Phase.values().length];
    private long turns;
    private long longestTurnNanos;

    LaneCounters() {}

    long took(Phase phase, long fromNanos, long toNanos) {
        nanos[phase.ordinal()] += toNanos - fromNanos;
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

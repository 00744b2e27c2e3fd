package io.godwit.speaker;

import io.godwit.wire.Family;

/// How long the routes of one family of a lost neighbor stay beyond its restart time (RFC 9494
/// §4.2). The timer begins with the long-lived period and runs on when the neighbor is back, until
/// its End-of-RIB; who is lost again before that does not begin anew.
final class LongStay {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Family family;
    private final int seconds;
    private long untilNanos;

    /// @param seconds what the neighbor asked for, as far as the configuration lets it
    /// @param untilNanos when it ends, if it has begun; else [Deadlines#NEVER]
    LongStay(Family family, int seconds, long untilNanos) {
        this.family = family;
        this.seconds = seconds;
        this.untilNanos = untilNanos;
    }

    Family family() {
        return family;
    }

    int seconds() {
        return seconds;
    }

    void begin(long now) {
        if (!hasBegun()) {
            untilNanos = now + seconds * SECOND_NANOS;
        }
    }

    boolean hasBegun() {
        return untilNanos != Deadlines.NEVER;
    }

    long untilNanos() {
        return untilNanos;
    }
}

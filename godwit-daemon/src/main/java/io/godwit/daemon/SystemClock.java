package io.godwit.daemon;

import io.godwit.speaker.Clock;

import java.time.Instant;

/// The machine's clocks.
final class SystemClock implements Clock {
    /// One second of head start, so that "a while ago" is never negative.
    private final long originNanos = System.nanoTime() - 1_000_000_000L;

    @Override
    public long nanos() {
        return System.nanoTime() - originNanos;
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }
}

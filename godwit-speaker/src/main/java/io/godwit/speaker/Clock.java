package io.godwit.speaker;

import java.time.Instant;

/// Port: time.
public interface Clock {
    /// Monotonic time.
    ///
    /// @return nanoseconds since some moment before the speaker was made: never negative, never
    ///   decreasing
    long nanos();

    /// The wall clock, for what people read. Nothing is decided by it.
    ///
    /// @return the time of day
    Instant wall();
}

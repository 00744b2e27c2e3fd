package io.godwit.config.rpki;

/// What came of reading a file.
public sealed interface RpkiReading<T> {
    /// All of it could be read.
    record Ok<T>(T value) implements RpkiReading<T> {}

    /// Something could not; nothing of it counts.
    record Bad<T>(Problem problem) implements RpkiReading<T> {}

    /// What was found, and where.
    ///
    /// @param offset from 0
    record Problem(String what, int offset) {}
}

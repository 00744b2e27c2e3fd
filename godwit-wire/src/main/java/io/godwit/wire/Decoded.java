package io.godwit.wire;

/// A message that was read, or the NOTIFICATION its sender deserves.
public sealed interface Decoded<T> {
    /// It was well-formed.
    record Ok<T>(T value) implements Decoded<T> {}

    /// It was not: what to send back, and why in words for the log.
    record Bad<T>(Notification notification, String why) implements Decoded<T> {}
}

package io.godwit.cli.control;

/// Takes an answer as it streams in: a head at most once, then rows. The octets are JSON in UTF-8,
/// valid during the call.
public interface Receiver {
    /// The facts about the whole answer.
    default void head(byte[] json, int off, int len) {}

    /// One row.
    default void row(byte[] json, int off, int len) {}
}

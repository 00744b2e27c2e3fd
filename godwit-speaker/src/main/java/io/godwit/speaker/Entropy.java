package io.godwit.speaker;

/// Port: randomness (hash seeds, jitter).
public interface Entropy {
    /// One random number.
    ///
    /// @return all values are equally likely
    int nextInt();
}

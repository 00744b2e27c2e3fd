package io.godwit.session;

/// The pause in Idle before the session starts again by itself (RFC 4271 §8.1.1, IdleHoldTime). It
/// doubles with every error in a row.
///
/// @param firstSeconds the first pause, 0 to 3600; 0 = none at all, DampPeerOscillations is off
/// @param mostSeconds what it doubles up to, at least `firstSeconds`
public record IdleHold(int firstSeconds, int mostSeconds) {
    /// Short: a neighbor that repaired its fault is not kept waiting.
    public static final IdleHold STANDARD = new IdleHold(1, 4);

    private static final int MOST_SECONDS = 3600;

    /// Checks the ranges.
    public IdleHold {
        if (firstSeconds < 0 || mostSeconds < firstSeconds || mostSeconds > MOST_SECONDS) {
            throw new IllegalArgumentException("idle hold out of range");
        }
    }

    /// DampPeerOscillations.
    public boolean damps() {
        return firstSeconds > 0;
    }
}

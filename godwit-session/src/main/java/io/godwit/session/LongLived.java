package io.godwit.session;

/// What the operator wants of long-lived graceful restart with a neighbor (RFC 9494).
///
/// @param mode our part in it
/// @param staleSeconds how long the neighbor shall keep our routes beyond the restart time, the
///   Long-Lived Stale Time that we say, 1 to 16777215
/// @param mostSeconds how long we keep its routes beyond the restart time, whatever it asks for, 1
///   to 16777215
/// @param partial whether it is told such routes though it does not know them, as an internal
///   neighbor (§4.6)
public record LongLived(Graceful.Mode mode, int staleSeconds, int mostSeconds, boolean partial) {
    /// The longest time that the capability can say.
    public static final int MAX_SECONDS = 0xFF_FFFF;

    /// No part in it.
    public static final LongLived NO = new LongLived(Graceful.Mode.NO, 3600, MAX_SECONDS, false);

    /// Checks the ranges.
    public LongLived {
        check(staleSeconds);
        check(mostSeconds);
    }

    private static void check(int seconds) {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("long-lived stale time " + seconds);
        }
    }
}

package io.godwit.session;

/// What the operator decided about one neighbor, as far as its session needs it. The OPEN and every
/// capability in it derive from this record alone.
///
/// @param localAs our AS number, 1 to 4294967295
/// @param routerId our BGP Identifier, not zero (RFC 6286)
/// @param neighborAs the AS number the neighbor must have, 1 to 4294967295
/// @param passive never connect, only accept (RFC 4271 §8.1.1, PassiveTcpEstablishment)
/// @param timers hold time, keepalives, attempts to connect
/// @param idleHoldSeconds the first pause in Idle after an error, 0 to 3600
/// @param idleHoldMaxSeconds what the pause doubles up to, at least `idleHoldSeconds`
/// @param offers what our OPEN offers
/// @param restart what it says of our own restart
public record SessionSettings(
        long localAs,
        int routerId,
        long neighborAs,
        boolean passive,
        Timers timers,
        int idleHoldSeconds,
        int idleHoldMaxSeconds,
        Offers offers,
        Restart restart) {

    /// The first pause in Idle after an error.
    public static final int DEFAULT_IDLE_HOLD_SECONDS = 1;

    /// The longest pause in Idle: a neighbor that repaired its fault is not kept waiting.
    public static final int DEFAULT_IDLE_HOLD_MAX_SECONDS = 4;

    private static final long MAX_AS = 0xFFFF_FFFFL;

    public SessionSettings {
        check(localAs >= 1 && localAs <= MAX_AS, "local AS");
        check(neighborAs >= 1 && neighborAs <= MAX_AS, "neighbor AS");
        check(routerId != 0, "router id");
        check(idleHoldSeconds >= 0 && idleHoldSeconds <= idleHoldMaxSeconds, "idle hold");
        check(idleHoldMaxSeconds <= 3600, "idle hold");
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException(what + " out of range");
        }
    }

    /// Whether neighbor and we are in different Autonomous Systems.
    public boolean ebgp() {
        return localAs != neighborAs;
    }
}

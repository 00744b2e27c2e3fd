package io.godwit.session;

import io.godwit.wire.Family;

import java.util.List;

/// What the operator decided about one neighbor, as far as its session needs it. The OPEN and every
/// capability in it derive from this record alone.
///
/// @param localAs our AS number, 1 to 4294967295
/// @param routerId our BGP Identifier, not zero (RFC 6286)
/// @param neighborAs the AS number the neighbor must have, 1 to 4294967295
/// @param passive never connect, only accept (RFC 4271 §8.1.1, PassiveTcpEstablishment)
/// @param holdTimeSeconds the hold time we propose: 0 (no keepalives) or 3 to 65535
/// @param keepaliveSeconds the longest time between our KEEPALIVEs; 0 means a third of the
///   negotiated hold time, which is the upper limit in any case
/// @param connectRetrySeconds how long a connection attempt may take, and the longest pause between
///   attempts, 1 to 65535
/// @param idleHoldSeconds the first pause in Idle after an error, 0 to 3600
/// @param idleHoldMaxSeconds what the pause doubles up to, at least `idleHoldSeconds`
/// @param families what routes we want to exchange, at least one, no repeats
/// @param extendedMessage offer messages of up to 65535 octets (RFC 8654)
public record SessionSettings(
        long localAs,
        int routerId,
        long neighborAs,
        boolean passive,
        int holdTimeSeconds,
        int keepaliveSeconds,
        int connectRetrySeconds,
        int idleHoldSeconds,
        int idleHoldMaxSeconds,
        List<Family> families,
        boolean extendedMessage) {

    /// The hold time of RFC 4271 §10.
    public static final int DEFAULT_HOLD_SECONDS = 90;

    /// The ConnectRetryTime of RFC 4271 §10.
    public static final int DEFAULT_CONNECT_RETRY_SECONDS = 120;

    /// The first pause in Idle after an error.
    public static final int DEFAULT_IDLE_HOLD_SECONDS = 1;

    /// The longest pause in Idle: a neighbor that repaired its fault is not kept waiting.
    public static final int DEFAULT_IDLE_HOLD_MAX_SECONDS = 4;

    private static final long MAX_AS = 0xFFFF_FFFFL;
    private static final int MAX_SECONDS = 65535;

    public SessionSettings {
        families = List.copyOf(families);
        check(localAs >= 1 && localAs <= MAX_AS, "local AS");
        check(neighborAs >= 1 && neighborAs <= MAX_AS, "neighbor AS");
        check(routerId != 0, "router id");
        check(holdTimeSeconds == 0 || holdTimeSeconds >= 3, "hold time");
        check(holdTimeSeconds <= MAX_SECONDS, "hold time");
        check(keepaliveSeconds >= 0 && keepaliveSeconds <= MAX_SECONDS, "keepalive time");
        check(connectRetrySeconds >= 1 && connectRetrySeconds <= MAX_SECONDS, "connect retry");
        check(idleHoldSeconds >= 0 && idleHoldSeconds <= idleHoldMaxSeconds, "idle hold");
        check(idleHoldMaxSeconds <= 3600, "idle hold");
        check(!families.isEmpty(), "families");
        check(families.stream().distinct().count() == families.size(), "families");
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

package io.godwit.session;

/// The times of a session that the operator decides (RFC 4271 §10).
///
/// @param holdTimeSeconds the hold time we propose: 0 (no keepalives) or 3 to 65535 (RFC 4271 §4.2)
/// @param keepaliveSeconds the longest time between our KEEPALIVEs, to 65535; 0 means a third of
///   the negotiated hold time, which is the upper limit in any case
/// @param connectRetrySeconds how long a connection attempt may take, and the longest pause between
///   attempts, 1 to 65535
public record Timers(int holdTimeSeconds, int keepaliveSeconds, int connectRetrySeconds) {
    private static final int MAX_SECONDS = 65535;

    /// Checks the ranges.
    public Timers {
        check(holdTimeSeconds == 0 || holdTimeSeconds >= 3, "hold time");
        check(holdTimeSeconds <= MAX_SECONDS, "hold time");
        check(keepaliveSeconds >= 0 && keepaliveSeconds <= MAX_SECONDS, "keepalive time");
        check(connectRetrySeconds >= 1 && connectRetrySeconds <= MAX_SECONDS, "connect retry");
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException(what + " out of range");
        }
    }
}

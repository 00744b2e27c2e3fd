package io.godwit.session;

/// The times of a session that the operator decides (RFC 4271 §10).
///
/// @param holdTimeSeconds the hold time we propose: 0 (no keepalives) or 3 to 65535 (RFC 4271 §4.2)
/// @param keepaliveSeconds the longest time between our KEEPALIVEs, to 65535; 0 means a third of
///   the negotiated hold time, which is the upper limit in any case
/// @param connectRetrySeconds how long a connection attempt may take, and the longest pause between
///   attempts, 1 to 65535
/// @param sendHoldSeconds SendHoldTime (RFC 9687 §4.1), longer than the hold time; 0 = never, -1 =
///   what RFC 9687 §6 suggests
/// @param minHoldSeconds the least hold time taken from the neighbor, 0 to 65535; none at all (0)
///   is taken in any case
public record Timers(
        int holdTimeSeconds,
        int keepaliveSeconds,
        int connectRetrySeconds,
        int sendHoldSeconds,
        int minHoldSeconds) {
    /// SendHoldTime as RFC 9687 §6 suggests: 8 minutes or twice the negotiated hold time.
    public static final int SUGGESTED_SEND_HOLD = -1;

    private static final int LEAST_SEND_HOLD_SECONDS = 480;
    private static final int MAX_SECONDS = 65535;

    /// Checks the ranges.
    public Timers {
        check(holdTimeSeconds == 0 || holdTimeSeconds >= 3, "hold time");
        check(holdTimeSeconds <= MAX_SECONDS, "hold time");
        check(keepaliveSeconds >= 0 && keepaliveSeconds <= MAX_SECONDS, "keepalive time");
        check(connectRetrySeconds >= 1 && connectRetrySeconds <= MAX_SECONDS, "connect retry");
        // RFC 9687 §4.4
        check(sendHoldSeconds <= 0 || sendHoldSeconds > holdTimeSeconds, "send hold time");
        check(sendHoldSeconds >= SUGGESTED_SEND_HOLD, "send hold time");
        check(minHoldSeconds >= 0 && minHoldSeconds <= MAX_SECONDS, "least hold time");
    }

    /// The rest as the RFCs suggest.
    public Timers(int holdTimeSeconds, int keepaliveSeconds, int connectRetrySeconds) {
        this(holdTimeSeconds, keepaliveSeconds, connectRetrySeconds, SUGGESTED_SEND_HOLD, 0);
    }

    /// The SendHoldTime of a session with this hold time, 0 when the timer does not run (RFC 9687
    /// §4.3, §6).
    int sendHoldFor(int negotiatedHoldSeconds) {
        if (negotiatedHoldSeconds == 0) {
            return 0;
        }
        return sendHoldSeconds == SUGGESTED_SEND_HOLD
                ? Math.max(LEAST_SEND_HOLD_SECONDS, 2 * negotiatedHoldSeconds)
                : sendHoldSeconds;
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException(what + " out of range");
        }
    }
}

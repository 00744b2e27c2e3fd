package io.godwit.session;

/// What the operator wants of graceful restart with a neighbor (RFC 4724, RFC 8538, RFC 9494).
///
/// @param mode our part in it
/// @param restartSeconds how long the neighbor shall wait for us to come back, 1 to 4095
/// @param staleSeconds how long we keep its routes after it was lost, at most, 1 to 65535
/// @param deferralSeconds how long its End-of-RIB is waited for after our own restart, 1 to 65535
/// @param notification whether a session that ends with a NOTIFICATION, or because nothing was
///   heard for the hold time, is lost like any other (RFC 8538): the N bit
/// @param longLived what follows when it does not come back
public record Graceful(
        Mode mode,
        int restartSeconds,
        int staleSeconds,
        int deferralSeconds,
        boolean notification,
        LongLived longLived) {
    /// What holds unless it is said: the routes of a neighbor that asks for it are kept; no longer
    /// than RFC 8538 §4.1 suggests.
    public static final Graceful STANDARD = new Graceful(Mode.HELPER, 120, 180, 180);

    private static final int MAX_RESTART_SECONDS = 4095;
    private static final int MAX_SECONDS = 65535;

    /// Our part.
    public enum Mode {
        /// None: the capability is not offered.
        NO("no"),
        /// The Receiving Speaker (§4.2): we keep its routes while it restarts.
        HELPER("helper"),
        /// Also the Restarting Speaker (§4.1): it is asked to keep ours.
        YES("yes");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        /// As the configuration says it.
        public String word() {
            return word;
        }
    }

    /// Checks the ranges.
    public Graceful {
        check(restartSeconds >= 1 && restartSeconds <= MAX_RESTART_SECONDS, "restart time");
        check(staleSeconds >= 1 && staleSeconds <= MAX_SECONDS, "stale time");
        check(deferralSeconds >= 1 && deferralSeconds <= MAX_SECONDS, "deferral time");
    }

    /// The same without a word about NOTIFICATIONs and about long-lived restarts.
    public Graceful(Mode mode, int restartSeconds, int staleSeconds, int deferralSeconds) {
        this(mode, restartSeconds, staleSeconds, deferralSeconds, true, LongLived.NO);
    }

    /// How long we wait, after our own restart, for a neighbor that is not back: not longer than it
    /// would keep our routes.
    public int absentSeconds() {
        return Math.min(deferralSeconds, restartSeconds);
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException(what + " out of range");
        }
    }
}

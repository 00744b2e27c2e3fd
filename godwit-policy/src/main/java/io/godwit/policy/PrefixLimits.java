package io.godwit.policy;

/// How many prefixes of a family a neighbor may tell, and may be told. With ADD-PATH each path of a
/// prefix counts. 0 = any number.
///
/// @param ipv4 of IPv4 unicast that it may tell
/// @param ipv6 the same for IPv6 unicast
/// @param warnPercent of the limit that is worth a line in the log, 1 to 100
/// @param acceptedOnly whether those that import rejects do not count
/// @param excess what one more than allowed brings
/// @param restartSeconds with [Excess#RESTART]: when the session is tried again
/// @param out of each family that it may be told
public record PrefixLimits(
        int ipv4,
        int ipv6,
        int warnPercent,
        boolean acceptedOnly,
        Excess excess,
        int restartSeconds,
        int out) {
    /// What a log line is worth without a word.
    public static final int WARN_PERCENT = 75;

    /// As many as there are.
    public static final PrefixLimits NONE =
            new PrefixLimits(0, 0, WARN_PERCENT, false, Excess.SHUTDOWN, 0, 0);

    /// What one more than allowed brings (RFC 4271 §6.7: the session ends, or they are discarded).
    public enum Excess {
        /// A line in the log.
        WARN,
        /// New ones are not taken.
        DISCARD,
        /// The session ends, until an operator starts it.
        SHUTDOWN,
        /// The session ends, and starts again by itself after a while.
        RESTART;

        /// Whether the session ends.
        public boolean ends() {
            return this == SHUTDOWN || this == RESTART;
        }
    }

    /// What it may tell of a family.
    public int in(boolean v6) {
        return v6 ? ipv6 : ipv4;
    }

    /// The pause after a session that ended at a limit; -1 = until an operator starts it.
    public int pauseSeconds() {
        return excess == Excess.RESTART ? restartSeconds : -1;
    }

    /// What it may tell, as people write it; empty without limits.
    public String text() {
        if (ipv4 == 0 && ipv6 == 0) {
            return "";
        }
        String numbers = ipv4 == ipv6 ? "" + ipv4 : ipv4 + ", ipv6 " + ipv6;
        String then =
                switch (excess) {
                    case WARN -> "warn";
                    case DISCARD -> "discard";
                    case SHUTDOWN -> "shutdown";
                    case RESTART -> "restart " + restartSeconds + "s";
                };
        return numbers
                + (acceptedOnly ? " accepted" : "")
                + ", warn at "
                + warnPercent
                + "%, "
                + then;
    }
}

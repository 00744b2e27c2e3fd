package io.godwit.session;

import io.godwit.wire.Open;

/// What the operator decided about one neighbor, as far as its session needs it. The OPEN and every
/// capability in it derive from this record alone.
///
/// @param localAs our AS number, 1 to 4294967295
/// @param otherAs another AS number of ours, for a neighbor that refuses the first one (RFC 7705
///   §3.3, §4.2); 0 = there is none
/// @param routerId our BGP Identifier, not zero (RFC 6286 §2.1)
/// @param neighborAs the AS number the neighbor must have, 1 to 4294967295; 0 = any but ours
/// @param fsm the options of the state machine
/// @param timers hold time, keepalives, attempts to connect
/// @param offers what our OPEN offers
/// @param restart what it says of our own restart
/// @param limitPauseSeconds the pause in Idle after a session that ended at a limit of prefixes
///   (Cease/1); -1 = until a manual start
/// @param inside whether the neighbor is of our AS or confederation
public record SessionSettings(
        long localAs,
        long otherAs,
        int routerId,
        long neighborAs,
        FsmOptions fsm,
        Timers timers,
        Offers offers,
        Restart restart,
        int limitPauseSeconds,
        boolean inside) {

    private static final long MAX_AS = 0xFFFF_FFFFL;

    /// With one AS number, without a start by itself after a limit of prefixes, and without a
    /// confederation.
    public SessionSettings(
            long localAs,
            int routerId,
            long neighborAs,
            FsmOptions fsm,
            Timers timers,
            Offers offers,
            Restart restart) {
        this(
                localAs,
                0,
                routerId,
                neighborAs,
                fsm,
                timers,
                offers,
                restart,
                -1,
                localAs == neighborAs);
    }

    public SessionSettings {
        check(localAs >= 1 && localAs <= MAX_AS, "local AS");
        check(otherAs >= 0 && otherAs <= MAX_AS, "other local AS");
        check(neighborAs >= 0 && neighborAs <= MAX_AS, "neighbor AS");
        check(routerId != 0, "router id");
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException(what + " out of range");
        }
    }

    /// Whether neighbor and we are in different Autonomous Systems, by either number of ours (RFC
    /// 7705 §4.2).
    public boolean ebgp() {
        return neighborAs == 0 || localAs != neighborAs && otherAs != neighborAs;
    }

    /// Whether the neighbor may say an AS number. One of our own AS may have that before a merger
    /// or that behind it, as we have (RFC 7705 §4.2).
    ///
    /// Who may say any but ours cannot say AS_TRANS, which nobody has (RFC 6793 §9).
    boolean expects(long as) {
        if (neighborAs == 0) {
            return as != localAs && as != otherAs && as != Open.AS_TRANS;
        }
        return as == neighborAs || !ebgp() && (as == localAs || as == otherAs);
    }

    /// The same for an OPEN that says the other number.
    SessionSettings withOtherAs() {
        return new SessionSettings(
                otherAs,
                localAs,
                routerId,
                neighborAs,
                fsm,
                timers,
                offers,
                restart,
                limitPauseSeconds,
                inside);
    }
}

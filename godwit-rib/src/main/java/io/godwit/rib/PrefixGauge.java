package io.godwit.rib;

import io.godwit.policy.PrefixLimits;
import io.godwit.policy.PrefixLimits.Excess;
import io.godwit.wire.Family;

import java.util.Arrays;
import java.util.Optional;

/// Watches how many prefixes a peer has here, against what it may tell (RFC 4271 §6.7).
final class PrefixGauge {
    private static final int PERCENT = 100;
    private static final int FINE = 0;
    private static final int NEAR = 1;
    private static final int OVER = 2;

    private final Peer peer;
    private PrefixLimits limits = PrefixLimits.NONE;
    private LimitListener told = (_, _, _, _) -> {};
    private final int[] levels = new int[2];
    private final long[] left = new long[2];

    PrefixGauge(Peer peer) {
        this.peer = peer;
    }

    void limit(PrefixLimits now, LimitListener listener) {
        limits = now;
        told = listener;
        Arrays.fill(levels, FINE);
    }

    PrefixLimits limits() {
        return limits;
    }

    /// A session begins.
    void begin() {
        Arrays.fill(levels, FINE);
        Arrays.fill(left, 0);
    }

    /// Whether what is new beyond the limit is not taken; then all that is here counts.
    boolean discards(boolean v6) {
        return limits.excess() == Excess.DISCARD && limits.in(v6) > 0;
    }

    /// How many new ones are taken still.
    long room(boolean v6) {
        return limits.in(v6) - peer.received(v6);
    }

    /// One is not taken.
    void leftOut(boolean v6) {
        left[v6 ? 1 : 0]++;
    }

    /// How many were not taken, as often as they came, since all that may be here was asked for.
    long left(boolean v6) {
        return left[v6 ? 1 : 0];
    }

    /// Whether what was not taken may be taken now; it is asked for again, so the count begins
    /// anew.
    boolean opens(boolean v6) {
        boolean opens = left(v6) > 0 && (!discards(v6) || room(v6) > 0);
        if (opens) {
            left[v6 ? 1 : 0] = 0;
        }
        return opens;
    }

    /// Looks at the counts after a change.
    ///
    /// @return the family of which there is more than the session survives
    Optional<Family> look() {
        return look(Family.IPV4_UNICAST, false).or(() -> look(Family.IPV6_UNICAST, true));
    }

    private Optional<Family> look(Family family, boolean v6) {
        int limit = limits.in(v6);
        if (limit == 0) {
            return Optional.empty();
        }
        long count = count(v6);
        int level = level(count, limit, left(v6));
        if (level == OVER && limits.excess().ends()) {
            return Optional.of(family);
        }
        int at = v6 ? 1 : 0;
        if (level > levels[at]) {
            told.near(family, count, limit, level == OVER);
        }
        levels[at] = level;
        return Optional.empty();
    }

    private int level(long count, int limit, long leftOut) {
        if (count > limit || leftOut > 0) {
            return OVER;
        }
        return count * PERCENT >= (long) limit * limits.warnPercent() ? NEAR : FINE;
    }

    private long count(boolean v6) {
        return limits.acceptedOnly() && !discards(v6) ? peer.accepted(v6) : peer.received(v6);
    }

    /// What there is too much of, in words.
    String excess(Family family) {
        boolean v6 = family.equals(Family.IPV6_UNICAST);
        return "%d %sprefixes of %s, and the limit is %d"
                .formatted(
                        count(v6),
                        limits.acceptedOnly() ? "accepted " : "",
                        family.name(),
                        limits.in(v6));
    }
}

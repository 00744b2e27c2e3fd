package io.godwit.session;

import io.godwit.wire.Family;

import java.util.List;

/// What we offer a neighbor in our OPEN; every capability in it derives from this record.
///
/// @param families what routes we want to exchange, at least one, no repeats, in the order of the
///   OPEN
/// @param extendedMessage offer messages of up to 65535 octets (RFC 8654 §3, §4)
/// @param extendedNextHop offer IPv6 next hops of IPv4 routes (RFC 8950)
/// @param addPath offer to exchange several paths of a prefix (RFC 7911)
/// @param refresh how routes are asked for again, and which
/// @param role what our AS is to the neighbor's (RFC 9234)
/// @param graceful our part in a graceful restart (RFC 4724)
public record Offers(
        List<Family> families,
        boolean extendedMessage,
        boolean extendedNextHop,
        AddPathOffer addPath,
        RefreshTerms refresh,
        RoleTerms role,
        Graceful graceful) {
    /// Checks the families.
    public Offers {
        families = List.copyOf(families);
        if (families.isEmpty() || families.stream().distinct().count() != families.size()) {
            throw new IllegalArgumentException("families " + families);
        }
    }

    /// These families, and all that nobody needs to ask for.
    public static Offers of(List<Family> families) {
        return new Offers(
                families,
                true,
                false,
                AddPathOffer.NO,
                RefreshTerms.STANDARD,
                RoleTerms.NONE,
                Graceful.STANDARD);
    }

    /// The same but for graceful restart.
    public Offers with(Graceful other) {
        return new Offers(
                families, extendedMessage, extendedNextHop, addPath, refresh, role, other);
    }
}

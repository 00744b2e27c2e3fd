package io.godwit.session;

import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Open;
import io.godwit.wire.cap.AddPath;
import io.godwit.wire.cap.GracefulRestart;

import java.util.List;
import java.util.Optional;

/// What both OPENs agree on. Lasts as long as the connection.
///
/// @param neighborAs the neighbor's AS number, four octets wide
/// @param neighborId the neighbor's BGP Identifier
/// @param holdTimeSeconds the smaller of both proposals, 0 for none (RFC 4271 §4.2)
/// @param keepaliveSeconds the KeepaliveTime before jitter, 0 when the hold time is 0
/// @param families the families both sides offer, in our order
/// @param asn4 AS numbers have four octets in UPDATEs (RFC 6793)
/// @param extendedMessage both sides offer messages of up to 65535 octets (RFC 8654)
/// @param extendedNextHop both sides offer IPv6 next hops of IPv4 routes (RFC 8950)
/// @param routeRefresh both sides offer ROUTE-REFRESH (RFC 2918)
/// @param enhancedRouteRefresh both sides offer its marked form (RFC 7313)
/// @param endOfRib the neighbor says it will send End-of-RIB (RFC 4724 §3)
/// @param ours the OPEN we sent
/// @param theirs the OPEN we received
public record Negotiated(
        long neighborAs,
        int neighborId,
        int holdTimeSeconds,
        int keepaliveSeconds,
        List<Family> families,
        boolean asn4,
        boolean extendedMessage,
        boolean extendedNextHop,
        boolean routeRefresh,
        boolean enhancedRouteRefresh,
        boolean endOfRib,
        Open ours,
        Open theirs) {

    public Negotiated {
        families = List.copyOf(families);
    }

    /// Whether the neighbor is in another Autonomous System.
    public boolean ebgp() {
        return ours.as() != neighborAs;
    }

    /// How to read the neighbor's messages.
    public Context receiveContext() {
        return Negotiation.context(this, Negotiation.offersExtendedMessage(ours), addPathReceive());
    }

    /// How to write messages for the neighbor.
    public Context sendContext() {
        return Negotiation.context(this, extendedMessage, List.of());
    }

    /// Families of which the neighbor may send several paths of a prefix: we can receive them, and
    /// it can send them (RFC 7911 §5). An entry with a value that is none says neither (§4).
    public List<Family> addPathReceive() {
        return ours.all(AddPath.class).stream()
                .flatMap(said -> said.families().stream())
                .filter(AddPath.Entry::receives)
                .map(AddPath.Entry::family)
                .filter(this::sendsPathIds)
                .toList();
    }

    private boolean sendsPathIds(Family family) {
        return families.contains(family)
                && theirs.all(AddPath.class).stream()
                        .flatMap(said -> said.families().stream())
                        .anyMatch(entry -> entry.family().equals(family) && entry.sends());
    }

    /// What the neighbor said of graceful restart: all but the last instance is ignored (RFC 4724
    /// §3). Empty unless both sides know it.
    public Optional<GracefulRestart> graceful() {
        List<GracefulRestart> said = theirs.all(GracefulRestart.class);
        return said.isEmpty() || ours.first(GracefulRestart.class).isEmpty()
                ? Optional.empty()
                : Optional.of(said.getLast());
    }

    /// Families whose routes we keep when the neighbor is lost (RFC 4724 §4.2).
    public List<Family> retained() {
        return graceful().stream()
                .flatMap(said -> said.families().stream())
                .map(GracefulRestart.FamilyFlags::family)
                .filter(families::contains)
                .distinct()
                .toList();
    }

    /// Families of which the neighbor says that it forwarded all the time while it restarted.
    public List<Family> forwarded() {
        return graceful().stream()
                .flatMap(said -> said.families().stream())
                .filter(GracefulRestart.FamilyFlags::forwarding)
                .map(GracefulRestart.FamilyFlags::family)
                .filter(families::contains)
                .distinct()
                .toList();
    }
}

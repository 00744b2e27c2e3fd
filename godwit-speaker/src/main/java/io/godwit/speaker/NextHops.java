package io.godwit.speaker;

import io.godwit.rib.NextHopTerms;
import io.godwit.session.Negotiated;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import java.util.Optional;

/// What we tell a neighbor as NEXT_HOP: our end of the session, and for the other version of IP an
/// address of the same interface (RFC 4271 §5.1.3, RFC 2545 §3, RFC 4760 §3).
final class NextHops {
    private static final Address NO_V4 = Address.ofV4(0);
    private static final Address NO_V6 = Address.ofV6(0, 0);

    private NextHops() {}

    /// Of a session that got Established.
    ///
    /// @param local our address of it
    static NextHopTerms terms(
            NeighborSettings neighbor, Address local, Negotiated agreed, Interfaces interfaces) {
        Optional<Prefix> network = interfaces.network(neighbor.address());
        boolean onLink = network.isPresent() || neighbor.address().needsZone();
        Address v6 = v6(local, interfaces);
        return new NextHopTerms(
                neighbor.policies().nextHop(),
                local.isV6() && agreed.extendedNextHop() ? v6 : v4(local, interfaces),
                v6,
                onLink
                        ? interfaces.linkLocalOf(local).orElse(NextHopTerms.NO_LINK_LOCAL)
                        : NextHopTerms.NO_LINK_LOCAL,
                neighbor.oneHopAway() ? network : Optional.empty(),
                onLink ? interfaces.link(local) : "");
    }

    /// 0.0.0.0 when there is none, then no IPv4 routes are advertised.
    private static Address v4(Address local, Interfaces interfaces) {
        return local.isV6() ? interfaces.ipv4Of(local).orElse(NO_V4) : local;
    }

    /// `::` when there is none, then no IPv6 routes are advertised. A link-local address stands
    /// only where the interface has no other.
    private static Address v6(Address local, Interfaces interfaces) {
        if (local.isV6() && !local.isLinkLocal()) {
            return local;
        }
        return interfaces.ipv6Of(local).orElse(local.isV6() ? local : NO_V6);
    }

    /// Which routes a neighbor is told nothing of because we have no next hop for them, and what
    /// helps; empty if there are none.
    static Optional<String> missing(NextHopTerms terms, Negotiated agreed, Address local) {
        if (agreed.families().contains(Family.IPV6_UNICAST) && terms.v6().isUnspecified()) {
            return Optional.of(
                    "no IPv6 route is told: the interface of "
                            + local
                            + " has no global IPv6 address to be the next hop (RFC 2545 §3); give"
                            + " it one, or `set next-hop` by the export policy");
        }
        if (agreed.families().contains(Family.IPV4_UNICAST) && terms.v4().isUnspecified()) {
            return Optional.of(
                    "no IPv4 route is told: the interface of "
                            + local
                            + " has no IPv4 address to be the next hop; give it one, or say"
                            + " `extended-nexthop` on both sides (RFC 8950)");
        }
        return Optional.empty();
    }
}

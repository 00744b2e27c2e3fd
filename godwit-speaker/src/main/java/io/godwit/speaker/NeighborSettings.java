package io.godwit.speaker;

import io.godwit.bfd.BfdSettings;
import io.godwit.policy.Identity;
import io.godwit.policy.LocalAs;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.Role;
import io.godwit.session.Negotiated;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.Shutdown;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.wire.Address;

import java.util.Optional;

/// One configured neighbor.
///
/// @param identity who it is
/// @param transport how a connection with it comes about
/// @param timers of its session
/// @param offers what our OPEN offers it
/// @param policies what happens to its routes and those for it
/// @param shutdown whether it is administratively down from the start
/// @param bfd how its path is watched (RFC 5882); empty = it is not
public record NeighborSettings(
        Identity identity,
        Transport transport,
        Timers timers,
        Offers offers,
        PeerPolicies policies,
        Shutdown shutdown,
        Optional<BfdSettings> bfd) {
    /// Where it is.
    public Address address() {
        return identity.address();
    }

    /// Its AS number, 1..4294967295; 0 = what it says.
    public long as() {
        return identity.as();
    }

    /// Another AS number that we have for it.
    public LocalAs localAs() {
        return policies.rules().localAs();
    }

    /// What it is to us.
    public Role role() {
        return identity.role();
    }

    /// A short name for tables; may be empty.
    public String name() {
        return identity.name();
    }

    /// The same neighbor at another address.
    NeighborSettings at(Address to) {
        return with(identity.at(to));
    }

    /// The same but for who it is.
    public NeighborSettings with(Identity other) {
        return new NeighborSettings(other, transport, timers, offers, policies, shutdown, bfd);
    }

    /// The same but for the timers.
    public NeighborSettings with(Timers other) {
        return new NeighborSettings(identity, transport, other, offers, policies, shutdown, bfd);
    }

    /// The same but for what it is offered.
    public NeighborSettings with(Offers other) {
        return new NeighborSettings(identity, transport, timers, other, policies, shutdown, bfd);
    }

    /// The time to live of what we send to it: 1 towards another AS, the system's default inside
    /// our own, unless it is said. GTSM wants all there is (RFC 5082 §3).
    ///
    /// @return 1..255; 0 = the system's default
    public int ttl() {
        if (transport.protection().securityHops() > 0) {
            return Protection.SENT_TTL;
        }
        return transport.multihopTtl() > 0 ? transport.multihopTtl() : role().ebgp() ? 1 : 0;
    }

    /// Whether it is outside and reached without a router in between: then its next hops have to be
    /// on a link of ours (RFC 4271 §5.1.3). Members of a confederation pass them on (RFC 5065
    /// §5.1).
    public boolean oneHopAway() {
        return role().isOutside() && transport.multihopTtl() == 0;
    }

    /// What its policies can ask of it.
    ///
    /// @param said the AS that it says it is in
    /// @param local our address of the session
    public PeerFacts facts(long localAs, long said, Address local) {
        return PeerFacts.of(identity.said(said), policies, localAs, Optional.of(local));
    }

    /// The same in a session: there each side said who it is, we perhaps one of two AS numbers (RFC
    /// 7705 §3.3).
    ///
    /// @param agreed in the session that is, or was the last
    public PeerFacts facts(long localAs, Address local, Optional<Negotiated> agreed) {
        long said = agreed.map(Negotiated::neighborAs).orElse(as());
        PeerFacts facts = facts(localAs, said, local);
        return agreed.map(n -> facts.in(n.ours().as())).orElse(facts);
    }

    /// The same neighbor before or after a maintenance (RFC 8326 §4).
    NeighborSettings inMaintenance(boolean on) {
        return new NeighborSettings(
                identity, transport, timers, offers, policies.inMaintenance(on), shutdown, bfd);
    }
}

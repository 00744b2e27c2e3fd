package io.godwit.policy;

import io.godwit.wire.Address;

import java.util.Optional;

/// What a policy can ask of the neighbor that it runs for.
///
/// @param address of the neighbor
/// @param as of the neighbor, 1 to 4294967295
/// @param name may be empty
/// @param group may be empty
/// @param role what it is to us
/// @param localAs our AS; in a confederation that of the confederation, by which others know us
/// @param localAddress our address of the session, when it is known
/// @param irrPrefixes `irr-prefixes`
/// @param irrOrigins `irr-origins`
/// @param relation what the neighbor is in business, for ASPA
/// @param rules the rules of the protocol for its routes
public record PeerFacts(
        Address address,
        long as,
        String name,
        String group,
        Role role,
        long localAs,
        Optional<Address> localAddress,
        PrefixSet irrPrefixes,
        AsSet irrOrigins,
        Relation relation,
        PeerRules rules) {
    private static final Address NOWHERE = Address.ofV4(0);

    /// A neighbor without sets of its own.
    public static PeerFacts of(Address address, long as, Role role, long localAs) {
        return new PeerFacts(
                address,
                as,
                "",
                "",
                role,
                localAs,
                Optional.empty(),
                PrefixSet.EMPTY,
                AsSet.EMPTY,
                Relation.UNSTATED,
                PeerRules.NONE);
    }

    /// A neighbor of the configuration.
    ///
    /// @param localAddress our address of the session, when it is known
    public static PeerFacts of(
            Identity identity,
            PeerPolicies policies,
            long localAs,
            Optional<Address> localAddress) {
        return new PeerFacts(
                identity.address(),
                identity.as(),
                identity.name(),
                identity.group(),
                identity.role(),
                localAs,
                localAddress,
                policies.irrPrefixes(),
                policies.irrOrigins(),
                identity.relation(),
                policies.rules());
    }

    /// What holds in a session in which our OPEN said an AS number (RFC 7705 §3.3).
    public PeerFacts in(long said) {
        return new PeerFacts(
                address,
                as,
                name,
                group,
                role,
                localAs,
                localAddress,
                irrPrefixes,
                irrOrigins,
                relation,
                rules.in(said));
    }

    /// Where our own routes come from.
    public static PeerFacts ourselves(long localAs) {
        return of(NOWHERE, localAs, Role.INTERNAL, localAs);
    }

    /// Whether these are facts of ourselves.
    public boolean isOurselves() {
        return address.isUnspecified();
    }
}

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
/// @param localAs our AS
/// @param localAddress our address of the session, when it is known
/// @param irrPrefixes `irr-prefixes`
/// @param irrOrigins `irr-origins`
/// @param relation what the neighbor is in business, for ASPA
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
        Relation relation) {}

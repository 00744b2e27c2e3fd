package io.godwit.config.model;

import io.godwit.policy.AsSet;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.wire.Address;
import io.godwit.wire.Family;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One neighbor with everything resolved: its own options, then those of its group, then defaults.
///
/// @param address the neighbor's address
/// @param range the addresses, when there is more than one neighbor; then `address` is its first
/// @param port the TCP port to connect to, 1 to 65535
/// @param as the neighbor's AS number, 1 to 4294967295
/// @param role what the neighbor is to this router
/// @param name a short name for views; empty when it has none
/// @param description a longer text; empty when there is none
/// @param group the group it is in
/// @param localAddress the own address of the session; of the same family as `address`
/// @param passive whether we only wait for the neighbor to connect
/// @param multihopTtl the IP TTL of the session, 2 to 255; 0 for a directly connected neighbor
/// @param holdTimeSeconds what we offer in OPEN, 0 or 3 to 65535 (RFC 4271 §4.2)
/// @param keepaliveSeconds 1 to 21845; 0 for a third of the negotiated hold time
/// @param connectRetrySeconds 1 to 65535
/// @param families what we offer to exchange, at least one, in the order of the file
/// @param importPolicy what comes in meets; never [PolicyChain#NONE] for an internal neighbor
/// @param exportPolicy what goes out meets; never [PolicyChain#NONE] for an internal neighbor
/// @param irrPrefixes what policies call `peer.irr-prefixes`
/// @param irrOrigins what policies call `peer.irr-origins`
/// @param shutdown whether the neighbor is kept in the configuration but not spoken to
/// @param shutdownText why, for the neighbor (RFC 9003); at most 255 octets, may be empty
/// @param at the address in the `neighbor` statement
/// @param places where each option that was written stands, by its word (`local-address`); an
///   option that comes from the group points into the group
public record NeighborConfig(
        Address address,
        Optional<RangeConfig> range,
        int port,
        long as,
        Role role,
        String name,
        String description,
        Optional<String> group,
        Optional<Address> localAddress,
        boolean passive,
        int multihopTtl,
        int holdTimeSeconds,
        int keepaliveSeconds,
        int connectRetrySeconds,
        List<Family> families,
        PolicyChain importPolicy,
        PolicyChain exportPolicy,
        PrefixSet irrPrefixes,
        AsSet irrOrigins,
        boolean shutdown,
        String shutdownText,
        Place at,
        Map<String, Place> places) {
    /// Takes copies of the collections, the map in its order.
    public NeighborConfig {
        families = List.copyOf(families);
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    /// The place of an option, or of the neighbor itself when the option was not written.
    public Place placeOf(String word) {
        return places.getOrDefault(word, at);
    }

    /// What policies can ask of it.
    public PeerFacts facts(long localAs) {
        return new PeerFacts(
                address,
                as,
                name,
                group.orElse(""),
                role,
                localAs,
                localAddress,
                irrPrefixes,
                irrOrigins,
                Relation.UNSTATED);
    }

    /// The same neighbor, not to be spoken to.
    ///
    /// @param why for the neighbor (RFC 9003); may be empty
    public NeighborConfig keptDown(String why) {
        return with(true, why, at, places);
    }

    /// The same neighbor as if no file said it; for comparing what two files mean.
    public NeighborConfig withoutPlaces() {
        return with(shutdown, shutdownText, Place.NONE, Map.of());
    }

    private NeighborConfig with(boolean down, String why, Place where, Map<String, Place> options) {
        return new NeighborConfig(
                address,
                range,
                port,
                as,
                role,
                name,
                description,
                group,
                localAddress,
                passive,
                multihopTtl,
                holdTimeSeconds,
                keepaliveSeconds,
                connectRetrySeconds,
                families,
                importPolicy,
                exportPolicy,
                irrPrefixes,
                irrOrigins,
                down,
                why,
                where,
                options);
    }
}

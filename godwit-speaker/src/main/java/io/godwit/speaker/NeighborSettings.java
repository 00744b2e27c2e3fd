package io.godwit.speaker;

import io.godwit.policy.AsSet;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.wire.Address;
import io.godwit.wire.Family;

import java.util.List;
import java.util.Optional;

/// One configured neighbor.
///
/// @param address where it is; also the only source address its connections may come from
/// @param port the TCP port it listens on, 1..65535
/// @param as its AS number, 1..4294967295
/// @param role what it is to us; agrees with the AS number
/// @param name a short name for tables; may be empty
/// @param description free text; may be empty
/// @param group the configuration group it belongs to; may be empty
/// @param localAddress the address we connect from and accept at; empty = the system's choice
/// @param passive we never connect, we only listen
/// @param multihopTtl time to live of what we send, 1..255; 0 = directly connected (1 towards
///   another AS, the system's default inside the AS)
/// @param holdTimeSeconds offered hold time, 0 or 3..65535
/// @param keepaliveSeconds interval of KEEPALIVEs; 0 = a third of the negotiated hold time
/// @param connectRetrySeconds RFC 4271 ConnectRetryTime, 1..65535
/// @param families offered address families, at least one
/// @param importPolicy what happens to its routes
/// @param exportPolicy what happens to routes for it
/// @param irrPrefixes what policies call `peer.irr-prefixes`
/// @param irrOrigins what policies call `peer.irr-origins`
/// @param shutdown administratively down from the start
/// @param shutdownText the shutdown communication of RFC 9003; may be empty
public record NeighborSettings(
        Address address,
        int port,
        long as,
        Role role,
        String name,
        String description,
        String group,
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
        String shutdownText) {
    /// Checks the ranges.
    public NeighborSettings {
        if (port < 1 || port > 65535 || as < 1 || as > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "neighbor " + address + " port " + port + " AS " + as);
        }
        if (multihopTtl < 0 || multihopTtl > 255 || families.isEmpty()) {
            throw new IllegalArgumentException("neighbor " + address);
        }
        families = List.copyOf(families);
    }

    /// The same neighbor at another address.
    NeighborSettings at(Address to) {
        return new NeighborSettings(
                to,
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
                shutdown,
                shutdownText);
    }

    /// The time to live of what we send to it.
    ///
    /// @return 1..255; 0 = the system's default
    public int ttl() {
        return multihopTtl > 0 ? multihopTtl : role.ebgp() ? 1 : 0;
    }

    /// What its policies can ask of it.
    ///
    /// @param local our address of the session
    public PeerFacts facts(long localAs, Address local) {
        return new PeerFacts(
                address,
                as,
                name,
                group,
                role,
                localAs,
                Optional.of(local),
                irrPrefixes,
                irrOrigins,
                Relation.UNSTATED);
    }
}

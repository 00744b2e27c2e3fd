package io.godwit.config.model;

import io.godwit.bfd.BfdSettings;
import io.godwit.policy.Identity;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.Place;
import io.godwit.session.Offers;
import io.godwit.session.Shutdown;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.wire.Address;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One neighbor with everything resolved: its own options, then those of its group, then defaults.
/// Its options are parts that the speaker knows too: one that is added is added once.
///
/// @param range the addresses, when there is more than one neighbor; then its address is their
///   first
/// @param identity who it is
/// @param transport how a connection with it comes about
/// @param timers of its session
/// @param offers what our OPEN offers it
/// @param policies what happens to its routes and those for it
/// @param shutdown whether the neighbor is kept in the configuration but not spoken to
/// @param bfd how its path is watched (RFC 5882); empty = it is not
/// @param at the address in the `neighbor` statement
/// @param places where each option that was written stands, by its word (`local-address`); an
///   option that comes from the group points into the group
public record NeighborConfig(
        Optional<RangeConfig> range,
        Identity identity,
        Transport transport,
        Timers timers,
        Offers offers,
        PeerPolicies policies,
        Shutdown shutdown,
        Optional<BfdSettings> bfd,
        Place at,
        Map<String, Place> places) {
    /// Takes a copy of the map, in its order.
    public NeighborConfig {
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    /// The neighbor's address.
    public Address address() {
        return identity.address();
    }

    /// The place of an option, or of the neighbor itself when the option was not written.
    public Place placeOf(String word) {
        return places.getOrDefault(word, at);
    }

    /// What policies can ask of it.
    public PeerFacts facts(long localAs) {
        return PeerFacts.of(identity, policies, localAs, transport.localAddress());
    }

    /// The same neighbor, not to be spoken to.
    ///
    /// @param why for the neighbor (RFC 9003); may be empty
    public NeighborConfig keptDown(String why) {
        return with(new Shutdown(true, why), at, places);
    }

    /// The same neighbor as if no file said it; for comparing what two files mean.
    public NeighborConfig withoutPlaces() {
        return with(shutdown, Place.NONE, Map.of());
    }

    private NeighborConfig with(Shutdown down, Place where, Map<String, Place> options) {
        return new NeighborConfig(
                range, identity, transport, timers, offers, policies, down, bfd, where, options);
    }
}

package io.godwit.rib;

import io.godwit.wire.Address;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Attributes of a route that we originate (RFC 4271 §9.4).
///
/// @param origin 0 IGP, 1 EGP, 2 INCOMPLETE
/// @param asPath before our own AS is prepended; empty for a route of our own AS
/// @param nextHop for internal neighbors; empty = the address we talk to them with. External
///   neighbors always get our own address.
/// @param med sent to external neighbors too, as we are its origin (RFC 4271 §5.1.4)
/// @param localPref degree of preference in our decision and towards internal neighbors; empty =
///   100
/// @param communities 32 bits each
/// @param aggregation of a route made of several
public record RouteAttributes(
        int origin,
        List<Long> asPath,
        Optional<Address> nextHop,
        OptionalLong med,
        OptionalLong localPref,
        List<Long> communities,
        Optional<Aggregation> aggregation) {

    public RouteAttributes {
        asPath = List.copyOf(asPath);
        communities = List.copyOf(communities);
        if (origin < 0 || origin > 2) {
            throw new IllegalArgumentException("ORIGIN " + origin);
        }
        if (asPath.size() > 255 || communities.size() > 255) {
            throw new IllegalArgumentException("more than 255 AS numbers or communities");
        }
    }

    /// Of a route that is no aggregate.
    public RouteAttributes(
            int origin,
            List<Long> asPath,
            Optional<Address> nextHop,
            OptionalLong med,
            OptionalLong localPref,
            List<Long> communities) {
        this(origin, asPath, nextHop, med, localPref, communities, Optional.empty());
    }

    /// ORIGIN IGP, nothing else.
    public static RouteAttributes igp() {
        return new RouteAttributes(
                0,
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of());
    }
}

package io.godwit.rib;

import io.godwit.wire.Prefix;

import java.util.Optional;

/// What has become of an aggregate.
///
/// @param contributors how many prefixes contribute
/// @param attributes of the route; empty when too few contribute
public record AggregateRoute(
        Prefix prefix, int contributors, Optional<RouteAttributes> attributes) {}

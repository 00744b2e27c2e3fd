package io.godwit.config.model;

import io.godwit.policy.OriginCondition;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.wire.Prefix;

import java.util.List;

/// A prefix that this router announces as its own.
///
/// @param conditions all of which have to hold
/// @param policy what it meets
/// @param at the `originate` statement
public record OriginateConfig(
        Prefix prefix, List<OriginCondition> conditions, PolicyChain policy, Place at) {
    /// Takes a copy.
    public OriginateConfig {
        conditions = List.copyOf(conditions);
    }

    OriginateConfig withoutPlaces() {
        return new OriginateConfig(prefix, conditions, policy.withoutPlaces(), Place.NONE);
    }
}

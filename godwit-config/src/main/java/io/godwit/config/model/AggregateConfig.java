package io.godwit.config.model;

import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.wire.Prefix;

/// A prefix that this router announces for longer ones in it.
///
/// @param summaryOnly the longer ones are not announced while it is
/// @param asSet the AS_PATH names all ASes
/// @param minimum how many longer ones there have to be
/// @param policy what it meets
/// @param at the `aggregate` statement
public record AggregateConfig(
        Prefix prefix,
        boolean summaryOnly,
        boolean asSet,
        int minimum,
        PolicyChain policy,
        Place at) {
    AggregateConfig withoutPlaces() {
        return new AggregateConfig(
                prefix, summaryOnly, asSet, minimum, policy.withoutPlaces(), Place.NONE);
    }
}

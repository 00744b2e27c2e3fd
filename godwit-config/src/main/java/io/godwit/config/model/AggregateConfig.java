package io.godwit.config.model;

import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.wire.Prefix;

/// A prefix that this router announces for longer ones in it.
///
/// @param summaryOnly the longer ones are not announced while it is
/// @param asSet the AS_PATH names all ASes
/// @param matchingMed there is none while the metrics of the longer ones differ
/// @param minimum how many longer ones there have to be
/// @param policy what it meets
/// @param at the `aggregate` statement
public record AggregateConfig(
        Prefix prefix,
        boolean summaryOnly,
        boolean asSet,
        boolean matchingMed,
        int minimum,
        PolicyChain policy,
        Place at) {
    AggregateConfig withoutPlaces() {
        return new AggregateConfig(
                prefix,
                summaryOnly,
                asSet,
                matchingMed,
                minimum,
                policy.withoutPlaces(),
                Place.NONE);
    }
}

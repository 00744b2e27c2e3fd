package io.godwit.speaker;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.AggregateSettings;

/// A prefix to be announced for longer ones in it.
///
/// @param settings what is merged
/// @param policy what the outcome meets
public record AggregateWish(AggregateSettings settings, PolicyChain policy) {}

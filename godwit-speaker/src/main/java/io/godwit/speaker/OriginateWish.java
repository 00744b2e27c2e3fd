package io.godwit.speaker;

import io.godwit.policy.OriginCondition;
import io.godwit.policy.PolicyChain;
import io.godwit.wire.Prefix;

import java.util.List;

/// A prefix to be announced as our own.
///
/// @param conditions all of which have to hold
/// @param policy what it meets
public record OriginateWish(Prefix prefix, List<OriginCondition> conditions, PolicyChain policy) {
    /// Takes a copy.
    public OriginateWish {
        conditions = List.copyOf(conditions);
    }

    /// Announced whatever happens.
    public static OriginateWish of(Prefix prefix) {
        return new OriginateWish(prefix, List.of(), PolicyChain.ACCEPT);
    }
}

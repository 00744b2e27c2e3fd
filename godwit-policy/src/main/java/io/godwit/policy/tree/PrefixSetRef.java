package io.godwit.policy.tree;

import io.godwit.policy.PrefixSet;

/// Where an expression says a set of prefixes.
public sealed interface PrefixSetRef {
    /// A named set, or one written in place (then without name).
    record Known(String name, PrefixSet set) implements PrefixSetRef {}

    /// `peer.irr-prefixes`: that of the neighbor the policy runs for; a neighbor without one has an
    /// empty set.
    record OfPeer() implements PrefixSetRef {}
}

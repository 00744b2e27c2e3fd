package io.godwit.policy.tree;

import io.godwit.policy.AsSet;

/// Where an expression says a set of AS numbers.
public sealed interface AsSetRef {
    /// A named set, or one written in place (then without name).
    record Known(String name, AsSet set) implements AsSetRef {}

    /// `peer.irr-origins`: that of the neighbor the policy runs for; a neighbor without one has an
    /// empty set.
    record OfPeer() implements AsSetRef {}
}

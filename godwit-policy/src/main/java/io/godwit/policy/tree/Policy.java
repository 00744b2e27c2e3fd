package io.godwit.policy.tree;

import io.godwit.policy.Place;

import java.util.List;

/// A policy: statements in order. The first accept or reject that fires ends it, and with it all
/// policies that are applied to the route.
///
/// Behind the last statement, the next policy of the neighbor goes on, or the one that applied it.
///
/// @param name of the policy
/// @param at its name in the file
public record Policy(String name, Place at, List<Statement> statements) {
    /// Takes a copy.
    public Policy {
        statements = List.copyOf(statements);
    }
}

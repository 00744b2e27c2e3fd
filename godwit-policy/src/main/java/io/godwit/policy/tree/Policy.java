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

    /// Whether every route is accepted or rejected before its end.
    public boolean ends() {
        return ends(statements);
    }

    private static boolean ends(List<Statement> statements) {
        return statements.stream().anyMatch(Policy::ends);
    }

    private static boolean ends(Statement statement) {
        boolean always = statement.condition().isEmpty();
        return switch (statement) {
            case Statement.Accept _, Statement.Reject _ -> always;
            case Statement.Change _ -> false;
            case Statement.Apply apply -> always && apply.policy().ends();
            case Statement.If choice -> ends(choice.then()) && ends(choice.otherwise());
        };
    }

    /// The same policy as if no file said it; for comparing what two files mean.
    public Policy withoutPlaces() {
        return new Policy(name, Place.NONE, Statement.withoutPlaces(statements));
    }
}

package io.godwit.policy.tree;

import io.godwit.policy.Place;

import java.util.List;
import java.util.Optional;

/// A statement of a policy.
public sealed interface Statement {
    /// Its first word.
    Place at();

    /// The statement as it was written, on one line, without a block.
    String text();

    /// The trailing `if`; empty = always.
    Optional<Condition> condition();

    /// The same statements as if no file said them.
    static List<Statement> withoutPlaces(List<Statement> statements) {
        return statements.stream().map(Statement::withoutPlace).toList();
    }

    private Statement withoutPlace() {
        return switch (this) {
            case Accept(var _, var text, var condition) -> new Accept(Place.NONE, text, condition);
            case Reject(var _, var text, var condition, int code, var label) ->
                    new Reject(Place.NONE, text, condition, code, label);
            case Change(var _, var text, var condition, var action) ->
                    new Change(Place.NONE, text, condition, action);
            case Apply(var _, var text, var condition, var policy) ->
                    new Apply(Place.NONE, text, condition, policy.withoutPlaces());
            case If(var _, var text, var condition, var then, var otherwise) ->
                    new If(
                            Place.NONE,
                            text,
                            condition,
                            withoutPlaces(then),
                            withoutPlaces(otherwise));
        };
    }

    /// `accept;`
    record Accept(Place at, String text, Optional<Condition> condition) implements Statement {}

    /// `reject 14 "rpki-invalid" if …;`
    ///
    /// @param code for a reject tag, 1 to 65535; 0 = none
    /// @param label the answer to "why", never empty
    record Reject(Place at, String text, Optional<Condition> condition, int code, String label)
            implements Statement {}

    /// `set …`, `add …`, `remove …`, `prepend …`.
    record Change(Place at, String text, Optional<Condition> condition, Action action)
            implements Statement {}

    /// `apply other;`
    record Apply(Place at, String text, Optional<Condition> condition, Policy policy)
            implements Statement {}

    /// `if … { … } else { … }`: the condition is always there.
    record If(
            Place at,
            String text,
            Optional<Condition> condition,
            List<Statement> then,
            List<Statement> otherwise)
            implements Statement {
        /// Takes copies.
        public If {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }
}

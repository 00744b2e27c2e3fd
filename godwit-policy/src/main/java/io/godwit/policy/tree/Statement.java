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

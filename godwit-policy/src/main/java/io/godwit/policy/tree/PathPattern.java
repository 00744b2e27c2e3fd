package io.godwit.policy.tree;

import java.util.List;

/// A regular expression over the AS numbers of a path (RFC 4271 §4.3), one letter an AS. A set
/// (AS_SET) is one letter that is each of its members.
///
/// `"64511 [3356 1299]+ .* 100..199?$"`. Without `^` it may begin anywhere, without `$` end
/// anywhere.
///
/// @param text as it was written
/// @param fromStart whether it begins with the first AS
/// @param toEnd whether it ends with the last AS
public record PathPattern(String text, boolean fromStart, Node node, boolean toEnd) {
    /// The most letters an expression may have, repetitions written out.
    public static final int MAX_LETTERS = 1024;

    /// How many letters it has when bounded repetitions are written out, at most one more than
    /// [#MAX_LETTERS].
    public int letters() {
        return (int) letters(node);
    }

    private static long letters(Node node) {
        long letters =
                switch (node) {
                    case Node.One _, Node.OneOf _ -> 1;
                    case Node.Sequence(var nodes) -> sum(nodes);
                    case Node.Choice(var nodes) -> sum(nodes);
                    case Node.Repeated(var inner, int least, int most) ->
                            letters(inner) * Math.max(1, Math.max(least, most));
                };
        return Math.min(letters, MAX_LETTERS + 1);
    }

    private static long sum(List<Node> nodes) {
        return nodes.stream().mapToLong(PathPattern::letters).sum();
    }

    /// Parts of the expression.
    public sealed interface Node {
        /// One AS: `64511`, `100..199`, `.`, `[1 2 5..9]`, `[^1 2]`, `(peer.as)`.
        record One(List<Condition.Range> ranges, List<NumberValue> values, boolean negated)
                implements Node {
            /// Takes copies.
            public One {
                ranges = List.copyOf(ranges);
                values = List.copyOf(values);
            }
        }

        /// One of a set: `@transit-free`.
        record OneOf(AsSetRef set) implements Node {}

        /// One after the other.
        record Sequence(List<Node> nodes) implements Node {
            /// Takes a copy.
            public Sequence {
                nodes = List.copyOf(nodes);
            }
        }

        /// `a | b`.
        record Choice(List<Node> nodes) implements Node {
            /// Takes a copy.
            public Choice {
                nodes = List.copyOf(nodes);
            }
        }

        /// `*` (0, -1), `+` (1, -1), `?` (0, 1), `{2,4}`; at most 64 when there is a bound.
        ///
        /// @param most -1 = no bound
        record Repeated(Node node, int least, int most) implements Node {}
    }
}

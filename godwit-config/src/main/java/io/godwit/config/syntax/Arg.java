package io.godwit.config.syntax;

import java.util.List;

/// What can stand behind the first word of a statement.
public sealed interface Arg {
    Span span();

    /// A word or a string.
    record Scalar(Token token) implements Arg {
        @Override
        public Span span() {
            return token.span();
        }
    }

    /// `[ a, b ]`, commas included.
    record Items(List<Arg> args, Span span) implements Arg {}

    /// `,`.
    record Comma(Token token) implements Arg {
        @Override
        public Span span() {
            return token.span();
        }
    }
}

package io.godwit.config;

import java.util.List;
import java.util.Optional;

/// The generic tree: `words ;` or `words { statements }`.
///
/// @param word the first word
/// @param body the block, when there is one
record Statement(Token word, List<Arg> args, Optional<Body> body) {
    /// A block.
    ///
    /// @param open its opening brace
    record Body(Span open, List<Statement> statements) {}

    /// Word and arguments, without the block.
    Span head() {
        return args.isEmpty() ? word.span() : word.span().to(args.getLast().span());
    }
}

package io.godwit.config.syntax;

import java.util.List;
import java.util.Optional;

/// The generic tree: `words ;` or `words { statements }`.
///
/// @param word the first word
/// @param body the block, when there is one
/// @param isBroken whether what follows the word was reported already and is not to be read
public record Statement(Token word, List<Arg> args, Optional<Body> body, boolean isBroken) {
    public Statement(Token word, List<Arg> args, Optional<Body> body) {
        this(word, args, body, false);
    }

    /// A statement of which only the word is known.
    public static Statement broken(Token word) {
        return new Statement(word, List.of(), Optional.empty(), true);
    }

    /// A block.
    ///
    /// @param open its opening brace
    public record Body(Span open, List<Statement> statements) {}
}

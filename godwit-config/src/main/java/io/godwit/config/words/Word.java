package io.godwit.config.words;

import java.util.List;
import java.util.Optional;

/// A word of the language: one row of the table in [Words], from which reading, diagnostics, the
/// machine form, the schema and the documentation come.
///
/// @param keyword the first word of the statement
/// @param jsonName the member in the machine form
/// @param in the blocks where it may stand
/// @param argument what follows
/// @param body the block it opens
/// @param repeatable whether it may stand several times; an array in the machine form
/// @param example a value for help texts
/// @param standard what holds when it is not written, for the documentation; may be empty
/// @param doc what it means, one line
/// @param elsewhere what other programs call it
public record Word<T>(
        String keyword,
        String jsonName,
        List<Block> in,
        Argument<T> argument,
        Optional<Block> body,
        boolean repeatable,
        T example,
        String standard,
        String doc,
        List<String> elsewhere) {

    /// A word at the top of a file that opens a block.
    static <T> Word<T> block(
            String keyword,
            String jsonName,
            Block body,
            Argument<T> argument,
            T example,
            String doc,
            String... elsewhere) {
        return new Word<>(
                keyword,
                jsonName,
                List.of(Block.FILE),
                argument,
                Optional.of(body),
                !List.of(Block.ROUTER, Block.RPKI, Block.KERNEL).contains(body),
                example,
                "",
                doc,
                List.of(elsewhere));
    }

    /// A word that may stand once in a block.
    static <T> Word<T> one(
            String keyword,
            List<Block> in,
            Argument<T> argument,
            T example,
            String standard,
            String doc,
            String... elsewhere) {
        return row(keyword, in, argument, false, example, standard, doc, elsewhere);
    }

    /// A word that may stand several times in a block.
    static <T> Word<T> many(
            String keyword,
            List<Block> in,
            Argument<T> argument,
            T example,
            String standard,
            String doc,
            String... elsewhere) {
        return row(keyword, in, argument, true, example, standard, doc, elsewhere);
    }

    private static <T> Word<T> row(
            String keyword,
            List<Block> in,
            Argument<T> argument,
            boolean repeatable,
            T example,
            String standard,
            String doc,
            String... elsewhere) {
        return new Word<>(
                keyword,
                keyword.replace('-', '_'),
                in,
                argument,
                Optional.empty(),
                repeatable,
                example,
                standard,
                doc,
                List.of(elsewhere));
    }

    /// The word as it is spelled in a form of the language.
    public String spelled(boolean json) {
        return json ? jsonName : keyword;
    }

    /// The statement with the example, as a line to write.
    public String line(boolean json) {
        return line(example, json);
    }

    /// The statement with a value, as a line to write.
    public String line(T value, boolean json) {
        if (json) {
            Object written = argument.json(value);
            return "\""
                    + jsonName
                    + "\": "
                    + JsonText.spaced(repeatable ? List.of(written) : written);
        }
        String text = argument.conf(value);
        String head = text.isEmpty() ? keyword : keyword + " " + text;
        return body.isPresent() && !argument.bare() ? head + " { … }" : head + ";";
    }
}

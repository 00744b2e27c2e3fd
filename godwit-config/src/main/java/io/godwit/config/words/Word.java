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
        return body.isPresent() ? head + " { … }" : head + ";";
    }
}

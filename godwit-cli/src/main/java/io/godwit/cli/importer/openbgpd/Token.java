package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;

/// A word, a bracket, an operator, a text in quotes, or the end of a line within a block.
///
/// @param text of a quoted text what is inside
record Token(At at, String text, boolean quoted) {
    static final String NEW_LINE = "\n";

    boolean is(String word) {
        return !quoted && text.equals(word);
    }
}

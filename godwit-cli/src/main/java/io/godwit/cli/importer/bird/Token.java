package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.At;

/// A word of a BIRD configuration.
///
/// @param text as it was written; of a string what is inside the quotes
record Token(Kind kind, String text, At at) {
    enum Kind {
        WORD,
        NUMBER,
        STRING,
        ADDRESS,
        /// With its range: `10.0.0.0/8{8,24}`.
        PREFIX,
        SIGN,
        END
    }

    boolean is(String sign) {
        return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(sign);
    }

    String written() {
        return kind == Kind.STRING ? '"' + text + '"' : text;
    }
}

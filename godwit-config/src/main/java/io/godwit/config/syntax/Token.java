package io.godwit.config.syntax;

/// A token of the language, or what stands for one in the machine form.
///
/// @param value the word, or the string with its escapes resolved
/// @param newLine whether it is the first on its line
public record Token(
        SourceText source, Kind kind, int start, int end, String value, boolean newLine) {
    public enum Kind {
        WORD,
        /// `"text"`.
        STRING,
        /// A string of the machine form: a word or a text, as the statement takes it.
        JSON_STRING,
        OPEN_BRACE,
        CLOSE_BRACE,
        OPEN_BRACKET,
        CLOSE_BRACKET,
        COMMA,
        SEMICOLON,
        COMMENT,
        END
    }

    public Span span() {
        return new Span(source, start, end);
    }

    public boolean is(Kind wanted) {
        return kind == wanted;
    }

    /// The text as it appears in a message, in backquotes.
    public String quoted() {
        if (kind == Kind.JSON_STRING || kind == Kind.WORD && source.json()) {
            boolean isLiteral = kind == Kind.WORD && source.text().charAt(start) != '"';
            return isLiteral ? span().quoted() : Span.quoted(value);
        }
        return span().quoted();
    }
}

package io.godwit.config.syntax;

import io.godwit.config.report.Code;

import java.util.ArrayList;
import java.util.List;

/// Text to tokens, comments included.
///
/// A word is anything between white space, braces, brackets, `;`, `,`, `"` and `#`; what it means
/// is for the statement to say. The braces of `10.0.0.0/8{9,24}` belong to the word: lengths behind
/// a prefix, without a blank. Slips of keyboards and habits of other languages (full-width
/// punctuation, typographic and single quotes, invisible blanks, `//`) are reported and then read
/// as what was meant, so that one slip gives one error.
public final class Lexer {
    public static final int MAX_TOKENS = 2_000_000;

    private final SourceText source;
    private final String text;
    private final Reporter report;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private boolean newLine = true;

    private Lexer(SourceText source, Reporter report) {
        this.source = source;
        this.text = source.text();
        this.report = report;
    }

    /// The tokens of a text; the last one is [Token.Kind#END].
    public static List<Token> tokens(SourceText source, Reporter report) {
        var lexer = new Lexer(source, report);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (next < text.length()) {
            if (tokens.size() == MAX_TOKENS) {
                report.error(
                        Code.TOO_BIG,
                        new Span(source, 0, 0),
                        "more than " + MAX_TOKENS + " words in one file",
                        "split the file with `include`");
                tokens.clear();
                next = text.length();
            } else {
                one();
            }
        }
        int end = text.length();
        tokens.add(new Token(source, Token.Kind.END, end, end, "", newLine));
    }

    private void one() {
        char c = Lookalikes.ascii(text.charAt(next));
        switch (c) {
            case '\n' -> {
                newLine = true;
                next++;
            }
            case ' ', '\t', '\r' -> space();
            case '{' -> punctuation(Token.Kind.OPEN_BRACE, c);
            case '}' -> punctuation(Token.Kind.CLOSE_BRACE, c);
            case '[' -> punctuation(Token.Kind.OPEN_BRACKET, c);
            case ']' -> punctuation(Token.Kind.CLOSE_BRACKET, c);
            case ';' -> punctuation(Token.Kind.SEMICOLON, c);
            case ',' -> punctuation(Token.Kind.COMMA, c);
            case '#' -> comment(c);
            case '"' -> string();
            case '\'' -> singleQuoted();
            default -> {
                if (Character.isISOControl(c)) {
                    control();
                } else if (text.startsWith("/*", next)) {
                    blockComment();
                } else if (text.startsWith("//", next)) {
                    slashComment();
                } else {
                    word();
                }
            }
        }
    }

    private void add(Token.Kind kind, int start, String value) {
        tokens.add(new Token(source, kind, start, next, value, newLine));
        newLine = false;
    }

    private void punctuation(Token.Kind kind, char ascii) {
        checkLookalike(ascii);
        int start = next++;
        add(kind, start, String.valueOf(ascii));
    }

    private void space() {
        int start = next;
        while (next < text.length() && isBlank(text.charAt(next))) {
            next++;
        }
        for (int i = start; i < next; i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                report.error(
                        Code.STRANGE_CHARACTER,
                        new Span(source, i, i + 1),
                        "invisible character U+%04X (%s)".formatted((int) c, Lookalikes.name(c)),
                        "put an ordinary blank here, or nothing");
                return;
            }
        }
    }

    private static boolean isBlank(char c) {
        char ascii = Lookalikes.ascii(c);
        return ascii == ' ' || ascii == '\t' || ascii == '\r';
    }

    private void checkLookalike(char ascii) {
        char c = text.charAt(next);
        if (c != ascii) {
            report.error(
                    Code.STRANGE_CHARACTER,
                    new Span(source, next, next + 1),
                    "`" + c + "` is not `" + ascii + "` (" + Lookalikes.name(c) + ")",
                    "write `" + ascii + "`");
        }
    }

    private void control() {
        int start = next;
        while (next < text.length()
                && Character.isISOControl(text.charAt(next))
                && !isBlank(text.charAt(next))
                && text.charAt(next) != '\n') {
            next++;
        }
        report.error(
                Code.STRANGE_CHARACTER,
                new Span(source, start, next),
                "control character U+%04X".formatted((int) text.charAt(start)),
                "remove it");
    }

    private int endOfLine() {
        int end = text.indexOf('\n', next);
        end = end < 0 ? text.length() : end;
        return end > next && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private void comment(char ascii) {
        checkLookalike(ascii);
        int start = next;
        next = endOfLine();
        add(Token.Kind.COMMENT, start, text.substring(start, next));
    }

    private void slashComment() {
        report.error(
                Code.FOREIGN_COMMENT,
                new Span(source, next, next + 2),
                "`//` does not begin a comment",
                "write `#`");
        next = endOfLine();
    }

    private void blockComment() {
        int close = text.indexOf("*/", next + 2);
        String help = "begin each line of the comment with `#`";
        String message = "`/*` does not begin a comment";
        if (close < 0) {
            message += ", and this one is not closed";
        }
        report.error(Code.FOREIGN_COMMENT, new Span(source, next, next + 2), message, help);
        next = close < 0 ? text.length() : close + 2;
    }

    private void word() {
        int start = next;
        boolean strange = false;
        while (next < text.length()
                && (isWordChar(text.charAt(next)) || text.charAt(next) == '{' && lengths(start))) {
            strange |= Lookalikes.ascii(text.charAt(next)) != text.charAt(next);
            next++;
        }
        String value = text.substring(start, next);
        if (strange) {
            var ascii = new StringBuilder();
            value.chars().forEach(c -> ascii.append(Lookalikes.ascii((char) c)));
            report.error(
                    Code.STRANGE_CHARACTER,
                    new Span(source, start, next),
                    "`" + value + "` has full-width or typographic characters",
                    "write `" + ascii + "`");
            value = ascii.toString();
        }
        add(Token.Kind.WORD, start, value);
    }

    /// Whether the brace here begins the lengths of a prefix; then leaves `next` on the last of
    /// them.
    private boolean lengths(int start) {
        int end = next + 1;
        while (end < text.length()
                && end - next < 16
                && "0123456789,".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        boolean found =
                end > next + 1
                        && end < text.length()
                        && text.charAt(end) == '}'
                        && text.substring(start, next).indexOf('/') > 0;
        next = found ? end : next;
        return found;
    }

    private static boolean isWordChar(char c) {
        char ascii = Lookalikes.ascii(c);
        return !isBlank(c) && !Character.isISOControl(c) && "{}[];,#\"".indexOf(ascii) < 0;
    }

    private void string() {
        int start = next;
        boolean plainQuote = text.charAt(next) == '"';
        checkLookalike('"');
        next++;
        var value = new StringBuilder();
        int end = endOfLine();
        while (next < end) {
            char c = text.charAt(next);
            if (c == '"' || !plainQuote && Lookalikes.ascii(c) == '"') {
                next++;
                add(Token.Kind.STRING, start, value.toString());
                return;
            }
            if (c == '\\') {
                escape(value, end);
            } else if (Character.isISOControl(c)) {
                badString(
                        next,
                        next + 1,
                        "control character U+%04X in a string".formatted((int) c),
                        "write it as `\\u%04x`".formatted((int) c));
                next++;
            } else {
                value.append(c);
                next++;
            }
        }
        unclosed(start, end);
    }

    /// Reads on as if the quote stood where the statement seems to end: at the first `;` or, for
    /// want of one, before a `}` at the end of the line.
    private void unclosed(int start, int end) {
        String rest = text.substring(start, end).stripTrailing();
        int semicolon = rest.indexOf(';');
        String inner =
                semicolon >= 0 ? rest.substring(0, semicolon) : rest.replaceFirst("\\s*}+$", "");
        report.error(
                Code.UNCLOSED_STRING,
                new Span(source, start, start + 1),
                "string without its closing quote",
                inner.length() < 60
                        ? "write `" + inner + "\"" + (semicolon < 0 ? "" : ";") + "`"
                        : "");
        next = start + Math.max(1, inner.length());
        add(Token.Kind.STRING, start, text.substring(start + 1, next));
    }

    private void escape(StringBuilder value, int end) {
        int start = next;
        char c = next + 1 < end ? text.charAt(next + 1) : 0;
        next += next + 1 < end ? 2 : 1;
        switch (c) {
            case '"', '\\' -> value.append(c);
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'u' -> {
                int code = hex(next, end);
                if (code < 0) {
                    badString(start, next, "`\\u` needs four hexadecimal digits", "");
                } else {
                    value.append((char) code);
                    next += 4;
                }
            }
            default ->
                    badString(
                            start,
                            next,
                            "unknown escape " + new Span(source, start, next).quoted(),
                            "a backslash is written `\\\\`; there are `\\\"`, `\\n`, `\\t`,"
                                    + " `\\u4e2d`");
        }
    }

    private int hex(int from, int end) {
        if (from + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private void badString(int start, int end, String message, String help) {
        report.error(Code.BAD_STRING, new Span(source, start, end), message, help);
    }

    private void singleQuoted() {
        char quote = text.charAt(next);
        int end = endOfLine();
        int close = next + 1;
        while (close < end && Lookalikes.ascii(text.charAt(close)) != '\'') {
            close++;
        }
        boolean closed = close < end;
        int start = next;
        String value = text.substring(start + 1, closed ? close : start + 1);
        next = closed ? close + 1 : start + 1;
        report.error(
                Code.STRANGE_CHARACTER,
                new Span(source, start, start + 1),
                "`" + quote + "` is no quote of this language",
                closed ? "write `\"" + value + "\"`" : "strings stand in `\"`");
        if (closed) {
            add(Token.Kind.STRING, start, value);
        }
    }
}

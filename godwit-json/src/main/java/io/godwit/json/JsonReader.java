package io.godwit.json;

import java.util.ArrayList;
import java.util.List;

/// Reads one JSON text (RFC 8259, no extensions) into values with places.
///
/// Recursive descent, one character of look-ahead. Malformed text is an answer, not an exception;
/// inside this class the first problem unwinds the descent by a private exception without a stack
/// trace. Depth and size are limited, so no input exhausts the stack or the heap.
public final class JsonReader {
    /// What a text may cost.
    ///
    /// @param maxDepth how deep arrays and objects may nest, 1 to 1000
    /// @param maxChars how long the text may be, in `char`s
    public record Limits(int maxDepth, int maxChars) {
        /// Generous for a configuration, harmless for the machine: 64 levels, 64 Mi characters.
        public static final Limits STANDARD = new Limits(64, 64 << 20);

        /// Checks the ranges: a program that asks for more has a bug.
        public Limits {
            if (maxDepth < 1 || maxDepth > 1000 || maxChars < 1) {
                throw new IllegalArgumentException("limits out of range");
            }
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
        private final transient JsonReading.Bad bad;

        Malformed(JsonReading.Bad bad) {
            super(bad.problem(), null, false, false);
            this.bad = bad;
        }
    }

    private final String text;
    private final Limits limits;
    private int next;
    private int line = 1;
    // Index of the line's first char, moved on by one for each surrogate pair of the line, so that
    // `next - lineStart` counts code points.
    private int lineStart;
    private int depth;

    private JsonReader(String text, Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    /// Reads a text within [Limits#STANDARD].
    public static JsonReading read(String text) {
        return read(text, Limits.STANDARD);
    }

    /// Reads a text that holds exactly one value and white space.
    public static JsonReading read(String text, Limits limits) {
        if (text.length() > limits.maxChars()) {
            var at = new JsonPlace(1, 1, 0, 0);
            return new JsonReading.Bad("longer than " + limits.maxChars() + " characters", at);
        }
        var reader = new JsonReader(text, limits);
        try {
            reader.skipSpace();
            Json value = reader.value();
            reader.skipSpace();
            if (reader.next < text.length()) {
                throw reader.malformed("expected the end after the value");
            }
            return new JsonReading.Ok(value);
        } catch (Malformed malformed) {
            return malformed.bad;
        }
    }

    private Json value() throws Malformed {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                Mark mark = mark();
                String value = string();
                yield new Json.Str(value, mark.toHere());
            }
            case 't' -> {
                Mark mark = mark();
                word("true");
                yield new Json.Bool(true, mark.toHere());
            }
            case 'f' -> {
                Mark mark = mark();
                word("false");
                yield new Json.Bool(false, mark.toHere());
            }
            case 'n' -> {
                Mark mark = mark();
                word("null");
                yield new Json.Null(mark.toHere());
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw malformed("expected a value");
        };
    }

    private Json.Obj object() throws Malformed {
        Mark mark = open();
        var members = new ArrayList<Json.Member>();
        if (peek() == '}') {
            next++;
        } else {
            do {
                skipSpace();
                if (peek() == '}' && !members.isEmpty()) {
                    throw malformed("expected another member after `,`: JSON takes no last comma");
                }
                if (peek() != '"') {
                    throw malformed("expected a member name in double quotes");
                }
                Mark nameMark = mark();
                String name = string();
                JsonPlace nameAt = nameMark.toHere();
                skipSpace();
                if (peek() != ':') {
                    throw malformed("expected `:` after the member name");
                }
                next++;
                skipSpace();
                members.add(new Json.Member(name, nameAt, value()));
                skipSpace();
            } while (another('}'));
        }
        depth--;
        return new Json.Obj(members, mark.toHere());
    }

    private Json.Arr array() throws Malformed {
        Mark mark = open();
        List<Json> items = new ArrayList<>();
        if (peek() == ']') {
            next++;
        } else {
            do {
                skipSpace();
                if (peek() == ']' && !items.isEmpty()) {
                    throw malformed("expected another value after `,`: JSON takes no last comma");
                }
                items.add(value());
                skipSpace();
            } while (another(']'));
        }
        depth--;
        return new Json.Arr(items, mark.toHere());
    }

    private Mark open() throws Malformed {
        if (depth == limits.maxDepth()) {
            throw malformed("nested deeper than " + limits.maxDepth() + " levels");
        }
        depth++;
        Mark mark = mark();
        next++;
        skipSpace();
        return mark;
    }

    /// Steps over a comma (true) or over the closing bracket (false).
    private boolean another(char close) throws Malformed {
        int c = peek();
        if (c != ',' && c != close) {
            throw malformed("expected `,` or `" + close + "`");
        }
        next++;
        return c == ',';
    }

    private Json.Num number() throws Malformed {
        Mark mark = mark();
        int from = next;
        if (peek() == '-') {
            next++;
        }
        if (peek() == '0') {
            next++;
            if (isDigit(peek())) {
                throw malformed("a number has no leading zero");
            }
        } else {
            digits();
        }
        if (peek() == '.') {
            next++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            next++;
            if (peek() == '+' || peek() == '-') {
                next++;
            }
            digits();
        }
        return new Json.Num(text.substring(from, next), mark.toHere());
    }

    private void digits() throws Malformed {
        if (!isDigit(peek())) {
            throw malformed("expected a digit");
        }
        while (isDigit(peek())) {
            next++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private void word(String word) throws Malformed {
        if (!text.startsWith(word, next)) {
            throw malformed("expected a value");
        }
        next += word.length();
    }

    /// Reads a string from its opening quote to behind the closing one.
    private String string() throws Malformed {
        Mark mark = mark();
        next++;
        int from = next;
        while (next < text.length() && isPlain(text.charAt(next))) {
            next++;
        }
        if (peek() == '"') {
            String plain = text.substring(from, next);
            next++;
            return plain;
        }
        return stringWithEscapes(mark, new StringBuilder(text.substring(from, next)));
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    private String stringWithEscapes(Mark mark, StringBuilder out) throws Malformed {
        while (true) {
            int c = peek();
            if (c < 0 || c == '\n' || c == '\r') {
                throw new Malformed(
                        new JsonReading.Bad("string without its closing quote", mark.toHere()));
            }
            if (c < ' ') {
                throw malformed("a control character in a string is written \\u%04x".formatted(c));
            }
            if (c == '"') {
                next++;
                return out.toString();
            }
            if (c == '\\') {
                out.append(escape());
            } else {
                out.append((char) c);
                if (Character.isHighSurrogate((char) c) && pairAt(next)) {
                    next++;
                    lineStart++;
                    out.append(text.charAt(next));
                }
                next++;
            }
        }
    }

    private boolean pairAt(int at) {
        return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private char escape() throws Malformed {
        int c = next + 1 < text.length() ? text.charAt(next + 1) : -1;
        int plain = "\"\\/bfnrt".indexOf(c);
        if (c >= 0 && plain >= 0) {
            next += 2;
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        if (c != 'u' || next + 6 > text.length()) {
            throw malformed("unknown escape in a string");
        }
        int value = 0;
        for (int i = next + 2; i < next + 6; i++) {
            int digit = hexDigit(text.charAt(i));
            if (digit < 0) {
                throw malformed("expected four hexadecimal digits after \\u");
            }
            value = value << 4 | digit;
        }
        next += 6;
        return (char) value;
    }

    private static int hexDigit(char c) {
        // Character.digit would take digits of other scripts too.
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private void skipSpace() {
        while (next < text.length()) {
            switch (text.charAt(next)) {
                case ' ', '\t', '\r' -> next++;
                case '\n' -> {
                    next++;
                    line++;
                    lineStart = next;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private int peek() {
        return next < text.length() ? text.charAt(next) : -1;
    }

    private Malformed malformed(String expected) {
        String found =
                switch (peek()) {
                    case -1 -> "the text ends here";
                    case '#' -> "found `#` (JSON has no comments)";
                    case '/' -> "found `/` (JSON has no comments)";
                    default -> {
                        int c = text.codePointAt(next);
                        yield c < ' ' || c == 0x7f
                                ? "found a control character U+%04X".formatted(c)
                                : "found `" + Character.toString(c) + "`";
                    }
                };
        int end = next < text.length() ? text.offsetByCodePoints(next, 1) : next;
        var at = new JsonPlace(line, next - lineStart + 1, next, end);
        return new Malformed(new JsonReading.Bad(expected + ", " + found, at));
    }

    private Mark mark() {
        return new Mark(line, next - lineStart + 1, next);
    }

    /// A remembered beginning.
    private final class Mark {
        private final int atLine;
        private final int atColumn;
        private final int offset;

        Mark(int atLine, int atColumn, int offset) {
            this.atLine = atLine;
            this.atColumn = atColumn;
            this.offset = offset;
        }

        JsonPlace toHere() {
            return new JsonPlace(atLine, atColumn, offset, next);
        }
    }
}

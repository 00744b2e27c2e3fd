package io.godwit.json;

import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Writes Java values as JSON.
///
/// | Java | JSON |
/// |---|---|
/// | record | object, a member for each component in order, names in snake_case |
/// | record with a hand-written `toString` (an address, a prefix) | string |
/// | `Optional…` | its value; when empty the member is left out, an array item is `null` |
/// | `Iterable`, array | array |
/// | `Map` | object in the map's order, keys by `toString` |
/// | integer, `BigDecimal`, finite `double` | number; `NaN` and infinities are `null` |
/// | enum | lower-case word with hyphens, `OPEN_SENT` gives `"open-sent"` |
/// | `String`, `Instant` (RFC 3339) and any class with a `toString` of its own | string |
/// | [Json] | itself |
///
/// Characters outside ASCII pass as they are. Records must be public in an exported package, or
/// their package open to this module. How a class is written is found out once; afterwards a row
/// costs its accessor calls and the characters.
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";
    private static final int PRETTY_COLUMNS = 100;

    private final StringBuilder out = new StringBuilder(256);
    private final boolean pretty;
    private int indent;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    /// The value on one line, without white space.
    public static String write(Object value) {
        var writer = new JsonWriter(false);
        writer.value(value);
        return writer.out.toString();
    }

    /// The value with two blanks of indentation a level; short arrays of scalars stay on one line.
    public static String writePretty(Object value) {
        var writer = new JsonWriter(true);
        writer.value(value);
        return writer.out.toString();
    }

    /// The value on one line, with a line feed, in UTF-8.
    public static byte[] writeLine(Object value) {
        var writer = new JsonWriter(false);
        writer.value(value);
        return writer.out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A writer that keeps its buffer from line to line; for many rows.
    public static JsonWriter lines() {
        return new JsonWriter(false);
    }

    /// Appends the value on one line, with a line feed (JSON Lines).
    public void line(Object value, Appendable to) throws IOException {
        out.setLength(0);
        value(value);
        to.append(out.append('\n'));
    }

    private void value(Object value) {
        switch (value) {
            case null -> out.append("null");
            case CharSequence text -> string(text);
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Boolean bool -> out.append(bool.booleanValue());
            case Enum<?> constant -> string(JsonNames.word(constant));
            case Json json -> json(json);
            case Optional<?> optional -> value(optional.orElse(null));
            case OptionalInt optional -> value(present(optional));
            case OptionalLong optional -> value(present(optional));
            case OptionalDouble optional -> value(present(optional));
            case Double number -> real(number);
            case Float number -> real(number.doubleValue());
            case Short number -> out.append(number.intValue());
            case Byte number -> out.append(number.intValue());
            case BigInteger number -> out.append(number);
            case BigDecimal number -> out.append(number);
            case Iterable<?> items -> array(items);
            case Map<?, ?> map -> map(map);
            default -> {
                if (value.getClass().isArray()) {
                    array(listOf(value));
                } else {
                    shaped(value);
                }
            }
        }
    }

    private static Object present(OptionalInt optional) {
        return optional.isPresent() ? optional.getAsInt() : null;
    }

    private static Object present(OptionalLong optional) {
        return optional.isPresent() ? optional.getAsLong() : null;
    }

    private static Object present(OptionalDouble optional) {
        return optional.isPresent() ? optional.getAsDouble() : null;
    }

    private void real(double number) {
        if (Double.isFinite(number)) {
            out.append(number);
        } else {
            out.append("null");
        }
    }

    private static List<Object> listOf(Object array) {
        var items = new Object[Array.getLength(array)];
        for (int i = 0; i < items.length; i++) {
            items[i] = Array.get(array, i);
        }
        return Arrays.asList(items);
    }

    private void json(Json json) {
        switch (json) {
            case Json.Obj object -> {
                boolean first = open('{');
                for (Json.Member member : object.members()) {
                    first = name(member.name(), first);
                    json(member.value());
                }
                close('}', first);
            }
            case Json.Arr array -> array(array.items());
            case Json.Str text -> string(text.value());
            case Json.Num number -> out.append(number.literal());
            case Json.Bool bool -> out.append(bool.value());
            case Json.Null _ -> out.append("null");
        }
    }

    private void map(Map<?, ?> map) {
        boolean first = open('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!isAbsent(entry.getValue())) {
                first = name(entry.getKey().toString(), first);
                value(entry.getValue());
            }
        }
        close('}', first);
    }

    private void shaped(Object value) {
        JsonShape shape = JsonShape.of(value.getClass());
        if (shape.scalar()) {
            string(value.toString());
            return;
        }
        boolean first = open('{');
        for (JsonShape.Field field : shape.fields()) {
            try {
                first = member(value, field, first);
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable failure) {
                throw new IllegalStateException(
                        "accessor of " + field.label() + " failed", failure);
            }
        }
        close('}', first);
    }

    /// MethodHandle.invokeExact is declared to throw anything.
    private boolean member(Object value, JsonShape.Field field, boolean first) throws Throwable {
        switch (field.kind()) {
            case INT -> {
                label(field, first);
                out.append((int) field.accessor().invokeExact(value));
            }
            case LONG -> {
                label(field, first);
                out.append((long) field.accessor().invokeExact(value));
            }
            case BOOLEAN -> {
                label(field, first);
                out.append((boolean) field.accessor().invokeExact(value));
            }
            case OTHER -> {
                Object content = (Object) field.accessor().invokeExact(value);
                if (isAbsent(content)) {
                    return first;
                }
                label(field, first);
                value(content);
            }
        }
        return false;
    }

    private static boolean isAbsent(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isEmpty();
            case OptionalInt optional -> optional.isEmpty();
            case OptionalLong optional -> optional.isEmpty();
            case OptionalDouble optional -> optional.isEmpty();
            case null, default -> false;
        };
    }

    private void array(Iterable<?> items) {
        if (pretty && arrayOnOneLine(items)) {
            return;
        }
        boolean first = open('[');
        for (Object item : items) {
            comma(first);
            first = false;
            value(item);
        }
        close(']', first);
    }

    /// Tries `["ipv4", "ipv6"]`; takes it back when an item is no scalar or the line gets long.
    private boolean arrayOnOneLine(Iterable<?> items) {
        int from = out.length();
        int room = PRETTY_COLUMNS - 2 * indent;
        out.append('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            if (!isLeaf(item)) {
                out.setLength(from);
                return false;
            }
            value(item);
            if (out.length() - from > room) {
                out.setLength(from);
                return false;
            }
        }
        out.append(']');
        return true;
    }

    private static boolean isLeaf(Object item) {
        return switch (item) {
            case null -> true;
            case CharSequence _ -> true;
            case Number _ -> true;
            case Boolean _ -> true;
            case Enum<?> _ -> true;
            case Json json -> !(json instanceof Json.Obj || json instanceof Json.Arr);
            case Optional<?> _, Iterable<?> _, Map<?, ?> _ -> false;
            default -> !item.getClass().isArray() && JsonShape.of(item.getClass()).scalar();
        };
    }

    private boolean open(char bracket) {
        out.append(bracket);
        indent++;
        return true;
    }

    private void close(char bracket, boolean empty) {
        indent--;
        if (!empty) {
            newLine();
        }
        out.append(bracket);
    }

    private boolean name(String name, boolean first) {
        comma(first);
        string(name);
        out.append(pretty ? ": " : ":");
        return false;
    }

    private void label(JsonShape.Field field, boolean first) {
        comma(first);
        out.append(field.label());
        if (pretty) {
            out.append(' ');
        }
    }

    private void comma(boolean first) {
        if (!first) {
            out.append(',');
        }
        newLine();
    }

    private void newLine() {
        if (pretty) {
            out.append('\n').repeat("  ", indent);
        }
    }

    private void string(CharSequence text) {
        out.append('"');
        int done = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, done, i);
                escape(c);
                done = i + 1;
            } else if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < length
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    // Half a pair has no UTF-8 form.
                    out.append(text, done, i);
                    unicode(c);
                    done = i + 1;
                }
            }
        }
        out.append(text, done, length).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> unicode(c);
        }
    }

    private void unicode(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 15));
        }
    }
}

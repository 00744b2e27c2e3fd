package io.godwit.daemon;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// An event record as `key=value` words, derived from its components.
final class EventText {
    private EventText() {}

    /// `SessionDown` is `session-down`.
    static String name(Record event) {
        return words(event.getClass().getSimpleName(), '-');
    }

    /// Appends ` key=value` for each component that says something.
    static void append(Record event, StringBuilder text) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            String value = value(read(event, component));
            if (!value.isEmpty()) {
                text.append(' ').append(words(component.getName(), '_')).append('=');
                quote(value, text);
            }
        }
    }

    private static Object read(Record event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("event " + event, e);
        }
    }

    private static String value(Object value) {
        return switch (value) {
            case null -> "";
            case Optional<?> optional -> optional.map(EventText::value).orElse("");
            case Enum<?> word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case Collection<?> many ->
                    String.join(",", many.stream().map(EventText::value).toList());
            default -> value.toString();
        };
    }

    /// Quoted when a reader could not tell where it ends. Control characters never reach the log.
    private static void quote(String value, StringBuilder text) {
        boolean plain = true;
        for (int i = 0; i < value.length() && plain; i++) {
            char c = value.charAt(i);
            plain = c > ' ' && c != '"' && c != '=' && c != 0x7F;
        }
        if (plain) {
            text.append(value);
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static String words(String camel, char between) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                text.append(between);
            }
            text.append(Character.toLowerCase(c));
        }
        return text.toString();
    }
}

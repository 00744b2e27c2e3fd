package io.godwit.config.words;

import io.godwit.json.JsonWriter;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON on one line as a person would write it, with blanks; for help texts.
public final class JsonText {
    private JsonText() {}

    public static String spaced(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(e -> JsonWriter.write(e.getKey()) + ": " + spaced(e.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream().map(JsonText::spaced).collect(Collectors.joining(", ", "[", "]"));
            default -> JsonWriter.write(value);
        };
    }
}

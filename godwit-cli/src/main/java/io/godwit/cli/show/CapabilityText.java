package io.godwit.cli.show;

import io.godwit.json.Json;

import java.util.StringJoiner;

/// The value of a capability in a few words: the members of its record, whatever they are.
final class CapabilityText {
    private CapabilityText() {}

    /// `yes` for a capability without a value, else `ipv4`, `65001`, `restarting no time_seconds
    /// 120` …
    static String of(Json.Obj offer) {
        var value = offer.get("value");
        String text = value.map(CapabilityText::words).orElse("");
        return text.isEmpty() ? "yes" : text;
    }

    private static String words(Json value) {
        return switch (value) {
            case Json.Obj object -> object(object);
            case Json.Arr array -> {
                var items = new StringJoiner(", ");
                array.items().forEach(item -> items.add(words(item)));
                yield items.toString();
            }
            case Json.Str text -> text.value();
            case Json.Num number -> number.literal();
            case Json.Bool bool -> bool.value() ? "yes" : "";
            case Json.Null _ -> "";
        };
    }

    /// A family is its name; a record of one member is that member.
    private static String object(Json.Obj object) {
        if (object.integer("afi").isPresent() && object.string("name").isPresent()) {
            return object.string("name").get();
        }
        boolean single = object.members().size() == 1;
        var words = new StringJoiner(" ");
        for (var member : object.members()) {
            String text = words(member.value());
            boolean yes = member.value() instanceof Json.Bool;
            if (!text.isEmpty()) {
                words.add(
                        single || yes ? (yes ? member.name() : text) : member.name() + " " + text);
            }
        }
        return words.toString();
    }
}

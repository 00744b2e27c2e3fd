package io.godwit.config.rpki;

import io.godwit.config.rpki.RpkiReading.Problem;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The items of long arrays in one JSON object, each read for itself: a table of the world has half
/// a million of them, which as one tree would be ten times the memory of its text.
final class JsonItems {
    private final String text;
    private int at;

    private JsonItems(String text) {
        this.text = text;
    }

    /// Hands over each item of the named arrays of the outer object; other members are skipped.
    ///
    /// @param take what becomes of an item of a list; empty if it cannot be understood
    /// @param expected what an item of a list should be, for the message
    static Optional<Problem> each(
            String text,
            List<String> lists,
            BiFunction<String, Json.Obj, Optional<?>> take,
            Function<String, String> expected) {
        var items = new JsonItems(text);
        if (!items.step('{')) {
            return Optional.of(items.problem("expected an object"));
        }
        if (items.step('}')) {
            return Optional.empty();
        }
        do {
            String name = items.value().filter(n -> n.startsWith("\"")).orElse("");
            if (name.length() < 2 || !items.step(':')) {
                return Optional.of(items.problem("expected a member name and `:`"));
            }
            String list = name.substring(1, name.length() - 1);
            Optional<Problem> problem =
                    lists.contains(list)
                            ? items.list(list, take, expected)
                            : items.value().isPresent()
                                    ? Optional.empty()
                                    : Optional.of(items.problem("expected a value"));
            if (problem.isPresent()) {
                return problem;
            }
        } while (items.step(','));
        return items.step('}')
                ? Optional.empty()
                : Optional.of(items.problem("expected `,` or `}`"));
    }

    private Optional<Problem> list(
            String list,
            BiFunction<String, Json.Obj, Optional<?>> take,
            Function<String, String> expected) {
        if (!step('[')) {
            return Optional.of(problem("expected `[` of `" + list + "`"));
        }
        if (step(']')) {
            return Optional.empty();
        }
        do {
            space();
            int from = at;
            Optional<Json.Obj> item =
                    value().flatMap(v ->
                            JsonReader.read(v) instanceof JsonReading.Ok(Json.Obj o)
                                    ? Optional.of(o)
                                    : Optional.empty());
            if (item.flatMap(i -> take.apply(list, i).map(any -> true)).isEmpty()) {
                at = from;
                return Optional.of(problem("an item of `" + list + "` is " + expected.apply(list)));
            }
        } while (step(','));
        return step(']') ? Optional.empty() : Optional.of(problem("expected `,` or `]`"));
    }

    private void space() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private boolean step(char c) {
        space();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    /// The text of the value that stands here; where it ends is found by its brackets and quotes.
    private Optional<String> value() {
        space();
        int from = at;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                string();
            } else if (c == '{' || c == '[') {
                depth++;
                at++;
            } else if (c == '}' || c == ']') {
                if (depth == 0) {
                    break;
                }
                depth--;
                at++;
            } else if (depth == 0 && (c == ',' || c == ':' || c <= ' ')) {
                break;
            } else {
                at++;
                continue;
            }
            if (depth == 0) {
                break;
            }
        }
        return at > from && depth == 0 ? Optional.of(text.substring(from, at)) : Optional.empty();
    }

    private void string() {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + 1);
    }

    private Problem problem(String what) {
        return new Problem(what, Math.min(at, text.length()));
    }
}

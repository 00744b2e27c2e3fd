package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.Addresses.GroupName;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What has been defined of one kind, by name, and what of it is used.
///
/// @param <T> what a name stands for
final class Names<T> {
    private record Defined<T>(GroupName name, Optional<T> value) {}

    private final String kind;
    private final Code unknown;
    private final Reporter report;
    private final Map<String, Defined<T>> defined = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    /// @param kind for messages: "prefix-set"
    Names(String kind, Code unknown, Reporter report) {
        this.kind = kind;
        this.unknown = unknown;
        this.report = report;
    }

    /// Defines a name; a second one of the same spelling is reported.
    ///
    /// @param value empty when its errors have been reported
    void define(GroupName name, Optional<T> value) {
        Defined<T> first = defined.putIfAbsent(name.name(), new Defined<>(name, value));
        if (first != null) {
            report.error(
                    Code.DUPLICATE_DEFINITION,
                    name.at(),
                    "second " + kind + " " + Span.quoted(name.name()),
                    "merge them, or rename one",
                    first.name().at(),
                    "first defined here");
        }
    }

    boolean has(String name) {
        return defined.containsKey(name);
    }

    /// What a name stands for; an unknown one is reported.
    T find(String name, Span at) throws NotUnderstood {
        Defined<T> found = defined.get(name);
        if (found == null) {
            unknown(name, at);
            throw new NotUnderstood();
        }
        used.add(name);
        return found.value().orElseThrow(NotUnderstood::new);
    }

    private void unknown(String name, Span at) {
        String message = "no " + kind + " named " + Span.quoted(name);
        Optional<String> near = NearestWord.of(name, defined.keySet());
        if (near.isPresent()) {
            report.error(
                    unknown,
                    at,
                    message,
                    "did you mean `" + near.get() + "`?",
                    defined.get(near.get()).name().at(),
                    "`" + near.get() + "` is defined here");
        } else {
            String help =
                    defined.isEmpty()
                            ? "no " + kind + " is defined"
                            : "defined are `" + String.join("`, `", defined.keySet()) + "`";
            report.error(unknown, at, message, help);
        }
    }

    void warnUnused() {
        for (Defined<T> one : defined.values()) {
            if (!used.contains(one.name().name())) {
                report.warning(
                        Code.UNUSED_DEFINITION,
                        one.name().at(),
                        kind + " " + Span.quoted(one.name().name()) + " is not used",
                        "");
            }
        }
    }
}

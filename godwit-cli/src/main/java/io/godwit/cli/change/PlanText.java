package io.godwit.cli.change;

import io.godwit.cli.Console;
import io.godwit.cli.Plural;
import io.godwit.cli.show.AnswerText;
import io.godwit.cli.table.Plain;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a change does: a line for each thing that differs, and under it what becomes of routes. The
/// same change of many neighbors is told once, with how many they are and who the first ones are.
final class PlanText implements AnswerText {
    /// So many alike are told one by one, and so many are named of more.
    private static final int NAMED_MOST = 3;

    private final Console console;
    private final boolean detail;
    private final Map<String, List<Json.Obj>> groups = new LinkedHashMap<>();
    private Optional<Json.Obj> prefixes = Optional.empty();
    private int differences;
    private int sessionsLost;
    private final Map<String, Long> routes = new LinkedHashMap<>();

    /// @param detail whether each neighbor is told on its own
    PlanText(Console console, boolean detail) {
        this.console = console;
        this.detail = detail;
    }

    @Override
    public void head(Json.Obj head) {
        String text = head.string("text").orElse("").stripTrailing();
        if (!text.isEmpty()) {
            console.note(text);
        }
    }

    @Override
    public void row(Json.Obj row) {
        if (word(row, "subject").equals("prefixes")) {
            prefixes = Optional.of(row);
            return;
        }
        var parts = differences(row);
        differences += parts.size();
        sessionsLost += losesSession(row) ? 1 : 0;
        if (!losesSession(row)) {
            RoutesText.comeOrGo(row)
                    .forEach((words, count) -> routes.merge(words, count, Long::sum));
        }
        var key = new StringBuilder(word(row, "subject"));
        parts.forEach(d -> key.append('\n').append(word(d, "option")).append(word(d, "effect")));
        if (detail) {
            key.append(groups.size());
        }
        groups.computeIfAbsent(key.toString(), _ -> new ArrayList<>()).add(row);
    }

    /// Prints it all; called whether the change was refused or not.
    @Override
    public void finish() {
        for (var alike : groups.values()) {
            if (alike.size() > NAMED_MOST) {
                print(alike);
            } else {
                alike.forEach(row -> print(List.of(row)));
            }
        }
        prefixes.ifPresent(row ->
                console.out()
                        .line(
                                "! "
                                        + lostPrefixes(row)
                                        + ": "
                                        + names(texts(row), row.integer("unreachable").orElse(0))));
    }

    private void print(List<Json.Obj> rows) {
        String who = who(rows);
        for (int i = 0; i < differences(rows.getFirst()).size(); i++) {
            int part = i;
            var alike = rows.stream().map(row -> differences(row).get(part)).toList();
            var first = alike.getFirst();
            console.out().line(word(first, "mark") + " " + who + what(alike) + effect(first));
        }
        new RoutesText(console).of(rows);
    }

    /// `3 differences, 1 session lost`.
    String summary() {
        return differences == 0
                ? "no differences"
                : Plural.of(differences, "difference")
                        + ", "
                        + Plural.of(sessionsLost, "session")
                        + " lost"
                        + routes.entrySet().stream()
                                .map(e ->
                                        ", " + Plural.of(e.getValue(), "route") + " " + e.getKey())
                                .collect(Collectors.joining())
                        + prefixes.map(row -> ", " + lostPrefixes(row)).orElse("");
    }

    private static String lostPrefixes(Json.Obj row) {
        return row.integer("unreachable").orElse(0)
                + " of "
                + Plural.of(row.integer("known").orElse(0), "prefix")
                + " without any path";
    }

    private static String who(List<Json.Obj> rows) {
        if (rows.size() == 1) {
            String what = word(rows.getFirst(), "subject");
            return switch (what) {
                case "neighbor" -> "neighbor " + name(rows.getFirst()) + ": ";
                case "originate", "aggregate" -> what + " " + name(rows.getFirst()) + ": ";
                case "range" -> "neighbors of " + name(rows.getFirst()) + ": ";
                default -> what + ": ";
            };
        }
        String what =
                switch (word(rows.getFirst(), "subject")) {
                    case "neighbor" -> " neighbors (";
                    case "originate" -> " own routes (";
                    case "aggregate" -> " aggregates (";
                    default -> " ranges of neighbors (";
                };
        var names = rows.stream().map(PlanText::name).toList();
        return rows.size() + what + names(names, names.size()) + "): ";
    }

    private static String names(List<String> names, long all) {
        return String.join(", ", names.subList(0, Math.min(NAMED_MOST, names.size())))
                + (all > NAMED_MOST ? ", …" : "");
    }

    static String name(Json.Obj row) {
        String name = word(row, "name");
        if (word(row, "subject").equals("neighbor")) {
            return word(row, "neighbor") + (name.isEmpty() ? "" : " (" + name + ")");
        }
        // Of what is the same on both sides only what it allows changes.
        var whole = differences(row).getFirst();
        return word(whole, "to").isEmpty() ? word(whole, "from") : word(whole, "to");
    }

    /// The transition, or how many different ones.
    private static String what(List<Json.Obj> alike) {
        var first = alike.getFirst();
        String option = word(first, "option");
        if (option.isEmpty()) {
            return switch (word(first, "effect")) {
                case "starts" -> "added: ";
                case "ends" -> "removed: ";
                default -> changed(alike);
            };
        }
        var all = alike.stream().map(PlanText::transition).distinct().toList();
        return option
                + (all.size() > NAMED_MOST ? " changed, each another way" : String.join(",", all))
                + ": ";
    }

    private static String changed(List<Json.Obj> alike) {
        String from = word(alike.getFirst(), "from");
        if (from.equals(word(alike.getFirst(), "to"))) {
            return "changed, for those who come from now on: "; // a range of neighbors
        }
        return alike.size() == 1 ? "was " + from + ": " : "changed: ";
    }

    private static String transition(Json.Obj difference) {
        String from = word(difference, "from");
        String to = word(difference, "to");
        return from.equals(to)
                ? (to.isEmpty() ? "" : " " + to) + " changed"
                : " " + orNone(from) + " → " + orNone(to);
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static String effect(Json.Obj difference) {
        String why = word(difference, "why");
        return word(difference, "text") + (why.isEmpty() ? "" : " (" + why + ")");
    }

    static boolean losesSession(Json.Obj row) {
        return ends(row) && row.bool("established").orElse(false);
    }

    static boolean ends(Json.Obj row) {
        String effect = word(row, "effect");
        return effect.equals("resets") || effect.equals("ends");
    }

    private static List<Json.Obj> differences(Json.Obj row) {
        return row.items("differences").stream()
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .toList();
    }

    private static List<String> texts(Json.Obj row) {
        return row.items("examples").stream()
                .filter(Json.Str.class::isInstance)
                .map(text -> Plain.of(((Json.Str) text).value()))
                .toList();
    }

    static String word(Json.Obj row, String name) {
        return row.string(name).map(Plain::of).orElse("");
    }
}

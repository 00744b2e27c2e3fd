package io.godwit.cli.change;

import io.godwit.cli.Console;
import io.godwit.cli.show.AnswerText;
import io.godwit.cli.table.Plain;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a change does, a line a step. The same step of many neighbors is one line.
final class PlanText implements AnswerText {
    /// So many neighbors are named one by one.
    private static final int NAMED_MOST = 3;

    private final Console console;
    private final Map<String, List<Json.Obj>> steps = new LinkedHashMap<>();
    private int differences;
    private int sessionsLost;

    PlanText(Console console) {
        this.console = console;
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
        differences++;
        if (loses(row)) {
            sessionsLost++;
        }
        String what = what(row);
        boolean whole = word(row, "option").isEmpty();
        String key = whole ? subject(row) : what + word(row, "subject");
        steps.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
    }

    /// Prints the steps; called whether the change was refused or not.
    @Override
    public void finish() {
        for (var alike : steps.values()) {
            if (alike.size() > NAMED_MOST) {
                String effect = alike.size() + " neighbors: " + effect(alike.getFirst());
                console.out().line(mark(alike.getFirst()) + what(alike.getFirst()) + effect);
                new RoutesText(console).of(alike);
            } else {
                alike.forEach(this::print);
            }
        }
    }

    private void print(Json.Obj row) {
        String subject = subject(row);
        String what = what(row);
        String line =
                word(row, "subject").equals("originate")
                        ? subject
                        : subject + ": " + what + effect(row) + session(row);
        console.out().line(mark(row) + line);
        new RoutesText(console).of(List.of(row));
    }

    /// `3 differences, 1 session lost`.
    String summary() {
        return differences == 0
                ? "no differences"
                : count(differences, "difference")
                        + ", "
                        + count(sessionsLost, "session")
                        + " lost";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String mark(Json.Obj row) {
        return word(row, "mark") + " ";
    }

    private static String subject(Json.Obj row) {
        String subject = word(row, "subject");
        String name = word(row, "name");
        return switch (subject) {
            case "neighbor" ->
                    "neighbor " + word(row, "neighbor") + (name.isEmpty() ? "" : " (" + name + ")");
            case "originate" -> "originate " + word(row, "from") + word(row, "to");
            // Both are the prefix when only what it allows changes.
            case "range" ->
                    "neighbors of "
                            + (word(row, "to").isEmpty() ? word(row, "from") : word(row, "to"));
            default -> subject;
        };
    }

    private static String what(Json.Obj row) {
        String option = word(row, "option");
        String from = word(row, "from");
        String to = word(row, "to");
        if (option.isEmpty()) {
            return switch (word(row, "effect")) {
                case "starts" -> "added: ";
                case "ends" -> "removed: ";
                default -> "changed, for those who come from now on: ";
            };
        }
        return from.equals(to)
                ? option + " " + to + " changed: "
                : option + " " + orNone(from) + " → " + orNone(to) + ": ";
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static String effect(Json.Obj row) {
        String why = word(row, "why");
        return word(row, "text") + (why.isEmpty() ? "" : " (" + why + ")");
    }

    /// What is at stake.
    private static String session(Json.Obj row) {
        return loses(row)
                ? "; it is Established, "
                        + count((int) row.integer("received").orElse(0), "route")
                        + " received"
                : "";
    }

    private static boolean loses(Json.Obj row) {
        String effect = word(row, "effect");
        return (effect.equals("resets") || effect.equals("ends"))
                && row.bool("established").orElse(false);
    }

    private static String word(Json.Obj row, String name) {
        return row.string(name).map(Plain::of).orElse("");
    }
}

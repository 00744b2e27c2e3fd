package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.Note;
import io.godwit.cli.importer.Statements;
import io.godwit.cli.importer.openbgpd.Rule.Action;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The rules that concern a neighbor as the body of a policy. There the last rule that matches
/// decides, here the first statement: what rules set stays in its place, and who decides is asked
/// at the end, the last rule first. A rule whose question a later one spoils is asked in its place,
/// with all that follows in both branches.
final class Filter {
    private static final int DEEPEST_BRANCH = 6;

    /// A rule that decides unless a later one does.
    private record Decision(Condition condition, Rule rule) {}

    private final Draft draft;

    Filter(Draft draft) {
        this.draft = draft;
    }

    /// @param rules those for a neighbor and a direction, in their order
    List<Block> body(List<Rule> rules) {
        return from(rules, 0, new ArrayDeque<>(), 0);
    }

    private List<Block> from(List<Rule> rules, int start, Deque<Decision> pending, int depth) {
        var body = new ArrayList<Block>();
        for (int i = start; i < rules.size() && !Statements.ends(body); i++) {
            var rule = rules.get(i);
            if (rule.trouble().isPresent()) {
                trouble(rule, body);
            } else if (rule.quick()) {
                body.addAll(Statements.choose(rule.condition(), quick(rule, pending), List.of()));
            } else if (rule.action() != Action.MATCH && isDisturbed(rules, i)) {
                if (depth == DEEPEST_BRANCH) {
                    tooDeep(rule, body);
                    return body;
                }
                var first = new ArrayDeque<>(List.of(new Decision(Condition.TRUE, rule)));
                var then = new ArrayList<>(rule.changes());
                then.addAll(from(rules, i + 1, first, depth + 1));
                var otherwise = from(rules, i + 1, new ArrayDeque<>(pending), depth + 1);
                body.addAll(Statements.choose(rule.condition(), then, otherwise));
                return body;
            } else {
                body.addAll(Statements.choose(rule.condition(), rule.changes(), List.of()));
                decides(rule, pending);
            }
        }
        if (!Statements.ends(body)) {
            body.addAll(end(pending));
        }
        return body;
    }

    private static void decides(Rule rule, Deque<Decision> pending) {
        if (rule.action() == Action.MATCH) {
            return;
        }
        if (rule.condition().equals(Condition.TRUE)) {
            pending.clear();
        }
        pending.addFirst(new Decision(rule.condition(), rule));
    }

    private static boolean isDisturbed(List<Rule> rules, int at) {
        var rule = rules.get(at);
        return !rule.condition().equals(Condition.TRUE)
                && rules.subList(at, rules.size()).stream().anyMatch(rule::isDisturbedBy);
    }

    private static List<Block> quick(Rule rule, Deque<Decision> pending) {
        var then = new ArrayList<>(rule.changes());
        then.addAll(rule.action() == Action.MATCH ? end(pending) : decided(rule));
        return then;
    }

    private static List<Block> decided(Rule rule) {
        return rule.action() == Action.ALLOW
                ? Statements.accept()
                : Statements.reject(rule.text().isEmpty() ? "deny" : rule.text());
    }

    private static List<Block> end(Deque<Decision> pending) {
        var body = new ArrayList<Block>();
        for (var decision : pending) {
            body.addAll(
                    Statements.choose(decision.condition(), decided(decision.rule()), List.of()));
        }
        if (!Statements.ends(body)) {
            body.addAll(Statements.reject("no rule allows it"));
        }
        while (body.size() > 1
                && body.getLast().head().equals("accept")
                && body.get(body.size() - 2).head().startsWith("accept if ")) {
            body.remove(body.size() - 2);
        }
        return body;
    }

    /// A rule that allows is left out; others could have kept a route away, or changed it: what it
    /// may be about does not pass.
    private void trouble(Rule rule, List<Block> body) {
        var note = rule.trouble().orElseThrow();
        draft.note(note);
        var instead = Statements.notCarried(note);
        body.add(instead.getFirst());
        if (rule.action() != Action.ALLOW) {
            body.addAll(Statements.choose(rule.condition(), instead.subList(1, 2), List.of()));
        }
    }

    private void tooDeep(Rule rule, List<Block> body) {
        var note =
                new Note(
                        rule.at(),
                        rule.text(),
                        "too many rules behind it change what it asks",
                        true);
        draft.note(note);
        body.addAll(Statements.notCarried(note));
    }
}

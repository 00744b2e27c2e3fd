package io.godwit.policy;

import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for what is legal in a policy and cannot be meant, without a route: what it says is so for
/// every route and neighbor, but it does not find everything.
public final class Findings {
    private final List<Finding> found = new ArrayList<>();

    /// The statements on the way here, with what is known behind each.
    private final List<Passed> way = new ArrayList<>();

    private record Passed(Statement statement, Known known) {}

    private Findings() {}

    /// What can be found.
    public enum Kind {
        /// No route gets there; told of the first of several.
        UNREACHABLE,
        /// The condition holds for every route that gets there.
        ALWAYS,
        /// The condition holds for no route that gets there.
        NEVER,
        /// A condition asks for a member of an empty set.
        EMPTY_SET
    }

    /// @param detail the part of the condition with an empty set; else empty
    /// @param because the statement behind which it is so; empty when the condition says it alone
    public record Finding(
            Kind kind,
            Policy policy,
            Statement statement,
            String detail,
            Optional<Statement> because) {
        /// One line for people, without the place.
        public String text() {
            return switch (kind) {
                case UNREACHABLE -> "no route gets here";
                case ALWAYS -> "the condition holds for every route that gets here";
                case NEVER -> "the condition holds for no route that gets here";
                case EMPTY_SET -> "an empty set is asked, `" + detail + "`";
            };
        }
    }

    /// In one policy, in the order of its statements; not in those that it applies.
    public static List<Finding> of(Policy policy) {
        var findings = new Findings();
        findings.look(policy, policy.statements(), new Known());
        return List.copyOf(findings.found);
    }

    /// Whether nothing in these policies can reject a route: all come through.
    public static boolean acceptsEverything(List<Policy> chain) {
        return chain.stream().allMatch(policy -> rejectsNothing(policy.statements()));
    }

    private static boolean rejectsNothing(List<Statement> statements) {
        return statements.stream().allMatch(Findings::rejectsNothing);
    }

    private static boolean rejectsNothing(Statement statement) {
        return switch (statement) {
            case Statement.Accept _, Statement.Change _ -> true;
            case Statement.Reject reject ->
                    reject.condition()
                            .map(c -> new Known().with(c, true).isImpossible())
                            .orElse(false);
            case Statement.Apply apply -> rejectsNothing(apply.policy().statements());
            case Statement.If choice ->
                    rejectsNothing(choice.then()) && rejectsNothing(choice.otherwise());
        };
    }

    /// Returns what is known behind the statements.
    private Known look(Policy policy, List<Statement> statements, Known first) {
        int before = way.size();
        Known known = first;
        for (Statement statement : statements) {
            if (known.isImpossible()) {
                add(
                        Kind.UNREACHABLE,
                        policy,
                        statement,
                        "",
                        Optional.of(way.getLast().statement()));
                break;
            }
            known = look(policy, statement, known);
            way.add(new Passed(statement, known));
        }
        way.subList(before, way.size()).clear();
        return known;
    }

    private Known look(Policy policy, Statement statement, Known before) {
        Optional<Condition> condition = statement.condition();
        Known holds = condition.map(c -> before.with(c, true)).orElse(before);
        Known fails = condition.map(c -> before.with(c, false)).orElse(impossible());
        condition.ifPresent(c -> judge(policy, statement, c, holds, fails));
        return switch (statement) {
            case Statement.Accept _, Statement.Reject _ -> fails;
            case Statement.Change change -> before.without(Uses.changed(change.action()));
            case Statement.Apply apply ->
                    apply.policy().ends()
                            ? fails
                            : before.without(changed(apply.policy().statements()));
            case Statement.If choice -> {
                Known then = inside(policy, choice, choice.then(), holds);
                Known otherwise = inside(policy, choice, choice.otherwise(), fails);
                if (then.isImpossible() || otherwise.isImpossible()) {
                    yield then.isImpossible() ? otherwise : then;
                }
                yield before.without(changed(choice.then()) | changed(choice.otherwise()));
            }
        };
    }

    /// A block behind a condition.
    private Known inside(
            Policy policy, Statement.If choice, List<Statement> statements, Known known) {
        if (known.isImpossible()) {
            return known;
        }
        way.add(new Passed(choice, known));
        Known behind = look(policy, statements, known);
        way.removeLast();
        return behind;
    }

    private static Known impossible() {
        return new Known().with(new Condition.Asked("", new Condition.Always(false)), true);
    }

    private void judge(
            Policy policy, Statement statement, Condition condition, Known holds, Known fails) {
        Optional<String> empty = empty(condition);
        if (empty.isPresent()) {
            add(Kind.EMPTY_SET, policy, statement, empty.get(), Optional.empty());
        } else if (holds.isImpossible()) {
            add(Kind.NEVER, policy, statement, "", because(condition, true));
        } else if (fails.isImpossible()) {
            add(Kind.ALWAYS, policy, statement, "", because(condition, false));
        }
    }

    /// The statement behind which no route is left for which the condition is so, up to here.
    private Optional<Statement> because(Condition condition, boolean holds) {
        if (new Known().with(condition, holds).isImpossible()) {
            return Optional.empty();
        }
        int at = way.size();
        while (at > 0 && way.get(at - 1).known().with(condition, holds).isImpossible()) {
            at--;
        }
        return at < way.size() ? Optional.of(way.get(at).statement()) : Optional.empty();
    }

    private void add(
            Kind kind,
            Policy policy,
            Statement statement,
            String detail,
            Optional<Statement> because) {
        found.add(new Finding(kind, policy, statement, detail, because));
    }

    private static Optional<String> empty(Condition condition) {
        return switch (condition) {
            case Condition.And(var all) -> firstEmpty(all);
            case Condition.Or(var any) -> firstEmpty(any);
            case Condition.Not(var inner) -> empty(inner);
            case Condition.Asked(var text, var question) ->
                    Known.isEmpty(question) ? Optional.of(text) : Optional.empty();
        };
    }

    private static Optional<String> firstEmpty(List<Condition> conditions) {
        return conditions.stream().map(Findings::empty).flatMap(Optional::stream).findFirst();
    }

    /// The attributes that statements may change.
    private static int changed(List<Statement> statements) {
        int changed = 0;
        for (Statement statement : statements) {
            changed |=
                    switch (statement) {
                        case Statement.Accept _, Statement.Reject _ -> 0;
                        case Statement.Change change -> Uses.changed(change.action());
                        case Statement.Apply apply -> changed(apply.policy().statements());
                        case Statement.If choice ->
                                changed(choice.then()) | changed(choice.otherwise());
                    };
        }
        return changed;
    }
}

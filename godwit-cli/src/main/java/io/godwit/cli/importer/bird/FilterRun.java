package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.Statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs filters without a route: what depends on the route becomes statements of a policy, all else
/// is computed. What follows a statement is a function, so that a `return` in the middle of a
/// function, and an `accept` that another filter follows, need no jumps in the result.
final class FilterRun {
    /// Statements that one filter may become; one that branches without end is not carried over.
    private static final int MOST_STATEMENTS = 20_000;

    /// What comes behind.
    private interface Next extends Function<Scope, List<Block>> {}

    /// Where a statement leads.
    ///
    /// @param accepted behind `accept`
    /// @param last whether nothing comes behind `accept`
    /// @param returned behind `return`
    private record Ways(
            Next accepted, boolean last, BiFunction<Value, Scope, List<Block>> returned) {}

    private final Draft draft;
    private final Definitions definitions;
    private final Evaluation evaluation;
    private final Changes changes;
    private String asked = "";
    private int made;

    FilterRun(Draft draft, Definitions definitions, NamedSets sets) {
        this.draft = draft;
        this.definitions = definitions;
        evaluation = new Evaluation(definitions, sets);
        changes = new Changes(draft, evaluation);
    }

    /// The body of a policy for filters that a route has to pass one after the other.
    List<Block> run(List<Code> filters, Scope scope) {
        made = 0;
        evaluation.begin();
        return run(filters, 0, scope);
    }

    private List<Block> run(List<Code> filters, int index, Scope scope) {
        if (index == filters.size()) {
            return Statements.accept();
        }
        var filter = filters.get(index);
        var ways =
                new Ways(
                        after -> run(filters, index + 1, after),
                        index + 1 == filters.size(),
                        (value, after) ->
                                returnedAtTop(value, filter, () -> run(filters, index + 1, after)));
        return statements(
                filter.body(), 0, scope, ways, _ -> Statements.reject("end of " + filter.name()));
    }

    /// `where f(…)` is a filter whose condition is what is returned.
    private static List<Block> returnedAtTop(
            Value value, Code filter, Supplier<List<Block>> accepted) {
        return Statements.choose(
                Evaluation.truth(value, filter.at()),
                accepted.get(),
                Statements.reject(filter.name()));
    }

    private List<Block> statements(
            List<Code.Stmt> body, int from, Scope scope, Ways ways, Next next) {
        if (from == body.size()) {
            return next.apply(scope);
        }
        var statement = body.get(from);
        if (++made > MOST_STATEMENTS) {
            throw new NotCarried(statement.at(), "this filter", "it branches too much");
        }
        Next rest = after -> statements(body, from + 1, after, ways, next);
        try {
            return statement(statement, scope, ways, rest);
        } catch (NotCarried e) {
            if (made > MOST_STATEMENTS) {
                throw e;
            }
            draft.note(e.note());
            return Statements.notCarried(e.note());
        }
    }

    private List<Block> statement(Code.Stmt statement, Scope scope, Ways ways, Next rest) {
        return switch (statement) {
            case Code.Accept _ -> ways.accepted().apply(scope);
            case Code.Reject reject -> Statements.reject(label(reject));
            case Code.If branch -> branch(branch, scope, ways, rest);
            case Code.Return(_, Optional<Code.Expr> value) when effect(value) ->
                    choose(
                            value.get(),
                            scope,
                            ways,
                            s -> ways.returned().apply(new Value.Truth(Condition.TRUE), s),
                            s -> ways.returned().apply(new Value.Truth(Condition.FALSE), s));
            case Code.Return(_, Optional<Code.Expr> value) ->
                    ways.returned()
                            .apply(
                                    value.map(v -> evaluation.of(v, scope))
                                            .orElse(new Value.Truth(Condition.TRUE)),
                                    scope);
            case Code.Assign assign when !Attributes.known(assign.target()) ->
                    rest.apply(scope.with(assign.target(), evaluation.of(assign.value(), scope)));
            case Code.Do(_, Code.Call call) when definitions.functions().containsKey(call.name()) ->
                    call(call, scope, ways, (_, after) -> rest.apply(after));
            case Code.Print print -> {
                draft.moot(print.at(), print.text(), "policies print nothing");
                yield rest.apply(scope);
            }
            case Code.Other other ->
                    throw new NotCarried(other.at(), other.text(), "has no counterpart");
            default -> {
                var changed = changes.of(statement, scope);
                var all = new ArrayList<>(changed.statements());
                var behind = rest.apply(changed.scope());
                // What only marks a route that is rejected at once is of no use here.
                yield behind.size() == 1 && behind.get(0).head().matches("reject \"[^\"]*\"")
                        ? behind
                        : joined(all, behind);
            }
        };
    }

    private boolean effect(Optional<Code.Expr> value) {
        return value.isPresent() && !definitions.pure(value.get());
    }

    private static List<Block> joined(List<Block> first, List<Block> rest) {
        var all = new ArrayList<>(first);
        all.addAll(rest);
        return all;
    }

    private String label(Code.Reject reject) {
        return reject.message().isEmpty() ? asked : reject.message();
    }

    private List<Block> branch(Code.If branch, Scope scope, Ways ways, Next rest) {
        Next then = s -> asking(branch.text(), () -> statements(branch.then(), 0, s, ways, rest));
        Next otherwise =
                s ->
                        asking(
                                "not " + branch.text(),
                                () -> statements(branch.otherwise(), 0, s, ways, rest));
        return !straight(branch, ways)
                ? choose(branch.condition(), scope, ways, then, otherwise)
                : straight(branch, scope, ways, rest);
    }

    /// A reject without a text is named by what was asked before it.
    private List<Block> asking(String what, Supplier<List<Block>> body) {
        String before = asked;
        asked = what;
        var made = body.get();
        asked = before;
        return made;
    }

    /// Both ways come out at the same place knowing the same, so what follows is said once.
    private List<Block> straight(Code.If branch, Scope scope, Ways ways, Next rest) {
        var condition = evaluation.condition(branch.condition(), scope);
        if (condition instanceof Condition.Always always) {
            // A route that the filter itself has marked is named by the mark.
            boolean marked = always.holds() && !scope.lastAdded().isEmpty();
            return asking(
                    marked ? scope.lastAdded() : asked,
                    () ->
                            statements(
                                    always.holds() ? branch.then() : branch.otherwise(),
                                    0,
                                    scope,
                                    ways,
                                    rest));
        }
        Next nothing = _ -> List.of();
        var then = asking(branch.text(), () -> statements(branch.then(), 0, scope, ways, nothing));
        var otherwise =
                asking(
                        "not " + branch.text(),
                        () -> statements(branch.otherwise(), 0, scope, ways, nothing));
        boolean thenEnds = Statements.ends(then);
        boolean otherwiseEnds = Statements.ends(otherwise);
        if (thenEnds && otherwiseEnds) {
            return Statements.choose(condition, then, otherwise);
        }
        boolean same = thenEnds ? branch.otherwise().isEmpty() : branch.then().isEmpty();
        return joined(
                Statements.choose(condition, then, otherwise),
                rest.apply(same ? scope : scope.forgetting()));
    }

    private boolean straight(List<Code.Stmt> body, Ways ways) {
        return body.stream().allMatch(s -> straight(s, ways));
    }

    private boolean straight(Code.If branch, Ways ways) {
        return straight(branch.then(), ways)
                && straight(branch.otherwise(), ways)
                && definitions.pure(branch.condition());
    }

    private boolean straight(Code.Stmt statement, Ways ways) {
        return switch (statement) {
            case Code.Return _, Code.Other _ -> false;
            case Code.Accept _ -> ways.last();
            case Code.Assign assign -> Attributes.known(assign.target());
            case Code.If branch -> straight(branch, ways);
            case Code.Do(_, Code.Call call) -> definitions.straight(call.name());
            default -> true;
        };
    }

    private List<Block> choose(
            Code.Expr condition, Scope scope, Ways ways, Next then, Next otherwise) {
        return switch (condition) {
            case Code.Invert invert -> choose(invert.of(), scope, ways, otherwise, then);
            case Code.Binary(_, String sign, Code.Expr left, Code.Expr right)
                    when sign.equals("&&") && !definitions.pure(condition) ->
                    choose(
                            left,
                            scope,
                            ways,
                            s -> choose(right, s, ways, then, otherwise),
                            otherwise);
            case Code.Binary(_, String sign, Code.Expr left, Code.Expr right)
                    when sign.equals("||") && !definitions.pure(condition) ->
                    choose(left, scope, ways, then, s -> choose(right, s, ways, then, otherwise));
            case Code.Call call when !definitions.pure(condition) ->
                    call(
                            call,
                            scope,
                            ways,
                            (value, after) ->
                                    pick(
                                            Evaluation.truth(value, call.at()),
                                            after,
                                            then,
                                            otherwise));
            default -> pick(evaluation.condition(condition, scope), scope, then, otherwise);
        };
    }

    private static List<Block> pick(Condition condition, Scope scope, Next then, Next otherwise) {
        if (condition instanceof Condition.Always always) {
            return always.holds() ? then.apply(scope) : otherwise.apply(scope);
        }
        return Statements.choose(condition, then.apply(scope), otherwise.apply(scope));
    }

    private List<Block> call(
            Code.Call call,
            Scope scope,
            Ways ways,
            BiFunction<Value, Scope, List<Block>> returned) {
        var function = definitions.functions().get(call.name());
        if (function == null || scope.depth() > 40) {
            throw new NotCarried(call.at(), call.name() + "(...)", "not a function that is known");
        }
        var inner =
                new Ways(
                        after -> ways.accepted().apply(scope.back(after)),
                        ways.last(),
                        (value, after) -> returned.apply(value, scope.back(after)));
        return statements(
                function.body(),
                0,
                scope.calling(evaluation.bind(function, call, scope)),
                inner,
                after -> returned.apply(new Value.Truth(Condition.TRUE), scope.back(after)));
    }
}

package io.godwit.policy;

import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles policies for one neighbor: questions about the neighbor are answered, conditions that
/// are the same for all prefixes of a block get a place in the memo, statements that can never take
/// effect are left out.
final class Compiler {
    /// A policy that is applied, compiled for a place where these attributes may be changed.
    private record Applied(Step step, int changedBehind) {}

    private static final int SHORT_RUN = 3;

    private final PeerFacts peer;

    /// Whether every statement reports to the [Watcher] of the route, so none is left out.
    private final boolean watched;

    private final Questions questions;
    private final List<RejectPoint> points = new ArrayList<>();
    private final Map<Statement, Integer> numbers = new IdentityHashMap<>();
    private final Map<Policy, Map<Integer, Applied>> applied = new IdentityHashMap<>();
    private int slots;
    private int uses;
    private boolean accepts;

    /// The attributes that statements so far may have changed: what is asked of them now is not
    /// what the block says.
    private int changed;

    Compiler(PeerFacts peer, boolean watched) {
        this.peer = peer;
        this.watched = watched;
        questions = new Questions(peer);
    }

    List<RejectPoint> points() {
        return points;
    }

    int slots() {
        return slots;
    }

    int uses() {
        return uses;
    }

    boolean accepts() {
        return accepts;
    }

    Questions questions() {
        return questions;
    }

    Step chain(List<Policy> chain) {
        List<Step> steps = new ArrayList<>();
        for (Policy policy : chain) {
            steps.add(policy(policy));
        }
        return Step.all(steps.toArray(Step[]::new));
    }

    private Step policy(Policy policy) {
        Map<Integer, Applied> places = applied.computeIfAbsent(policy, _ -> new HashMap<>());
        Applied known = places.get(changed);
        if (known == null) {
            int before = changed;
            Step step = steps(policy, policy.statements());
            known = new Applied(step, changed);
            places.put(before, known);
        }
        changed = known.changedBehind;
        return known.step;
    }

    private Step steps(Policy policy, List<Statement> statements) {
        List<Step> steps = new ArrayList<>();
        var run = new Run();
        for (Statement statement : statements) {
            Test test = condition(policy, statement);
            if (test.equals(Test.NEVER) && !(statement instanceof Statement.If)) {
                number(policy, statement);
                continue;
            }
            Step step = step(policy, statement, test);
            if (test instanceof Memo memo && !(statement instanceof Statement.If)) {
                run.add(memo, step);
            } else {
                run.endTo(steps);
                steps.add(step);
            }
        }
        run.endTo(steps);
        return Step.all(steps.toArray(Step[]::new));
    }

    /// Statements one after the other whose conditions are the same for all prefixes of a block:
    /// when none of them holds, which is the rule, one look passes them all.
    private final class Run {
        private final List<Test> tests = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private boolean compares;

        void add(Memo test, Step step) {
            tests.add(test.test());
            steps.add(step);
            compares |= test.compares();
        }

        void endTo(List<Step> to) {
            if (steps.size() < SHORT_RUN) {
                to.addAll(steps);
            } else {
                Test any = joined(tests.toArray(Test[]::new), true);
                Step all = Step.all(steps.toArray(Step[]::new));
                to.add(guarded(new Memo(slots++, any, compares), all));
            }
            tests.clear();
            steps.clear();
            compares = false;
        }
    }

    private Step step(Policy policy, Statement statement, Test test) {
        return switch (statement) {
            case Statement.Accept _ -> {
                accepts = true;
                yield guarded(test, _ -> 0);
            }
            case Statement.Reject reject -> {
                int number = number(policy, reject);
                yield guarded(test, _ -> number);
            }
            case Statement.Change change -> {
                Change compiled = Change.of(change.action(), questions, peer);
                uses |= Uses.read(change.action());
                changed |= Uses.changed(change.action());
                yield guarded(
                        test,
                        route -> {
                            compiled.apply(route);
                            return Step.GO_ON;
                        });
            }
            case Statement.Apply apply -> {
                int before = changed;
                Step body = policy(apply.policy());
                changed |= before;
                yield guarded(test, body);
            }
            case Statement.If choice -> choice(policy, choice, test);
        };
    }

    private Step choice(Policy policy, Statement.If choice, Test test) {
        if (test.equals(Test.ALWAYS) || test.equals(Test.NEVER)) {
            boolean holds = test.equals(Test.ALWAYS);
            if (!holds) {
                choice.then().forEach(statement -> number(policy, statement));
            }
            Step taken = steps(policy, holds ? choice.then() : choice.otherwise());
            if (holds) {
                choice.otherwise().forEach(statement -> number(policy, statement));
            }
            return taken;
        }
        int before = changed;
        Step then = steps(policy, choice.then());
        int changedThen = changed;
        changed = before;
        Step otherwise = steps(policy, choice.otherwise());
        changed |= changedThen;
        return route -> test.holds(route) ? then.run(route) : otherwise.run(route);
    }

    private static Step guarded(Test test, Step step) {
        return test.equals(Test.ALWAYS)
                ? step
                : route -> test.holds(route) ? step.run(route) : Step.GO_ON;
    }

    // ---- reject points

    private int number(Policy policy, Statement.Reject reject) {
        return numbers.computeIfAbsent(
                reject,
                _ -> {
                    points.add(
                            new RejectPoint(
                                    reject.code(),
                                    reject.label(),
                                    policy.name(),
                                    reject.at(),
                                    reject.text()));
                    return points.size();
                });
    }

    /// Numbers are given in the order of the text, to what is left out too: programs of the same
    /// text have the same numbers.
    private void number(Policy policy, Statement statement) {
        switch (statement) {
            case Statement.Reject reject -> number(policy, reject);
            case Statement.Apply apply ->
                    apply.policy().statements().forEach(s -> number(apply.policy(), s));
            case Statement.If choice -> {
                choice.then().forEach(s -> number(policy, s));
                choice.otherwise().forEach(s -> number(policy, s));
            }
            case Statement.Accept _, Statement.Change _ -> {
                // No number.
            }
        }
    }

    // ---- conditions

    private Test condition(Policy policy, Statement statement) {
        Optional<Condition> condition = statement.condition();
        Test test = condition.map(this::test).orElse(Test.ALWAYS);
        if (!watched) {
            return test;
        }
        return route -> {
            boolean holds = test.holds(route);
            if (route.watcher != null) {
                route.watcher.reached(policy, statement, holds, route);
            }
            return holds;
        };
    }

    private Test test(Condition condition) {
        int used = Uses.of(condition);
        if (!isSameForBlock(used)) {
            return plain(condition, this::test);
        }
        Test test = plain(condition, this::unremembered);
        if (test.equals(Test.ALWAYS) || test.equals(Test.NEVER)) {
            return test;
        }
        return new Memo(slots++, test, (used & Uses.PEER_AS) != 0);
    }

    private Test unremembered(Condition condition) {
        return plain(condition, this::unremembered);
    }

    private boolean isSameForBlock(int used) {
        return (used & Uses.EACH_PREFIX) == 0 && (used & Uses.ATTRIBUTES & changed) == 0;
    }

    private interface Inner {
        Test of(Condition condition);
    }

    private Test plain(Condition condition, Inner inner) {
        return switch (condition) {
            case Condition.And(var all) -> all(all, inner, Test.ALWAYS, Test.NEVER);
            case Condition.Or(var any) -> all(any, inner, Test.NEVER, Test.ALWAYS);
            case Condition.Not(var not) -> Questions.not(inner.of(not));
            case Condition.Asked(_, var question) -> {
                uses |= Uses.of(question);
                yield questions.test(question);
            }
        };
    }

    /// `and` (of none: holds) and `or` (of none: does not hold).
    private static Test all(List<Condition> conditions, Inner inner, Test none, Test decides) {
        List<Test> tests = new ArrayList<>();
        for (Condition condition : conditions) {
            Test test = inner.of(condition);
            if (test.equals(decides)) {
                return decides;
            }
            if (!test.equals(none)) {
                tests.add(test);
            }
        }
        return switch (tests.size()) {
            case 0 -> none;
            case 1 -> tests.getFirst();
            default -> joined(tests.toArray(Test[]::new), decides.equals(Test.ALWAYS));
        };
    }

    /// The first that says `wanted` decides.
    private static Test joined(Test[] tests, boolean wanted) {
        return route -> {
            for (Test test : tests) {
                if (test.holds(route) == wanted) {
                    return wanted;
                }
            }
            return !wanted;
        };
    }
}

package io.godwit.policy;

import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.PathPattern;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// What is left of policies without places, texts, labels and the names of sets: nested lists that
/// are equal when the policies say the same in the same order.
final class Meaning {
    /// A reject is the how-manieth it is, so that one policy applied twice is not taken for two.
    private final Map<Statement, Integer> rejects = new IdentityHashMap<>();

    private final Map<Policy, Object> known = new IdentityHashMap<>();

    private Meaning() {}

    static Object of(List<Policy> chain) {
        Meaning meaning = new Meaning();
        return chain.stream().map(meaning::policy).toList();
    }

    private Object policy(Policy policy) {
        Object meaning = known.get(policy);
        if (meaning == null) {
            meaning = statements(policy.statements());
            known.put(policy, meaning);
        }
        return meaning;
    }

    private List<Object> statements(List<Statement> statements) {
        List<Object> all = new ArrayList<>();
        for (Statement statement : statements) {
            all.add(statement.condition().map(Meaning::condition).orElse(List.of()));
            all.add(
                    switch (statement) {
                        case Statement.Accept _ -> 0;
                        case Statement.Reject reject ->
                                rejects.computeIfAbsent(reject, _ -> rejects.size() + 1);
                        case Statement.Change change -> change.action();
                        case Statement.Apply apply -> policy(apply.policy());
                        case Statement.If choice ->
                                List.of(statements(choice.then()), statements(choice.otherwise()));
                    });
        }
        return all;
    }

    private static Object condition(Condition condition) {
        return switch (condition) {
            case Condition.And(var all) ->
                    List.of("and", all.stream().map(Meaning::condition).toList());
            case Condition.Or(var any) ->
                    List.of("or", any.stream().map(Meaning::condition).toList());
            case Condition.Not(var inner) -> List.of("not", condition(inner));
            case Condition.Asked(_, var question) -> question(question);
        };
    }

    static Object question(Condition.Question question) {
        return switch (question) {
            case Condition.AsIn(var value, var set) -> List.of("in", value, set(set));
            case Condition.PrefixIn(var set) -> List.of("prefix in", set(set));
            case Condition.PrefixWithin(var set) -> List.of("prefix within", set(set));
            case Condition.AddressIn(var value, var set) -> List.of("in", value, set(set));
            case Condition.PathAny(var set) -> List.of("any", set(set));
            case Condition.PathAll(var set) -> List.of("all", set(set));
            case Condition.PathMatches(var pattern) ->
                    List.of(pattern.fromStart(), pattern.toEnd(), node(pattern.node()));
            default -> question;
        };
    }

    private static Object set(AsSetRef ref) {
        return ref instanceof AsSetRef.Known(_, var set) ? set : ref;
    }

    private static Object set(PrefixSetRef ref) {
        return ref instanceof PrefixSetRef.Known(_, var set) ? set : ref;
    }

    private static Object node(PathPattern.Node node) {
        return switch (node) {
            case PathPattern.Node.One one -> one;
            case PathPattern.Node.OneOf(var set) -> set(set);
            case PathPattern.Node.Sequence(var nodes) ->
                    List.of("then", nodes.stream().map(Meaning::node).toList());
            case PathPattern.Node.Choice(var nodes) ->
                    List.of("or", nodes.stream().map(Meaning::node).toList());
            case PathPattern.Node.Repeated(var inner, int least, int most) ->
                    List.of(node(inner), least, most);
        };
    }
}

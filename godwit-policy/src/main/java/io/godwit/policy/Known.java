package io.godwit.policy;

import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.Condition.Range;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.WordField;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is known of every route at one point of a policy: the numbers and words that fields can
/// still be, and the answers to all other questions as far as they were asked. Says when no route
/// is left; it may miss that, but is never wrong.
final class Known {
    /// Larger sets are not taken apart.
    private static final int MANY = 64;

    private record Answer(Condition.Question question, int uses, boolean holds) {
        /// Whether another question cannot have this answer as well.
        private boolean excludes(Condition.Question other, boolean so) {
            return so != holds
                    && (so ? Implication.of(other, question) : Implication.of(question, other));
        }
    }

    /// Conditions that do not hold together, each of which may hold alone.
    private record NotAll(List<Condition> conditions, int uses) {}

    private final Map<NumberField, List<Range>> numbers = new EnumMap<>(NumberField.class);
    private final Map<WordField, Integer> words = new EnumMap<>(WordField.class);
    private final Map<Object, Answer> answers = new HashMap<>();
    private final List<NotAll> notAll = new ArrayList<>();
    private boolean impossible;

    /// Nothing.
    Known() {}

    private Known(Known other) {
        numbers.putAll(other.numbers);
        words.putAll(other.words);
        answers.putAll(other.answers);
        notAll.addAll(other.notAll);
        impossible = other.impossible;
    }

    /// Whether no route can be here.
    boolean isImpossible() {
        return impossible;
    }

    /// What is known where a condition holds, or does not.
    Known with(Condition condition, boolean holds) {
        var more = new Known(this);
        more.learn(condition, holds);
        more.impossible |= more.notAll.stream().anyMatch(more::allHold);
        return more;
    }

    private boolean allHold(NotAll excluded) {
        return excluded.conditions.stream().allMatch(this::isCertain);
    }

    private boolean isCertain(Condition condition) {
        var opposite = new Known(this);
        opposite.learn(condition, false);
        return opposite.impossible;
    }

    /// What is known behind statements that change these attributes.
    Known without(int changed) {
        var less = new Known(this);
        less.numbers.keySet().removeIf(f -> changes(changed, Uses.of(new NumberValue.Field(f))));
        less.words.keySet().removeIf(f -> changes(changed, Uses.of(new Condition.WordIs(f, 0))));
        less.answers.values().removeIf(answer -> changes(changed, answer.uses));
        less.notAll.removeIf(excluded -> changes(changed, excluded.uses));
        return less;
    }

    private static boolean changes(int changed, int uses) {
        return (changed & uses & Uses.ATTRIBUTES) != 0;
    }

    private void learn(Condition condition, boolean holds) {
        switch (condition) {
            case Condition.Not(var inner) -> learn(inner, !holds);
            case Condition.And(var all) -> learn(all, holds, holds);
            case Condition.Or(var any) -> learn(any, holds, !holds);
            case Condition.Asked(_, var question) -> learn(question, holds);
        }
    }

    /// Either each of the parts is so, or one of them.
    private void learn(List<Condition> parts, boolean holds, boolean each) {
        if (each) {
            parts.forEach(part -> learn(part, holds));
        } else if (parts.size() == 1) {
            learn(parts.getFirst(), holds);
        } else {
            impossible |= parts.stream().allMatch(part -> with(part, holds).impossible);
            if (parts.stream().allMatch(Known::isPlain)) {
                notAll.add(new NotAll(holds ? opposites(parts) : parts, Uses.ofAll(parts)));
            }
        }
    }

    private static boolean isPlain(Condition condition) {
        return switch (condition) {
            case Condition.Asked _ -> true;
            case Condition.Not(var inner) -> isPlain(inner);
            case Condition.And _, Condition.Or _ -> false;
        };
    }

    private static List<Condition> opposites(List<Condition> parts) {
        return parts.stream().<Condition>map(Condition.Not::new).toList();
    }

    private void learn(Condition.Question question, boolean holds) {
        switch (question) {
            case Condition.Always(boolean always) -> impossible |= always != holds;
            case Condition.WordIs(var field, int value) -> learn(field, value, holds);
            case Condition.NumberIs(
                            NumberValue.Field(var field),
                            var comparison,
                            NumberValue.Constant(long value)) ->
                    learn(field, ranges(field, comparison, value), holds);
            case Condition.NumberIs(
                            NumberValue.Constant(long value),
                            var comparison,
                            NumberValue.Field(var field)) ->
                    learn(field, ranges(field, turned(comparison), value), holds);
            case Condition.NumberIn(NumberValue.Field(var field), var ranges) ->
                    learn(field, ranges, holds);
            case Condition.AsIn(NumberValue.Field(var field), AsSetRef.Known(_, var set))
                    when set.size() <= MANY ->
                    learn(field, ranges(set), holds);
            default -> answer(question, holds);
        }
        impossible |= holds && isEmpty(question);
    }

    private void answer(Condition.Question question, boolean holds) {
        impossible |= answers.values().stream().anyMatch(known -> known.excludes(question, holds));
        var answer = new Answer(question, Uses.of(question), holds);
        Answer before = answers.put(Meaning.question(question), answer);
        impossible |= before != null && before.holds != holds;
    }

    /// Whether it asks for a member of an empty set.
    static boolean isEmpty(Condition.Question question) {
        return switch (question) {
            case Condition.AsIn(_, var set) -> isEmpty(set);
            case Condition.PathAny(var set) -> isEmpty(set);
            case Condition.PrefixIn(var set) -> isEmpty(set);
            case Condition.PrefixWithin(var set) -> isEmpty(set);
            case Condition.AddressIn(_, var set) -> isEmpty(set);
            case Condition.Has(_, var patterns) -> patterns.isEmpty();
            default -> false;
        };
    }

    private static boolean isEmpty(AsSetRef ref) {
        return ref instanceof AsSetRef.Known(_, var set) && set.size() == 0;
    }

    private static boolean isEmpty(PrefixSetRef ref) {
        return ref instanceof PrefixSetRef.Known(_, var set) && set.isEmpty();
    }

    // ---- words and numbers

    private void learn(WordField field, int value, boolean is) {
        int all = (1 << field.words().size()) - 1;
        int left = words.getOrDefault(field, all) & (is ? 1 << value : ~(1 << value));
        words.put(field, left);
        impossible |= left == 0;
    }

    private void learn(NumberField field, List<Range> ranges, boolean in) {
        List<Range> all = List.of(new Range(field.least(), field.most()));
        List<Range> left =
                both(
                        numbers.getOrDefault(field, all),
                        in ? ranges : others(ranges, field.least(), field.most()));
        numbers.put(field, left);
        impossible |= left.isEmpty();
    }

    private static Comparison turned(Comparison comparison) {
        return switch (comparison) {
            case EQUAL, NOT_EQUAL -> comparison;
            case LESS -> Comparison.GREATER;
            case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
            case GREATER -> Comparison.LESS;
            case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
        };
    }

    private static List<Range> ranges(NumberField field, Comparison comparison, long value) {
        long least = field.least();
        long most = field.most();
        return switch (comparison) {
            case EQUAL -> List.of(new Range(value, value));
            case NOT_EQUAL -> List.of(new Range(least, value - 1), new Range(value + 1, most));
            case LESS -> List.of(new Range(least, value - 1));
            case LESS_OR_EQUAL -> List.of(new Range(least, value));
            case GREATER -> List.of(new Range(value + 1, most));
            case GREATER_OR_EQUAL -> List.of(new Range(value, most));
        };
    }

    private static List<Range> ranges(AsSet set) {
        return set.ranges().stream().map(r -> new Range(r.from(), r.to())).toList();
    }

    private static List<Range> both(List<Range> some, List<Range> others) {
        List<Range> both = new ArrayList<>();
        for (Range a : some) {
            for (Range b : others) {
                long from = Math.max(a.from(), b.from());
                long to = Math.min(a.to(), b.to());
                if (from <= to) {
                    both.add(new Range(from, to));
                }
            }
        }
        return both;
    }

    private static List<Range> others(List<Range> ranges, long least, long most) {
        List<Range> left = List.of(new Range(least, most));
        for (Range range : ranges) {
            left =
                    both(
                            left,
                            List.of(
                                    new Range(least, range.from() - 1),
                                    new Range(range.to() + 1, most)));
        }
        return left;
    }
}

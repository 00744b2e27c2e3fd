package io.godwit.policy;

import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.PrefixSetRef;

import java.util.HashSet;

/// Which questions answer others: who is in a set is in each larger one.
final class Implication {
    private Implication() {}

    /// Whether the second question is answered by yes wherever the first one is. It may miss that,
    /// but is never wrong.
    static boolean of(Condition.Question yes, Condition.Question other) {
        return switch (yes) {
            case Condition.PrefixIn(var small) ->
                    switch (other) {
                        case Condition.PrefixIn(var large) -> includes(large, small);
                        case Condition.PrefixWithin(var large) -> includes(large, small);
                        default -> false;
                    };
            case Condition.AddressIn(var value, var small) ->
                    other instanceof Condition.AddressIn(var same, var large)
                            && value.equals(same)
                            && includes(large, small);
            case Condition.AsIn(var value, var small) ->
                    other instanceof Condition.AsIn(var same, var large)
                            && value.equals(same)
                            && includes(large, small);
            case Condition.PathAny(var small) ->
                    other instanceof Condition.PathAny(var large) && includes(large, small);
            case Condition.PathAll(var small) ->
                    other instanceof Condition.PathAll(var large) && includes(large, small);
            case Condition.Has(var kind, var few) ->
                    other instanceof Condition.Has(var same, var many)
                            && kind == same
                            && new HashSet<>(many).containsAll(few);
            default -> false;
        };
    }

    private static boolean includes(PrefixSetRef large, PrefixSetRef small) {
        return large.equals(small)
                || large instanceof PrefixSetRef.Known(_, var all)
                        && small instanceof PrefixSetRef.Known(_, var some)
                        && all.includes(some);
    }

    private static boolean includes(AsSetRef large, AsSetRef small) {
        return large.equals(small)
                || large instanceof AsSetRef.Known(_, var all)
                        && small instanceof AsSetRef.Known(_, var some)
                        && all.includes(some);
    }
}

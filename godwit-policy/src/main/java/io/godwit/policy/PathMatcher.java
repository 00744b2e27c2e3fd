package io.godwit.policy;

import io.godwit.policy.tree.PathPattern;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/// A path expression as an automaton without empty moves (Glushkov): one state for each letter of
/// the expression, all that are possible at once kept as bits. Time is letters of the path times
/// letters of the expression, whatever the expression.
final class PathMatcher implements Test {
    /// Where an expression can begin and end.
    private record Part(boolean empty, BitSet first, BitSet last) {}

    private final List<Letter> letters = new ArrayList<>();
    private final List<BitSet> follows = new ArrayList<>();
    private final Function<PathPattern.Node, Letter> compile;
    private final boolean fromStart;
    private final boolean toEnd;
    private final boolean empty;
    private final int words;
    private final Letter[] letterOf;
    private final long[] first;
    private final long[] last;
    private final long[][] follow;

    /// What one AS may be.
    interface Letter {
        boolean is(Route route, int as);
    }

    /// @param compile for nodes of one letter
    PathMatcher(PathPattern pattern, Function<PathPattern.Node, Letter> compile) {
        if (pattern.letters() > PathPattern.MAX_LETTERS) {
            throw new IllegalArgumentException("a path expression of too many letters");
        }
        this.compile = compile;
        fromStart = pattern.fromStart();
        toEnd = pattern.toEnd();
        Part part = part(pattern.node());
        empty = part.empty;
        letterOf = letters.toArray(Letter[]::new);
        words = letterOf.length + 63 >> 6;
        first = words(part.first);
        last = words(part.last);
        follow = follows.stream().map(this::words).toArray(long[][]::new);
    }

    private long[] words(BitSet bits) {
        return Arrays.copyOf(bits.toLongArray(), words);
    }

    private Part part(PathPattern.Node node) {
        return switch (node) {
            case PathPattern.Node.One _, PathPattern.Node.OneOf _ -> letter(node);
            case PathPattern.Node.Sequence(var nodes) -> sequence(nodes);
            case PathPattern.Node.Choice(var nodes) -> choice(nodes);
            case PathPattern.Node.Repeated(var inner, int least, int most) ->
                    repeated(inner, least, most);
        };
    }

    private Part letter(PathPattern.Node node) {
        BitSet state = new BitSet();
        state.set(letters.size());
        letters.add(compile.apply(node));
        follows.add(new BitSet());
        return new Part(false, state, state);
    }

    private Part sequence(List<PathPattern.Node> nodes) {
        Part all = new Part(true, new BitSet(), new BitSet());
        for (PathPattern.Node node : nodes) {
            all = then(all, part(node));
        }
        return all;
    }

    private Part then(Part a, Part b) {
        link(a.last, b.first);
        return new Part(
                a.empty && b.empty,
                a.empty ? union(a.first, b.first) : a.first,
                b.empty ? union(a.last, b.last) : b.last);
    }

    private Part choice(List<PathPattern.Node> nodes) {
        Part all = new Part(nodes.isEmpty(), new BitSet(), new BitSet());
        for (PathPattern.Node node : nodes) {
            Part one = part(node);
            all =
                    new Part(
                            all.empty || one.empty,
                            union(all.first, one.first),
                            union(all.last, one.last));
        }
        return all;
    }

    private Part repeated(PathPattern.Node node, int least, int most) {
        Part all = new Part(true, new BitSet(), new BitSet());
        int copies = Math.max(least, most);
        for (int i = 0; i < copies; i++) {
            Part one = part(node);
            all = then(all, i < least ? one : new Part(true, one.first, one.last));
            if (most < 0 && i == copies - 1) {
                link(one.last, one.first);
            }
        }
        if (most < 0 && copies <= 0) {
            Part one = part(node);
            link(one.last, one.first);
            all = new Part(true, one.first, one.last);
        }
        return all;
    }

    private void link(BitSet from, BitSet to) {
        from.stream().forEach(state -> follows.get(state).or(to));
    }

    private static BitSet union(BitSet a, BitSet b) {
        BitSet union = (BitSet) a.clone();
        union.or(b);
        return union;
    }

    @Override
    public boolean holds(Route route) {
        if (empty && !(fromStart && toEnd)) {
            return true;
        }
        long[] states = states(route);
        byte[] path = route.pathBuf;
        int end = route.pathOff + route.pathLen;
        boolean start = true;
        for (int at = route.pathOff; at < end; ) {
            int next = at + 2 + 4 * (path[at + 1] & 0xff);
            boolean set = path[at] == AsPath.SET || path[at] == AsPath.CONFED_SET;
            for (int as = at + 2; as < next; as += set ? next - as : 4) {
                if (step(route, states, as, set ? next : as + 4, start) && !toEnd) {
                    return true;
                }
                start = false;
            }
            at = next;
        }
        return toEnd && (start ? empty : meets(states, last));
    }

    private long[] states(Route route) {
        if (route.states.length < 2 * words) {
            route.states = new long[2 * words];
        } else {
            Arrays.fill(route.states, 0, words, 0);
        }
        return route.states;
    }

    /// Takes one letter of the path, the AS numbers from `from` to `to` (several are a set: it is
    /// each of them); returns whether the expression can end behind it.
    private boolean step(Route route, long[] states, int from, int to, boolean start) {
        if (start || !fromStart) {
            System.arraycopy(first, 0, states, words, words);
        } else {
            Arrays.fill(states, words, 2 * words, 0);
        }
        for (int w = 0; w < words; w++) {
            for (long left = states[w]; left != 0; left &= left - 1) {
                long[] then = follow[w * 64 + Long.numberOfTrailingZeros(left)];
                for (int i = 0; i < words; i++) {
                    states[words + i] |= then[i];
                }
            }
        }
        boolean ends = false;
        for (int w = 0; w < words; w++) {
            long now = 0;
            for (long left = states[words + w]; left != 0; left &= left - 1) {
                Letter letter = letterOf[w * 64 + Long.numberOfTrailingZeros(left)];
                if (is(letter, route, from, to)) {
                    now |= Long.lowestOneBit(left);
                }
            }
            states[w] = now;
            ends |= (now & last[w]) != 0;
        }
        return ends;
    }

    private static boolean is(Letter letter, Route route, int from, int to) {
        for (int at = from; at < to; at += 4) {
            if (letter.is(route, Wire.i32(route.pathBuf, at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean meets(long[] states, long[] last) {
        for (int w = 0; w < last.length; w++) {
            if ((states[w] & last[w]) != 0) {
                return true;
            }
        }
        return false;
    }
}

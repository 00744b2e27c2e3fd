package io.godwit.policy;

import io.godwit.policy.tree.AddressField;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.PathPattern;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.TextField;
import io.godwit.policy.tree.WordField;
import io.godwit.wire.Address;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPaths;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Compiles single questions for one neighbor, and keeps what of him the answers depend on.
///
/// The AS of the neighbor is not part of that while it is only compared: the comparison tells for
/// which AS it would be another ([Route#except]). In any other use the number itself is.
final class Questions {
    private final PeerFacts peer;

    /// What other neighbors must have in common with this one to be judged alike.
    private final Set<Object> facts = new LinkedHashSet<>();

    private boolean needsAs;

    Questions(PeerFacts peer) {
        this.peer = peer;
    }

    Set<Object> facts() {
        return facts;
    }

    boolean needsAs() {
        return needsAs;
    }

    Test test(Condition.Question question) {
        int uses = Uses.of(question);
        if (uses != 0 && (uses & ~(Uses.PEER | Uses.PEER_AS)) == 0) {
            boolean holds = folded(question);
            facts.add(List.of(question, holds));
            return holds ? Test.ALWAYS : Test.NEVER;
        }
        return compile(question);
    }

    /// The answer to a question that looks at nothing but the neighbor. Then only the answer is a
    /// fact, not what it is made of.
    private boolean folded(Condition.Question question) {
        Route nowhere = new Route();
        nowhere.peerAs = peer.as();
        return new Questions(peer).compile(question).holds(nowhere);
    }

    private Test compile(Condition.Question question) {
        return switch (question) {
            case Condition.Always(boolean holds) -> holds ? Test.ALWAYS : Test.NEVER;
            case Condition.NumberIs(var left, var comparison, var right) ->
                    compare(number(left), comparison, number(right));
            case Condition.NumberIn(var value, var ranges) -> in(valueOf(value), asSet(ranges));
            case Condition.AsIn(var value, var set) -> in(valueOf(value), resolve(set));
            case Condition.PrefixIn(var set) -> prefixIn(resolve(set));
            case Condition.PrefixWithin(var set) -> prefixWithin(resolve(set));
            case Condition.AddressIs(var left, boolean equal, var right) ->
                    equal ? same(left, right) : not(same(left, right));
            case Condition.AddressIn(var value, var set) -> addressIn(value, resolve(set));
            case Condition.WordIs(var field, int value) -> word(field, value);
            case Condition.TextIs(var field, var value) -> text(field, value);
            case Condition.PathContains(var as) -> contains(number(as));
            case Condition.PathAny(var set) -> pathAny(resolve(set));
            case Condition.PathAll(var set) -> pathAll(resolve(set));
            case Condition.PathMatches(var pattern) -> matches(pattern);
            case Condition.Has(var kind, var patterns) -> has(kind, masks(patterns));
            case Condition.Exists(int code) -> route -> route.exists(code);
        };
    }

    static Test not(Test test) {
        if (test.equals(Test.ALWAYS)) {
            return Test.NEVER;
        }
        return test.equals(Test.NEVER) ? Test.ALWAYS : route -> !test.holds(route);
    }

    // ---- numbers

    /// A number that may stand for the neighbor's AS; who takes it compares it for equality only.
    private Num number(NumberValue value) {
        return switch (value) {
            case NumberValue.Constant(long number) -> new Num.Known(number);
            case NumberValue.Field(var field) -> field(field);
            case NumberValue.Arithmetic(var left, var operator, var right) ->
                    computed(number(left), operator, number(right));
        };
    }

    /// A number for any use.
    Num valueOf(NumberValue value) {
        Num number = number(value);
        if (number instanceof Num.PeerAs) {
            needAs();
        }
        return number;
    }

    private Num field(NumberField field) {
        return switch (field) {
            case PEER_AS -> new Num.PeerAs(0);
            case LOCAL_AS -> new Num.Known(fact(peer.localAs()));
            default -> new Num.Asked(field);
        };
    }

    private Num computed(Num left, NumberValue.Operator operator, Num right) {
        if (left instanceof Num.Known(long a) && right instanceof Num.Known(long b)) {
            return new Num.Known(Num.compute(a, operator, b));
        }
        if (left instanceof Num.PeerAs(long more)
                && more == 0
                && right instanceof Num.Known(long b)
                && b != Route.NONE) {
            if (operator == NumberValue.Operator.PLUS) {
                return new Num.PeerAs(b);
            }
            if (operator == NumberValue.Operator.MINUS) {
                return new Num.PeerAs(-b);
            }
        }
        if (left instanceof Num.PeerAs || right instanceof Num.PeerAs) {
            needAs();
        }
        return new Num.Computed(left, operator, right);
    }

    private void needAs() {
        needsAs = true;
        facts.add(peer.as());
    }

    private <T> T fact(T value) {
        facts.add(value);
        return value;
    }

    private Test compare(Num left, Comparison comparison, Num right) {
        boolean leftOpen = left instanceof Num.PeerAs;
        boolean rightOpen = right instanceof Num.PeerAs;
        boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        if (leftOpen && rightOpen || (leftOpen || rightOpen) && !equality) {
            needAs();
        } else if (leftOpen || rightOpen) {
            Test equal =
                    leftOpen ? sameAs((Num.PeerAs) left, right) : sameAs((Num.PeerAs) right, left);
            return comparison == Comparison.EQUAL ? equal : not(equal);
        }
        return route -> holds(left.of(route), comparison, right.of(route));
    }

    /// No result equals nothing, and is neither less nor more.
    static boolean holds(long a, Comparison comparison, long b) {
        if (a == Route.NONE || b == Route.NONE) {
            return comparison == Comparison.NOT_EQUAL;
        }
        return switch (comparison) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
        };
    }

    private static Test sameAs(Num.PeerAs open, Num other) {
        return route -> {
            long value = other.of(route);
            if (route.peerAs == Route.NONE) {
                route.except(value - open.more());
                return false;
            }
            return value != Route.NONE && value == open.of(route);
        };
    }

    private static Test in(Num value, AsSet set) {
        return route -> set.contains(value.of(route));
    }

    private static AsSet asSet(List<Condition.Range> ranges) {
        return AsSet.of(ranges.stream().map(r -> new AsSet.Range(r.from(), r.to())).toList());
    }

    // ---- sets

    private AsSet resolve(AsSetRef ref) {
        return switch (ref) {
            case AsSetRef.Known(_, var set) -> set;
            case AsSetRef.OfPeer _ -> fact(peer.irrOrigins());
        };
    }

    private PrefixSet resolve(PrefixSetRef ref) {
        return switch (ref) {
            case PrefixSetRef.Known(_, var set) -> set;
            case PrefixSetRef.OfPeer _ -> fact(peer.irrPrefixes());
        };
    }

    private static Test prefixIn(PrefixSet set) {
        return route -> {
            Subject s = route.subject;
            return set.contains(s.v6, s.prefixHigh, s.prefixLow, s.prefixLength);
        };
    }

    private static Test prefixWithin(PrefixSet set) {
        return route -> {
            Subject s = route.subject;
            return set.covers(s.v6, s.prefixHigh, s.prefixLow, s.prefixLength);
        };
    }

    // ---- addresses

    private Test same(AddressValue left, AddressValue right) {
        if (isNextHop(left)) {
            return isNextHop(right) ? Route::hasHop : hopIs(right);
        }
        if (isNextHop(right)) {
            return hopIs(left);
        }
        if (isSource(left) || isSource(right)) {
            Address other = isSource(left) ? isSource(right) ? null : known(right) : known(left);
            return isSource(left) && isSource(right)
                    ? Test.ALWAYS
                    : route -> route.subject.source.address().equals(other);
        }
        Address one = known(left);
        return one != null && one.equals(known(right)) ? Test.ALWAYS : Test.NEVER;
    }

    private Test hopIs(AddressValue other) {
        if (isSource(other)) {
            return route -> route.hopIs(route.subject.source.address());
        }
        Address known = known(other);
        return route -> route.hopIs(known);
    }

    static boolean isNextHop(AddressValue value) {
        return value instanceof AddressValue.Field(var field) && field == AddressField.NEXT_HOP;
    }

    static boolean isSource(AddressValue value) {
        return value instanceof AddressValue.Field(var field)
                && field == AddressField.ROUTE_PEER_ADDRESS;
    }

    /// An address that is known when the program is compiled; null if the session has none yet.
    Address known(AddressValue value) {
        return switch (value) {
            case AddressValue.Constant(var address) -> address;
            case AddressValue.Field(var field) ->
                    field == AddressField.PEER_ADDRESS ? fact(peer.address()) : ownAddress();
        };
    }

    /// Our address of the session; null if it is not known.
    Address ownAddress() {
        return fact(peer.localAddress()).orElse(null);
    }

    private Test addressIn(AddressValue value, PrefixSet set) {
        if (isNextHop(value)) {
            return route ->
                    route.hasHop()
                            && set.covers(
                                    route.hopIsV6(),
                                    route.hopHigh(),
                                    route.hopLow(),
                                    route.hopIsV6() ? 128 : 32);
        }
        if (isSource(value)) {
            return route -> covers(set, route.subject.source.address());
        }
        Address known = known(value);
        return known != null && covers(set, known) ? Test.ALWAYS : Test.NEVER;
    }

    private static boolean covers(PrefixSet set, Address address) {
        return set.covers(address.isV6(), address.high(), address.low(), address.bits());
    }

    // ---- words

    private Test word(WordField field, int value) {
        return switch (field) {
            case ORIGIN -> route -> route.origin == value;
            case FAMILY -> route -> route.subject.v6 == (value == 1);
            case RPKI -> rpki(value);
            case ASPA ->
                    route -> {
                        Subject s = route.subject;
                        return value == s.validation.path(s.block, s.offset, s.length, s.source);
                    };
            case PEER_ROLE -> peer.role().ordinal() == value ? Test.ALWAYS : Test.NEVER;
            case ROUTE_SOURCE -> route -> source(route.subject.source) == value;
        };
    }

    private Test rpki(int value) {
        long localAs = fact(peer.localAs());
        return route -> route.rpki(localAs) == value;
    }

    /// Index into the words of `route.source`.
    private static int source(PeerFacts from) {
        if (from.isOurselves()) {
            return 0;
        }
        return from.role().isOutside() ? 1 : 2; // RFC 5065 §5.3: members are internal
    }

    private Test text(TextField field, String value) {
        return switch (field) {
            case PEER_NAME -> peer.name().equals(value) ? Test.ALWAYS : Test.NEVER;
            case PEER_GROUP -> peer.group().equals(value) ? Test.ALWAYS : Test.NEVER;
            case ROUTE_PEER_NAME -> route -> route.subject.source.name().equals(value);
            case ROUTE_PEER_GROUP -> route -> route.subject.source.group().equals(value);
        };
    }

    // ---- the path

    private static Test contains(Num as) {
        if (as instanceof Num.PeerAs(long more)) {
            return route -> {
                if (route.peerAs == Route.NONE) {
                    route.exceptPath(more);
                    return false;
                }
                return contains(route, as.of(route));
            };
        }
        return route -> contains(route, as.of(route));
    }

    private static boolean contains(Route route, long as) {
        return as != Route.NONE
                && AsPaths.contains(route.pathBuf, route.pathOff, route.pathLen, (int) as);
    }

    private static Test pathAny(AsSet set) {
        return route -> anyInPath(route, set, true);
    }

    /// An empty path has no AS that is not in the set.
    private static Test pathAll(AsSet set) {
        return route -> !anyInPath(route, set, false);
    }

    /// Whether some AS of the path is in the set, or is not.
    private static boolean anyInPath(Route route, AsSet set, boolean wanted) {
        byte[] path = route.pathBuf;
        int end = route.pathOff + route.pathLen;
        for (int at = route.pathOff; at < end; ) {
            int next = at + 2 + 4 * (path[at + 1] & 0xff);
            for (at += 2; at < next; at += 4) {
                if (set.contains(Wire.i32(path, at)) == wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    private Test matches(PathPattern pattern) {
        List<Num.PeerAs> compared = new ArrayList<>();
        PathMatcher matcher = new PathMatcher(pattern, node -> letter(node, compared));
        if (compared.isEmpty()) {
            return matcher;
        }
        return route -> {
            if (route.peerAs == Route.NONE) {
                for (Num.PeerAs as : compared) {
                    route.exceptPath(as.more());
                }
            }
            return matcher.holds(route);
        };
    }

    private PathMatcher.Letter letter(PathPattern.Node node, List<Num.PeerAs> compared) {
        return switch (node) {
            case PathPattern.Node.OneOf(var ref) -> {
                AsSet set = resolve(ref);
                yield (_, as) -> set.contains(as);
            }
            case PathPattern.Node.One(var ranges, var values, boolean negated) -> {
                AsSet set = asSet(ranges);
                Num[] numbers = values.stream().map(this::number).toArray(Num[]::new);
                for (Num number : numbers) {
                    if (number instanceof Num.PeerAs as) {
                        compared.add(as);
                    }
                }
                yield numbers.length == 0
                        ? (_, as) -> set.contains(as) != negated
                        : (route, as) -> isOne(route, as, set, numbers) != negated;
            }
            default -> throw new IllegalArgumentException("no letter: " + node);
        };
    }

    private static boolean isOne(Route route, int as, AsSet set, Num[] numbers) {
        for (Num number : numbers) {
            if (number.of(route) == (as & 0xffff_ffffL)) {
                return true;
            }
        }
        return set.contains(as);
    }

    // ---- communities

    private static Test has(CommunityKind kind, CommunityMask[] masks) {
        Test many = CommunitySet.of(kind, masks, others -> oneByOne(kind, others));
        return many != null ? many : oneByOne(kind, masks);
    }

    private static Test oneByOne(CommunityKind kind, CommunityMask[] masks) {
        boolean compares = false;
        for (CommunityMask mask : masks) {
            compares |= mask.compares();
        }
        if (!compares) {
            Test words = CommunityWords.of(kind, masks);
            return words != null ? words : route -> CommunityList.has(route, kind, masks);
        }
        return route -> {
            if (route.peerAs == Route.NONE) {
                CommunityList.except(route, kind, masks);
            }
            return CommunityList.has(route, kind, masks);
        };
    }

    /// For any use: an AS in them must be known.
    CommunityMask[] known(List<CommunityPattern> patterns) {
        CommunityMask[] masks = masks(patterns);
        for (CommunityMask mask : masks) {
            if (mask.compares()) {
                needAs();
            }
        }
        return masks;
    }

    private CommunityMask[] masks(List<CommunityPattern> patterns) {
        return patterns.stream().map(this::mask).toArray(CommunityMask[]::new);
    }

    private CommunityMask mask(CommunityPattern pattern) {
        int count = pattern.parts().size();
        long[] from = new long[count];
        long[] to = new long[count];
        Num[] exact = new Num[count];
        for (int i = 0; i < count; i++) {
            switch (pattern.parts().get(i)) {
                case CommunityPattern.Part.Any _ -> to[i] = 0xffff_ffffL;
                case CommunityPattern.Part.Range(long least, long most) -> {
                    from[i] = least;
                    to[i] = most;
                }
                case CommunityPattern.Part.Exactly(var value) -> exact[i] = number(value);
            }
            if (exact[i] instanceof Num.Known(long value)) {
                boolean type = i == 0 && pattern.kind() == CommunityKind.EXTENDED;
                from[i] = type ? CommunityMask.type((int) value) : value;
                to[i] = from[i];
                exact[i] = null;
            }
        }
        return new CommunityMask(from, to, exact);
    }
}

package io.godwit.policy;

import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.PathPattern;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.Origin;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What policies mean, said again without regard to time: walks the tree over decoded attributes.
final class Naive {
    private static final int ACCEPT = 0;
    private static final long NOTHING = -1;
    private static final List<Integer> NOT_OPTIONAL = List.of(1, 2, 3, 5, 14);

    final Map<Integer, Attribute> attributes = new TreeMap<>();
    private final PeerFacts peer;
    private final PeerFacts source;
    private final Prefix prefix;
    private final Validation validation;
    private final AsPath came;
    private long localPref;

    /// The statement that rejected.
    Statement rejected;

    Naive(RouteBlock block, PeerFacts peer, PeerFacts source, Validation validation) {
        this.peer = peer;
        this.source = source;
        this.validation = validation;
        prefix = block.prefix();
        localPref = block.localPref() & 0xffff_ffffL;
        for (int code = 0; code < 256; code++) {
            int at = code;
            block.attribute(code).ifPresent(attribute -> attributes.put(at, attribute));
        }
        came = (AsPath) attributes.get(2);
    }

    boolean accepts(List<Policy> chain) {
        for (Policy policy : chain) {
            Optional<Boolean> verdict = run(policy.statements());
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        throw new AssertionError("fell off the end");
    }

    private Optional<Boolean> run(List<Statement> statements) {
        for (Statement statement : statements) {
            boolean holds = statement.condition().map(this::holds).orElse(true);
            if (!holds && !(statement instanceof Statement.If)) {
                continue;
            }
            Optional<Boolean> verdict =
                    switch (statement) {
                        case Statement.Accept _ -> Optional.of(true);
                        case Statement.Reject reject -> {
                            rejected = reject;
                            yield Optional.of(false);
                        }
                        case Statement.Change change -> {
                            change(change.action());
                            yield Optional.empty();
                        }
                        case Statement.Apply apply -> run(apply.policy().statements());
                        case Statement.If choice -> run(holds ? choice.then() : choice.otherwise());
                    };
            if (verdict.isPresent()) {
                return verdict;
            }
        }
        return Optional.empty();
    }

    // ---- conditions

    private boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.And(var all) -> all.stream().allMatch(this::holds);
            case Condition.Or(var any) -> any.stream().anyMatch(this::holds);
            case Condition.Not(var inner) -> !holds(inner);
            case Condition.Asked(_, var question) -> holds(question);
        };
    }

    private boolean holds(Condition.Question question) {
        return switch (question) {
            case Condition.Always(boolean holds) -> holds;
            case Condition.NumberIs is -> compare(is);
            case Condition.NumberIn(var value, var ranges) -> {
                long number = number(value);
                yield ranges.stream().anyMatch(r -> r.from() <= number && number <= r.to());
            }
            case Condition.AsIn(var value, var set) -> number(value) >= 0 && in(number(value), set);
            case Condition.PrefixIn(var set) ->
                    ranges(set).stream()
                            .anyMatch(r ->
                                    r.prefix().contains(prefix)
                                            && r.least() <= prefix.length()
                                            && prefix.length() <= r.most());
            case Condition.PrefixWithin(var set) -> covered(prefix, set);
            case Condition.AddressIs(var left, boolean equal, var right) -> {
                Optional<Address> address = address(left);
                yield (address.isPresent() && address.equals(address(right))) == equal;
            }
            case Condition.AddressIn(var value, var set) ->
                    address(value).map(a -> covered(Prefix.of(a, a.bits()), set)).orElse(false);
            case Condition.WordIs(var field, int value) ->
                    switch (field) {
                        case ORIGIN -> ((Origin) attributes.get(1)).value() == value;
                        case FAMILY -> prefix.address().isV6() == (value == 1);
                        case RPKI -> rpki() == value;
                        case ASPA -> Validation.NOT_FOUND == value;
                        case PEER_ROLE -> peer.role().ordinal() == value;
                        case ROUTE_SOURCE ->
                                value
                                        == (source.isOurselves()
                                                ? 0
                                                : source.role().isOutside() ? 1 : 2);
                    };
            case Condition.TextIs(var field, var value) ->
                    switch (field) {
                        case PEER_NAME -> peer.name().equals(value);
                        case PEER_GROUP -> peer.group().equals(value);
                        case ROUTE_PEER_NAME -> source.name().equals(value);
                        case ROUTE_PEER_GROUP -> source.group().equals(value);
                    };
            case Condition.PathContains(var as) -> {
                long number = number(as);
                yield path().flatMap(List::stream).anyMatch(x -> x == number);
            }
            case Condition.PathAny(var set) ->
                    path().flatMap(List::stream).anyMatch(as -> in(as, set));
            case Condition.PathAll(var set) ->
                    path().flatMap(List::stream).allMatch(as -> in(as, set));
            case Condition.PathMatches(var pattern) -> matches(pattern);
            case Condition.Has(var kind, var patterns) ->
                    communities(kind).stream().anyMatch(c -> isOne(kind, c, patterns));
            case Condition.Exists(int code) -> attributes.containsKey(code);
        };
    }

    private boolean compare(Condition.NumberIs is) {
        long a = number(is.left());
        long b = number(is.right());
        boolean both = a != NOTHING && b != NOTHING;
        return switch (is.comparison()) {
            case EQUAL -> both && a == b;
            case NOT_EQUAL -> !both || a != b;
            case LESS -> both && a < b;
            case LESS_OR_EQUAL -> both && a <= b;
            case GREATER -> both && a > b;
            case GREATER_OR_EQUAL -> both && a >= b;
        };
    }

    private boolean covered(Prefix asked, PrefixSetRef set) {
        return ranges(set).stream().anyMatch(range -> range.prefix().contains(asked));
    }

    private List<PrefixRange> ranges(PrefixSetRef ref) {
        return ref instanceof PrefixSetRef.Known(_, var set)
                ? set.ranges()
                : peer.irrPrefixes().ranges();
    }

    private boolean in(long as, AsSetRef ref) {
        AsSet set = ref instanceof AsSetRef.Known(_, var known) ? known : peer.irrOrigins();
        return set.ranges().stream().anyMatch(range -> range.from() <= as && as <= range.to());
    }

    private int rpki() {
        List<AsPath.Segment> segments = came.segments();
        int origin = (int) peer.localAs();
        if (!segments.isEmpty()) {
            AsPath.Segment last = segments.getLast();
            origin = last.type() == AsPath.SET ? 0 : last.asns().at(last.asns().size() - 1);
        }
        Address address = prefix.address();
        return validation.origin(
                address.isV6(), address.high(), address.low(), prefix.length(), origin);
    }

    // ---- values

    private long number(NumberValue value) {
        return switch (value) {
            case NumberValue.Constant(long number) -> number;
            case NumberValue.Field(var field) -> number(field);
            case NumberValue.Arithmetic(var left, var operator, var right) ->
                    compute(number(left), operator, number(right));
        };
    }

    private static long compute(long a, NumberValue.Operator operator, long b) {
        if (a < 0 || b < 0) {
            return NOTHING;
        }
        var x = java.math.BigInteger.valueOf(a);
        var y = java.math.BigInteger.valueOf(b);
        boolean divides = b == 0;
        var result =
                switch (operator) {
                    case PLUS -> x.add(y);
                    case MINUS -> x.subtract(y);
                    case TIMES -> x.multiply(y);
                    case DIVIDED_BY -> divides ? y.not() : x.divide(y);
                    case MODULO -> divides ? y.not() : x.mod(y);
                };
        return result.signum() < 0 || result.bitLength() > 32 ? NOTHING : result.longValue();
    }

    private long number(NumberField field) {
        List<AsPath.Segment> segments = ((AsPath) attributes.get(2)).segments();
        return switch (field) {
            case PREFIX_LENGTH -> prefix.length();
            case AS_PATH_LENGTH -> ((AsPath) attributes.get(2)).length();
            case AS_PATH_FIRST ->
                    segments.isEmpty() || segments.getFirst().type() == AsPath.SET
                            ? 0
                            : segments.getFirst().asns().unsigned(0);
            case AS_PATH_LAST ->
                    segments.isEmpty() || segments.getLast().type() == AsPath.SET
                            ? 0
                            : segments.getLast()
                                    .asns()
                                    .unsigned(segments.getLast().asns().size() - 1);
            case MED -> attributes.get(4) instanceof MultiExitDisc(long med) ? med : 0;
            case LOCAL_PREF -> localPref;
            case PEER_AS -> peer.as();
            case LOCAL_AS -> peer.localAs();
            case ROUTE_PEER_AS -> source.as();
        };
    }

    private Optional<Address> address(AddressValue value) {
        return switch (value) {
            case AddressValue.Constant(var address) -> Optional.of(address);
            case AddressValue.Field(var field) ->
                    switch (field) {
                        case NEXT_HOP -> hop();
                        case PEER_ADDRESS -> Optional.of(peer.address());
                        case LOCAL_ADDRESS -> peer.localAddress();
                        case ROUTE_PEER_ADDRESS -> Optional.of(source.address());
                    };
        };
    }

    private Optional<Address> hop() {
        if (attributes.get(3) instanceof NextHop(var address)) {
            return Optional.of(address);
        }
        return ((MpReach) attributes.get(14)).nextHops().stream().findFirst();
    }

    // ---- the path

    /// The letters: of a sequence one each, of a set all in one.
    private java.util.stream.Stream<List<Long>> path() {
        return ((AsPath) attributes.get(2))
                .segments().stream()
                        .flatMap(s -> {
                            List<Long> all =
                                    IntStream.range(0, s.asns().size())
                                            .mapToObj(s.asns()::unsigned)
                                            .toList();
                            return s.type() == AsPath.SET
                                    ? java.util.stream.Stream.of(all)
                                    : all.stream().map(List::of);
                        });
    }

    private boolean matches(PathPattern pattern) {
        List<List<Long>> letters = path().toList();
        for (int start = 0; start <= (pattern.fromStart() ? 0 : letters.size()); start++) {
            TreeSet<Integer> ends = ends(pattern.node(), letters, start);
            if (pattern.toEnd() ? ends.contains(letters.size()) : !ends.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private TreeSet<Integer> ends(PathPattern.Node node, List<List<Long>> letters, int start) {
        var ends = new TreeSet<Integer>();
        switch (node) {
            case PathPattern.Node.One(var ranges, var values, boolean negated) -> {
                if (start < letters.size()
                        && letters.get(start).stream()
                                .anyMatch(as -> isOne(as, ranges, values) != negated)) {
                    ends.add(start + 1);
                }
            }
            case PathPattern.Node.OneOf(var set) -> {
                if (start < letters.size()
                        && letters.get(start).stream().anyMatch(as -> in(as, set))) {
                    ends.add(start + 1);
                }
            }
            case PathPattern.Node.Sequence(var nodes) -> {
                ends.add(start);
                for (PathPattern.Node next : nodes) {
                    List<Integer> before = List.copyOf(ends);
                    ends.clear();
                    before.forEach(at -> ends.addAll(ends(next, letters, at)));
                }
            }
            case PathPattern.Node.Choice(var nodes) ->
                    nodes.forEach(next -> ends.addAll(ends(next, letters, start)));
            case PathPattern.Node.Repeated(var inner, int least, int most) -> {
                var now = new TreeSet<Integer>(List.of(start));
                for (int n = 0; n <= (most < 0 ? least + letters.size() + 1 : most); n++) {
                    if (n >= least) {
                        ends.addAll(now);
                    }
                    List<Integer> before = List.copyOf(now);
                    now.clear();
                    before.forEach(at -> now.addAll(ends(inner, letters, at)));
                }
            }
        }
        return ends;
    }

    private boolean isOne(long as, List<Condition.Range> ranges, List<NumberValue> values) {
        return ranges.stream().anyMatch(r -> r.from() <= as && as <= r.to())
                || values.stream().anyMatch(value -> number(value) == as);
    }

    // ---- communities, each as its parts

    private List<List<Long>> communities(CommunityKind kind) {
        List<List<Long>> all = new ArrayList<>();
        switch (kind) {
            case STANDARD -> {
                if (attributes.get(8) instanceof Communities(var values)) {
                    for (int i = 0; i < values.size(); i++) {
                        all.add(List.of(values.unsigned(i) >> 16, values.unsigned(i) & 0xffff));
                    }
                }
            }
            case LARGE -> {
                if (attributes.get(32) instanceof LargeCommunities(var v)) {
                    for (int i = 0; i < v.size(); i += 3) {
                        all.add(List.of(v.unsigned(i), v.unsigned(i + 1), v.unsigned(i + 2)));
                    }
                }
            }
            case EXTENDED -> {
                if (attributes.get(16) instanceof ExtendedCommunities(var packed)) {
                    for (int i = 0; i < packed.length(); i += 8) {
                        all.add(extended(packed.slice(i, i + 8)));
                    }
                }
            }
        }
        return all;
    }

    /// Behind the three parts, all octets.
    private static List<Long> extended(Bytes octets) {
        ByteBuffer b = ByteBuffer.wrap(octets.toArray());
        boolean wide = b.get(0) == 1 || b.get(0) == 2;
        long type = b.getShort(0) & 0xffff;
        return List.of(
                b.get(0) == 2 ? type - 0x200 : type,
                wide ? b.getInt(2) & 0xffff_ffffL : b.getShort(2) & 0xffffL,
                wide ? b.getShort(6) & 0xffffL : b.getInt(4) & 0xffff_ffffL,
                b.getLong(0));
    }

    private boolean isOne(CommunityKind kind, List<Long> parts, List<CommunityPattern> patterns) {
        return patterns.stream()
                .anyMatch(p ->
                        IntStream.range(0, kind.parts())
                                .allMatch(i -> isOne(kind, i, parts.get(i), p.parts().get(i))));
    }

    private boolean isOne(CommunityKind kind, int index, long part, CommunityPattern.Part wanted) {
        return switch (wanted) {
            case CommunityPattern.Part.Any _ -> true;
            case CommunityPattern.Part.Range(long from, long to) -> from <= part && part <= to;
            case CommunityPattern.Part.Exactly(var value) -> {
                long number = number(value);
                boolean type = kind == CommunityKind.EXTENDED && index == 0;
                yield part == (type && number >> 8 == 2 ? number - 0x200 : number);
            }
        };
    }

    private void put(CommunityKind kind, List<List<Long>> all) {
        int code =
                switch (kind) {
                    case STANDARD -> 8;
                    case LARGE -> 32;
                    case EXTENDED -> 16;
                };
        if (all.isEmpty()) {
            attributes.remove(code);
            return;
        }
        attributes.put(
                code,
                switch (kind) {
                    case STANDARD ->
                            new Communities(
                                    Ints.of(
                                            all.stream()
                                                    .mapToInt(
                                                            c -> (int) (c.get(0) << 16 | c.get(1)))
                                                    .toArray()));
                    case LARGE ->
                            new LargeCommunities(
                                    Ints.of(
                                            all.stream()
                                                    .flatMap(List::stream)
                                                    .mapToInt(Long::intValue)
                                                    .toArray()));
                    case EXTENDED -> {
                        ByteBuffer b = ByteBuffer.allocate(8 * all.size());
                        all.forEach(c -> b.putLong(c.getLast()));
                        yield new ExtendedCommunities(Bytes.of(b.array()));
                    }
                });
    }

    private Optional<List<Long>> exact(CommunityKind kind, CommunityPattern pattern) {
        long[] parts =
                pattern.parts().stream()
                        .mapToLong(p -> number(((CommunityPattern.Part.Exactly) p).value()))
                        .toArray();
        if (LongStream.of(parts).anyMatch(part -> part < 0 || part > kind.most())) {
            return Optional.empty();
        }
        List<Long> all = new ArrayList<>(LongStream.of(parts).boxed().toList());
        if (kind == CommunityKind.EXTENDED) {
            return extended(parts);
        }
        return Optional.of(all);
    }

    private static Optional<List<Long>> extended(long[] parts) {
        long type = parts[0];
        if (type >> 8 == 0 && parts[1] > 0xffff || type >> 8 == 2 && parts[1] <= 0xffff) {
            type = type >> 8 == 0 ? type + 0x200 : type - 0x200;
        }
        boolean wide = type >> 8 != 0;
        ByteBuffer b = ByteBuffer.allocate(8).putShort((short) type);
        if ((wide ? parts[2] : parts[1]) > 0xffff) {
            return Optional.empty();
        }
        if (wide) {
            b.putInt((int) parts[1]).putShort((short) parts[2]);
        } else {
            b.putShort((short) parts[1]).putInt((int) parts[2]);
        }
        return Optional.of(extended(Bytes.of(b.array())));
    }

    // ---- actions

    private void change(Action action) {
        switch (action) {
            case Action.SetNumber(var field, var value) -> set(field, number(value));
            case Action.SetOrigin(int value) -> attributes.put(1, new Origin(value));
            case Action.SetNextHop(var value) -> address(value).ifPresent(this::setHop);
            case Action.SetNextHopSelf _ -> peer.localAddress().ifPresent(this::setHop);
            case Action.AddCommunities(var kind, var values, boolean onlyThese) -> {
                List<List<Long>> all = new ArrayList<>(onlyThese ? List.of() : communities(kind));
                for (CommunityPattern value : values) {
                    exact(kind, value).filter(c -> !all.contains(c)).ifPresent(all::add);
                }
                put(kind, all);
            }
            case Action.RemoveCommunities(var kind, var patterns) ->
                    put(
                            kind,
                            communities(kind).stream()
                                    .filter(c -> !isOne(kind, c, patterns))
                                    .toList());
            case Action.RemoveAttribute(int code) -> {
                if (!NOT_OPTIONAL.contains(code)) {
                    attributes.remove(code);
                }
            }
            case Action.Prepend(var as, int times) -> prepend(number(as), times);
            case Action.AddValidationState _ -> {
                List<List<Long>> all = new ArrayList<>(communities(CommunityKind.EXTENDED));
                all.removeIf(c -> c.getFirst() == 0x4300);
                long state = List.of(1L, 0L, 2L).get(rpki());
                all.add(List.of(0x4300L, 0L, state, 0x4300L << 48 | state));
                put(CommunityKind.EXTENDED, all);
            }
        }
    }

    private void set(NumberField field, long value) {
        if (value == NOTHING) {
            return;
        }
        if (field == NumberField.MED) {
            attributes.put(4, new MultiExitDisc(value));
        } else if (localPref != value) {
            localPref = value;
            attributes.put(5, new LocalPref(value));
        }
    }

    private void setHop(Address address) {
        boolean mp = attributes.containsKey(Attributes.MP_REACH_NLRI);
        if (mp == address.isV6()) {
            byte[] octets = new byte[address.octets()];
            address.write(octets, 0);
            Family family = prefix.address().isV6() ? Family.IPV6_UNICAST : Family.IPV4_UNICAST;
            attributes.put(
                    mp ? 14 : 3,
                    mp ? MpReach.of(family, Bytes.of(octets), List.of()) : new NextHop(address));
        }
    }

    private void prepend(long as, int times) {
        if (as <= ACCEPT) {
            return;
        }
        List<AsPath.Segment> segments = new ArrayList<>(((AsPath) attributes.get(2)).segments());
        List<Integer> first = new ArrayList<>();
        IntStream.range(0, times).forEach(_ -> first.add((int) as));
        if (!segments.isEmpty() && segments.getFirst().type() == AsPath.SEQUENCE) {
            IntStream.of(segments.removeFirst().asns().toArray()).forEach(first::add);
        }
        segments.addFirst(
                new AsPath.Segment(
                        AsPath.SEQUENCE,
                        Ints.of(first.stream().mapToInt(Integer::intValue).toArray())));
        attributes.put(2, new AsPath(segments));
    }
}

package io.godwit.policy;

import io.godwit.policy.tree.Action;
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
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PolicyTest;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;
import io.godwit.policy.tree.TextField;
import io.godwit.policy.tree.WordField;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.Origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// Policies, neighbors and routes by chance, from few values, so that they meet.
final class RandomPolicy {
    private static final List<String> PREFIXES =
            List.of("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "0.0.0.0/0", "10.1.2.3/32");
    private static final List<String> PREFIXES_V6 =
            List.of("2001:db8::/32", "2001:db8:1::/48", "::/0", "2001:db8:1:2::/64");
    private static final List<String> HOPS =
            List.of("192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2");

    private final Random random;
    private int line;

    RandomPolicy(long seed) {
        random = new Random(seed);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> List<T> some(int least, int most, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int n = least + random.nextInt(most - least + 1); n > 0; n--) {
            all.add(one.get());
        }
        return all;
    }

    long as() {
        return oneOf(List.of(1L, 2L, 3L, 4L, 70_000L, 4_200_000_000L));
    }

    private long number() {
        return oneOf(List.of(0L, 1L, 2L, 3L, 4L, 24L, 100L, 65_535L, 70_000L, 4_200_000_000L));
    }

    private Place place() {
        return new Place("p.conf", ++line, 1);
    }

    // ---- neighbors and routes

    PeerFacts peer() {
        return new PeerFacts(
                address(oneOf(HOPS)),
                as(),
                oneOf(List.of("a", "b")),
                oneOf(List.of("", "g")),
                oneOf(List.of(Role.values())),
                as(),
                oneIn(2) ? Optional.empty() : Optional.of(address(oneOf(HOPS))),
                prefixSet(),
                asSet(),
                oneOf(List.of(Relation.values())),
                PeerRules.NONE);
    }

    static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    PrefixRange range() {
        Prefix prefix = prefix();
        int bits = prefix.address().bits();
        int least = prefix.length() + random.nextInt(Math.min(9, bits - prefix.length() + 1));
        return new PrefixRange(prefix, least, least + random.nextInt(bits - least + 1));
    }

    Prefix prefix() {
        String text = oneOf(oneIn(3) ? PREFIXES_V6 : PREFIXES);
        Prefix prefix = Prefix.parse(text).orElseThrow();
        int bits = prefix.address().bits();
        int length = prefix.length() + random.nextInt(Math.min(5, bits - prefix.length() + 1));
        long low = prefix.address().low() | (oneIn(2) ? random.nextInt(1 << 10) : 0);
        Address address =
                prefix.address().isV6()
                        ? Address.ofV6(prefix.address().high() | random.nextInt(4), low)
                        : Address.ofV4((int) low);
        return Prefix.of(address, length);
    }

    PrefixSet prefixSet() {
        return PrefixSet.of(some(0, 5, this::range));
    }

    AsSet asSet() {
        return AsSet.of(
                some(0, 3, this::as).stream().map(as -> new AsSet.Range(as, as + 1)).toList());
    }

    RouteBlock route(PeerFacts source) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Origin(random.nextInt(3)));
        attributes.add(path());
        if (oneIn(2)) {
            attributes.add(new MultiExitDisc(number()));
        }
        if (oneIn(2)) {
            attributes.add(new LocalPref(number()));
        }
        if (oneIn(2)) {
            attributes.add(new Communities(ints(4, 1)));
        }
        if (oneIn(2)) {
            attributes.add(new LargeCommunities(ints(4, 3)));
        }
        if (oneIn(2)) {
            attributes.add(new ExtendedCommunities(Bytes.copyOf(extended(), 0, 16)));
        }
        Optional<Address> hop = oneIn(2) ? Optional.empty() : Optional.of(address(oneOf(HOPS)));
        return RouteBlock.of(new PolicyTest.Route(prefix(), hop, attributes), source);
    }

    private AsPath path() {
        return new AsPath(
                some(
                        0,
                        2,
                        () ->
                                new AsPath.Segment(
                                        oneIn(3) ? AsPath.SET : AsPath.SEQUENCE,
                                        Ints.of(
                                                some(1, 3, this::as).stream()
                                                        .mapToInt(Long::intValue)
                                                        .toArray()))));
    }

    private Ints ints(int most, int parts) {
        int[] all = new int[parts * (1 + random.nextInt(most))];
        for (int i = 0; i < all.length; i++) {
            all[i] = parts == 1 ? random.nextInt(4) << 16 | random.nextInt(4) : (int) as();
        }
        return Ints.of(all);
    }

    private byte[] extended() {
        byte[] two = new byte[16];
        for (int at = 0; at < two.length; at += 8) {
            int type = oneOf(List.of(0x0002, 0x0202, 0x0102, 0x4300, 0x0003));
            Wire.put16(two, at, type);
            Wire.put16(two, at + 2, random.nextInt(3));
            Wire.put16(two, at + 4, random.nextInt(3));
            Wire.put16(two, at + 6, random.nextInt(3));
        }
        return two;
    }

    // ---- policies

    List<Policy> chain() {
        List<Policy> chain = some(0, 2, () -> policy(1));
        List<Statement> end = new ArrayList<>(statements(2));
        end.add(new Statement.Accept(place(), "accept", Optional.empty()));
        chain.add(new Policy("last", place(), end));
        return chain;
    }

    private Policy policy(int depth) {
        return new Policy("p" + ++line, place(), statements(depth));
    }

    private List<Statement> statements(int depth) {
        return some(1, 5, () -> statement(depth));
    }

    private Statement statement(int depth) {
        Optional<Condition> condition = oneIn(4) ? Optional.empty() : Optional.of(condition(2));
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 ->
                    oneIn(3)
                            ? new Statement.Accept(place(), "accept", condition)
                            : new Statement.Change(place(), "c", condition, action());
            case 1 -> new Statement.Reject(place(), "r", Optional.of(condition(2)), 0, "l");
            case 2, 3, 4, 5, 6 -> new Statement.Change(place(), "c", condition, action());
            case 7 -> new Statement.Apply(place(), "a", condition, policy(depth - 1));
            default ->
                    new Statement.If(
                            place(),
                            "if",
                            Optional.of(condition(2)),
                            statements(depth - 1),
                            oneIn(2) ? List.of() : statements(depth - 1));
        };
    }

    private Condition condition(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 5 -> new Condition.And(some(0, 3, () -> condition(depth - 1)));
            case 6 -> new Condition.Or(some(0, 3, () -> condition(depth - 1)));
            case 7 -> new Condition.Not(condition(depth - 1));
            default -> new Condition.Asked("q", question());
        };
    }

    private Condition.Question question() {
        return switch (random.nextInt(17)) {
            case 0 -> new Condition.Always(oneIn(2));
            case 1, 2 ->
                    new Condition.NumberIs(value(1), oneOf(List.of(Comparison.values())), value(1));
            case 3 -> new Condition.NumberIn(value(1), ranges());
            case 4 -> new Condition.AsIn(value(1), asSetRef());
            case 5 -> new Condition.PrefixIn(prefixSetRef());
            case 6 -> new Condition.PrefixWithin(prefixSetRef());
            case 7 -> new Condition.AddressIs(addressValue(), oneIn(2), addressValue());
            case 8 -> new Condition.AddressIn(addressValue(), prefixSetRef());
            case 9 -> {
                WordField field = oneOf(List.of(WordField.values()));
                yield new Condition.WordIs(field, random.nextInt(field.words().size()));
            }
            case 10 -> new Condition.TextIs(oneOf(List.of(TextField.values())), "a");
            case 11 -> new Condition.PathContains(value(1));
            case 12 -> new Condition.PathAny(asSetRef());
            case 13 -> new Condition.PathAll(asSetRef());
            case 14 -> new Condition.PathMatches(pattern());
            case 15 -> {
                CommunityKind kind = oneOf(List.of(CommunityKind.values()));
                List<CommunityPattern> asked = some(1, 2, () -> community(kind, false));
                if (oneIn(3)) {
                    asked.addAll(some(10, 40, () -> written(kind)));
                }
                yield new Condition.Has(kind, asked);
            }
            default -> new Condition.Exists(oneOf(List.of(2, 3, 4, 5, 8, 14, 16, 32, 35)));
        };
    }

    private List<Condition.Range> ranges() {
        return some(
                1,
                2,
                () -> {
                    long from = number();
                    return new Condition.Range(from, from + random.nextInt(3));
                });
    }

    private AsSetRef asSetRef() {
        return oneIn(3) ? new AsSetRef.OfPeer() : new AsSetRef.Known("s", asSet());
    }

    private PrefixSetRef prefixSetRef() {
        return oneIn(3) ? new PrefixSetRef.OfPeer() : new PrefixSetRef.Known("s", prefixSet());
    }

    private NumberValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 5)) {
            case 0, 1 -> new NumberValue.Constant(number());
            case 2 -> new NumberValue.Field(NumberField.PEER_AS);
            case 3, 4 -> new NumberValue.Field(oneOf(List.of(NumberField.values())));
            default ->
                    new NumberValue.Arithmetic(
                            value(0), oneOf(List.of(NumberValue.Operator.values())), value(0));
        };
    }

    private AddressValue addressValue() {
        return oneIn(3)
                ? new AddressValue.Constant(address(oneOf(HOPS)))
                : new AddressValue.Field(oneOf(List.of(AddressField.values())));
    }

    PathPattern pattern() {
        return new PathPattern("x", oneIn(2), node(3), oneIn(2));
    }

    private PathPattern.Node node(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 2)) {
            case 0 -> new PathPattern.Node.OneOf(asSetRef());
            case 1 ->
                    new PathPattern.Node.One(
                            ranges(), oneIn(2) ? List.of() : List.of(value(0)), oneIn(3));
            case 2, 3 -> new PathPattern.Node.Sequence(some(0, 3, () -> node(depth - 1)));
            case 4 -> new PathPattern.Node.Choice(some(1, 3, () -> node(depth - 1)));
            default -> {
                int least = random.nextInt(3);
                int most = oneIn(2) ? -1 : least + random.nextInt(2);
                yield new PathPattern.Node.Repeated(node(depth - 1), least, most);
            }
        };
    }

    /// One of a long list.
    private CommunityPattern written(CommunityKind kind) {
        List<CommunityPattern.Part> parts = new ArrayList<>();
        for (int i = 0; i < kind.parts(); i++) {
            long value = kind == CommunityKind.STANDARD ? random.nextInt(8) : as();
            parts.add(new CommunityPattern.Part.Exactly(new NumberValue.Constant(value)));
        }
        return new CommunityPattern(kind, parts);
    }

    private CommunityPattern community(CommunityKind kind, boolean exact) {
        List<CommunityPattern.Part> parts = new ArrayList<>();
        for (int i = 0; i < kind.parts(); i++) {
            if (kind == CommunityKind.EXTENDED && i == 0) {
                long type = oneOf(List.of(0x0002L, 0x0202L, 0x0102L, 0x0003L));
                parts.add(new CommunityPattern.Part.Exactly(new NumberValue.Constant(type)));
            } else if (exact || oneIn(2)) {
                parts.add(new CommunityPattern.Part.Exactly(value(0)));
            } else if (oneIn(2)) {
                parts.add(new CommunityPattern.Part.Any());
            } else {
                parts.add(new CommunityPattern.Part.Range(1, 2));
            }
        }
        return new CommunityPattern(kind, parts);
    }

    private Action action() {
        CommunityKind kind = oneOf(List.of(CommunityKind.values()));
        return switch (random.nextInt(10)) {
            case 0 -> new Action.SetNumber(NumberField.MED, value(1));
            case 1 -> new Action.SetNumber(NumberField.LOCAL_PREF, value(1));
            case 2 -> new Action.SetOrigin(random.nextInt(3));
            case 3 -> new Action.SetNextHop(addressValue());
            case 4 -> new Action.SetNextHopSelf();
            case 5 -> new Action.RemoveCommunities(kind, some(1, 2, () -> community(kind, false)));
            case 6 -> new Action.RemoveAttribute(oneOf(List.of(4, 5, 8, 16, 32, 35)));
            case 7 -> new Action.Prepend(value(1), 1 + random.nextInt(3));
            case 8 -> new Action.AddValidationState();
            default ->
                    new Action.AddCommunities(
                            kind, some(1, 2, () -> community(kind, true)), oneIn(3));
        };
    }
}

package io.godwit.policy;

import io.godwit.policy.tree.AddressField;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;
import io.godwit.policy.tree.TextField;
import io.godwit.policy.tree.WordField;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Prefix;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AttributeType;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says in words what conditions see of a route: evaluates a condition once more, part by part.
final class Readings {
    /// So many communities are told.
    private static final int MANY = 12;

    private final PeerFacts peer;
    private final Route route;
    private final Questions questions;
    private final List<Trace.Reading> readings = new ArrayList<>();

    private Readings(PeerFacts peer, Route route) {
        this.peer = peer;
        this.route = route;
        questions = new Questions(peer);
    }

    static List<Trace.Reading> of(Statement statement, PeerFacts peer, Route route) {
        var readings = new Readings(peer, route);
        statement.condition().ifPresent(readings::look);
        return readings.readings;
    }

    /// As far as it has to: the first part of an `and` that does not hold ends it.
    private boolean look(Condition condition) {
        return switch (condition) {
            case Condition.And(var all) -> all.stream().allMatch(this::look);
            case Condition.Or(var any) -> any.stream().anyMatch(this::look);
            case Condition.Not(var inner) -> !look(inner);
            case Condition.Asked(var text, var question) -> {
                boolean holds = questions.test(question).holds(route);
                readings.add(new Trace.Reading(text, holds, value(question, holds)));
                yield holds;
            }
        };
    }

    private String value(Condition.Question question, boolean holds) {
        return switch (question) {
            case Condition.Always _, Condition.Exists _ -> "";
            case Condition.NumberIs(var left, _, var right) -> numbers(left, right);
            case Condition.NumberIn(var value, _) -> numbers(value);
            case Condition.AsIn(var value, _) -> numbers(value);
            case Condition.PrefixIn(var set) -> matched(resolve(set));
            case Condition.PrefixWithin(var set) -> holds ? "" : noneOf(resolve(set));
            case Condition.AddressIs(var left, _, var right) -> addresses(left, right);
            case Condition.AddressIn(var value, _) -> addresses(value);
            case Condition.WordIs(var field, _) -> word(field);
            case Condition.TextIs(var field, _) -> "is \"" + text(field) + "\"";
            case Condition.PathContains _, Condition.PathMatches _ -> path();
            case Condition.PathAny(var set) -> holds ? matchedAs(resolve(set), true) : path();
            case Condition.PathAll(var set) ->
                    holds ? path() : matchedAs(resolve(set), false) + " is not in it";
            case Condition.Has(var kind, var patterns) ->
                    holds ? "matched " + matched(kind, patterns) : communities(kind);
        };
    }

    // ---- sets

    private PrefixSet resolve(PrefixSetRef ref) {
        return ref instanceof PrefixSetRef.Known(_, var set) ? set : peer.irrPrefixes();
    }

    private AsSet resolve(AsSetRef ref) {
        return ref instanceof AsSetRef.Known(_, var set) ? set : peer.irrOrigins();
    }

    private String matched(PrefixSet set) {
        return set.match(prefix()).map(range -> "matched " + range).orElse(noneOf(set));
    }

    private static String noneOf(PrefixSet set) {
        return switch (set.size()) {
            case 0 -> "the set is empty";
            case 1 -> "not in its one range";
            default -> "in none of its " + set.size() + " ranges";
        };
    }

    private Prefix prefix() {
        Subject s = route.subject;
        Address address =
                s.v6 ? Address.ofV6(s.prefixHigh, s.prefixLow) : Address.ofV4((int) s.prefixLow);
        return Prefix.of(address, s.prefixLength);
    }

    // ---- numbers

    /// Those that are not written.
    private String numbers(NumberValue... values) {
        List<NumberValue> open =
                Stream.of(values).filter(v -> !(v instanceof NumberValue.Constant)).toList();
        return open.size() == 1
                ? "is " + number(open.getFirst())
                : open.stream().map(v -> name(v) + " is " + number(v)).collect(joining());
    }

    private static String name(NumberValue value) {
        return switch (value) {
            case NumberValue.Constant(long number) -> Long.toString(number);
            case NumberValue.Field(var field) -> field.word();
            case NumberValue.Arithmetic(var left, var operator, var right) ->
                    "(" + name(left) + " " + operator.sign() + " " + name(right) + ")";
        };
    }

    private String number(NumberValue value) {
        if (value instanceof NumberValue.Field(var field)
                && field == NumberField.MED
                && !route.hasMed) {
            return "absent";
        }
        long number = questions.valueOf(value).of(route);
        return number == Route.NONE ? "nothing" : Long.toString(number);
    }

    private static java.util.stream.Collector<CharSequence, ?, String> joining() {
        return Collectors.joining(", ");
    }

    // ---- addresses and words

    private String addresses(AddressValue... values) {
        List<AddressField> open =
                Stream.of(values)
                        .map(v -> v instanceof AddressValue.Field(var field) ? field : null)
                        .filter(Objects::nonNull)
                        .toList();
        return open.size() == 1
                ? "is " + address(open.getFirst())
                : open.stream().map(f -> f.word() + " is " + address(f)).collect(joining());
    }

    private String address(AddressField field) {
        Optional<Address> address =
                switch (field) {
                    case NEXT_HOP -> route.hop();
                    case PEER_ADDRESS -> Optional.of(peer.address());
                    case LOCAL_ADDRESS -> peer.localAddress();
                    case ROUTE_PEER_ADDRESS -> Optional.of(route.subject.source.address());
                };
        return address.map(Address::toString).orElse("nothing");
    }

    private String word(WordField field) {
        for (int value = 0; value < field.words().size(); value++) {
            if (questions.test(new Condition.WordIs(field, value)).holds(route)) {
                return "is " + field.words().get(value);
            }
        }
        return "";
    }

    private String text(TextField field) {
        return switch (field) {
            case PEER_NAME -> peer.name();
            case PEER_GROUP -> peer.group();
            case ROUTE_PEER_NAME -> route.subject.source.name();
            case ROUTE_PEER_GROUP -> route.subject.source.group();
        };
    }

    // ---- path and communities

    private String path() {
        return route.pathLen == 0 ? "the path is empty" : "the path is " + readPath().text();
    }

    private AsPath readPath() {
        return AsPath.TYPE
                .codec()
                .read(route.pathBuf, route.pathOff, route.pathLen, Context.CANONICAL);
    }

    /// The first AS that is in the set, or that is not.
    private String matchedAs(AsSet set, boolean in) {
        for (AsPath.Segment segment : readPath().segments()) {
            for (int i = 0; i < segment.asns().size(); i++) {
                if (set.contains(segment.asns().at(i)) == in) {
                    return (in ? "matched AS " : "AS ") + segment.asns().unsigned(i);
                }
            }
        }
        return "";
    }

    private String matched(CommunityKind kind, List<CommunityPattern> patterns) {
        CommunityMask[] masks = questions.known(patterns);
        return all(kind)
                .filter(at -> CommunityList.matches(route, kind, masks, buf(kind), at))
                .map(at -> text(kind, at))
                .findFirst()
                .orElse("");
    }

    private String communities(CommunityKind kind) {
        long there = all(kind).count();
        String shown = all(kind).limit(MANY).map(at -> text(kind, at)).collect(joining());
        if (there == 0) {
            return "there is none";
        }
        return "there is " + shown + (there > MANY ? " and " + (there - MANY) + " more" : "");
    }

    private byte[] buf(CommunityKind kind) {
        return route.listBuf[kind.ordinal()];
    }

    /// Where each community begins.
    private Stream<Integer> all(CommunityKind kind) {
        int from = route.listOff[kind.ordinal()];
        int end = from + route.listLen[kind.ordinal()];
        return Stream.iterate(from, at -> at < end, at -> at + CommunityMask.octets(kind));
    }

    private String text(CommunityKind kind, int at) {
        return switch (kind) {
            case STANDARD -> Communities.text(Wire.i32(buf(kind), at));
            case LARGE -> text(LargeCommunities.TYPE, kind, at);
            case EXTENDED -> text(ExtendedCommunities.TYPE, kind, at);
        };
    }

    private String text(AttributeType<?> type, CommunityKind kind, int at) {
        int octets = CommunityMask.octets(kind);
        return type.codec().read(buf(kind), at, octets, Context.CANONICAL).text();
    }
}

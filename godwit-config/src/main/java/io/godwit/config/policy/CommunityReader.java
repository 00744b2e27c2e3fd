package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.Numbers;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.CommunityPattern.Part;
import io.godwit.policy.tree.NumberValue;
import io.godwit.wire.Address;
import io.godwit.wire.attr.CostCommunity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Communities and patterns of them: `64500:1`, `0:(peer.as)`, `64500:100..199:*`, `rt:64500:1`,
/// `cost:igp:1:50`, `no-export`.
final class CommunityReader {
    /// Well-known communities: RFC 1997, RFC 3765, RFC 7611, RFC 7999, RFC 8326, RFC 9494.
    static final Map<String, Integer> KNOWN =
            new TreeMap<>(
                    Map.of(
                            "graceful-shutdown", 0,
                            "accept-own", 1,
                            "llgr-stale", 6,
                            "no-llgr", 7,
                            "blackhole", 666,
                            "no-export", 0xff01,
                            "no-advertise", 0xff02,
                            "no-export-subconfed", 0xff03,
                            "no-peer", 0xff04));

    /// Type and subtype of Cost Communities, draft-ietf-idr-custom-decision-08 §3.
    private static final Map<String, Integer> COSTS =
            Map.of("cost", 0x4301, "transitive-cost", 0x0301);

    private static final String COST_EXAMPLE = "for example `cost:igp:1:50`";
    private static final int MOST_COST_ID = 0x7f;
    private static final long TWO_OCTET_AS = 0x00;
    private static final long IPV4 = 0x01;
    private static final long FOUR_OCTET_AS = 0x02;

    private CommunityReader() {}

    /// One pattern; an extended community of a form that several types have is several.
    static List<CommunityPattern> read(CommunityKind kind, Pieces in) throws NotUnderstood {
        int start = in.position();
        Piece first = in.need("a community", example(kind));
        if (first.kind() == Piece.Kind.STRING || first.kind() == Piece.Kind.LIST) {
            throw in.expected("a community", first, example(kind));
        }
        if (kind == CommunityKind.STANDARD && KNOWN.containsKey(first.text())) {
            int value = KNOWN.get(first.text());
            return List.of(new CommunityPattern(kind, List.of(exactly(0xffff), exactly(value))));
        }
        var parts = new ArrayList<String>();
        var values = new ArrayList<Optional<NumberValue>>();
        parts(first, in, parts, values);
        Span at = in.since(start);
        if (kind == CommunityKind.EXTENDED && COSTS.containsKey(parts.getFirst())) {
            return List.of(cost(parts, values, at, in));
        }
        if (parts.size() != kind.parts()) {
            String help =
                    kind == CommunityKind.STANDARD && parts.size() == 3
                            ? "three parts are a `large-community`"
                            : kind == CommunityKind.STANDARD && parts.size() == 1
                                    ? Fields.help(first.text(), List.copyOf(KNOWN.keySet()))
                                    : example(kind);
            throw in.wrong(
                    Code.BAD_COMMUNITY,
                    at,
                    at.quoted() + " is not " + article(kind) + kind.word(),
                    help);
        }
        if (kind == CommunityKind.EXTENDED) {
            return extended(parts, values, at, in);
        }
        var read = new ArrayList<Part>();
        for (int i = 0; i < parts.size(); i++) {
            read.add(part(parts.get(i), values.get(i), kind.most(), at, in));
        }
        return List.of(new CommunityPattern(kind, read));
    }

    private static String article(CommunityKind kind) {
        return kind == CommunityKind.EXTENDED ? "an " : "a ";
    }

    private static String example(CommunityKind kind) {
        return switch (kind) {
            case STANDARD -> "for example `64500:1`";
            case LARGE -> "for example `64500:1:2`";
            case EXTENDED -> "for example `rt:64500:1`";
        };
    }

    /// What stands between the colons, over several pieces when there are parentheses.
    private static void parts(
            Piece first, Pieces in, List<String> parts, List<Optional<NumberValue>> values)
            throws NotUnderstood {
        Piece piece = first;
        boolean fresh = true;
        while (true) {
            if (piece.kind() == Piece.Kind.OPEN) {
                NumberValue value = NumberReader.read(in);
                in.need(Piece.Kind.CLOSE, "`)`", "");
                if (!fresh) {
                    parts.removeLast();
                    values.removeLast();
                }
                parts.add("(…)");
                values.add(Optional.of(value));
            } else {
                List<String> more = List.of(piece.text().split(":", -1));
                int from = fresh ? 0 : 1;
                for (String part : more.subList(Math.min(from, more.size()), more.size())) {
                    parts.add(part);
                    values.add(Optional.empty());
                }
            }
            fresh = false;
            boolean goesOn =
                    in.peek()
                            .filter(Piece::touches)
                            .filter(p ->
                                    p.kind() == Piece.Kind.OPEN && parts.getLast().isEmpty()
                                            || p.kind() == Piece.Kind.WORD
                                                    && p.text().startsWith(":"))
                            .isPresent();
            if (!goesOn) {
                return;
            }
            piece = in.take();
        }
    }

    private static Part exactly(long value) {
        return new Part.Exactly(new NumberValue.Constant(value));
    }

    private static Part part(
            String text, Optional<NumberValue> value, long most, Span at, Pieces in)
            throws NotUnderstood {
        if (value.isPresent()) {
            return new Part.Exactly(value.get());
        }
        if (text.equals("*")) {
            return new Part.Any();
        }
        int dots = text.indexOf("..");
        OptionalLong from = Numbers.digits(dots < 0 ? text : text.substring(0, dots));
        OptionalLong to = Numbers.digits(dots < 0 ? text : text.substring(dots + 2));
        if (from.isEmpty() || to.isEmpty()) {
            boolean field = Fields.number(text).isPresent();
            throw in.wrong(
                    Code.BAD_COMMUNITY,
                    at,
                    Span.quoted(text) + " is no part of a community",
                    field
                            ? "a field stands in parentheses: `(" + text + ")`"
                            : "a number, `*`, a range `1..9` or a value such as `(peer.as)`");
        }
        if (to.getAsLong() > most || from.getAsLong() > to.getAsLong()) {
            throw in.wrong(
                    Code.BAD_COMMUNITY,
                    at,
                    to.getAsLong() > most
                            ? Span.quoted(text) + " in " + at.quoted() + " is over " + most
                            : "the range " + Span.quoted(text) + " is empty",
                    most == 0xffff ? "larger numbers fit a `large-community`" : "");
        }
        return dots < 0
                ? exactly(from.getAsLong())
                : new Part.Range(from.getAsLong(), to.getAsLong());
    }

    /// RFC 4360 §4, RFC 5668: the same subtype under a type for each form of the administrator.
    private static List<CommunityPattern> extended(
            List<String> parts, List<Optional<NumberValue>> values, Span at, Pieces in)
            throws NotUnderstood {
        Part number = part(parts.get(2), values.get(2), NumberReader.MAX, at, in);
        OptionalLong hex = type(parts.get(0));
        Optional<Address> address = Address.parse(parts.get(1)).filter(a -> !a.isV6());
        Part admin =
                address.isPresent()
                        ? exactly(address.get().v4() & NumberReader.MAX)
                        : part(parts.get(1), values.get(1), NumberReader.MAX, at, in);
        var patterns = new ArrayList<CommunityPattern>();
        if (hex.isPresent()) {
            patterns.add(pattern(hex.getAsLong(), admin, number));
            return patterns;
        }
        long subtype =
                switch (parts.get(0)) {
                    case "rt" -> 0x02; // Route Target, RFC 4360 §4
                    case "soo", "ro" -> 0x03; // Route Origin, RFC 4360 §5
                    default ->
                            throw in.wrong(
                                    Code.BAD_COMMUNITY,
                                    at,
                                    Span.quoted(parts.get(0)) + " is no type of community",
                                    "possible: `rt`, `soo`, `cost`, or type and subtype as `0x0002`");
                };
        boolean fixed = admin instanceof Part.Exactly(NumberValue.Constant _);
        boolean small = isSmall(admin);
        if (!fixed || address.isEmpty() && small) {
            patterns.add(pattern(TWO_OCTET_AS << 8 | subtype, admin, number));
        }
        if (!fixed || address.isEmpty() && !small) {
            patterns.add(pattern(FOUR_OCTET_AS << 8 | subtype, admin, number));
        }
        if (!fixed && admin instanceof Part.Any || address.isPresent()) {
            patterns.add(pattern(IPV4 << 8 | subtype, admin, number));
        }
        return patterns;
    }

    /// The point of insertion and the id stand where others have an administrator of two octets.
    private static CommunityPattern cost(
            List<String> parts, List<Optional<NumberValue>> values, Span at, Pieces in)
            throws NotUnderstood {
        if (parts.size() != 4) {
            throw in.wrong(
                    Code.BAD_COMMUNITY,
                    at,
                    at.quoted() + " is not a cost: point of insertion, id and cost",
                    COST_EXAMPLE);
        }
        Part number = part(parts.get(3), values.get(3), NumberReader.MAX, at, in);
        Part id = part(parts.get(2), values.get(2), MOST_COST_ID, at, in);
        return pattern(COSTS.get(parts.getFirst()), costPlace(parts.get(1), id, at, in), number);
    }

    private static Part costPlace(String point, Part id, Span at, Pieces in) throws NotUnderstood {
        if (point.equals("*") && id instanceof Part.Any) {
            return id;
        }
        OptionalInt given = CostCommunity.point(point);
        if (given.isEmpty()) {
            throw in.wrong(
                    Code.BAD_COMMUNITY,
                    at,
                    Span.quoted(point) + " is no point of insertion of a cost",
                    "possible: `absolute`, `igp`, or a number; " + COST_EXAMPLE);
        }
        long first = (long) given.getAsInt() << 8;
        return switch (id) {
            case Part.Any _ -> new Part.Range(first, first + 0xff);
            case Part.Range(long from, long to) -> new Part.Range(first + from, first + to);
            case Part.Exactly(NumberValue.Constant(long value)) -> exactly(first + value);
            case Part.Exactly _ ->
                    throw in.wrong(
                            Code.BAD_COMMUNITY,
                            at,
                            "the id of a cost is a number up to " + MOST_COST_ID,
                            COST_EXAMPLE);
        };
    }

    private static boolean isSmall(Part admin) {
        return admin instanceof Part.Exactly(NumberValue.Constant(long value)) && value <= 0xffff;
    }

    private static OptionalLong type(String text) {
        return text.matches("0x[0-9a-fA-F]{1,4}")
                ? OptionalLong.of(Long.parseLong(text.substring(2), 16))
                : OptionalLong.empty();
    }

    private static CommunityPattern pattern(long type, Part admin, Part number) {
        return new CommunityPattern(CommunityKind.EXTENDED, List.of(exactly(type), admin, number));
    }
}

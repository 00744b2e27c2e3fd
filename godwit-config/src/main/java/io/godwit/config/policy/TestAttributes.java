package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Statement;
import io.godwit.policy.Place;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.PolicyTest;
import io.godwit.policy.tree.PolicyTest.Expected;
import io.godwit.policy.tree.WordField;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AtomicAggregate;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.OnlyToCustomer;
import io.godwit.wire.attr.Origin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The attributes of a test: those of `route` and those of `expect accept`, in the words of
/// policies.
final class TestAttributes {
    private static final int OPAQUE = 3;
    private static final List<String> WORDS =
            List.of(
                    "as-path",
                    "next-hop",
                    "origin",
                    "med",
                    "local-pref",
                    "community",
                    "large-community",
                    "extended-community",
                    "atomic-aggregate",
                    "only-to-customer");

    private final Pieces head;
    private final Reporter report;
    private final Set<String> seen = new HashSet<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Integer> absent = new ArrayList<>();
    private Optional<Address> nextHop = Optional.empty();

    /// @param head of the statement that has the block
    TestAttributes(Pieces head, Reporter report) {
        this.head = head;
        this.report = report;
    }

    PolicyTest.Route route(List<Statement> block) throws NotUnderstood {
        Prefix prefix = Literals.prefix(head);
        read(block, false);
        return new PolicyTest.Route(prefix, nextHop, attributes);
    }

    Expected accepted(Place at, List<Statement> block) throws NotUnderstood {
        read(block, true);
        return new Expected.Accepted(at, nextHop, attributes, absent);
    }

    private void read(List<Statement> block, boolean expected) throws NotUnderstood {
        for (Statement statement : block) {
            if (statement.isBroken()) {
                throw new NotUnderstood();
            }
            var in = Pieces.of(statement.args(), statement.word().span(), report);
            String word = statement.word().value();
            if (expected && word.equals("no")) {
                absent(in);
            } else if (!WORDS.contains(word)) {
                throw unknown(statement, in);
            } else {
                once(word, in);
                take(word, in, expected);
            }
            in.end("`" + word + "`");
        }
    }

    private static NotUnderstood unknown(Statement statement, Pieces in) {
        String help =
                NearestWord.help(
                        statement.word().value(),
                        WORDS,
                        "possible here: " + NearestWord.listed(WORDS));
        String what = "unknown attribute " + statement.word().quoted();
        return in.wrong(Code.UNKNOWN_WORD, statement.word().span(), what, help);
    }

    private void once(String word, Pieces in) throws NotUnderstood {
        if (!seen.add(word)) {
            throw in.wrong(Code.DUPLICATE_STATEMENT, in.behind(), "second `" + word + "`", "");
        }
    }

    private void absent(Pieces in) throws NotUnderstood {
        Piece what = in.need(Piece.Kind.WORD, "an attribute", "for example `no med`");
        Integer code = Fields.ATTRIBUTES.get(what.text());
        if (code == null) {
            List<String> possible = List.copyOf(Fields.ATTRIBUTES.keySet());
            throw in.expected("an attribute", what, Fields.help(what.text(), possible));
        }
        once(what.text(), in);
        absent.add(code);
    }

    private void take(String word, Pieces in, boolean expected) throws NotUnderstood {
        switch (word) {
            case "as-path" -> attributes.add(path(in));
            case "next-hop" ->
                    nextHop = Optional.of(Literals.address(in.need("an address", ""), in));
            case "origin" -> attributes.add(origin(in));
            case "med" -> attributes.add(new MultiExitDisc(number(in)));
            case "local-pref" -> attributes.add(new LocalPref(number(in)));
            case "atomic-aggregate" -> attributes.add(new AtomicAggregate());
            case "only-to-customer" -> attributes.add(new OnlyToCustomer((int) number(in)));
            default -> communities(Fields.community(word).orElseThrow(), in, expected);
        }
    }

    private static long number(Pieces in) throws NotUnderstood {
        Piece piece = in.need(Piece.Kind.WORD, "a number", "");
        return Literals.range(piece, NumberReader.MAX, in)[0];
    }

    private static Attribute origin(Pieces in) throws NotUnderstood {
        Piece word = in.need(Piece.Kind.WORD, "`igp`, `egp` or `incomplete`", "");
        int value = WordField.ORIGIN.words().indexOf(word.text());
        if (value < 0) {
            throw in.expected("`igp`, `egp` or `incomplete`", word, "");
        }
        return new Origin(value);
    }

    /// `64511 64510 [ 64509, 64508 ]`: a list is an AS_SET.
    private static AsPath path(Pieces in) throws NotUnderstood {
        var segments = new ArrayList<AsPath.Segment>();
        var run = new ArrayList<Integer>();
        while (!in.isDone()) {
            Piece piece = in.take();
            if (piece.kind() != Piece.Kind.LIST) {
                run.add((int) Literals.as(piece, in));
                continue;
            }
            end(run, AsPath.SEQUENCE, segments);
            var items = piece.list().orElseThrow();
            for (Pieces item : Pieces.items(items.args(), items.span(), in.report())) {
                run.add((int) Literals.as(item.need("an AS number", ""), item));
                item.end("AS number");
            }
            end(run, AsPath.SET, segments);
        }
        end(run, AsPath.SEQUENCE, segments);
        return new AsPath(segments);
    }

    private static void end(List<Integer> run, int type, List<AsPath.Segment> segments) {
        for (int from = 0; from < run.size(); from += AsPath.MAX_SEGMENT) {
            int to = Math.min(run.size(), from + AsPath.MAX_SEGMENT);
            var numbers = run.subList(from, to).stream().mapToInt(Integer::intValue);
            segments.add(new AsPath.Segment(type, Ints.of(numbers.toArray())));
        }
        run.clear();
    }

    /// `64500:1, 64500:2` or `[ 64500:1, 64500:2 ]`; an empty list is no attribute at all.
    private void communities(CommunityKind kind, Pieces in, boolean expected) throws NotUnderstood {
        var all = new ArrayList<CommunityPattern>();
        if (in.at(Piece.Kind.LIST)) {
            var items = in.take().list().orElseThrow();
            for (Pieces item : Pieces.items(items.args(), items.span(), in.report())) {
                all.addAll(CommunityReader.read(kind, item));
                item.end("community");
            }
        } else {
            do {
                all.addAll(CommunityReader.read(kind, in));
            } while (in.at(Piece.Kind.COMMA) && in.take() != null);
        }
        if (all.isEmpty() && expected) {
            absent.add(Fields.ATTRIBUTES.get(kind.word()));
        } else if (!all.isEmpty()) {
            attributes.add(attribute(kind, all, in));
        }
    }

    private static Attribute attribute(CommunityKind kind, List<CommunityPattern> all, Pieces in)
            throws NotUnderstood {
        var parts = new ArrayList<Long>();
        for (CommunityPattern pattern : all) {
            for (CommunityPattern.Part part : pattern.parts()) {
                parts.add(constant(part, in));
            }
        }
        return switch (kind) {
            case STANDARD -> {
                var values = new int[all.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (int) (parts.get(2 * i) << 16 | parts.get(2 * i + 1));
                }
                yield new Communities(Ints.of(values));
            }
            case LARGE ->
                    new LargeCommunities(
                            Ints.of(parts.stream().mapToInt(Long::intValue).toArray()));
            case EXTENDED -> extended(parts);
        };
    }

    private static long constant(CommunityPattern.Part part, Pieces in) throws NotUnderstood {
        if (part instanceof CommunityPattern.Part.Exactly(NumberValue.Constant(long value))) {
            return value;
        }
        throw in.wrong(
                Code.BAD_COMMUNITY,
                in.behind(),
                "a route has communities, not patterns of them",
                "write numbers, for example `64500:1`");
    }

    /// Type and subtype, administrator and number, whose widths the type says (RFC 4360 §3, RFC
    /// 5668 §2).
    private static Attribute extended(List<Long> parts) {
        var octets = new byte[parts.size() / 3 * ExtendedCommunities.OCTETS];
        for (int i = 0; i < parts.size(); i += 3) {
            int at = i / 3 * ExtendedCommunities.OCTETS;
            int type = parts.get(i).intValue();
            Wire.put16(octets, at, type);
            int form = type >> 8 & 0x3f;
            if (form == 0 || form == OPAQUE) {
                Wire.put16(octets, at + 2, parts.get(i + 1).intValue());
                Wire.put32(octets, at + 4, parts.get(i + 2).intValue());
            } else {
                Wire.put32(octets, at + 2, parts.get(i + 1).intValue());
                Wire.put16(octets, at + 6, parts.get(i + 2).intValue());
            }
        }
        return new ExtendedCommunities(Bytes.copyOf(octets, 0, octets.length));
    }
}

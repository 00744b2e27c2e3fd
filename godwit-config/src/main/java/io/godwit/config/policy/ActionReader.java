package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.words.Addresses;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.AddressField;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.CommunityPattern.Part;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.WordField;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What `set`, `add`, `remove` and `prepend` do.
final class ActionReader {
    private static final int MAX_PREPEND = 32;

    private final Definitions names;
    private final Pieces in;

    ActionReader(Definitions names, Pieces in) {
        this.names = names;
        this.in = in;
    }

    /// Behind `set`.
    Action set() throws NotUnderstood {
        List<String> possible = settable();
        String example = "for example `set local-pref 200`";
        Piece field = in.need(Piece.Kind.WORD, "what to set", example);
        Optional<NumberField> number = Fields.number(field.text()).filter(NumberField::settable);
        if (number.isPresent()) {
            withoutEqualsSign();
            return new Action.SetNumber(number.get(), NumberReader.read(in));
        }
        Optional<CommunityKind> kind = Fields.community(field.text());
        if (kind.isPresent()) {
            withoutEqualsSign();
            return new Action.AddCommunities(kind.get(), exact(kind.get()), true);
        }
        return switch (field.text()) {
            case "origin" -> {
                withoutEqualsSign();
                List<String> words = WordField.ORIGIN.words();
                Piece word = in.need("a word", "possible: `" + String.join("`, `", words) + "`");
                if (!words.contains(word.text())) {
                    throw in.expected("an origin", word, Fields.help(word.text(), words));
                }
                yield new Action.SetOrigin(words.indexOf(word.text()));
            }
            case "next-hop" -> {
                withoutEqualsSign();
                yield nextHop();
            }
            default ->
                    throw in.wrong(
                            Code.UNKNOWN_FIELD,
                            field.span(),
                            field.span().quoted() + " cannot be set",
                            Fields.help(field.text(), possible));
        };
    }

    private static List<String> settable() {
        var words = new ArrayList<String>();
        Arrays.stream(NumberField.values())
                .filter(NumberField::settable)
                .forEach(f -> words.add(f.word()));
        words.addAll(List.of("origin", "next-hop"));
        Arrays.stream(CommunityKind.values()).forEach(k -> words.add(k.word()));
        return words;
    }

    private void withoutEqualsSign() throws NotUnderstood {
        if (in.at(Piece.Kind.COMPARISON)) {
            Piece sign = in.take();
            throw in.wrong(
                    Code.UNEXPECTED_WORD,
                    sign.span(),
                    "no " + sign.span().quoted() + " between a word and its value",
                    "for example `set local-pref 200`");
        }
    }

    private Action nextHop() throws NotUnderstood {
        String example = "`self`, `peer.address` or an address";
        Piece piece = in.need(Piece.Kind.WORD, "a next hop", example);
        if (piece.is("self")) {
            return new Action.SetNextHopSelf();
        }
        Optional<AddressField> field = Fields.address(piece.text());
        if (field.isPresent()) {
            return new Action.SetNextHop(new AddressValue.Field(field.get()));
        }
        return Addresses.address(piece.token(), in.report())
                .map(a -> new Action.SetNextHop(new AddressValue.Constant(a)))
                .orElseThrow(NotUnderstood::new);
    }

    /// Behind `add`.
    Action add() throws NotUnderstood {
        if (in.take("rpki-state")) {
            return new Action.AddValidationState();
        }
        CommunityKind kind = kind("add", List.of("rpki-state"));
        return new Action.AddCommunities(kind, exact(kind), false);
    }

    /// Behind `remove`.
    Action remove() throws NotUnderstood {
        String word = in.peek().map(Piece::text).orElse("");
        boolean all = in.peek(1).isEmpty() || in.peek(1).get().is("if");
        if (Fields.REMOVABLE.contains(word) || all && Fields.community(word).isPresent()) {
            in.take();
            return new Action.RemoveAttribute(Fields.ATTRIBUTES.get(word));
        }
        CommunityKind kind = kind("remove", Fields.REMOVABLE.stream().sorted().toList());
        return new Action.RemoveCommunities(kind, names.communities(kind, in));
    }

    private CommunityKind kind(String verb, List<String> others) throws NotUnderstood {
        String example = "for example `" + verb + " community 64500:1`";
        Piece piece = in.need(Piece.Kind.WORD, "what to " + verb, example);
        Optional<CommunityKind> kind = Fields.community(piece.text());
        if (kind.isEmpty()) {
            var possible = new ArrayList<String>();
            Arrays.stream(CommunityKind.values()).forEach(k -> possible.add(k.word()));
            possible.addAll(others);
            throw in.wrong(
                    Code.UNKNOWN_FIELD,
                    piece.span(),
                    "cannot " + verb + " " + piece.span().quoted(),
                    Fields.help(piece.text(), possible));
        }
        return kind.get();
    }

    /// Communities without `*` and ranges: nobody can add those.
    private List<CommunityPattern> exact(CommunityKind kind) throws NotUnderstood {
        int start = in.position();
        List<CommunityPattern> patterns = names.communities(kind, in);
        boolean exact =
                patterns.stream()
                        .flatMap(p -> p.parts().stream())
                        .allMatch(Part.Exactly.class::isInstance);
        // The type of an extended community depends on what the value turns out to be.
        boolean typed =
                kind != CommunityKind.EXTENDED
                        || patterns.stream()
                                .flatMap(p -> p.parts().stream().limit(2))
                                .allMatch(ActionReader::isConstant);
        if (!exact || !typed) {
            throw in.wrong(
                    Code.BAD_COMMUNITY,
                    in.since(start),
                    in.since(start).quoted() + " is a pattern, and a route gets communities",
                    exact ? "write the number of the AS" : "write each part as a number");
        }
        return patterns;
    }

    private static boolean isConstant(Part part) {
        return part instanceof Part.Exactly(NumberValue.Constant _);
    }

    /// Behind `prepend`.
    Action prepend() throws NotUnderstood {
        String example = "for example `prepend local-as 2`";
        Piece first = in.peek().orElse(null);
        NumberValue as;
        if (first != null && first.kind() == Piece.Kind.WORD && first.text().matches("[0-9.]+")) {
            as = new NumberValue.Constant(Literals.as(in.take(), in));
        } else if (first == null) {
            throw in.wrong(Code.MISSING_VALUE, in.behind(), "expected an AS number here", example);
        } else {
            as = NumberReader.read(in);
        }
        boolean times = in.at(Piece.Kind.WORD) && !in.at("if");
        if (!times) {
            return new Action.Prepend(as, 1);
        }
        Piece count = in.take();
        boolean good =
                count.text().matches("[1-9][0-9]?")
                        && Integer.parseInt(count.text()) <= MAX_PREPEND;
        if (!good) {
            throw in.wrong(
                    Code.OUT_OF_RANGE,
                    count.span(),
                    "an AS is prepended 1 to "
                            + MAX_PREPEND
                            + " times, not "
                            + count.span().quoted(),
                    example);
        }
        return new Action.Prepend(as, Integer.parseInt(count.text()));
    }
}

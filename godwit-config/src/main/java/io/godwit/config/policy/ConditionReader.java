package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.words.Addresses;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.tree.AddressField;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.Condition.Question;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.TextField;
import io.godwit.policy.tree.WordField;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Conditions: `or` of `and` of `not` of questions, by recursive descent.
final class ConditionReader {
    private static final int MAX_DEPTH = 16;
    private static final Map<String, String> FOREIGN =
            Map.of("&&", "and", "&", "and", "||", "or", "|", "or", "!", "not", "~", "in");

    private final Definitions names;
    private final Pieces in;
    private int depth;

    private ConditionReader(Definitions names, Pieces in) {
        this.names = names;
        this.in = in;
    }

    /// Reads a condition up to where it ends.
    static Condition read(Definitions names, Pieces in) throws NotUnderstood {
        return new ConditionReader(names, in).or();
    }

    private Condition or() throws NotUnderstood {
        if (++depth > MAX_DEPTH) {
            throw in.wrong(Code.TOO_BIG, in.behind(), "conditions nested too deep", "");
        }
        var any = new ArrayList<>(List.of(and()));
        while (in.take("or")) {
            any.add(and());
        }
        foreign();
        depth--;
        return any.size() == 1 ? any.getFirst() : new Condition.Or(any);
    }

    private Condition and() throws NotUnderstood {
        var all = new ArrayList<>(List.of(not()));
        while (in.take("and")) {
            all.add(not());
        }
        return all.size() == 1 ? all.getFirst() : new Condition.And(all);
    }

    private void foreign() throws NotUnderstood {
        Optional<String> here = in.peek().map(Piece::text).map(FOREIGN::get);
        if (here.isPresent()) {
            Piece sign = in.take();
            throw in.wrong(
                    Code.UNEXPECTED_WORD,
                    sign.span(),
                    "unexpected " + sign.span().quoted(),
                    "here it is called `" + here.get() + "`");
        }
    }

    private Condition not() throws NotUnderstood {
        if (in.take("not")) {
            return new Condition.Not(not());
        }
        if (in.at(Piece.Kind.OPEN) && !parenthesesAreNumber()) {
            in.take();
            Condition inside = or();
            in.need(Piece.Kind.CLOSE, "`)`", "");
            return inside;
        }
        return question();
    }

    /// Whether what the parentheses enclose is compared, so that it is a number.
    private boolean parenthesesAreNumber() {
        int level = 0;
        for (int i = 0; in.peek(i).isPresent(); i++) {
            Piece piece = in.peek(i).get();
            level += piece.kind() == Piece.Kind.OPEN ? 1 : 0;
            level -= piece.kind() == Piece.Kind.CLOSE ? 1 : 0;
            if (level == 0) {
                return isCompared(in.peek(i + 1), in.peek(i + 2));
            }
        }
        return false;
    }

    private static boolean isCompared(Optional<Piece> next, Optional<Piece> second) {
        if (next.isEmpty()) {
            return false;
        }
        Piece piece = next.get();
        return piece.kind() == Piece.Kind.COMPARISON
                || piece.is("in")
                || NumberReader.SIGNS.contains(piece.text())
                || piece.is("not") && second.filter(p -> p.is("in")).isPresent();
    }

    private Condition question() throws NotUnderstood {
        int start = in.position();
        Piece first =
                in.peek()
                        .orElseThrow(() ->
                                in.wrong(
                                        Code.MISSING_VALUE,
                                        in.behind(),
                                        "a condition is missing here",
                                        "for example `prefix.length > 24`"));
        Asked asked = asked(first);
        Condition condition = new Condition.Asked(in.textSince(start), asked.question());
        return asked.negated() ? new Condition.Not(condition) : condition;
    }

    /// A question, and whether its `not` is inside: `prefix not in bogons`.
    private record Asked(boolean negated, Question question) {
        static Asked of(Question question) {
            return new Asked(false, question);
        }
    }

    private Asked asked(Piece first) throws NotUnderstood {
        foreign();
        String word = first.kind() == Piece.Kind.WORD ? first.text() : "";
        if (word.equals("true") || word.equals("false")) {
            in.take();
            return Asked.of(new Condition.Always(word.equals("true")));
        }
        if (Fields.ATTRIBUTES.containsKey(word)
                && in.peek(1).filter(p -> p.is("exists")).isPresent()) {
            in.take();
            in.take();
            return Asked.of(new Condition.Exists(Fields.ATTRIBUTES.get(word)));
        }
        Optional<CommunityKind> community = Fields.community(word);
        if (community.isPresent()) {
            return communities(community.get());
        }
        Optional<WordField> words = Fields.word(word);
        if (words.isPresent()) {
            return words(words.get());
        }
        Optional<TextField> text = Fields.text(word);
        if (text.isPresent()) {
            return text(text.get());
        }
        if (word.equals("prefix")) {
            return prefix();
        }
        if (word.equals("as-path")) {
            return path();
        }
        if (Fields.address(word).isPresent() || Address.parse(word).isPresent()) {
            return address();
        }
        boolean number =
                first.kind() == Piece.Kind.OPEN
                        || Fields.number(word).isPresent()
                        || !word.isEmpty() && Character.isDigit(word.charAt(0));
        if (!number) {
            throw unknown(first);
        }
        return number();
    }

    private NotUnderstood unknown(Piece first) {
        String text = first.text();
        if (Fields.ATTRIBUTES.containsKey(text)) {
            return in.wrong(
                    Code.MISSING_VALUE,
                    first.span().behind(),
                    "`" + text + "` can only be asked whether it exists",
                    "write `" + text + " exists`");
        }
        if (first.kind() != Piece.Kind.WORD) {
            return in.expected("a condition", first, "for example `prefix.length > 24`");
        }
        return in.wrong(
                Code.UNKNOWN_FIELD,
                first.span(),
                first.span().quoted() + " is nothing to ask of a route",
                Fields.help(text, Fields.all()));
    }

    private Asked communities(CommunityKind kind) throws NotUnderstood {
        in.take();
        boolean negated = in.take("not");
        verb(kind.word(), List.of("has"));
        return new Asked(negated, new Condition.Has(kind, names.communities(kind, in)));
    }

    /// Takes one of the words that can stand behind a field.
    private String verb(String field, List<String> verbs) throws NotUnderstood {
        String possible =
                "possible: `" + field + " " + String.join(" …`, `" + field + " ", verbs) + " …`";
        Piece piece = in.need("`" + String.join("` or `", verbs) + "`", possible);
        String text = piece.text().equals("==") ? "=" : piece.text();
        if (piece.kind() == Piece.Kind.STRING
                || !verbs.contains(text)
                || !text.equals(piece.text())) {
            String help =
                    !text.equals(piece.text()) && verbs.contains(text)
                            ? "write `=`"
                            : Fields.help(text, verbs).startsWith("did")
                                    ? Fields.help(text, verbs)
                                    : possible;
            throw in.expected("`" + String.join("` or `", verbs) + "`", piece, help);
        }
        return text;
    }

    private Asked words(WordField field) throws NotUnderstood {
        Piece word = in.take();
        if (field == WordField.RPKI || field == WordField.ASPA) {
            names.asksRpki(word.span());
        }
        String verb = verb(field.word(), List.of("=", "!="));
        int value = wordOf(field, in.need("a word", oneOf(field)));
        return new Asked(verb.equals("!="), new Condition.WordIs(field, value));
    }

    private static String oneOf(WordField field) {
        return "possible: `" + String.join("`, `", field.words()) + "`";
    }

    private int wordOf(WordField field, Piece piece) throws NotUnderstood {
        int value = field.words().indexOf(piece.text());
        if (value < 0 || piece.kind() == Piece.Kind.STRING) {
            String message = "`" + field.word() + "` is never " + piece.span().quoted();
            String help =
                    value >= 0
                            ? "without quotes: `" + piece.text() + "`"
                            : Fields.help(piece.text(), field.words());
            throw in.wrong(Code.WRONG_TYPE, piece.span(), message, help);
        }
        return value;
    }

    private Asked text(TextField field) throws NotUnderstood {
        in.take();
        String verb = verb(field.word(), List.of("=", "!="));
        Piece text = in.need("a text in quotes", "for example `" + field.word() + " = \"R2\"`");
        if (text.kind() != Piece.Kind.STRING) {
            throw in.wrong(
                    Code.WRONG_TYPE,
                    text.span(),
                    "`" + field.word() + "` is a text, compared with a text in quotes",
                    "write `\"" + text.text() + "\"`");
        }
        return new Asked(verb.equals("!="), new Condition.TextIs(field, text.text()));
    }

    private Asked prefix() throws NotUnderstood {
        in.take();
        boolean not = in.take("not");
        var verbs = new ArrayList<>(List.of("in", "within"));
        verbs.addAll(not ? List.of() : List.of("=", "!="));
        String verb = verb("prefix", verbs);
        if (verb.equals("in")) {
            return new Asked(not, new Condition.PrefixIn(names.prefixes(in)));
        }
        if (verb.equals("within")) {
            return new Asked(not, new Condition.PrefixWithin(names.prefixes(in)));
        }
        PrefixRange one = PrefixRange.exactly(Literals.prefix(in));
        var set = new PrefixSetRef.Known("", PrefixSet.of(List.of(one)));
        return new Asked(verb.equals("!="), new Condition.PrefixIn(set));
    }

    private Asked path() throws NotUnderstood {
        in.take();
        boolean not = in.take("not");
        return new Asked(
                not,
                switch (verb("as-path", List.of("contains", "any", "all", "matches"))) {
                    case "contains" -> new Condition.PathContains(NumberReader.read(in));
                    case "any" -> new Condition.PathAny(names.asNumbers(in));
                    case "all" -> new Condition.PathAll(names.asNumbers(in));
                    default -> {
                        String help = "for example `\"^ 64511+ .* 3356 $\"`";
                        Piece text = in.need(Piece.Kind.STRING, "a pattern in quotes", help);
                        yield new Condition.PathMatches(PathPatternReader.read(text, names, in));
                    }
                });
    }

    private Asked address() throws NotUnderstood {
        AddressValue left = addressValue();
        boolean not = in.take("not");
        String verb = verb("next-hop", not ? List.of("in") : List.of("in", "=", "!="));
        if (verb.equals("in")) {
            return new Asked(not, new Condition.AddressIn(left, names.prefixes(in)));
        }
        return Asked.of(new Condition.AddressIs(left, verb.equals("="), addressValue()));
    }

    private AddressValue addressValue() throws NotUnderstood {
        Piece piece = in.need(Piece.Kind.WORD, "an address", "for example `peer.address`");
        Optional<AddressField> field = Fields.address(piece.text());
        if (field.isPresent()) {
            return new AddressValue.Field(field.get());
        }
        boolean word =
                piece.text().matches("[a-z][a-z.-]*") && Address.parse(piece.text()).isEmpty();
        if (word) {
            List<String> fields =
                    Arrays.stream(AddressField.values()).map(AddressField::word).toList();
            throw in.wrong(
                    Code.WRONG_TYPE,
                    piece.span(),
                    piece.span().quoted() + " is not an address",
                    Fields.help(piece.text(), fields));
        }
        return Addresses.address(piece.token(), in.report())
                .map(AddressValue.Constant::new)
                .orElseThrow(NotUnderstood::new);
    }

    private Asked number() throws NotUnderstood {
        int start = in.position();
        NumberValue left = NumberReader.read(in);
        String text = in.textSince(start);
        if (in.take("not")) {
            verb(text, List.of("in"));
            return new Asked(true, numberIn(left));
        }
        List<String> signs =
                new ArrayList<>(Arrays.stream(Comparison.values()).map(Comparison::sign).toList());
        signs.add("in");
        String verb = verb(text, signs);
        if (verb.equals("in")) {
            return Asked.of(numberIn(left));
        }
        Comparison comparison =
                Arrays.stream(Comparison.values())
                        .filter(c -> c.sign().equals(verb))
                        .findFirst()
                        .orElseThrow();
        int right = in.position();
        NumberValue value = NumberReader.read(in);
        checkRange(left, value, right);
        checkRange(value, left, start);
        return Asked.of(new Condition.NumberIs(left, comparison, value));
    }

    /// A constant that the field on the other side never is.
    private void checkRange(NumberValue side, NumberValue other, int at) throws NotUnderstood {
        if (side instanceof NumberValue.Field(NumberField field)
                && other instanceof NumberValue.Constant(long value)
                && (value < field.least() || value > field.most())) {
            throw in.wrong(
                    Code.OUT_OF_RANGE,
                    in.since(at),
                    "`"
                            + field.word()
                            + "` is "
                            + field.least()
                            + " to "
                            + field.most()
                            + ", never "
                            + value,
                    "");
        }
    }

    private Question numberIn(NumberValue left) throws NotUnderstood {
        boolean as = left instanceof NumberValue.Field(NumberField f) && Fields.isAs(f);
        boolean name =
                in.at(Piece.Kind.WORD)
                        && !Character.isDigit(in.peek().orElseThrow().text().charAt(0));
        if (as || name) {
            return new Condition.AsIn(left, names.asNumbers(in));
        }
        long most =
                left instanceof NumberValue.Field(NumberField field)
                        ? field.most()
                        : NumberReader.MAX;
        var ranges = new ArrayList<Condition.Range>();
        if (in.at(Piece.Kind.LIST)) {
            Piece list = in.take();
            for (Pieces item :
                    Pieces.items(list.list().orElseThrow().args(), list.span(), in.report())) {
                ranges.add(range(item, most));
                item.end("range");
            }
        } else {
            ranges.add(range(in, most));
        }
        return new Condition.NumberIn(left, ranges);
    }

    private static Condition.Range range(Pieces in, long most) throws NotUnderstood {
        long[] ends =
                Literals.range(
                        in.need(Piece.Kind.WORD, "a number or a range", "for example `8..24`"),
                        most,
                        in);
        return new Condition.Range(ends[0], ends[1]);
    }
}

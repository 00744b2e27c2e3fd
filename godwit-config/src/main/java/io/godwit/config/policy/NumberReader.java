package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.words.Numbers;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.NumberValue.Operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Numbers in expressions: `32`, `1.10`, `peer.as`, `(peer.as % 100 + 1)`.
final class NumberReader {
    static final long MAX = 0xffff_ffffL;
    static final List<String> SIGNS = Arrays.stream(Operator.values()).map(Operator::sign).toList();
    private static final int MAX_DEPTH = 16;

    private NumberReader() {}

    static NumberValue read(Pieces in) throws NotUnderstood {
        return sum(in, 0);
    }

    private static NumberValue sum(Pieces in, int depth) throws NotUnderstood {
        NumberValue value = product(in, depth);
        for (var sign = sign(in, "+", "-"); sign.isPresent(); sign = sign(in, "+", "-")) {
            value = new NumberValue.Arithmetic(value, sign.get(), product(in, depth));
        }
        return value;
    }

    private static NumberValue product(Pieces in, int depth) throws NotUnderstood {
        NumberValue value = atom(in, depth);
        for (var sign = sign(in, "*", "/", "%"); sign.isPresent(); sign = sign(in, "*", "/", "%")) {
            value = new NumberValue.Arithmetic(value, sign.get(), atom(in, depth));
        }
        return value;
    }

    private static Optional<Operator> sign(Pieces in, String... signs) {
        Optional<String> found = Stream.of(signs).filter(in::at).findFirst();
        found.ifPresent(in::take);
        return found.flatMap(sign ->
                Arrays.stream(Operator.values()).filter(o -> o.sign().equals(sign)).findFirst());
    }

    private static NumberValue atom(Pieces in, int depth) throws NotUnderstood {
        Piece piece = in.need("a number", "for example `32` or `peer.as`");
        if (piece.kind() == Piece.Kind.OPEN) {
            if (depth == MAX_DEPTH) {
                throw in.wrong(Code.TOO_BIG, piece.span(), "parentheses nested too deep", "");
            }
            NumberValue inside = sum(in, depth + 1);
            in.need(Piece.Kind.CLOSE, "`)`", "");
            return inside;
        }
        if (piece.kind() == Piece.Kind.STRING) {
            throw in.wrong(
                    Code.WRONG_TYPE,
                    piece.span(),
                    "a number is needed here, not the text " + piece.span().quoted(),
                    Numbers.digits(piece.text()).isPresent()
                            ? "without quotes: `" + piece.text() + "`"
                            : "");
        }
        if (piece.kind() != Piece.Kind.WORD) {
            throw in.expected("a number", piece, "");
        }
        return word(piece, in);
    }

    private static NumberValue word(Piece piece, Pieces in) throws NotUnderstood {
        String text = piece.text();
        OptionalLong digits = Numbers.digits(text);
        if (digits.isPresent()) {
            if (digits.getAsLong() > MAX) {
                String message = piece.span().quoted() + " is over " + MAX;
                throw in.wrong(Code.OUT_OF_RANGE, piece.span(), message, "possible: 0 to " + MAX);
            }
            return new NumberValue.Constant(digits.getAsLong());
        }
        if (text.matches("-[0-9]+")) {
            String message = piece.span().quoted() + " is below 0";
            throw in.wrong(Code.OUT_OF_RANGE, piece.span(), message, "possible: 0 to " + MAX);
        }
        if (text.matches("[0-9]+\\.[0-9]+")) {
            return new NumberValue.Constant(Literals.as(piece, in));
        }
        Optional<NumberField> field = Fields.number(text);
        if (field.isPresent()) {
            return new NumberValue.Field(field.get());
        }
        if (text.matches(".+[+*/%-][0-9]+") || text.matches("[0-9]+[+*/%-].+")) {
            throw in.wrong(
                    Code.UNEXPECTED_WORD,
                    piece.span(),
                    piece.span().quoted() + " is not a number",
                    "signs of arithmetic have blanks around them: `peer.as % 100`");
        }
        List<String> possible = Arrays.stream(NumberField.values()).map(NumberField::word).toList();
        boolean other = Fields.all().contains(text);
        throw in.wrong(
                other ? Code.WRONG_TYPE : Code.UNKNOWN_FIELD,
                piece.span(),
                piece.span().quoted() + " is not a number",
                Fields.help(text, possible));
    }
}

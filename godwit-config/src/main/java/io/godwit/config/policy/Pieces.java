package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.Tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pieces of one statement or one item of a list, read from left to right.
final class Pieces {
    /// What other languages write behind a condition or an item, and what to write here.
    private static final Map<String, String> FOREIGN =
            Map.of(
                    "then", "the block begins at once: `if prefix in bogons { … }`",
                    "le", "a range of lengths: `10.0.0.0/8{8,24}`",
                    "ge", "a range of lengths: `10.0.0.0/8{16,32}`",
                    "orlonger", "with all within it: `10.0.0.0/8+`");

    private final List<Piece> pieces;
    private final Reporter report;
    private final Span before;
    private int next;

    /// @param before what stands before the first piece
    private Pieces(List<Piece> pieces, Span before, Reporter report) {
        this.pieces = pieces;
        this.before = before;
        this.report = report;
    }

    static Pieces of(List<Arg> args, Span before, Reporter report) {
        return new Pieces(Piece.of(args), before, report);
    }

    /// The items of a list, each to be read to its end.
    static List<Pieces> items(List<Arg> args, Span list, Reporter report) {
        var items = new ArrayList<Pieces>();
        var item = new ArrayList<Piece>();
        for (Piece piece : Piece.of(args)) {
            if (piece.kind() != Piece.Kind.COMMA) {
                item.add(piece);
            } else {
                items.add(new Pieces(List.copyOf(item), piece.span(), report));
                item.clear();
            }
        }
        if (!item.isEmpty()) {
            items.add(new Pieces(item, list, report));
        }
        return items;
    }

    Reporter report() {
        return report;
    }

    boolean isDone() {
        return next == pieces.size();
    }

    Optional<Piece> peek() {
        return peek(0);
    }

    Optional<Piece> peek(int ahead) {
        return next + ahead < pieces.size()
                ? Optional.of(pieces.get(next + ahead))
                : Optional.empty();
    }

    boolean at(Piece.Kind kind) {
        return peek().filter(p -> p.kind() == kind).isPresent();
    }

    boolean at(String word) {
        return peek().filter(p -> p.is(word)).isPresent();
    }

    /// Takes a word if it is next.
    boolean take(String word) {
        boolean found = at(word);
        next += found ? 1 : 0;
        return found;
    }

    /// Takes what is next.
    Piece take() {
        return pieces.get(next++);
    }

    /// Takes what is next, or reports that it is missing.
    Piece need(String what, String help) throws NotUnderstood {
        if (isDone()) {
            throw wrong(Code.MISSING_VALUE, behind(), "expected " + what + " here", help);
        }
        return take();
    }

    /// Takes a piece of a kind, or reports what is there instead.
    Piece need(Piece.Kind kind, String what, String help) throws NotUnderstood {
        Piece piece = need(what, help);
        if (piece.kind() != kind) {
            throw expected(what, piece, help);
        }
        return piece;
    }

    NotUnderstood expected(String what, Piece found, String help) {
        return wrong(
                Code.UNEXPECTED_WORD,
                found.span(),
                "expected " + what + ", found " + found.span().quoted(),
                help);
    }

    int position() {
        return next;
    }

    /// Where the next piece should stand.
    Span behind() {
        return next == 0 ? before.behind() : pieces.get(next - 1).span().behind();
    }

    /// From a piece to the last one that was read.
    Span since(int index) {
        return index == next ? behind() : pieces.get(index).span().to(pieces.get(next - 1).span());
    }

    /// What was read since, in the layout of the formatter.
    String textSince(int index) {
        var out = new StringBuilder();
        for (Piece piece : pieces.subList(index, next)) {
            boolean blank = !out.isEmpty() && !piece.touches() && piece.kind() != Piece.Kind.COMMA;
            out.append(blank ? " " : "");
            out.append(
                    switch (piece.kind()) {
                        case LIST -> Tokens.list(piece.list().orElseThrow().args());
                        case STRING -> Tokens.quoted(piece.text());
                        default -> piece.text();
                    });
        }
        return out.toString();
    }

    NotUnderstood wrong(Code code, Span at, String message, String help) {
        report.error(code, at, message, help);
        return new NotUnderstood();
    }

    /// Reports what is left.
    void end(String complete) throws NotUnderstood {
        if (!isDone()) {
            Piece extra = take();
            String message =
                    "unexpected " + extra.span().quoted() + " behind a complete " + complete;
            throw wrong(
                    Code.UNEXPECTED_WORD,
                    extra.span(),
                    message,
                    FOREIGN.getOrDefault(
                            extra.text(),
                            complete.equals("item") ? "items are separated by `,`" : ""));
        }
    }
}

package io.godwit.config.policy;

import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A piece of an expression. Words of the generic tree come apart at parentheses and signs of
/// comparison, which need no blanks around them; other signs do, because names and prefixes have
/// `-`, `/` and `+` in them.
///
/// @param text the word, the sign, or what the string says
/// @param touches whether no blank is before it
/// @param newLine whether it is the first on its line
/// @param list the items of a list
record Piece(
        Kind kind,
        String text,
        Span span,
        boolean touches,
        boolean newLine,
        Optional<Arg.Items> list) {
    enum Kind {
        WORD,
        STRING,
        OPEN,
        CLOSE,
        COMPARISON,
        LIST,
        COMMA
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /// The piece as a token, for readers of values.
    Token token() {
        Token.Kind as = kind == Kind.STRING ? Token.Kind.STRING : Token.Kind.WORD;
        return new Token(span.source(), as, span.start(), span.end(), text, newLine);
    }

    static List<Piece> of(List<Arg> args) {
        var pieces = new ArrayList<Piece>();
        for (Arg arg : args) {
            switch (arg) {
                case Arg.Scalar(Token token) -> scalar(token, pieces);
                case Arg.Comma(Token token) -> add(Kind.COMMA, ",", token.span(), false, pieces);
                case Arg.Items items ->
                        pieces.add(
                                new Piece(
                                        Kind.LIST,
                                        "[",
                                        items.span(),
                                        false,
                                        false,
                                        Optional.of(items)));
            }
        }
        return pieces;
    }

    private static void add(Kind kind, String text, Span span, boolean newLine, List<Piece> to) {
        boolean touches =
                !to.isEmpty()
                        && to.getLast().span.end() == span.start()
                        && to.getLast().span.source() == span.source();
        to.add(new Piece(kind, text, span, touches, newLine, Optional.empty()));
    }

    private static void scalar(Token token, List<Piece> to) {
        String text = token.value();
        if (token.is(Token.Kind.STRING)) {
            add(Kind.STRING, text, token.span(), token.newLine(), to);
            return;
        }
        int from = 0;
        for (int i = 0; i < text.length(); ) {
            Kind kind = kind(text.charAt(i));
            if (kind == Kind.WORD && !text.startsWith("!=", i)) {
                i++;
                continue;
            }
            part(token, Kind.WORD, from, i, to);
            boolean two = kind != Kind.OPEN && kind != Kind.CLOSE && text.startsWith("=", i + 1);
            Kind sign = kind == Kind.WORD ? Kind.COMPARISON : kind;
            part(token, sign, i, i + (two ? 2 : 1), to);
            i += two ? 2 : 1;
            from = i;
        }
        part(token, Kind.WORD, from, text.length(), to);
    }

    private static void part(Token token, Kind kind, int from, int to, List<Piece> pieces) {
        if (from == to) {
            return;
        }
        boolean plain = token.end() - token.start() == token.value().length();
        Span span =
                plain
                        ? new Span(token.source(), token.start() + from, token.start() + to)
                        : token.span();
        add(kind, token.value().substring(from, to), span, from == 0 && token.newLine(), pieces);
    }

    private static Kind kind(char c) {
        return switch (c) {
            case '(' -> Kind.OPEN;
            case ')' -> Kind.CLOSE;
            case '=', '<', '>' -> Kind.COMPARISON;
            default -> Kind.WORD;
        };
    }
}

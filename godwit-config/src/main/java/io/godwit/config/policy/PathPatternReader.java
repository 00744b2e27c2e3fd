package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Numbers;
import io.godwit.policy.AsSet;
import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.Condition.Range;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.PathPattern;
import io.godwit.policy.tree.PathPattern.Node;

import java.util.ArrayList;
import java.util.List;

/// Patterns of AS paths: `"^ 64511+ [3356 1299] .* (peer.as)? $"`, by recursive descent.
final class PathPatternReader {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_REPEAT = 64;
    private static final Range ANY = new Range(0, NumberReader.MAX);

    private final Piece piece;
    private final String text;
    private final Definitions names;
    private final Pieces in;
    private int next;
    private int depth;

    private PathPatternReader(Piece piece, Definitions names, Pieces in) {
        this.piece = piece;
        this.text = piece.text();
        this.names = names;
        this.in = in;
    }

    static PathPattern read(Piece text, Definitions names, Pieces in) throws NotUnderstood {
        return new PathPatternReader(text, names, in).pattern();
    }

    private PathPattern pattern() throws NotUnderstood {
        blanks();
        boolean fromStart = take('^');
        Node node = choice();
        boolean toEnd = take('$');
        blanks();
        if (next < text.length()) {
            throw wrong(
                    next, next + 1, "unexpected `" + text.charAt(next) + "` in the pattern", "");
        }
        return new PathPattern(text, fromStart, node, toEnd);
    }

    private void blanks() {
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
    }

    private boolean at(char c) {
        blanks();
        return next < text.length() && text.charAt(next) == c;
    }

    private boolean take(char c) {
        boolean found = at(c);
        next += found ? 1 : 0;
        return found;
    }

    private Node choice() throws NotUnderstood {
        if (++depth > MAX_DEPTH) {
            throw wrong(next, next, "the pattern nests too deep", "");
        }
        var any = new ArrayList<>(List.of(sequence()));
        while (take('|')) {
            any.add(sequence());
        }
        depth--;
        return any.size() == 1 ? any.getFirst() : new Node.Choice(any);
    }

    private Node sequence() throws NotUnderstood {
        var nodes = new ArrayList<Node>();
        while (true) {
            blanks();
            if (next == text.length() || "|)$".indexOf(text.charAt(next)) >= 0) {
                return nodes.size() == 1 ? nodes.getFirst() : new Node.Sequence(nodes);
            }
            nodes.add(repeated(atom()));
        }
    }

    private Node repeated(Node atom) throws NotUnderstood {
        int start = next;
        char c = next < text.length() ? text.charAt(next) : 0;
        switch (c) {
            case '*', '+', '?' -> {
                next++;
                return new Node.Repeated(atom, c == '+' ? 1 : 0, c == '?' ? 1 : -1);
            }
            case '{' -> {
                int end = text.indexOf('}', next);
                String inside = end < 0 ? "" : text.substring(next + 1, end);
                String[] ends = inside.split(",", -1);
                long least = Numbers.digits(ends[0]).orElse(-1);
                long most =
                        ends.length == 1
                                ? least
                                : ends[1].isEmpty() ? -1 : Numbers.digits(ends[1]).orElse(-2);
                boolean good =
                        ends.length <= 2
                                && least >= 0
                                && least <= MAX_REPEAT
                                && most <= MAX_REPEAT
                                && (most >= least || ends.length == 2 && ends[1].isEmpty());
                if (!good) {
                    int to = end < 0 ? text.length() : end + 1;
                    String help = "`{2}`, `{2,4}` or `{2,}`, up to " + MAX_REPEAT;
                    throw wrong(start, to, "not a number of times", help);
                }
                next = end + 1;
                return new Node.Repeated(atom, (int) least, (int) most);
            }
            default -> {
                return atom;
            }
        }
    }

    private Node atom() throws NotUnderstood {
        char c = text.charAt(next);
        int start = next;
        if (c == '.') {
            next++;
            return new Node.One(List.of(ANY), List.of(), false);
        }
        if (c == '[') {
            return list();
        }
        if (c == '(') {
            next++;
            blanks();
            boolean value = next < text.length() && Character.isLetter(text.charAt(next));
            return value ? value(start) : group(start);
        }
        if (c == '@') {
            next++;
            int from = next;
            while (next < text.length() && isNameChar(text.charAt(next))) {
                next++;
            }
            return new Node.OneOf(set(from));
        }
        if (isDigit(c)) {
            return new Node.One(List.of(range(number(), start)), List.of(), false);
        }
        String help =
                c == '_'
                        ? "write a blank: one letter is one AS"
                        : "AS numbers, `.`, `[1 2]`, `(peer.as)`, `@SET`, `( … | … )`";
        throw wrong(start, start + 1, "unexpected `" + c + "` in the pattern", help);
    }

    private AsSetRef set(int from) throws NotUnderstood {
        Arg name = word(from, next);
        return names.asNumbers(Pieces.of(List.of(name), span(from - 1, from), in.report()));
    }

    private Node group(int start) throws NotUnderstood {
        Node inside = choice();
        if (!take(')')) {
            throw wrong(start, start + 1, "missing `)` in the pattern", "");
        }
        return inside;
    }

    /// `(peer.as)`, `(peer.as + 1)`.
    private Node value(int start) throws NotUnderstood {
        int end = text.indexOf(')', next);
        if (end < 0) {
            throw wrong(start, start + 1, "missing `)` in the pattern", "");
        }
        var words = new ArrayList<Arg>();
        int from = next;
        for (String word : text.substring(next, end).split(" ", -1)) {
            if (!word.isEmpty()) {
                words.add(word(from, from + word.length()));
            }
            from += word.length() + 1;
        }
        Pieces pieces = Pieces.of(words, span(start, start + 1), in.report());
        NumberValue value = NumberReader.read(pieces);
        pieces.end("value");
        next = end + 1;
        return new Node.One(List.of(), List.of(value), false);
    }

    private Node list() throws NotUnderstood {
        int start = next++;
        boolean negated = take('^');
        var ranges = new ArrayList<Range>();
        while (!take(']')) {
            blanks();
            if (next == text.length() || !isDigit(text.charAt(next)) && text.charAt(next) != ',') {
                throw wrong(
                        start,
                        start + 1,
                        "missing `]` in the pattern",
                        "AS numbers and ranges: `[1 5..9]`");
            }
            if (text.charAt(next) == ',') {
                next++;
            } else {
                int from = next;
                ranges.add(range(number(), from));
            }
        }
        return new Node.One(ranges, List.of(), negated);
    }

    /// Digits, with dots between them.
    private String number() {
        int start = next;
        while (next < text.length()
                && (isDigit(text.charAt(next))
                        || text.charAt(next) == '.'
                                && (isDigitAt(next + 1)
                                        || text.startsWith("..", next) && isDigitAt(next + 2)))) {
            next += text.startsWith("..", next) ? 2 : 1;
        }
        return text.substring(start, next);
    }

    private boolean isDigitAt(int at) {
        return at < text.length() && isDigit(text.charAt(at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameChar(char c) {
        return Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0;
    }

    private Range range(String number, int start) throws NotUnderstood {
        Arg word = word(start, start + number.length());
        AsSet.Range range = Literals.asNumbers(Pieces.of(List.of(word), piece.span(), in.report()));
        return new Range(range.from(), range.to());
    }

    private Arg word(int from, int to) {
        Span at = span(from, to);
        String word = text.substring(from, to);
        return new Arg.Scalar(
                new Token(at.source(), Token.Kind.WORD, at.start(), at.end(), word, false));
    }

    private NotUnderstood wrong(int from, int to, String message, String help) {
        return in.wrong(Code.BAD_PATTERN, span(from, to), message, help);
    }

    /// A stretch of the string; the whole of it when it has escapes.
    private Span span(int from, int to) {
        Span all = piece.span();
        boolean plain = all.end() - all.start() == text.length() + 2;
        return plain
                ? new Span(
                        all.source(), all.start() + 1 + from, all.start() + 1 + Math.max(from, to))
                : all;
    }
}

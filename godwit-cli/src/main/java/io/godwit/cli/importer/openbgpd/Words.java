package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Unreadable;

import java.util.List;

/// The words of a statement, taken one after the other; ends of lines are none.
final class Words {
    private final List<Token> tokens;
    private final At start;
    private int next;

    Words(List<Token> tokens) {
        this.tokens = tokens.stream().filter(t -> !t.is(Token.NEW_LINE)).toList();
        start = tokens.getFirst().at();
    }

    boolean more() {
        return next < tokens.size();
    }

    /// The next word, or nothing.
    String peek() {
        return more() ? tokens.get(next).text() : "";
    }

    String next() {
        if (!more()) {
            throw new Unreadable(start, "a word is missing at the end");
        }
        return tokens.get(next++).text();
    }

    long number() {
        String text = next();
        if (!text.matches("[+-]?[0-9]{1,10}")) {
            throw new Unreadable(start, "not a number: " + text);
        }
        return Long.parseLong(text);
    }

    /// An AS number, `1.10` too.
    long as() {
        String text = next();
        if (!text.matches("[0-9]{1,10}|[0-9]{1,5}[.][0-9]{1,5}")) {
            throw new Unreadable(start, "not an AS number: " + text);
        }
        int dot = text.indexOf('.');
        return dot < 0
                ? Long.parseLong(text)
                : (Long.parseLong(text.substring(0, dot)) << 16)
                        + Long.parseLong(text.substring(dot + 1));
    }

    /// Takes the next word if it is this one.
    boolean take(String word) {
        boolean is = more() && tokens.get(next).is(word);
        next += is ? 1 : 0;
        return is;
    }

    /// One thing, or several in brackets, with commas or without; brackets in brackets are one
    /// list.
    void each(Runnable one) {
        if (!take("{")) {
            one.run();
            return;
        }
        while (!take("}")) {
            if (!take(",")) {
                each(one);
            }
        }
    }
}

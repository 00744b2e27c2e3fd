package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.policy.AsSet;
import io.godwit.policy.PrefixRange;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the file of a set: what bgpq4 writes as JSON (`-j`, `-jA`, `-tj`), JSON lists of items as
/// they stand in a configuration, or a plain list with one item on a line.
///
/// These files are large and many, so there is no tree of them: one pass over the text, and of each
/// item only what the set keeps.
///
/// @param <T> an item of the set
final class SetFileReader<T> {
    /// What items of one kind of set look like.
    private interface Items<T> {
        /// An item that is a word; with errors reported.
        T word(Pieces in) throws NotUnderstood;

        /// The same, quick; null for what [#word] is to look at.
        T quick(String word);
    }

    private static final Items<PrefixRange> PREFIXES =
            new Items<>() {
                @Override
                public PrefixRange word(Pieces in) throws NotUnderstood {
                    return Literals.prefixes(in);
                }

                @Override
                public PrefixRange quick(String word) {
                    return Prefix.parse(word).map(PrefixRange::exactly).orElse(null);
                }
            };

    /// What up to ten digits say that do not begin with 0; else 0.
    private static long number(String digits) {
        if (digits.length() > 10 || digits.startsWith("0")) {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    private static final Items<AsSet.Range> AS_NUMBERS =
            new Items<>() {
                @Override
                public AsSet.Range word(Pieces in) throws NotUnderstood {
                    return Literals.asNumbers(in);
                }

                /// `AS64511` as registries write it, or the number alone.
                @Override
                public AsSet.Range quick(String word) {
                    String digits =
                            word.regionMatches(true, 0, "as", 0, 2) ? word.substring(2) : word;
                    long as = number(digits);
                    return as > 0 && as <= NumberReader.MAX ? new AsSet.Range(as, as) : null;
                }
            };

    private final SourceText source;
    private final String text;
    private final Reporter report;
    private final Items<T> items;
    private final List<T> read = new ArrayList<>();
    private int next;

    private SetFileReader(SourceText source, Items<T> items, Reporter report) {
        this.source = source;
        this.text = source.text();
        this.items = items;
        this.report = report;
    }

    static Optional<List<PrefixRange>> prefixes(SourceText source, Reporter report) {
        return new SetFileReader<>(source, PREFIXES, report).all();
    }

    static Optional<List<AsSet.Range>> asNumbers(SourceText source, Reporter report) {
        return new SetFileReader<>(source, AS_NUMBERS, report).all();
    }

    private Optional<List<T>> all() {
        try {
            skipBlanks();
            if (at('{') || at('[')) {
                json();
            } else {
                plain();
            }
            return Optional.of(read);
        } catch (NotUnderstood reported) {
            return Optional.empty();
        }
    }

    private void plain() throws NotUnderstood {
        next = 0;
        while (next < text.length()) {
            int end = text.indexOf('\n', next);
            end = end < 0 ? text.length() : end;
            int comment = text.indexOf('#', next, end);
            int stop = comment >= 0 ? comment : end;
            int from = next;
            while (from < stop && text.charAt(from) <= ' ') {
                from++;
            }
            int to = stop;
            while (to > from && text.charAt(to - 1) <= ' ') {
                to--;
            }
            if (to > from) {
                word(text.substring(from, to), from, to);
            }
            next = end + 1;
        }
    }

    private void word(String word, int from, int to) throws NotUnderstood {
        T quick = items.quick(word);
        if (quick != null) {
            read.add(quick);
            return;
        }
        Span at = new Span(source, from, to);
        var token = new Token(source, Token.Kind.WORD, from, to, word, false);
        Pieces one = Pieces.of(List.of(new Arg.Scalar(token)), at, report);
        read.add(items.word(one));
        one.end("item");
    }

    // The JSON of bgpq4.

    /// `{"NAME": [ … ], "OTHER": [ … ]}` or `[ … ]`.
    private void json() throws NotUnderstood {
        if (at('[')) {
            array();
        } else {
            next++;
            while (!take('}')) {
                string();
                need(':');
                array();
                if (!take(',') && !at('}')) {
                    throw wrong("expected `,` or `}`");
                }
            }
        }
        skipBlanks();
        if (next < text.length()) {
            throw wrong("something behind the end");
        }
    }

    private void array() throws NotUnderstood {
        need('[');
        while (!take(']')) {
            skipBlanks();
            int from = next;
            if (at('{')) {
                object();
            } else if (at('"')) {
                String word = string();
                word(word, from + 1, Math.max(next - 1, from + 2));
            } else {
                long number = number();
                word(Long.toString(number), from, next);
            }
            if (!take(',') && !at(']')) {
                throw wrong("expected `,` or `]`");
            }
        }
    }

    /// `{"prefix": "203.0.113.0\/24", "exact": false, "greater-equal": 25, "less-equal": 26}`.
    private void object() throws NotUnderstood {
        int start = next++;
        String prefix = "";
        boolean exact = false;
        long least = -1;
        long most = -1;
        while (!take('}')) {
            skipBlanks();
            int at = next;
            String name = string();
            need(':');
            skipBlanks();
            switch (name) {
                case "prefix" -> prefix = string();
                case "exact" -> exact = bool();
                case "greater-equal" -> least = number();
                case "less-equal" -> most = number();
                default -> {
                    next = at;
                    throw wrong("unknown member " + Span.quoted(name));
                }
            }
            if (!take(',') && !at('}')) {
                throw wrong("expected `,` or `}`");
            }
        }
        if (exact || least < 0 && most < 0) {
            word(prefix, start, next);
        } else {
            int slash = prefix.indexOf('/');
            String length = slash < 0 ? "0" : prefix.substring(slash + 1);
            String from = least < 0 ? length : Long.toString(least);
            String to = most >= 0 ? Long.toString(most) : prefix.indexOf(':') >= 0 ? "128" : "32";
            word(prefix + "{" + from + "," + to + "}", start, next);
        }
    }

    private void skipBlanks() {
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
    }

    private boolean at(char c) {
        skipBlanks();
        return next < text.length() && text.charAt(next) == c;
    }

    private boolean take(char c) {
        boolean found = at(c);
        next += found ? 1 : 0;
        return found;
    }

    private void need(char c) throws NotUnderstood {
        if (!take(c)) {
            throw wrong("expected `" + c + "`");
        }
    }

    /// A string without escapes but `\/` and `\"`, which is all that names and prefixes have.
    private String string() throws NotUnderstood {
        need('"');
        int end = text.indexOf('"', next);
        if (end < 0) {
            throw wrong("a string that does not end");
        }
        String raw = text.substring(next, end);
        next = end + 1;
        return raw.indexOf('\\') < 0 ? raw : raw.replace("\\/", "/");
    }

    private long number() throws NotUnderstood {
        int from = next;
        while (next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
            next++;
        }
        if (next == from || next - from > 10) {
            next = from;
            throw wrong("expected a number");
        }
        return Long.parseLong(text.substring(from, next));
    }

    private boolean bool() throws NotUnderstood {
        boolean yes = text.startsWith("true", next);
        if (!yes && !text.startsWith("false", next)) {
            throw wrong("expected true or false");
        }
        next += yes ? 4 : 5;
        return yes;
    }

    private NotUnderstood wrong(String message) {
        int at = Math.min(next, text.length());
        report.error(
                Code.BAD_SET_FILE,
                new Span(source, at, Math.min(at + 1, text.length())),
                message,
                "the JSON of `bgpq4 -j`, `-jA` or `-tj`, or one item on a line");
        return new NotUnderstood();
    }
}

package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a file. What comes first in the pattern wins.
final class Lexer {
    private static final String V4 = "[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+";
    private static final String V6 =
            "(?:[0-9a-fA-F]*::|(?:[0-9a-fA-F]+:){2,})[0-9a-fA-F:]*(?:" + V4 + ")?";
    private static final String RANGE = "(?:\\s*\\{\\s*[0-9]+\\s*,\\s*[0-9]+\\s*\\}|[+-])?";

    private static final Pattern WORDS =
            Pattern.compile(
                    ("(?<space>\\s+|#[^\\n]*|/\\*(?s:.*?)\\*/)"
                                    + "|(?<prefix>(?:V4|V6)/[0-9]+RANGE)"
                                    + "|(?<address>V4|V6)"
                                    + "|(?<number>0[xX][0-9a-fA-F]+|[0-9]+)"
                                    + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
                                    + "|\"(?<string>[^\"\\n]*)\"|'(?<quoted>[^'\\n]*)'"
                                    + "|(?<sign>\\[=|=\\]|!~|!=|<=|>=|&&|\\|\\||\\.\\.|->|\\+\\+"
                                    + "|[-~=<>!+*/%.,;:()\\[\\]{}?@])")
                            .replace("V4", V4)
                            .replace("V6", V6)
                            .replace("RANGE", RANGE));

    private Lexer() {}

    static List<Token> read(String file, String text) {
        var tokens = new ArrayList<Token>();
        Matcher words = WORDS.matcher(text);
        int line = 1;
        int counted = 0;
        for (int i = 0; i < text.length(); i = words.end()) {
            if (!words.find(i) || words.start() != i) {
                throw new Unreadable(
                        new At(file, line + lines(text, counted, i)),
                        "not BIRD: `" + text.charAt(i) + "`");
            }
            line += lines(text, counted, i);
            counted = i;
            if (words.group("space") == null) {
                tokens.add(token(words, new At(file, line)));
            }
        }
        return tokens;
    }

    private static Token token(Matcher words, At at) {
        for (var kind : List.of("prefix", "address", "number", "word", "string", "sign")) {
            String text = words.group(kind);
            if (text != null) {
                boolean prefix = kind.equals("prefix");
                return new Token(
                        Token.Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)),
                        prefix ? text.replaceAll("\\s", "") : text,
                        at);
            }
        }
        return new Token(Token.Kind.WORD, words.group("quoted"), at);
    }

    private static int lines(String text, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            lines += text.charAt(i) == '\n' ? 1 : 0;
        }
        return lines;
    }
}

package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads statements: a line each, longer ones in brackets or with `\` at the end. Macros are put in
/// place, `name = value` defines one for what follows.
final class Lexer {
    private static final int DEEPEST_MACRO = 8;
    private static final String WORD = "[^\\s{}(),=<>!#\"]*+";
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<space>[ \\t\\r]+|\\\\\\r?\\n|#[^\\n]*+)|(?<line>\\n)"
                            + "|\"(?<text>[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+)\""
                            + "|\\$(?<macro>\\w+)(?<tail>"
                            + WORD
                            + ")|(?<word>><|!=|<=|>=|[{}(),=<>!]|[^\\s{}(),=<>!#\"]++)");

    private final Map<String, String> macros;
    private final Consumer<Statement> to;
    private List<Token> open = new ArrayList<>();
    private int depth;

    private Lexer(Map<String, String> macros, Consumer<Statement> to) {
        this.macros = macros;
        this.to = to;
    }

    /// Hands over the statements of a text, each before the next one is read.
    static void read(String file, String text, Map<String, String> macros, Consumer<Statement> to) {
        var lexer = new Lexer(macros, to);
        int line = lexer.lex(file, text, 1, 0);
        lexer.ends();
        if (!lexer.open.isEmpty()) {
            throw new Unreadable(new At(file, line), "a bracket is not closed");
        }
    }

    private int lex(String file, String text, int from, int nested) {
        int line = from;
        Matcher token = TOKEN.matcher(text);
        for (int at = 0; at < text.length(); at = token.end()) {
            var here = new At(file, line);
            if (!token.find(at) || token.start() != at) {
                throw new Unreadable(here, "a quote is not closed");
            }
            if (token.group("line") != null) {
                newLine(here);
            } else if (token.group("text") != null) {
                String inside = token.group("text").replaceAll("\\\\(.)", "$1");
                open.add(new Token(here, inside, true));
            } else if (token.group("macro") != null) {
                macro(token.group("macro"), token.group("tail"), here, nested);
            } else if (token.group("word") != null) {
                word(new Token(here, token.group("word"), false));
            }
            line += (int) token.group().chars().filter(c -> c == '\n').count();
        }
        return line;
    }

    private void word(Token word) {
        depth += word.is("{") ? 1 : word.is("}") ? -1 : 0;
        if (depth < 0) {
            throw new Unreadable(word.at(), "a bracket too many");
        }
        open.add(word);
    }

    private void newLine(At at) {
        if (depth == 0) {
            ends();
        } else {
            open.add(new Token(at, Token.NEW_LINE, false));
        }
    }

    /// `$AS:1:1` is one word.
    private void macro(String name, String tail, At at, int nested) {
        String value = macros.get(name);
        if (value == null || nested > DEEPEST_MACRO) {
            throw new Unreadable(at, "macro " + name + " is not defined");
        }
        lex(at.file(), value.replace('\n', ' '), at.line(), nested + 1);
        if (!tail.isEmpty() && !open.isEmpty()) {
            var last = open.removeLast();
            open.add(new Token(at, last.text() + tail, last.quoted()));
        }
    }

    private void ends() {
        if (depth > 0 || open.isEmpty()) {
            return;
        }
        var tokens = open;
        open = new ArrayList<>();
        if (tokens.size() > 2 && tokens.get(1).is("=")) {
            macros.put(
                    tokens.getFirst().text(),
                    tokens.subList(2, tokens.size()).stream()
                            .map(Token::text)
                            .collect(Collectors.joining(" ")));
        } else {
            to.accept(new Statement(tokens));
        }
    }
}

package io.godwit.config;

import io.godwit.config.parse.JsonTree;
import io.godwit.config.parse.Parser;
import io.godwit.config.report.DisplayWidth;
import io.godwit.config.syntax.Lexer;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;
import io.godwit.json.JsonWriter;

import java.util.List;
import java.util.Optional;

/// One layout for all files: four blanks a level, a statement a line, `;` behind each, at most one
/// empty line in a row, comments where they were, `else` behind the brace before it. A block that
/// was written on one line and fits there stays on it, without the last `;`.
///
/// Works on tokens, so that it formats words of other versions too. What it writes it leaves alone
/// the next time.
public final class Formatter {
    private static final int COLUMNS = 100;
    private static final String LEVEL = "    ";

    private final List<Token> tokens;
    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int next;
    private int depth;
    private boolean blockBegins;

    private Formatter(List<Token> tokens, String text) {
        this.tokens = tokens;
        this.text = text;
    }

    /// Formats one file. A file whose braces, strings or statements are broken is left alone, and
    /// its errors are the answer; unknown words do not matter here.
    public static Rewritten format(String fileName, Sources sources) {
        var report = new Reporter();
        Optional<SourceText> source = new Inputs(sources, report).textOf(fileName);
        return Rewritten.of(source.map(s -> format(s, report)), report);
    }

    private static String format(SourceText source, Reporter report) {
        if (source.json()) {
            JsonTree.checkSyntax(source, report);
            return JsonReader.read(source.text()) instanceof JsonReading.Ok(Json value)
                    ? JsonWriter.writePretty(value) + "\n"
                    : "";
        }
        List<Token> tokens = Lexer.tokens(source, report);
        Parser.statements(tokens, report);
        if (report.errors() > 0) {
            return "";
        }
        var formatter = new Formatter(tokens, source.text());
        formatter.run();
        return formatter.out.toString();
    }

    private Token peek() {
        return tokens.get(next);
    }

    private void run() {
        while (!peek().is(Token.Kind.END)) {
            switch (peek().kind()) {
                case COMMENT -> comment();
                case CLOSE_BRACE -> {
                    next++;
                    depth--;
                    blockBegins = false;
                    indent();
                    out.append('}');
                    closed();
                }
                case SEMICOLON -> next++;
                default -> {
                    if (!endsWithBlank()) {
                        emptyLine();
                        indent();
                    }
                    statement();
                }
            }
        }
    }

    private void indent() {
        out.repeat(LEVEL, depth);
    }

    /// Keeps one empty line where there was one, but not at the edges of a block.
    private void emptyLine() {
        if (next == 0 || out.isEmpty()) {
            return;
        }
        Token before = tokens.get(next - 1);
        String between = text.substring(before.end(), peek().start());
        boolean empty = between.indexOf('\n') != between.lastIndexOf('\n');
        if (empty && !blockBegins) {
            out.append('\n');
        }
        blockBegins = false;
    }

    /// A comment on its own line, or one behind what the line says.
    private void comment() {
        Token comment = peek();
        boolean ownLine = comment.newLine() || out.isEmpty();
        if (ownLine) {
            emptyLine();
            indent();
        } else {
            out.setLength(out.length() - 1);
            out.append("  ");
            blockBegins = false;
        }
        next++;
        out.append(comment.value().stripTrailing()).append('\n');
    }

    /// From the first word to behind the `;` or the opening brace.
    private void statement() {
        boolean first = true;
        while (true) {
            Token token = peek();
            switch (token.kind()) {
                case WORD, STRING, JSON_STRING -> {
                    word(token.span().text(), first);
                    next++;
                }
                case COMMA -> {
                    out.append(',');
                    next++;
                }
                case COMMENT -> {
                    if (endsBehindComments()) {
                        out.append(";\n");
                        return;
                    }
                    // Inside a statement: the rest goes to the next line.
                    out.append("  ").append(token.value().stripTrailing()).append('\n');
                    indent();
                    out.append(LEVEL);
                    next++;
                    first = true;
                    continue;
                }
                case OPEN_BRACKET -> {
                    if (!first) {
                        out.append(' ');
                    }
                    list();
                }
                case OPEN_BRACE -> {
                    block();
                    return;
                }
                case SEMICOLON -> {
                    next++;
                    out.append(";\n");
                    return;
                }
                case CLOSE_BRACE, CLOSE_BRACKET, END -> {
                    out.append(";\n");
                    return;
                }
            }
            first = false;
        }
    }

    private boolean endsBehindComments() {
        int at = next;
        while (tokens.get(at).is(Token.Kind.COMMENT)) {
            at++;
        }
        return switch (tokens.get(at).kind()) {
            case SEMICOLON, CLOSE_BRACE, END -> true;
            default -> false;
        };
    }

    private void word(String word, boolean first) {
        if (!first) {
            out.append(' ');
        }
        out.append(word);
    }

    private int column() {
        int lineStart = out.lastIndexOf("\n") + 1;
        return DisplayWidth.of(out.substring(lineStart));
    }

    private void block() {
        if (!endsWithBlank()) {
            out.append(' ');
        }
        String inline = inlineBlock();
        if (!inline.isEmpty() && column() + DisplayWidth.of(inline) <= COLUMNS) {
            out.append(inline);
            closed();
            return;
        }
        next++;
        out.append("{\n");
        blockBegins = true;
        depth++;
    }

    /// Behind a block: an `else` stays on its line.
    private void closed() {
        boolean goesOn = peek().is(Token.Kind.WORD) && peek().value().equals("else");
        out.append(goesOn ? ' ' : '\n');
    }

    private boolean endsWithBlank() {
        return !out.isEmpty() && (out.charAt(out.length() - 1) == ' ');
    }

    /// The block on one line and `next` behind it; empty, and `next` unmoved, when it was written
    /// on several lines or has a comment.
    private String inlineBlock() {
        int start = next;
        var line = new StringBuilder();
        int level = 0;
        for (int i = start; ; i++) {
            Token token = tokens.get(i);
            boolean multiline = i > start && token.newLine();
            if (multiline || token.is(Token.Kind.COMMENT) || token.is(Token.Kind.END)) {
                return "";
            }
            append(line, token, i > start ? tokens.get(i - 1) : token);
            if (token.is(Token.Kind.OPEN_BRACE)) {
                level++;
            } else if (token.is(Token.Kind.CLOSE_BRACE) && --level == 0) {
                if (column() + DisplayWidth.of(line.toString()) <= COLUMNS) {
                    next = i + 1;
                    return line.toString();
                }
                return "";
            }
        }
    }

    private static void append(StringBuilder line, Token token, Token before) {
        switch (token.kind()) {
            case SEMICOLON -> {
                if (!before.is(Token.Kind.SEMICOLON)
                        && !before.is(Token.Kind.OPEN_BRACE)
                        && !before.is(Token.Kind.CLOSE_BRACE)) {
                    line.append(';');
                }
            }
            case CLOSE_BRACE -> {
                if (before.is(Token.Kind.SEMICOLON) && line.charAt(line.length() - 1) == ';') {
                    line.setLength(line.length() - 1);
                }
                line.append(line.charAt(line.length() - 1) == '{' ? "}" : " }");
            }
            case COMMA -> line.append(',');
            case CLOSE_BRACKET -> {
                // Two of them are a mistake, which stays as it is.
                if (line.charAt(line.length() - 1) == ',' && line.indexOf(",,") < 0) {
                    line.setLength(line.length() - 1);
                }
                line.append(before.is(Token.Kind.OPEN_BRACKET) ? "]" : " ]");
            }
            default -> {
                if (!line.isEmpty()) {
                    line.append(' ');
                }
                line.append(token.span().text());
            }
        }
    }

    /// `[ a, b ]`, on several lines when it does not fit or has comments.
    private void list() {
        int close = next;
        int level = 0;
        boolean comments = false;
        var line = new StringBuilder();
        do {
            Token token = tokens.get(close);
            comments |= token.is(Token.Kind.COMMENT);
            level += token.is(Token.Kind.OPEN_BRACKET) ? 1 : 0;
            level -= token.is(Token.Kind.CLOSE_BRACKET) ? 1 : 0;
            append(line, token, tokens.get(Math.max(close - 1, 0)));
            close++;
        } while (level > 0);
        if (!comments && column() + DisplayWidth.of(line.toString()) < COLUMNS) {
            out.append(line);
            next = close;
            return;
        }
        longList(close - 1);
        next = close;
    }

    private void longList(int close) {
        out.append("[\n");
        boolean fresh = true;
        for (int i = next + 1; i < close; i++) {
            Token token = tokens.get(i);
            if (token.is(Token.Kind.COMMA)) {
                out.append(',');
                continue;
            }
            boolean comment = token.is(Token.Kind.COMMENT);
            String word = token.span().text().stripTrailing();
            boolean ownLine = comment && token.newLine();
            if (!fresh && (ownLine || column() + DisplayWidth.of(word) + 2 > COLUMNS)) {
                out.append('\n');
                fresh = true;
            }
            if (fresh) {
                indent();
                out.append(LEVEL);
            } else {
                out.append(comment ? "  " : " ");
            }
            out.append(word);
            fresh = comment;
            if (comment) {
                out.append('\n');
            }
        }
        if (!fresh) {
            out.append('\n');
        }
        indent();
        out.append(']');
    }
}

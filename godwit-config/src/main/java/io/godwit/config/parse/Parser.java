package io.godwit.config.parse;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Words;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Tokens to the generic tree, by recursive descent.
///
/// A statement is a word, arguments, and `;` or a block. The parser knows nothing of what words
/// mean, with one exception: when the braces of a text do not balance, the words of the language
/// say where the missing one belongs. A block ends where a word follows that only the top of a file
/// has, not further to the right than the beginning of the block; a block begins where the words of
/// its inside begin.
public final class Parser {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_LIST_DEPTH = 8;

    private final List<Token> tokens;
    private final Reporter report;
    private final Deque<Statement.Body> open = new ArrayDeque<>();
    private final Deque<Token> openers = new ArrayDeque<>();
    private int next;
    private int missingCloses;
    private int missingOpens;

    private Parser(List<Token> tokens, Reporter report) {
        this.tokens = tokens.stream().filter(t -> !t.is(Token.Kind.COMMENT)).toList();
        this.report = report;
    }

    /// The statements at the top of a text.
    public static List<Statement> statements(List<Token> tokens, Reporter report) {
        var parser = new Parser(tokens, report);
        parser.countBraces();
        var statements = new ArrayList<Statement>();
        parser.statements(statements);
        return statements;
    }

    private void countBraces() {
        int depth = 0;
        for (Token token : tokens) {
            if (token.is(Token.Kind.OPEN_BRACE)) {
                depth++;
            } else if (token.is(Token.Kind.CLOSE_BRACE)) {
                if (depth == 0) {
                    missingOpens++;
                } else {
                    depth--;
                }
            }
        }
        missingCloses = depth;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Span behindLast() {
        return next == 0
                ? new Span(peek().source(), peek().start(), peek().start())
                : tokens.get(next - 1).span().behind();
    }

    /// Reads statements up to the end of the block, which it leaves to the caller, or of the text.
    private void statements(List<Statement> into) {
        while (true) {
            Token token = peek();
            switch (token.kind()) {
                case END -> {
                    return;
                }
                case SEMICOLON -> next++;
                case CLOSE_BRACE -> {
                    if (!open.isEmpty()) {
                        return;
                    }
                    next++;
                    report.error(
                            Code.STRAY_CLOSING, token.span(), "`}` closes nothing", "remove it");
                }
                case WORD, STRING, JSON_STRING -> {
                    if (blockEndsBefore(token)) {
                        return;
                    }
                    into.add(statement());
                }
                case OPEN_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA -> {
                    report.error(
                            Code.UNEXPECTED_WORD,
                            token.span(),
                            "a statement begins with a word, not with " + token.quoted(),
                            "");
                    skipStatement();
                }
                case COMMENT -> throw new AssertionError("comments were left out");
            }
        }
    }

    private boolean blockEndsBefore(Token token) {
        return missingCloses > 0
                && !open.isEmpty()
                && token.newLine()
                && Words.onlyAtTop(openers.peek(), token)
                && column(token) <= column(openers.peek());
    }

    private static int column(Token token) {
        return token.source().column(token.start());
    }

    private Statement statement() {
        Token word = tokens.get(next++);
        List<Arg> args = new ArrayList<>();
        while (true) {
            Token token = peek();
            switch (token.kind()) {
                case WORD, STRING, JSON_STRING -> {
                    // Without this, a block that is not closed would swallow what follows it.
                    if (blockEndsBefore(token)) {
                        return new Statement(word, args, Optional.empty());
                    }
                    next++;
                    args.add(new Arg.Scalar(token));
                }
                case COMMA -> {
                    next++;
                    args.add(new Arg.Comma(token));
                }
                case OPEN_BRACKET -> args.add(list(1));
                case CLOSE_BRACKET -> {
                    next++;
                    report.error(
                            Code.STRAY_CLOSING, token.span(), "`]` closes nothing", "remove it");
                }
                case OPEN_BRACE -> {
                    return new Statement(word, args, Optional.of(body(word)));
                }
                case SEMICOLON -> {
                    next++;
                    return withMissingBrace(word, args);
                }
                case CLOSE_BRACE -> {
                    return withMissingBrace(word, args);
                }
                case END -> {
                    if (open.isEmpty() && !word.source().json()) {
                        report.error(
                                Code.MISSING_SEMICOLON,
                                behindLast(),
                                "missing `;` at the end of the file",
                                "end the last statement with `;`");
                    }
                    return new Statement(word, args, Optional.empty());
                }
                case COMMENT -> throw new AssertionError("comments were left out");
            }
        }
    }

    private Statement.Body body(Token opener) {
        Token brace = tokens.get(next++);
        var body = new Statement.Body(brace.span(), new ArrayList<>());
        if (open.size() == MAX_DEPTH) {
            report.error(
                    Code.TOO_BIG,
                    brace.span(),
                    "blocks nested deeper than " + MAX_DEPTH + " levels",
                    "");
            skipBlock();
            return body;
        }
        open.push(body);
        openers.push(opener);
        statements(body.statements());
        closeBrace(brace);
        open.pop();
        openers.pop();
        return body;
    }

    private void closeBrace(Token brace) {
        if (peek().is(Token.Kind.CLOSE_BRACE)) {
            next++;
            return;
        }
        missingCloses--;
        report.error(
                Code.MISSING_CLOSING_BRACE,
                behindLast(),
                "missing `}`",
                "close the block with `}`",
                brace.span(),
                "the block begins here");
    }

    /// `neighbor 10.77.0.2 as 65002; … }`: when braces are missing and the words of the inside
    /// follow the head of a block, the block begins there.
    private Statement withMissingBrace(Token word, List<Arg> args) {
        int at = open.isEmpty() ? Words.bodyBegins(word, args) : -1;
        if (at < 0) {
            return new Statement(word, args, Optional.empty());
        }
        Token first = ((Arg.Scalar) args.get(at)).token();
        Span before = at == 0 ? word.span() : args.get(at - 1).span();
        report.error(
                Code.MISSING_OPENING_BRACE,
                before.behind(),
                "missing `{` before `" + first.value() + "`",
                "write " + word.span().to(before).quoted().replaceFirst("`$", " {`"));
        var body = new Statement.Body(before.behind(), new ArrayList<>());
        body.statements()
                .add(new Statement(first, args.subList(at + 1, args.size()), Optional.empty()));
        if (missingOpens > 0) {
            missingOpens--;
            open.push(body);
            openers.push(word);
            statements(body.statements());
            open.pop();
            openers.pop();
            if (peek().is(Token.Kind.CLOSE_BRACE)) {
                next++;
            }
        } else {
            while (peek().is(Token.Kind.WORD) && Words.onlyInside(word, peek())) {
                body.statements().add(statement());
            }
        }
        return new Statement(word, args.subList(0, at), Optional.of(body));
    }

    private Arg.Items list(int depth) {
        Token bracket = tokens.get(next++);
        var items = new ArrayList<Arg>();
        while (true) {
            Token token = peek();
            switch (token.kind()) {
                case WORD, STRING, JSON_STRING -> {
                    next++;
                    items.add(new Arg.Scalar(token));
                }
                case COMMA -> {
                    next++;
                    items.add(new Arg.Comma(token));
                }
                case OPEN_BRACKET -> {
                    if (depth == MAX_LIST_DEPTH) {
                        next++;
                        report.error(
                                Code.TOO_BIG,
                                token.span(),
                                "lists nested deeper than " + MAX_LIST_DEPTH + " levels",
                                "");
                    } else {
                        items.add(list(depth + 1));
                    }
                }
                case CLOSE_BRACKET -> {
                    next++;
                    return new Arg.Items(items, bracket.span().to(token.span()));
                }
                case SEMICOLON, OPEN_BRACE, CLOSE_BRACE, END -> {
                    report.error(
                            Code.UNCLOSED_LIST,
                            behindLast(),
                            "missing `]`",
                            "close the list with `]`",
                            bracket.span(),
                            "the list begins here");
                    return new Arg.Items(items, bracket.span().to(behindLast()));
                }
                case COMMENT -> throw new AssertionError("comments were left out");
            }
        }
    }

    /// Skips to behind the `;` or the block of what cannot be a statement.
    private void skipStatement() {
        while (true) {
            Token token = tokens.get(next);
            switch (token.kind()) {
                case END, CLOSE_BRACE -> {
                    return;
                }
                case SEMICOLON -> {
                    next++;
                    return;
                }
                case OPEN_BRACE -> {
                    next++;
                    skipBlock();
                    return;
                }
                default -> next++;
            }
        }
    }

    /// Skips to behind the brace that closes the block whose opening one was read.
    private void skipBlock() {
        int depth = 1;
        while (depth > 0 && !peek().is(Token.Kind.END)) {
            Token token = tokens.get(next++);
            if (token.is(Token.Kind.OPEN_BRACE)) {
                depth++;
            } else if (token.is(Token.Kind.CLOSE_BRACE)) {
                depth--;
            }
        }
    }
}

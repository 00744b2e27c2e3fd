package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The arguments of one statement, read from left to right.
///
/// A statement without its `;` runs on into the next one. So the arguments end not only where the
/// statement does, but also before a word at the beginning of a line that could begin a statement
/// of the block.
public final class ArgumentReader {
    private final Statement statement;
    private final Word<?> word;
    private final Block block;
    private final Reporter report;
    private int next;

    public ArgumentReader(Statement statement, Word<?> word, Block block, Reporter report) {
        this.statement = statement;
        this.word = word;
        this.block = block;
        this.report = report;
    }

    Reporter report() {
        return report;
    }

    boolean json() {
        return statement.word().source().json();
    }

    /// The word as it is spelled here, in backquotes.
    String name() {
        return "`" + word.spelled(json()) + "`";
    }

    String keyword() {
        return word.keyword();
    }

    /// Whether a token could begin a statement of the block.
    boolean beginsStatement(Token token) {
        return Words.beginsStatement(block, token);
    }

    /// The statement with its example, ready for a help text.
    String example() {
        return "for example `" + word.line(json()) + "`";
    }

    /// A line to write, for a help text: what the text form says, or the example in the other one.
    String write(String arguments) {
        return json() ? example() : "write `" + word.keyword() + " " + arguments + ";`";
    }

    /// The index of the next argument.
    public int position() {
        return next;
    }

    /// Whether there is nothing more, not even something wrong.
    public boolean isDone() {
        return next == statement.args().size();
    }

    boolean atEnd() {
        return isDone()
                || statement.args().get(next) instanceof Arg.Scalar(Token token)
                        && token.newLine()
                        && Words.beginsStatement(block, token);
    }

    /// The next argument, if it is a word or string and not of the next statement.
    Optional<Token> peek() {
        return !atEnd() && statement.args().get(next) instanceof Arg.Scalar(Token token)
                ? Optional.of(token)
                : Optional.empty();
    }

    /// Whether the next argument is this word.
    boolean isNext(String expected) {
        return peek().map(t -> t.is(Token.Kind.WORD) && t.value().equals(expected)).orElse(false);
    }

    void skip() {
        next++;
    }

    /// Where the next argument should stand.
    Span behind() {
        return next == 0
                ? statement.word().span().behind()
                : statement.args().get(next - 1).span().behind();
    }

    /// From an argument to the last one that was read.
    public Span since(int index) {
        return next == index
                ? behind()
                : statement.args().get(index).span().to(statement.args().get(next - 1).span());
    }

    /// Takes a word or number.
    Optional<Token> word(String what) {
        Optional<Token> token = scalar(what);
        if (token.isPresent() && token.get().is(Token.Kind.STRING)) {
            Token text = token.get();
            report.error(
                    Code.WRONG_TYPE,
                    text.span(),
                    name() + " takes " + what + ", not a string",
                    what.contains("number") && text.value().chars().noneMatch(Character::isDigit)
                            ? example()
                            : "without quotes: `" + text.value() + "`");
            return Optional.empty();
        }
        return token;
    }

    /// Takes a string. Words that only lack their quotes are taken together, for one error.
    Optional<Token> text(String what) {
        Optional<Token> token = scalar(what);
        if (token.isPresent() && token.get().is(Token.Kind.WORD)) {
            Span all = token.get().span();
            while (peek().isPresent() && !peek().get().newLine()) {
                all = all.to(peek().get().span());
                skip();
            }
            String text = all.text().replace("\"", "");
            report.error(
                    Code.WRONG_TYPE,
                    all,
                    name() + " takes " + what + " in quotes",
                    write("\"" + text + "\""));
            return Optional.empty();
        }
        return token;
    }

    /// Takes whatever scalar is there.
    Optional<Token> scalar(String what) {
        if (atEnd()) {
            report.error(Code.MISSING_VALUE, behind(), name() + " needs " + what, example());
            return Optional.empty();
        }
        return switch (statement.args().get(next)) {
            case Arg.Scalar(Token token) -> {
                next++;
                yield Optional.of(token);
            }
            case Arg.Items items -> {
                report.error(
                        Code.WRONG_TYPE,
                        items.span(),
                        name() + " takes " + what + ", not a list",
                        example());
                yield Optional.empty();
            }
            case Arg.Comma(Token comma) -> {
                report.error(
                        Code.UNEXPECTED_WORD,
                        comma.span(),
                        name() + " needs " + what + " before the comma",
                        example());
                yield Optional.empty();
            }
        };
    }

    /// Takes a list in brackets, if it is next.
    Optional<Arg.Items> items() {
        if (!atEnd() && statement.args().get(next) instanceof Arg.Items items) {
            next++;
            return Optional.of(items);
        }
        return Optional.empty();
    }

    /// Takes `a, b` or `[ a, b ]`, at least one item.
    Optional<List<Token>> list(String what) {
        if (!atEnd() && statement.args().get(next) instanceof Arg.Items items) {
            next++;
            return bracketed(items, what);
        }
        Optional<Token> first = word(what);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var tokens = new ArrayList<>(List.of(first.get()));
        while (!isDone() && statement.args().get(next) instanceof Arg.Comma) {
            next++;
            Optional<Token> item = word(what);
            if (item.isEmpty()) {
                return Optional.empty();
            }
            tokens.add(item.get());
        }
        Optional<Token> extra = peek().filter(t -> !t.newLine() && !beginsStatement(t));
        if (extra.isPresent() && extra.get().is(Token.Kind.WORD)) {
            missingComma(extra.get().span());
            return Optional.empty();
        }
        return Optional.of(tokens);
    }

    private void missingComma(Span before) {
        report.error(
                Code.UNEXPECTED_WORD, before, "missing `,` before " + before.quoted(), example());
    }

    private Optional<List<Token>> bracketed(Arg.Items items, String what) {
        var tokens = new ArrayList<Token>();
        boolean commaNext = false;
        for (Arg item : items.args()) {
            if (commaNext != item instanceof Arg.Comma || item instanceof Arg.Items) {
                if (commaNext) {
                    missingComma(item.span());
                } else {
                    report.error(
                            Code.UNEXPECTED_WORD,
                            item.span(),
                            "expected " + what + ", found " + item.span().quoted(),
                            example());
                }
                return Optional.empty();
            }
            if (item instanceof Arg.Scalar(Token token)) {
                tokens.add(token);
            }
            commaNext = !commaNext;
        }
        if (tokens.isEmpty()) {
            report.error(
                    Code.MISSING_VALUE,
                    items.span(),
                    name() + " needs " + what + ": the list is empty",
                    example());
            return Optional.empty();
        }
        return Optional.of(tokens);
    }
}

package io.godwit.config.parse;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.ArgumentReader;
import io.godwit.config.words.Block;
import io.godwit.config.words.LaterWords;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Gives the statements of a block their meaning by the table of [Words], and reports what has
/// none.
public final class BlockReader {
    private final Reporter report;
    private final Block block;
    private final Values values;

    private BlockReader(Reporter report, Block block, Values values) {
        this.report = report;
        this.block = block;
        this.values = values;
    }

    /// Reads the statements of a block into values that may already hold some.
    public static void read(List<Statement> statements, Block block, Values into, Reporter report) {
        var reader = new BlockReader(report, block, into);
        for (Statement statement : statements) {
            Optional<Statement> rest = Optional.of(statement);
            while (rest.isPresent()) {
                rest = reader.statement(rest.get());
            }
        }
    }

    /// Reads one statement; answers with what follows it when its `;` is missing.
    private Optional<Statement> statement(Statement statement) {
        Token token = statement.word();
        if (!token.is(Token.Kind.WORD)) {
            values.unsure();
            report.error(
                    Code.UNEXPECTED_WORD,
                    token.span(),
                    "a statement begins with a word, not with " + token.quoted(),
                    possible(token));
            return Optional.empty();
        }
        Optional<Word<?>> word = Words.find(block, token.source().json(), token.value());
        if (word.isPresent() && statement.isBroken()) {
            values.tried(word.get(), token.span());
            return Optional.empty();
        }
        if (word.isEmpty()) {
            unknown(statement);
            return nextStatement(statement, 0);
        }
        return known(word.get(), withoutEqualsSign(word.get(), statement));
    }

    private <T> Optional<Statement> known(Word<T> word, Statement statement) {
        Optional<Span> first = values.firstTry(word);
        values.tried(word, statement.word().span());
        var args = new ArgumentReader(statement, word, block, report);
        Optional<T> value = word.argument().read(args);
        Span span = args.position() == 0 ? statement.word().span() : args.since(0);
        Optional<Statement> rest =
                value.isPresent()
                        ? leftover(args, statement)
                        : nextStatement(statement, args.position());
        if (first.isPresent() && !word.repeatable()) {
            report.error(
                    Code.DUPLICATE_STATEMENT,
                    statement.word().span(),
                    "second " + statement.word().quoted() + " in this block",
                    "keep one of them",
                    first.get(),
                    "first here");
        }
        Optional<Statement.Body> ownBody = rest.isPresent() ? Optional.empty() : statement.body();
        Optional<Values> body = body(word, statement, ownBody, value.isPresent());
        if (value.isPresent()) {
            values.add(word, new Given<>(value.get(), statement.word().span(), span, body));
        }
        return rest;
    }

    private Optional<Values> body(
            Word<?> word, Statement statement, Optional<Statement.Body> body, boolean valid) {
        if (word.body().isEmpty()) {
            if (body.isPresent() && valid) {
                report.error(
                        Code.UNEXPECTED_BLOCK,
                        body.get().open(),
                        "`" + word.keyword() + "` takes no block",
                        "end it with `;`");
            }
            return Optional.empty();
        }
        if (body.isEmpty()) {
            if (valid && word.body().get() == Block.ROUTER) {
                report.error(
                        Code.MISSING_VALUE,
                        statement.word().span().behind(),
                        "`router` needs a block",
                        "for example `router { as 65001; id 10.77.0.1 }`");
            } else if (valid && word.body().get().isPolicy()) {
                report.error(
                        Code.MISSING_VALUE,
                        statement.word().span().behind(),
                        "`" + word.keyword() + "` needs a block",
                        "for example `" + word.line(false) + "`");
            }
            return Optional.empty();
        }
        var inside = new Values();
        if (word.body().get().isPolicy()) {
            inside.policy(body.get().statements());
            return Optional.of(inside);
        }
        read(body.get().statements(), word.body().get(), inside, report);
        return Optional.of(inside);
    }

    /// `as = 65002`: one error, and then as if the sign were not there.
    private Statement withoutEqualsSign(Word<?> word, Statement statement) {
        if (statement.args().isEmpty()
                || !(statement.args().getFirst() instanceof Arg.Scalar(Token sign))
                || !sign.is(Token.Kind.WORD)
                || !(sign.value().equals("=") || sign.value().equals(":"))) {
            return statement;
        }
        report.error(
                Code.UNEXPECTED_WORD,
                sign.span(),
                "no " + sign.quoted() + " between a word and its value",
                "for example `" + word.line(false) + "`");
        List<Arg> rest = statement.args().subList(1, statement.args().size());
        return new Statement(statement.word(), rest, statement.body());
    }

    /// After a complete statement: nothing, the next statement because a `;` is missing, or a word
    /// too many.
    private Optional<Statement> leftover(ArgumentReader args, Statement statement) {
        if (args.isDone()) {
            return Optional.empty();
        }
        int at = args.position();
        Arg extra = statement.args().get(at);
        if (extra instanceof Arg.Scalar(Token token)
                && token.is(Token.Kind.WORD)
                && !token.source().json()
                && (token.newLine() || Words.beginsStatement(block, token))) {
            missingSemicolon(statement, at);
            return Optional.of(from(statement, at));
        }
        if (extra instanceof Arg.Comma
                && at + 1 < statement.args().size()
                && statement.args().get(at + 1) instanceof Arg.Scalar(Token token)
                && Words.beginsStatement(block, token)) {
            report.error(
                    Code.UNEXPECTED_WORD, extra.span(), "`,` between two statements", "write `;`");
            return Optional.of(from(statement, at + 1));
        }
        values.unsure();
        report.error(
                Code.UNEXPECTED_WORD,
                extra.span(),
                "unexpected "
                        + extra.span().quoted()
                        + " behind a complete `"
                        + statement.word().value()
                        + "`",
                "end the statement with `;`");
        return Optional.empty();
    }

    /// After an error: the next statement, if one clearly begins on a new line because a `;` is
    /// missing.
    private Optional<Statement> nextStatement(Statement statement, int from) {
        for (int i = from; i < statement.args().size(); i++) {
            if (statement.args().get(i) instanceof Arg.Scalar(Token token)
                    && token.newLine()
                    && Words.beginsStatement(block, token)) {
                if (i > 0) {
                    missingSemicolon(statement, i);
                }
                return Optional.of(from(statement, i));
            }
        }
        return Optional.empty();
    }

    private void missingSemicolon(Statement statement, int before) {
        Span head = statement.word().span();
        for (Arg arg : statement.args().subList(0, before)) {
            head = head.to(arg.span());
        }
        String text = head.text();
        boolean isShort = text.length() <= 60 && text.indexOf('\n') < 0;
        report.error(
                Code.MISSING_SEMICOLON,
                head.behind(),
                "missing `;` before " + statement.args().get(before).span().quoted(),
                isShort ? "write `" + text + ";`" : "");
    }

    private static Statement from(Statement statement, int at) {
        List<Arg> args = statement.args();
        Token word = ((Arg.Scalar) args.get(at)).token();
        return new Statement(word, args.subList(at + 1, args.size()), statement.body());
    }

    private void unknown(Statement statement) {
        Token token = statement.word();
        if (report.isFlooded()) {
            unknownWord(token, "");
            return;
        }
        boolean json = token.source().json();
        String text = token.value();
        if (LaterWords.find(block, json, text).isPresent()) {
            notOffered(token);
            return;
        }
        Optional<String> alias = alias(block, json, text);
        if (alias.isPresent()) {
            unknownWord(token, "here it is called `" + alias.get() + "`");
            return;
        }
        List<Block> blocks = Words.blocksOf(json, text);
        if (!blocks.isEmpty()) {
            values.unsure();
            report.error(
                    Code.MISPLACED_WORD,
                    token.span(),
                    token.quoted() + " does not belong " + places(List.of(block)),
                    "it stands " + places(blocks));
            return;
        }
        if (LaterWords.find(json, text).isPresent()) {
            notOffered(token);
            return;
        }
        for (Block other : Block.values()) {
            Optional<String> there = alias(other, json, text);
            if (there.isPresent()) {
                unknownWord(
                        token,
                        "here it is called `" + there.get() + "`, " + places(List.of(other)));
                return;
            }
        }
        unknownWord(token, guess(token));
    }

    private void unknownWord(Token token, String help) {
        values.unsure();
        report.error(Code.UNKNOWN_WORD, token.span(), "unknown word " + token.quoted(), help);
    }

    private void notOffered(Token token) {
        report.error(
                Code.NOT_OFFERED,
                token.span(),
                token.quoted() + " is not offered by this version",
                possible(token));
    }

    private String guess(Token token) {
        boolean json = token.source().json();
        String text = token.value();
        int sign = Math.max(text.indexOf('='), text.indexOf(':'));
        Optional<? extends Word<?>> before =
                sign > 0 ? Words.find(block, json, text.substring(0, sign)) : Optional.empty();
        if (before.isPresent()) {
            return sign == text.length() - 1
                    ? "for example `" + before.get().line(false) + "`"
                    : "write `" + text.substring(0, sign) + " " + text.substring(sign + 1) + ";`";
        }
        List<String> here = spelled(block, json);
        Optional<String> near = NearestWord.of(text, here);
        if (near.isPresent()) {
            return "did you mean `" + near.get() + "`?";
        }
        for (Block other : Block.values()) {
            Optional<String> there = NearestWord.of(text, spelled(other, json));
            if (there.isPresent()) {
                return "did you mean `" + there.get() + "`? It stands " + places(List.of(other));
            }
        }
        return possible(token);
    }

    private static Optional<String> alias(Block block, boolean json, String text) {
        String name = text.replace('_', '-');
        return Words.in(block).stream()
                .filter(word -> word.elsewhere().contains(name))
                .<String>map(word -> word.spelled(json))
                .findFirst();
    }

    private static List<String> spelled(Block block, boolean json) {
        return Words.in(block).stream().<String>map(word -> word.spelled(json)).toList();
    }

    private String possible(Token token) {
        return "possible here: "
                + spelled(block, token.source().json()).stream()
                        .map(word -> "`" + word + "`")
                        .collect(Collectors.joining(", "));
    }

    /// "in `group` and `neighbor`", "at the top of the file".
    private static String places(List<Block> blocks) {
        var places = new ArrayList<String>();
        for (Block block : blocks) {
            places.add((block == Block.FILE ? "at " : "in ") + block.place());
        }
        return String.join(" and ", places);
    }
}

package io.godwit.config.scenario;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;

import java.util.List;
import java.util.Optional;

/// The arguments of one statement, read from left to right. After the first thing wrong nothing
/// more is said about it.
final class Line {
    private final Statement statement;
    private final String example;
    private final Reporter report;
    private int next;
    private boolean failed;

    /// @param example a whole statement, for help texts
    Line(Statement statement, String example, Reporter report) {
        this.statement = statement;
        this.example = example;
        this.report = report;
    }

    /// The statement as it is written, without its block.
    String text() {
        Span head = statement.word().span();
        List<Arg> args = statement.args();
        Span all = args.isEmpty() ? head : head.to(args.getLast().span());
        return all.text().replaceAll("\\s+", " ");
    }

    Span at() {
        return statement.word().span();
    }

    boolean isNext(String word) {
        return next < statement.args().size()
                && statement.args().get(next) instanceof Arg.Scalar(Token token)
                && token.value().equals(word);
    }

    boolean hasMore() {
        return !failed && next < statement.args().size();
    }

    void skip() {
        next++;
    }

    /// A comma, if it is next.
    boolean comma() {
        boolean is = hasMore() && statement.args().get(next) instanceof Arg.Comma;
        next += is ? 1 : 0;
        return is;
    }

    /// A word or string.
    Optional<Token> take(String what) {
        if (failed) {
            return Optional.empty();
        }
        if (next == statement.args().size()) {
            Span behind =
                    next == 0 ? at().behind() : statement.args().get(next - 1).span().behind();
            error(Code.MISSING_VALUE, behind, "`" + word() + "` needs " + what, help());
            return Optional.empty();
        }
        if (statement.args().get(next) instanceof Arg.Scalar(Token token)) {
            next++;
            return Optional.of(token);
        }
        Span there = statement.args().get(next).span();
        error(Code.WRONG_TYPE, there, "`" + word() + "` takes " + what, help());
        return Optional.empty();
    }

    /// Nothing more may follow.
    ///
    /// @param block whether a block may
    void end(boolean block) {
        if (hasMore()) {
            Span extra = statement.args().get(next).span();
            error(
                    Code.UNEXPECTED_WORD,
                    extra,
                    "unexpected " + extra.quoted() + " behind a complete `" + word() + "`",
                    "end the statement with `;`");
        } else if (!failed && !block && statement.body().isPresent()) {
            error(
                    Code.UNEXPECTED_BLOCK,
                    statement.body().get().open(),
                    "`" + word() + "` takes no block",
                    "end it with `;`");
        }
    }

    void error(Code code, Span at, String message, String help) {
        report.error(code, at, message, help);
        failed = true;
    }

    boolean failed() {
        return failed;
    }

    private String word() {
        return statement.word().value();
    }

    String help() {
        return "for example `" + example + "`";
    }
}

package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Tokens;
import io.godwit.policy.Findings;
import io.godwit.policy.Place;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The statements of a policy, from the generic tree to the typed one.
final class StatementReader {
    private static final int MAX_CODE = 0xffff;
    private static final List<String> WORDS =
            List.of("accept", "reject", "set", "add", "remove", "prepend", "apply", "if", "else");
    private static final Map<String, String> ELSEWHERE =
            Map.ofEntries(
                    Map.entry("deny", "reject"),
                    Map.entry("drop", "reject"),
                    Map.entry("permit", "accept"),
                    Map.entry("allow", "accept"),
                    Map.entry("pass", "accept"),
                    Map.entry("call", "apply"),
                    Map.entry("delete", "remove"),
                    Map.entry("then", "if"),
                    Map.entry("match", "if"),
                    Map.entry("when", "if"),
                    Map.entry("elif", "else if"),
                    Map.entry("elsif", "else if"),
                    Map.entry("elseif", "else if"),
                    Map.entry("local-pref", "set local-pref"),
                    Map.entry("med", "set med"),
                    Map.entry("next-hop", "set next-hop"));

    private final Definitions names;
    private final Policies policies;
    private final Reporter report;
    private final Map<Statement, Span> places = new IdentityHashMap<>();

    StatementReader(Definitions names, Policies policies, Reporter report) {
        this.names = names;
        this.policies = policies;
        this.report = report;
    }

    /// The statements of a block, every wrong one reported; empty if there was one.
    Optional<List<Statement>> block(List<io.godwit.config.syntax.Statement> statements) {
        var into = new ArrayList<Statement>();
        boolean good = true;
        for (int i = 0; i < statements.size(); ) {
            int end = i + 1;
            while (end < statements.size() && isElse(statements.get(end))) {
                end++;
            }
            try {
                into.add(statement(statements.get(i), statements.subList(i + 1, end)));
                places.put(into.getLast(), statements.get(i).word().span());
            } catch (NotUnderstood reported) {
                good = false;
            }
            i = end;
        }
        return good ? Optional.of(into) : Optional.empty();
    }

    /// Warns of what is legal in a policy that was read here and cannot be meant. A set that is
    /// empty is told where it stands.
    void warn(Policy policy) {
        for (Findings.Finding finding : Findings.of(policy)) {
            switch (finding.kind()) {
                case UNREACHABLE ->
                        warn(
                                Code.UNREACHABLE,
                                finding,
                                "remove it, or give the statement before it a condition",
                                "all of them end here");
                case NEVER ->
                        warn(
                                Code.NEVER_HOLDS,
                                finding,
                                finding.because().isPresent()
                                        ? "remove it, or put it before the other statement"
                                        : "remove it, or correct the condition",
                                "none of them gets past this");
                case ALWAYS ->
                        warn(
                                Code.ALWAYS_HOLDS,
                                finding,
                                "remove the condition, or correct it",
                                "the others do not get past this");
                case EMPTY_SET -> {}
            }
        }
    }

    private void warn(Code code, Findings.Finding finding, String help, String note) {
        Span at = places.get(finding.statement());
        if (finding.because().isPresent()) {
            Span second = places.get(finding.because().get());
            report.warning(code, at, finding.text(), help, second, note);
        } else {
            report.warning(code, at, finding.text(), help);
        }
    }

    private static boolean isElse(io.godwit.config.syntax.Statement statement) {
        return statement.word().value().equals("else");
    }

    /// @param elses the `else` behind the statement
    private Statement statement(
            io.godwit.config.syntax.Statement statement,
            List<io.godwit.config.syntax.Statement> elses)
            throws NotUnderstood {
        Token word = statement.word();
        if (statement.isBroken()) {
            throw new NotUnderstood();
        }
        checkSemicolon(statement);
        var in = Pieces.of(statement.args(), word.span(), report);
        if (!word.is(Token.Kind.WORD) || !WORDS.contains(word.value())) {
            unknownWord(word);
        }
        if (word.value().equals("if")) {
            return conditional(statement, elses, in);
        }
        if (isElse(statement) || !elses.isEmpty()) {
            Token stray = isElse(statement) ? word : elses.getFirst().word();
            throw in.wrong(
                    Code.UNEXPECTED_WORD, stray.span(), "`else` without an `if` before it", "");
        }
        if (statement.body().isPresent()) {
            throw in.wrong(
                    Code.UNEXPECTED_BLOCK,
                    statement.body().get().open(),
                    "`" + word.value() + "` takes no block",
                    "end it with `;`, or write `if … { " + word.value() + " … }`");
        }
        return simple(word.span().place(), Tokens.head(statement), word.value(), in);
    }

    private void unknownWord(Token word) throws NotUnderstood {
        String elsewhere = ELSEWHERE.get(word.value());
        String near =
                NearestWord.help(
                        word.value(), WORDS, "possible here: " + NearestWord.listed(WORDS));
        report.error(
                Code.UNKNOWN_WORD,
                word.span(),
                "unknown word " + word.quoted() + " in a policy",
                elsewhere != null ? "here it is called `" + elsewhere + "`" : near);
        throw new NotUnderstood();
    }

    /// A statement without its `;` runs on into the next line.
    private void checkSemicolon(io.godwit.config.syntax.Statement statement) throws NotUnderstood {
        Span before = statement.word().span();
        for (Arg arg : statement.args()) {
            if (arg instanceof Arg.Scalar(Token token)
                    && token.newLine()
                    && token.is(Token.Kind.WORD)
                    && !token.value().equals("if")
                    && WORDS.contains(token.value())) {
                report.error(
                        Code.MISSING_SEMICOLON,
                        before.behind(),
                        "missing `;` before " + token.quoted(),
                        "");
                throw new NotUnderstood();
            }
            before = arg.span();
        }
    }

    private Statement simple(Place at, String text, String word, Pieces in) throws NotUnderstood {
        var actions = new ActionReader(names, in);
        return switch (word) {
            case "accept" -> new Statement.Accept(at, text, condition(in, "`accept`"));
            case "reject" -> reject(at, text, in);
            case "apply" -> {
                Piece name =
                        in.need(
                                Piece.Kind.WORD,
                                "the name of a policy",
                                "for example `apply bogons`");
                Policy policy = policies.applied(name, in);
                yield new Statement.Apply(at, text, condition(in, "`apply`"), policy);
            }
            default -> {
                Action action =
                        switch (word) {
                            case "set" -> actions.set();
                            case "add" -> actions.add();
                            case "remove" -> actions.remove();
                            default -> actions.prepend();
                        };
                yield new Statement.Change(at, text, condition(in, "`" + word + "`"), action);
            }
        };
    }

    /// The trailing `if`.
    private Optional<Condition> condition(Pieces in, String complete) throws NotUnderstood {
        Optional<Condition> condition =
                in.take("if") ? Optional.of(ConditionReader.read(names, in)) : Optional.empty();
        in.end(condition.isPresent() ? "condition" : complete);
        return condition;
    }

    private Statement reject(Place at, String text, Pieces in) throws NotUnderstood {
        String help = "for example `reject 14 \"rpki-invalid\" if rpki = invalid;`";
        int code = 0;
        if (in.at(Piece.Kind.WORD) && !in.at("if")) {
            Piece number = in.take();
            if (!number.text().matches("[0-9]{1,5}")) {
                boolean label = number.text().matches("[a-z][a-z0-9-]*");
                throw in.expected(
                        "a code or a label in quotes",
                        number,
                        label ? "write `reject \"" + number.text() + "\"`" : help);
            }
            code = Integer.parseInt(number.text());
            if (code < 1 || code > MAX_CODE) {
                throw in.wrong(
                        Code.OUT_OF_RANGE,
                        number.span(),
                        "the code of a reject is 1 to " + MAX_CODE,
                        "leave it out for none");
            }
        }
        if (!in.at(Piece.Kind.STRING) || in.peek().orElseThrow().text().isBlank()) {
            throw in.wrong(
                    Code.MISSING_LABEL,
                    in.at(Piece.Kind.STRING) ? in.take().span() : in.behind(),
                    "`reject` needs a label: the answer to \"why?\"",
                    help);
        }
        String label = in.take().text();
        return new Statement.Reject(at, text, condition(in, "`reject`"), code, label);
    }

    private Statement conditional(
            io.godwit.config.syntax.Statement statement,
            List<io.godwit.config.syntax.Statement> elses,
            Pieces in)
            throws NotUnderstood {
        Condition condition = ConditionReader.read(names, in);
        in.end("condition");
        if (statement.body().isEmpty()) {
            throw in.wrong(
                    Code.MISSING_VALUE,
                    in.behind(),
                    "`if` needs a block",
                    "for one statement, write the condition behind it: `reject \"label\" if …;`");
        }
        Optional<List<Statement>> then = block(statement.body().get().statements());
        List<Statement> otherwise = elses.isEmpty() ? List.of() : otherwise(elses);
        return new Statement.If(
                statement.word().span().place(),
                Tokens.head(statement),
                Optional.of(condition),
                then.orElseThrow(NotUnderstood::new),
                otherwise);
    }

    /// `else { … }`, or `else if … { … }` with what follows it.
    private List<Statement> otherwise(List<io.godwit.config.syntax.Statement> elses)
            throws NotUnderstood {
        io.godwit.config.syntax.Statement first = elses.getFirst();
        List<io.godwit.config.syntax.Statement> rest = elses.subList(1, elses.size());
        var in = Pieces.of(first.args(), first.word().span(), report);
        if (first.args().isEmpty() && first.body().isPresent()) {
            if (!rest.isEmpty()) {
                Span stray = rest.getFirst().word().span();
                throw in.wrong(Code.UNEXPECTED_WORD, stray, "second `else` of one `if`", "");
            }
            return block(first.body().get().statements()).orElseThrow(NotUnderstood::new);
        }
        if (!in.at("if") || !(first.args().getFirst() instanceof Arg.Scalar(Token word))) {
            String help = "for example `else { accept }`";
            throw in.wrong(Code.MISSING_VALUE, in.behind(), "`else` needs `if` or a block", help);
        }
        List<Arg> args = first.args().subList(1, first.args().size());
        var nested = new io.godwit.config.syntax.Statement(word, args, first.body());
        return List.of(statement(nested, rest));
    }
}

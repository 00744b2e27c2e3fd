package io.godwit.config.scenario;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.simulation.Deed;
import io.godwit.config.simulation.Scenario;
import io.godwit.config.simulation.Scenario.Expectation;
import io.godwit.config.simulation.Scenario.Latency;
import io.godwit.config.simulation.Scenario.Link;
import io.godwit.config.simulation.Scenario.Node;
import io.godwit.config.simulation.Scenario.Step;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the statements of a simulation: nodes first, whose names the others use.
public final class ScenarioReader {
    /// How long it goes on behind the last thing that happens, when the file does not say.
    private static final long REST = 60 * Times.SECOND;

    private static final List<String> WORDS = List.of("simulate", "node", "link", "at", "expect");
    private static final Set<String> SETTINGS = Set.of("seed", "until", "latency", "split");

    private final Reporter report;
    private final NodeReader nodes;
    private final MomentReader moments;
    private final List<Link> links = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<Span> linksAt = new ArrayList<>();
    private long seed = 1;
    private OptionalLong until = OptionalLong.empty();
    private Latency latency = new Latency(1, 20 * Times.SECOND / 1000);
    private boolean splits = true;

    public ScenarioReader(Configs configs, Reporter report) {
        this.report = report;
        nodes = new NodeReader(configs, report);
        moments = new MomentReader(nodes, configs, report);
    }

    /// @return empty after an error
    public Optional<Scenario> read(SourceText source, List<Statement> statements) {
        List<Node> known = new ArrayList<>();
        for (Statement statement : statements) {
            switch (statement.word().value()) {
                case "node" -> nodes.read(statement).ifPresent(known::add);
                case "simulate" -> block(statement).forEach(this::setting);
                case "link", "at", "expect" -> {}
                default -> unknown(statement.word());
            }
        }
        for (Statement statement : statements) {
            switch (statement.word().value()) {
                case "link" -> link(statement);
                case "at" -> at(statement);
                default -> {}
            }
        }
        statements.stream().filter(s -> s.word().value().equals("expect")).forEach(this::expect);
        if (nodes.names().isEmpty() && report.errors() == 0) {
            report.error(
                    Code.EMPTY,
                    new Span(source, 0, 0),
                    "a simulation without a node",
                    "add `node r1 { router { as 65001; id 10.0.0.1 } }`");
        }
        steps.sort(Comparator.comparingLong(Step::atNanos));
        expectations.sort(Comparator.comparingLong(Expectation::atNanos));
        return report.errors() > 0
                ? Optional.empty()
                : Optional.of(
                        new Scenario(
                                seed, end(), latency, splits, known, links, steps, expectations));
    }

    private void unknown(Token word) {
        report.error(
                Code.UNKNOWN_WORD,
                word.span(),
                "unknown word " + word.quoted() + " in a simulation",
                NearestWord.help(word.value(), WORDS));
    }

    private List<Statement> block(Statement statement) {
        new Line(statement, "simulate { seed 7; until 10m }", report).end(true);
        return statement.body().map(Statement.Body::statements).orElse(List.of());
    }

    private void setting(Statement statement) {
        Token word = statement.word();
        switch (word.value()) {
            case "seed" -> {
                Line line = new Line(statement, "seed 7;", report);
                line.take("a number").ifPresent(token -> seed(token, line));
                line.end(false);
            }
            case "until" -> {
                Line line = new Line(statement, "until 10m;", report);
                until = Times.nanos(line, "a time");
                line.end(false);
            }
            case "latency" -> {
                Line line = new Line(statement, "latency 1ms..40ms;", report);
                Times.latency(line).ifPresent(l -> latency = l);
                line.end(false);
            }
            case "split" -> split(new Line(statement, "split any;", report));
            default ->
                    report.error(
                            Code.UNKNOWN_WORD,
                            word.span(),
                            "unknown word " + word.quoted() + " in `simulate`",
                            NearestWord.help(word.value(), SETTINGS.stream().sorted().toList()));
        }
    }

    private void seed(Token token, Line line) {
        if (token.value().matches("[0-9]{1,18}")) {
            seed = Long.parseLong(token.value());
        } else {
            line.error(
                    Code.WRONG_TYPE,
                    token.span(),
                    "`seed` takes a number of at most 18 digits",
                    line.help());
        }
    }

    private void split(Line line) {
        Optional<Token> how = line.take("`any` or `none`");
        how.filter(t -> !t.value().equals("any") && !t.value().equals("none"))
                .ifPresent(t ->
                        line.error(
                                Code.WRONG_TYPE,
                                t.span(),
                                "`split` takes `any` or `none`",
                                line.help()));
        splits = how.map(t -> t.value().equals("any")).orElse(true);
        line.end(false);
    }

    /// `link r1 r2 latency 5ms..10ms;`
    private void link(Statement statement) {
        Line line = new Line(statement, "link r1 r2 latency 5ms..10ms;", report);
        Optional<String> a = nodes.known(line);
        Optional<String> b = a.flatMap(first -> moments.another(line, first));
        Optional<Latency> own = Optional.of(latency);
        if (line.hasMore() && line.isNext("latency")) {
            line.skip();
            own = Times.latency(line);
        }
        line.end(false);
        if (a.isEmpty() || b.isEmpty() || own.isEmpty()) {
            return;
        }
        for (int i = 0; i < links.size(); i++) {
            if (joins(links.get(i), a.get(), b.get())) {
                report.error(
                        Code.DUPLICATE_NODE,
                        line.at(),
                        "second link between `" + a.get() + "` and `" + b.get() + "`",
                        "keep one of them",
                        linksAt.get(i),
                        "first here");
                return;
            }
        }
        links.add(new Link(a.get(), b.get(), own.get()));
        linksAt.add(line.at());
    }

    private static boolean joins(Link link, String a, String b) {
        return link.a().equals(a) && link.b().equals(b) || link.a().equals(b) && link.b().equals(a);
    }

    private void at(Statement statement) {
        Line line = new Line(statement, "at 30s { cut r1 r2 }", report);
        OptionalLong when = Times.nanos(line, "a time");
        line.end(true);
        List<Statement> inside = inside(line, statement);
        if (when.isEmpty()) {
            return;
        }
        soonEnough(when.getAsLong(), line);
        for (Statement deed : inside) {
            moments.deed(deed)
                    .filter(d -> isBeside(d, deed))
                    .ifPresent(d -> steps.add(new Step(when.getAsLong(), d, text(deed))));
        }
    }

    /// `cut` and `heal` are about a link, where links are written.
    private boolean isBeside(Deed deed, Statement statement) {
        boolean linked = deed.kind() == Deed.Kind.CUT || deed.kind() == Deed.Kind.HEAL;
        if (!linked
                || links.isEmpty()
                || links.stream().anyMatch(l -> joins(l, deed.node(), deed.other()))) {
            return true;
        }
        report.error(
                Code.NO_LINK,
                statement.word().span(),
                "no link between `" + deed.node() + "` and `" + deed.other() + "`",
                "add `link " + deed.node() + " " + deed.other() + ";`");
        return false;
    }

    /// `expect at 2m { … }`, or at the end without a time.
    private void expect(Statement statement) {
        Line line = new Line(statement, "expect at 2m { r2 has 192.0.2.0/24 via r1 }", report);
        OptionalLong when = OptionalLong.empty();
        if (line.hasMore() && line.isNext("at")) {
            line.skip();
            when = Times.nanos(line, "a time");
        }
        line.end(true);
        when.ifPresent(time -> soonEnough(time, line));
        for (Statement inside : inside(line, statement)) {
            OptionalLong time = when;
            moments.claim(inside)
                    .ifPresent(claim ->
                            expectations.add(
                                    new Expectation(
                                            time.orElse(Long.MAX_VALUE),
                                            claim,
                                            text(inside),
                                            inside.word().span().place())));
        }
    }

    private List<Statement> inside(Line line, Statement statement) {
        if (statement.body().isEmpty() && !line.failed()) {
            line.error(
                    Code.MISSING_VALUE,
                    line.at(),
                    "`" + statement.word().value() + "` needs a block",
                    line.help());
        }
        return statement.body().map(Statement.Body::statements).orElse(List.of());
    }

    private String text(Statement statement) {
        return new Line(statement, "", report).text();
    }

    private void soonEnough(long when, Line line) {
        if (until.isPresent() && when > until.getAsLong()) {
            line.error(
                    Code.AFTER_THE_END,
                    line.at(),
                    "this is behind the end of the simulation",
                    "make `until` later");
        }
    }

    private long end() {
        long last = steps.stream().mapToLong(Step::atNanos).max().orElse(0);
        long asked =
                expectations.stream()
                        .mapToLong(Expectation::atNanos)
                        .filter(t -> t != Long.MAX_VALUE)
                        .max()
                        .orElse(0);
        return until.orElse(Math.max(last, asked) + REST);
    }
}

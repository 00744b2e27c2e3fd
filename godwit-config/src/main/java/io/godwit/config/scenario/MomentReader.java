package io.godwit.config.scenario;

import io.godwit.config.model.Config;
import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.simulation.Claim;
import io.godwit.config.simulation.Deed;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Prefixes;
import io.godwit.wire.Prefix;

import java.util.Optional;

/// Reads one line of `at TIME { … }` and of `expect … { … }`.
final class MomentReader {
    private static final String CLAIM = "r2 has 192.0.2.0/24 via r1;";

    private final NodeReader nodes;
    private final Configs configs;
    private final Reporter report;

    MomentReader(NodeReader nodes, Configs configs, Reporter report) {
        this.nodes = nodes;
        this.configs = configs;
        this.report = report;
    }

    Optional<Deed> deed(Statement statement) {
        Token word = statement.word();
        Optional<Deed.Kind> kind = Deed.Kind.of(word.value());
        if (kind.isEmpty()) {
            report.error(
                    Code.UNKNOWN_WORD,
                    word.span(),
                    "nothing that can happen is called " + word.quoted(),
                    NearestWord.help(word.value(), Deed.Kind.words()));
            return Optional.empty();
        }
        Line line = new Line(statement, kind.get().example(), report);
        Optional<String> node = nodes.known(line);
        Optional<Deed> deed =
                switch (kind.get().takes()) {
                    case NODE -> node.map(n -> deed(kind.get(), n, "", Optional.empty()));
                    case TWO_NODES ->
                            node.flatMap(n ->
                                    another(line, n)
                                            .map(o -> deed(kind.get(), n, o, Optional.empty())));
                    case NODE_AND_PREFIX ->
                            node.flatMap(n ->
                                    prefix(line).map(p -> deed(kind.get(), n, "", Optional.of(p))));
                    case NODE_AND_CONFIGURATION ->
                            node.flatMap(n ->
                                    config(line, statement)
                                            .map(c ->
                                                    new Deed(
                                                            kind.get(),
                                                            n,
                                                            "",
                                                            Optional.empty(),
                                                            Optional.of(c))));
                };
        line.end(kind.get().takes() == Deed.Takes.NODE_AND_CONFIGURATION);
        return deed;
    }

    private static Deed deed(Deed.Kind kind, String node, String other, Optional<Prefix> prefix) {
        return new Deed(kind, node, other, prefix, Optional.empty());
    }

    /// A second node.
    Optional<String> another(Line line, String first) {
        Optional<String> other = nodes.known(line);
        if (other.isPresent() && other.get().equals(first)) {
            line.error(Code.OUT_OF_RANGE, line.at(), "`" + first + "` with itself", "name another");
            return Optional.empty();
        }
        return other;
    }

    private Optional<Prefix> prefix(Line line) {
        return line.take("a prefix").flatMap(token -> Prefixes.prefix(token, report));
    }

    private Optional<Config> config(Line line, Statement statement) {
        if (!line.hasMore() && statement.body().isPresent()) {
            return configs.inline(statement.body().get().statements(), line.at());
        }
        return line.take("the name of a file, or a block").flatMap(configs::file);
    }

    Optional<Claim> claim(Statement statement) {
        Line whole =
                new Line(
                        new Statement(statement.word(), statement.args(), statement.body()),
                        CLAIM,
                        report);
        Optional<String> node = node(statement.word(), whole);
        Optional<Token> verb = whole.take("`has`, `lacks`, `established` or `down`");
        if (node.isEmpty() || verb.isEmpty()) {
            return Optional.empty();
        }
        Optional<Claim> claim =
                switch (verb.get().value()) {
                    case "has" -> has(node.get(), whole);
                    case "lacks" -> prefix(whole).map(p -> new Claim.Lacks(node.get(), p));
                    case "established" -> session(node.get(), whole, true);
                    case "down" -> session(node.get(), whole, false);
                    default -> {
                        whole.error(
                                Code.UNKNOWN_WORD,
                                verb.get().span(),
                                "nothing that can be expected is called " + verb.get().quoted(),
                                "`has`, `lacks`, `established` or `down`; " + whole.help());
                        yield Optional.empty();
                    }
                };
        whole.end(false);
        return claim;
    }

    private Optional<String> node(Token word, Line line) {
        if (nodes.names().contains(word.value())) {
            return Optional.of(word.value());
        }
        line.error(
                Code.UNKNOWN_NODE,
                word.span(),
                "no node is called " + word.quoted(),
                NearestWord.help(word.value(), nodes.names()));
        return Optional.empty();
    }

    private Optional<Claim> session(String node, Line line, boolean established) {
        return another(line, node).map(other -> new Claim.Session(node, other, established));
    }

    /// `has PREFIX [via NODE] [as-path "N N"]`
    private Optional<Claim> has(String node, Line line) {
        Optional<Prefix> prefix = prefix(line);
        Optional<String> via = Optional.empty();
        Optional<String> path = Optional.empty();
        if (line.hasMore() && line.isNext("via")) {
            line.skip();
            via = nodes.known(line);
        }
        if (line.hasMore() && line.isNext("as-path")) {
            line.skip();
            path = line.take("AS numbers in quotes").map(Token::value).map(String::strip);
        }
        Optional<String> from = via;
        Optional<String> numbers = path;
        return prefix.map(p -> new Claim.Has(node, p, from, numbers));
    }
}

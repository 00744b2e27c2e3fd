package io.godwit.config.scenario;

import io.godwit.config.model.Config;
import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.simulation.Scenario;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `node NAME { … }`: what stands in the block is a configuration, but for `address` and
/// `config`.
final class NodeReader {
    private static final int MAX_NAME = 40;
    private static final String EXAMPLE = "node r1 { router { as 65001; id 10.0.0.1 } }";
    private static final String ADDRESS = "address 10.0.0.1/24;";
    private static final String CONFIG = "config \"r1.conf\";";

    private final Configs configs;
    private final Reporter report;
    private final Map<String, Span> names = new LinkedHashMap<>();
    private final Map<Address, Span> addresses = new HashMap<>();

    NodeReader(Configs configs, Reporter report) {
        this.configs = configs;
        this.report = report;
    }

    /// Names of nodes, of those too in which something is wrong.
    Set<String> names() {
        return names.keySet();
    }

    /// The name of a node that there is; anything else is reported.
    Optional<String> known(Line line) {
        Optional<Token> token = line.take("the name of a node");
        if (token.isEmpty()) {
            return Optional.empty();
        }
        String name = token.get().value();
        if (!names.containsKey(name)) {
            line.error(
                    Code.UNKNOWN_NODE,
                    token.get().span(),
                    "no node is called " + token.get().quoted(),
                    names.isEmpty()
                            ? "add `" + EXAMPLE + "`"
                            : NearestWord.help(name, names.keySet()));
            return Optional.empty();
        }
        return Optional.of(name);
    }

    Optional<Scenario.Node> read(Statement statement) {
        Line line = new Line(statement, EXAMPLE, report);
        Optional<String> name = name(line);
        line.end(true);
        if (name.isEmpty() || line.failed()) {
            return Optional.empty();
        }
        if (statement.body().isEmpty()) {
            line.error(Code.MISSING_VALUE, line.at().behind(), "`node` needs a block", line.help());
            return Optional.empty();
        }
        List<Address> own = new ArrayList<>();
        List<Prefix> networks = new ArrayList<>();
        Optional<Token> file = Optional.empty();
        List<Statement> rest = new ArrayList<>();
        for (Statement inside : statement.body().get().statements()) {
            switch (inside.word().value()) {
                case "address" -> addresses(inside, own, networks);
                case "config" -> file = file(inside);
                default -> rest.add(inside);
            }
        }
        Optional<Config> config =
                file.isPresent()
                        ? file(file.get(), rest)
                        : configs.inline(rest, names.get(name.get()));
        return config.map(c -> node(name.get(), own, networks, c));
    }

    private Optional<String> name(Line line) {
        Optional<Token> token = line.take("a name");
        if (token.isEmpty()) {
            return Optional.empty();
        }
        String name = token.get().value();
        Span at = token.get().span();
        if (!name.matches("[\\p{L}\\p{N}_.-]{1," + MAX_NAME + "}")) {
            line.error(
                    Code.BAD_NAME,
                    at,
                    token.get().quoted() + " is not a name of a node",
                    "letters, digits, `-`, `_` and `.`, at most " + MAX_NAME);
            return Optional.empty();
        }
        Span first = names.putIfAbsent(name, at);
        if (first != null) {
            String message = "second node " + token.get().quoted();
            report.error(Code.DUPLICATE_NODE, at, message, "rename one", first, "first here");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    /// `address 10.0.0.1/24, 10.1.0.1/24;`
    private void addresses(Statement statement, List<Address> own, List<Prefix> networks) {
        Line line = new Line(statement, ADDRESS, report);
        do {
            line.take("an address with the length of its network")
                    .ifPresent(token -> address(token, line, own, networks));
        } while (line.comma());
        line.end(false);
    }

    private void address(Token token, Line line, List<Address> own, List<Prefix> networks) {
        String text = token.value();
        int slash = text.indexOf('/');
        Optional<Address> address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        Optional<Integer> length =
                address.flatMap(a -> slash < 0 ? Optional.of(a.bits()) : length(text, slash, a));
        if (length.isEmpty()) {
            line.error(
                    Code.BAD_ADDRESS,
                    token.span(),
                    token.quoted() + " is not an address of a node",
                    line.help());
            return;
        }
        Span first = addresses.putIfAbsent(address.get(), token.span());
        if (first != null) {
            report.error(
                    Code.DUPLICATE_NODE,
                    token.span(),
                    address.get() + " is an address twice",
                    "give each node its own",
                    first,
                    "first here");
            return;
        }
        own.add(address.get());
        if (slash >= 0) {
            networks.add(Prefix.of(address.get(), length.get()));
        }
    }

    private static Optional<Integer> length(String text, int slash, Address address) {
        String digits = text.substring(slash + 1);
        return digits.matches("[0-9]{1,3}") && Integer.parseInt(digits) <= address.bits()
                ? Optional.of(Integer.parseInt(digits))
                : Optional.empty();
    }

    private Optional<Token> file(Statement statement) {
        Line line = new Line(statement, CONFIG, report);
        Optional<Token> token = line.take("the name of a file");
        line.end(false);
        return token;
    }

    private Optional<Config> file(Token name, List<Statement> beside) {
        if (!beside.isEmpty()) {
            report.error(
                    Code.UNEXPECTED_WORD,
                    beside.getFirst().word().span(),
                    beside.getFirst().word().quoted() + " beside `config`",
                    "write it into the file, or everything here and no `config`");
        }
        return configs.file(name);
    }

    /// Without `address`, a node has the one that is its router id.
    private Scenario.Node node(
            String name, List<Address> own, List<Prefix> networks, Config config) {
        if (own.isEmpty()) {
            Address id = Address.ofV4(config.router().routerId());
            Span first = addresses.putIfAbsent(id, names.get(name));
            if (first != null) {
                report.error(
                        Code.DUPLICATE_NODE,
                        names.get(name),
                        "router id " + id + " is the address of another node",
                        "add `address`, or give it another `id`",
                        first,
                        "first here");
            }
            own.add(id);
        }
        return new Scenario.Node(name, own, networks, config);
    }
}

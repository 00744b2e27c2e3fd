package io.godwit.config.policy;

import io.godwit.config.model.NeighborConfig;
import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.policy.Confederation;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.rpki.Aspa;
import io.godwit.policy.rpki.Vrp;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PolicyTest;
import io.godwit.policy.tree.PolicyTest.Expected;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The block of a test: a route or several, whom they are from and for, and behind each what must
/// become of it. Each route makes a test of its own.
public final class TestReader {
    private static final List<String> WORDS =
            List.of("policy", "peer", "from", "rpki", "aspa", "route", "expect");
    private static final List<String> ONCE = List.of("policy", "peer", "from");
    private static final String EXPECT =
            "`expect accept;`, `expect accept { local-pref 100 }` or `expect reject \"label\";`";

    private static final String ONE_EACH = "behind each `route` stands its `expect`";

    private final Policies policies;
    private final Definitions names;
    private final Map<Address, NeighborConfig> neighbors;
    private final long routerAs;
    private final Optional<Confederation> confederation;
    private final long as;
    private final Reporter report;

    /// @param neighbors of the configuration
    /// @param as the own one; in a confederation that of the member AS
    public TestReader(
            Definitions names,
            Policies policies,
            Map<Address, NeighborConfig> neighbors,
            long as,
            Optional<Confederation> confederation,
            Reporter report) {
        this.policies = policies;
        this.names = names;
        this.neighbors = neighbors;
        routerAs = as;
        this.confederation = confederation;
        this.as = confederation.map(Confederation::id).orElse(as);
        this.report = report;
    }

    /// The tests of a block; none after a report.
    ///
    /// @param name with its place
    public List<PolicyTest> read(GroupName name, List<Statement> statements) {
        var draft = new Draft(name);
        boolean good = true;
        for (Statement statement : statements) {
            try {
                draft.take(statement);
            } catch (NotUnderstood reported) {
                good = false;
            }
        }
        return good ? draft.finish() : List.of();
    }

    private record Tried(PolicyTest.Route route, Expected expected) {}

    private final class Draft {
        private final GroupName name;
        private final Map<String, Token> seen = new HashMap<>();
        private final List<Policy> chain = new ArrayList<>();
        private final List<Vrp> vrps = new ArrayList<>();
        private final List<Aspa> aspas = new ArrayList<>();
        private Optional<PeerFacts> peer = Optional.empty();
        private Optional<PeerFacts> source = Optional.empty();
        private final List<Tried> tried = new ArrayList<>();
        private Optional<Token> routeAt = Optional.empty();
        private Optional<PolicyTest.Route> route = Optional.empty();

        private Draft(GroupName name) {
            this.name = name;
        }

        private void take(Statement statement) throws NotUnderstood {
            Token word = statement.word();
            if (statement.isBroken()) {
                throw new NotUnderstood();
            }
            var in = Pieces.of(statement.args(), word.span(), report);
            if (!WORDS.contains(word.value())) {
                String help =
                        NearestWord.help(
                                word.value(), WORDS, "possible here: " + NearestWord.listed(WORDS));
                String what = "unknown word " + word.quoted() + " in a test";
                throw in.wrong(Code.UNKNOWN_WORD, word.span(), what, help);
            }
            Token first = seen.putIfAbsent(word.value(), word);
            if (first != null && ONCE.contains(word.value())) {
                report.error(
                        Code.DUPLICATE_STATEMENT,
                        word.span(),
                        "second " + word.quoted() + " in one test",
                        "write a second test",
                        first.span(),
                        "the first is here");
                throw new NotUnderstood();
            }
            switch (word.value()) {
                case "policy" -> policies(in);
                case "peer" -> peer = Optional.of(neighbor(statement, in, false));
                case "from" -> source = Optional.of(neighbor(statement, in, true));
                case "rpki" -> vrps(in);
                case "aspa" -> aspas.add(aspa(in));
                case "route" -> route(statement, in);
                default -> expect(statement, in);
            }
            in.end("`" + word.value() + "`");
            if (statement.body().isPresent()
                    && List.of("policy", "rpki", "aspa").contains(word.value())) {
                Span open = statement.body().get().open();
                throw in.wrong(
                        Code.UNEXPECTED_BLOCK, open, word.quoted() + " takes no block here", "");
            }
        }

        private void route(Statement statement, Pieces in) throws NotUnderstood {
            everyRouteIsExpected();
            routeAt = Optional.of(statement.word());
            route = Optional.of(new TestAttributes(in, report).route(block(statement, in)));
        }

        private void expect(Statement statement, Pieces in) throws NotUnderstood {
            Token word = statement.word();
            if (route.isEmpty()) {
                String what = "no `route` stands before this `expect`";
                throw in.wrong(Code.INCOMPLETE_TEST, word.span(), what, ONE_EACH);
            }
            tried.add(new Tried(route.get(), expectation(statement, in)));
            route = Optional.empty();
        }

        private void everyRouteIsExpected() throws NotUnderstood {
            if (route.isPresent()) {
                Span at = routeAt.orElseThrow().span();
                report.error(
                        Code.INCOMPLETE_TEST,
                        at,
                        "no `expect` stands behind this `route`",
                        ONE_EACH);
                throw new NotUnderstood();
            }
        }

        private void policies(Pieces in) throws NotUnderstood {
            do {
                Piece policy = in.need(Piece.Kind.WORD, "the name of a policy", "");
                chain.add(
                        policies.find(new GroupName(policy.text(), policy.span()), List.of())
                                .orElseThrow(NotUnderstood::new));
            } while (in.at(Piece.Kind.COMMA) && in.take() != null);
        }

        private PeerFacts neighbor(Statement statement, Pieces in, boolean orLocal)
                throws NotUnderstood {
            if (orLocal && in.take("local")) {
                return PeerFacts.ourselves(as);
            }
            if (in.isDone()) {
                return new TestPeer(names, routerAs, confederation, report)
                        .read(block(statement, in), in);
            }
            String example = "for example `192.0.2.11` or `{ as 64511 }`";
            Piece piece = in.need(Piece.Kind.WORD, "the address of a neighbor", example);
            Address address = Literals.address(piece, in);
            return Optional.ofNullable(neighbors.get(address))
                    .map(neighbor -> neighbor.facts(as))
                    .orElseThrow(() ->
                            in.wrong(
                                    Code.NO_NEIGHBOR,
                                    piece.span(),
                                    "no neighbor " + piece.span().quoted(),
                                    "say what it is: `{ as 64511; address " + address + " }`"));
        }

        /// `[ 203.0.113.0/24 as 64511, 198.51.100.0/22{22,24} as 64512 ]`: up to the longest
        /// length.
        private void vrps(Pieces in) throws NotUnderstood {
            String example = "for example `[ 203.0.113.0/24 as 64511 ]`";
            Piece list = in.need(Piece.Kind.LIST, "a list of VRPs", example);
            Arg.Items items = list.list().orElseThrow();
            for (Pieces item : Pieces.items(items.args(), items.span(), report)) {
                PrefixRange range = Literals.prefixes(item);
                if (!item.take("as")) {
                    throw item.wrong(
                            Code.MISSING_VALUE,
                            item.behind(),
                            "expected `as` and an AS number here",
                            example);
                }
                Piece as = item.need(Piece.Kind.WORD, "an AS number", example);
                // AS 0 is a statement that nobody may (RFC 6483 §4).
                long number = as.is("0") ? 0 : Literals.as(as, item);
                vrps.add(new Vrp(range.prefix(), range.most(), number));
                item.end("VRP");
            }
        }

        /// `64511 [ 64500, 64501 ]`: a customer and its providers.
        private Aspa aspa(Pieces in) throws NotUnderstood {
            String example = "for example `aspa 64511 [ 64500, 64501 ]`";
            Piece customer = in.need(Piece.Kind.WORD, "an AS number", example);
            Piece list = in.need(Piece.Kind.LIST, "the list of its providers", example);
            var providers = new ArrayList<Long>();
            Arg.Items items = list.list().orElseThrow();
            for (Pieces item : Pieces.items(items.args(), items.span(), report)) {
                Piece as = item.need(Piece.Kind.WORD, "an AS number", example);
                providers.add(as.is("0") ? 0L : Literals.as(as, item));
                item.end("provider");
            }
            return Aspa.of(Literals.as(customer, in), providers);
        }

        private Expected expectation(Statement statement, Pieces in) throws NotUnderstood {
            var at = statement.word().span().place();
            Piece verdict = in.need(Piece.Kind.WORD, "`accept` or `reject`", EXPECT);
            if (verdict.is("reject")) {
                String label = in.at(Piece.Kind.STRING) ? in.take().text() : "";
                if (statement.body().isPresent()) {
                    Span open = statement.body().get().open();
                    throw in.wrong(
                            Code.UNEXPECTED_BLOCK, open, "a rejected route has no attributes", "");
                }
                return new Expected.Rejected(at, label);
            }
            if (!verdict.is("accept")) {
                throw in.expected("`accept` or `reject`", verdict, EXPECT);
            }
            var statements = statement.body().map(Statement.Body::statements).orElse(List.of());
            return new TestAttributes(in, report).accepted(at, statements);
        }

        private static List<Statement> block(Statement statement, Pieces in) throws NotUnderstood {
            if (statement.body().isEmpty()) {
                if (statement.word().value().equals("route")) {
                    return List.of();
                }
                String what = "expected a block behind `" + statement.word().value() + "`";
                throw in.wrong(Code.MISSING_VALUE, in.behind(), what, "");
            }
            return statement.body().get().statements();
        }

        private List<PolicyTest> finish() {
            for (String word : List.of("policy", "peer", "route", "expect")) {
                if (!seen.containsKey(word)) {
                    report.error(
                            Code.INCOMPLETE_TEST,
                            name.at(),
                            "the test says no `" + word + "`",
                            "a test has `policy`, `peer`, `route` and `expect`");
                    return List.of();
                }
            }
            try {
                everyRouteIsExpected();
            } catch (NotUnderstood reported) {
                return List.of();
            }
            return IntStream.range(0, tried.size()).mapToObj(this::test).toList();
        }

        /// One of several is told apart by its number and prefix.
        private PolicyTest test(int index) {
            Tried one = tried.get(index);
            String which = " (" + (index + 1) + ": " + one.route().prefix() + ")";
            return new PolicyTest(
                    name.name() + (tried.size() == 1 ? "" : which),
                    tried.size() == 1 ? name.at().place() : one.expected().at(),
                    chain,
                    peer.orElseThrow(),
                    source,
                    vrps,
                    aspas,
                    one.route(),
                    one.expected());
        }
    }
}

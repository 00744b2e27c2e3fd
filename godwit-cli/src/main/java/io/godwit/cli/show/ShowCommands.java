package io.godwit.cli.show;

import io.godwit.cli.Arguments;
import io.godwit.cli.Ask;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Failures;
import io.godwit.cli.Language;
import io.godwit.cli.Refusal;
import io.godwit.cli.control.Request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The commands that look at a running daemon.
public final class ShowCommands {
    private static final String CLEAR = "\033[H\033[2J";

    private ShowCommands() {}

    /// All of them.
    public static List<Command> commands() {
        return List.of(
                neighbors(),
                counters(),
                router(),
                routes(),
                route(),
                routeWhyNot(),
                rejected(),
                policies(),
                tryPolicy(),
                rpki(),
                rpkiPaths(),
                validate(),
                originated(),
                bfd(),
                kernel(),
                nextHops(),
                lanes(),
                config());
    }

    private static Command neighbors() {
        return Language.option(
                        watched(
                                "show neighbors|neighbor [NEIGHBOR]",
                                "sessions and why one is not up; all about one neighbor"))
                .alias("show ip bgp summary")
                .alias("show ip bgp neighbors|neighbor [NEIGHBOR]")
                .alias("show bgp summary")
                .alias("show protocols")
                .alias("display bgp peer [NEIGHBOR]")
                .flag("--jsonl", "answer with one line of JSON for each neighbor")
                .runs(ShowCommands::runNeighbors);
    }

    private static int runNeighbors(Arguments given, Console console) throws InterruptedException {
        var neighbor = given.optionalWord("NEIGHBOR");
        boolean chinese = Language.of(given, console).equals("zh");
        if (neighbor.isPresent()) {
            var request = Request.of("show neighbor").with("address", neighbor);
            return show(given, console, request, "", () -> new NeighborText(console, chinese));
        }
        return show(
                given,
                console,
                Request.of("show neighbors"),
                "neighbors",
                () -> new NeighborsText(console, chinese));
    }

    private static Command counters() {
        return watched("show counters", "messages, octets, errors and routes of every neighbor")
                .flag("--jsonl", "answer with one line of JSON for each neighbor")
                .runs((given, console) ->
                        show(
                                given,
                                console,
                                Request.of("show counters"),
                                "neighbors",
                                () -> new CountersText(console)));
    }

    private static Command router() {
        return Language.option(watched("show router", "this router: identity, tables, memory"))
                .runs((given, console) -> {
                    boolean chinese = Language.of(given, console).equals("zh");
                    return show(
                            given,
                            console,
                            Request.of("show router"),
                            "",
                            () -> new RouterText(console, chinese));
                });
    }

    private static Command originated() {
        return watched(
                        "show originated",
                        "own routes, who makes them, and why one is not announced")
                .flag("--jsonl", "answer with one line of JSON for each route")
                .runs((given, console) ->
                        show(
                                given,
                                console,
                                Request.of("show originated"),
                                "routes",
                                () -> new OriginatedText(console)));
    }

    private static Command bfd() {
        return Language.option(
                        watched(
                                "show bfd [NEIGHBOR]",
                                "the paths that BFD watches, and why one is not up; all about one"))
                .alias("show bfd peers")
                .alias("show bfd sessions")
                .alias("display bfd session")
                .runs((given, console) -> {
                    var neighbor = given.optionalWord("NEIGHBOR");
                    boolean chinese = Language.of(given, console).equals("zh");
                    return show(
                            given,
                            console,
                            Request.of("show bfd").with("address", neighbor),
                            "",
                            () -> new BfdText(console, chinese, neighbor.isPresent()));
                });
    }

    private static Command kernel() {
        return watched("show kernel", "links and addresses, and whose routes the kernel has")
                .flag("--routes", "the routes of others, one by one")
                .flag("--jsonl", "with --routes: answer with one line of JSON for each route")
                .runs(ShowCommands::runKernel);
    }

    private static int runKernel(Arguments given, Console console) throws InterruptedException {
        if (given.has("--routes")) {
            return show(
                    given,
                    console,
                    Request.of("show kernel routes"),
                    "routes",
                    () -> new KernelRoutesText(console));
        }
        return show(given, console, Request.of("show kernel"), "", () -> new KernelText(console));
    }

    private static Command nextHops() {
        return Language.option(
                        watched(
                                "show nexthops [ADDRESS]",
                                "how each next hop is reached by the kernel's routes, or why not"))
                .flag("--jsonl", "answer with one line of JSON for each next hop")
                .runs((given, console) -> {
                    boolean chinese = Language.of(given, console).equals("zh");
                    return show(
                            given,
                            console,
                            Request.of("show nexthops")
                                    .with("address", given.optionalWord("ADDRESS")),
                            "next_hops",
                            () -> new NextHopsText(console, chinese));
                });
    }

    private static Command lanes() {
        return watched("show lanes", "where the daemon's time goes")
                .flag("--jsonl", "answer with one line of JSON for each lane")
                .runs((given, console) ->
                        show(
                                given,
                                console,
                                Request.of("show lanes"),
                                "lanes",
                                () -> new LanesText(console)));
    }

    private static Command config() {
        return watched("show config", "which configuration runs, how the last change went")
                .runs((given, console) ->
                        show(
                                given,
                                console,
                                Request.of("show config"),
                                "",
                                () -> new ConfigText(console)));
    }

    private static Command routes() {
        return watched("show routes [PREFIX]", "the paths of the table, best ones marked *")
                .alias("show ip bgp")
                .alias("display bgp routing-table [PREFIX]")
                .option("--neighbor", "ADDRESS", "only paths from this neighbor (address or name)")
                .option("--family", "FAMILY", "only ipv4 or ipv6")
                .flag("--longer", "with PREFIX: also what lies inside of it")
                .flag("--best", "only best paths")
                .flag("--rejected", "only rejected paths, with the reason")
                .option("--origin-as", "AS", "only paths that begin in this AS")
                .option("--limit", "N", "at most N rows")
                .flag("--jsonl", "answer with one line of JSON for each path")
                .runs(ShowCommands::runRoutes);
    }

    private static int runRoutes(Arguments given, Console console) throws InterruptedException {
        var request =
                Request.of("show routes")
                        .with("prefix", given.optionalWord("PREFIX"))
                        .with("neighbor", given.option("--neighbor"))
                        .with("family", given.option("--family"))
                        .with("longer", given.has("--longer"))
                        .with("best", given.has("--best"))
                        .with("rejected", given.has("--rejected"));
        given.number("--origin-as", 0, 0xFFFF_FFFFL).ifPresent(as -> request.with("origin_as", as));
        given.number("--limit", 1, Long.MAX_VALUE).ifPresent(limit -> request.with("limit", limit));
        return show(
                given,
                console,
                request,
                "routes",
                () -> new RoutesText(console, given.has("--rejected")));
    }

    private static Command route() {
        return watched(
                        "show route PREFIX [why]",
                        "the paths of a prefix or to an address; why: the decision")
                .runs((given, console) -> {
                    var request = Request.of("show route why").with("prefix", given.word("PREFIX"));
                    boolean why = given.optionalWord("why").isPresent();
                    return show(given, console, request, "", () -> new RouteText(console, why));
                });
    }

    private static Command routeWhyNot() {
        return watched(
                        "show route PREFIX why-not NEIGHBOR",
                        "what a neighbor is told of a prefix, and what stops each path")
                .runs((given, console) -> {
                    var request =
                            Request.of("show route why-not")
                                    .with("prefix", given.word("PREFIX"))
                                    .with("address", given.word("NEIGHBOR"));
                    return show(given, console, request, "", () -> new WhyNotText(console));
                });
    }

    private static Command rpki() {
        return watched(
                        "show rpki",
                        "RPKI caches: state, serial, VRPs, ASPAs, why one does not serve")
                .runs((given, console) ->
                        show(
                                given,
                                console,
                                Request.of("show rpki"),
                                "",
                                () -> new RpkiText(console)));
    }

    private static Command rpkiPaths() {
        return watched(
                        "show rpki paths",
                        "how many paths of neighbors are valid, invalid, not found (RFC 6811)")
                .flag("--jsonl", "answer with one line of JSON for each family")
                .runs((given, console) ->
                        show(
                                given,
                                console,
                                Request.of("show rpki paths"),
                                "families",
                                () -> new RpkiPathsText(console)));
    }

    private static Command validate() {
        return Ask.command(
                        "rpki validate PREFIX AS",
                        "the origin validation state of a route (RFC 6811), and the VRPs behind it")
                .runs((given, console) -> {
                    var request =
                            Request.of("rpki validate")
                                    .with("prefix", given.word("PREFIX"))
                                    .with("as", given.word("AS"));
                    return once(given, console, request, "", () -> new ValidationText(console));
                });
    }

    private static Command rejected() {
        return watched(
                        "show rejected [LABEL|NEIGHBOR]",
                        "routes that policies and rules reject, and where")
                .flag("--export", "with NEIGHBOR: what it is not sent")
                .option("--label", "LABEL", "with NEIGHBOR: only those with this label")
                .flag("--jsonl", "answer with one line of JSON for each path")
                .runs((given, console) ->
                        show(
                                given,
                                console,
                                Request.of("show rejected")
                                        .with("of", given.optionalWord("LABEL|NEIGHBOR"))
                                        .with("label", given.option("--label"))
                                        .with("export", given.has("--export")),
                                "routes",
                                () -> new RejectedText(console)));
    }

    private static Command tryPolicy() {
        return Ask.command("policy try PREFIX", "a policy on a route that the daemon holds")
                .describe(
                        """
                        Shows each statement that the route meets, what its condition saw, and the verdict:
                        of the route that the neighbor has sent, or with --export of those that it could
                        be sent. Nothing changes.\
                        """)
                .option("--neighbor", "NEIGHBOR", "whose route it is, or who would be sent it")
                .option("--policy", "POLICY", "one that any neighbor has, instead of its own")
                .flag("--export", "on the way out")
                .runs((given, console) -> {
                    if (!given.has("--neighbor")) {
                        throw Refusal.usage(
                                "say whose route it is",
                                "--neighbor ADDRESS; `policy try FILE POLICY PREFIX` needs no"
                                        + " daemon");
                    }
                    var request =
                            Request.of("policy try")
                                    .with("prefix", given.word("PREFIX"))
                                    .with("address", given.option("--neighbor"))
                                    .with("policy", given.option("--policy"))
                                    .with("export", given.has("--export"));
                    return once(given, console, request, "", () -> new TriedText(console));
                });
    }

    private static Command policies() {
        return watched(
                        "show policies [NEIGHBOR]",
                        "what import policies accept, and where they reject; with NEIGHBOR export,"
                                + " too")
                .flag("--jsonl", "answer with one line of JSON for each policy")
                .runs((given, console) ->
                        show(
                                given,
                                console,
                                Request.of("show policies")
                                        .with("neighbor", given.optionalWord("NEIGHBOR")),
                                "policies",
                                () -> new PoliciesText(console)));
    }

    private static Command watched(String syntax, String summary) {
        return Ask.command(syntax, summary)
                .option("--watch", "TIME", "show again every TIME (2s) until Ctrl-C");
    }

    /// Asks once and passes the answer on as one JSON object with the rows in `list`.
    public static int json(Arguments given, Console console, Request request, String list) {
        try (var client = Ask.connect(given, console)) {
            return json(client, request, new AnswerJson(console.out(), list, false));
        }
    }

    /// Asks and shows, once or until the operator has seen enough.
    private static int show(
            Arguments given,
            Console console,
            Request request,
            String list,
            Supplier<AnswerText> view)
            throws InterruptedException {
        Optional<Duration> watch = given.duration("--watch");
        if (watch.isEmpty()) {
            return once(given, console, request, list, view);
        }
        while (true) {
            console.out().print(console.terminal() ? CLEAR : "");
            int status = once(given, console, request, list, view);
            console.out().flush();
            if (status != Exit.DONE) {
                return status;
            }
            Thread.sleep(watch.get());
        }
    }

    private static int once(
            Arguments given,
            Console console,
            Request request,
            String list,
            Supplier<AnswerText> view) {
        try (var client = Ask.connect(given, console)) {
            if (!given.json()) {
                var text = view.get();
                client.ask(request, text);
                text.finish();
                return Exit.DONE;
            }
            return json(client, request, new AnswerJson(console.out(), list, given.has("--jsonl")));
        }
    }

    private static int json(
            io.godwit.cli.control.ControlClient client, Request request, AnswerJson view) {
        try {
            client.ask(request, view);
            view.finish();
            return Exit.DONE;
        } catch (Refusal e) {
            if (view.fail(Failures.member(e))) {
                return e.status();
            }
            throw e;
        }
    }
}

package io.godwit.cli.bench;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.cli.load.Load;
import io.godwit.cli.load.PrefixStream;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// `bench`: how fast and how lean the daemon is on this machine, and whether its outcome is exact.
public final class BenchCommand {
    private static final int PREFIXES = 1_000_000;
    private static final int MOST_ROUNDS = 99;
    private static final List<String> GROWTHS =
            List.of("peers", "mesh", "paths", "receivers", "neighbors");

    private BenchCommand() {}

    /// The command.
    public static Command command() {
        return Command.of("bench", "measure the daemon on this machine, alone or beside another")
                .describe(
                        "Starts a daemon on loopback addresses, sends it tables of Internet size from many neighbors and stops\n"
                                + "the clock when the last receiver holds exactly what it should: AS path, origin and communities of\n"
                                + "every prefix. No configuration and no rights are needed. The machine should be idle.\n\n"
                                + "Scenarios:\n"
                                + Scenario.all(PREFIXES).stream()
                                        .map(s -> "  " + s.name() + ": " + s.what())
                                        .collect(Collectors.joining("\n")))
                .option("--prefixes", "N", "size of the table (1000000)")
                .option("--scenario", "NAMES", "only these, by commas")
                .option(
                        "--growth",
                        "OF",
                        "instead: what grows with peers, mesh (peers told all), paths, receivers or (idle) neighbors")
                .option("--rounds", "N", "so often, routers in turn; the median is shown (1)")
                .option("--peer", "ROUTER", "beside it: bird or frr, installed here")
                .runs(BenchCommand::run);
    }

    private static int run(Arguments given, Console console) throws IOException {
        int prefixes = (int) given.number("--prefixes", 1, PrefixStream.MOST).orElse(PREFIXES);
        int rounds = (int) given.number("--rounds", 1, MOST_ROUNDS).orElse(1);
        var routers = routers(given);
        var measures = new ArrayList<Measure>();
        Load.rehearse();
        for (var scenario : scenarios(given, prefixes)) {
            var trial = new Trial(scenario);
            for (int round = 0; round < rounds; round++) {
                for (var router : routers) {
                    progress(console, given, scenario, router);
                    measures.addAll(run(trial, router));
                }
            }
        }
        var report = new BenchReport(measures);
        if (given.json()) {
            console.out().line(report.json());
        } else {
            report.print(console.out(), console.color());
        }
        return report.exact() ? Exit.DONE : Exit.FAILED;
    }

    private static void progress(
            Console console, Arguments given, Scenario scenario, Router router) {
        if (!given.json()) {
            console.note(router.label() + ": " + scenario.name() + ", " + scenario.what() + " ...");
        }
    }

    private static List<Measure> run(Trial trial, Router router) throws IOException {
        try {
            return trial.run(router);
        } catch (BindException e) {
            throw Refusal.failed(
                    "cannot use the addresses 127.1.0.0/16 and 127.2.0.0/16: " + e.getMessage(),
                    "the load needs an address for each neighbor; Linux has all of 127.0.0.0/8");
        }
    }

    private static Set<Router> routers(Arguments given) {
        var routers = EnumSet.of(Router.GODWIT);
        var peer = given.option("--peer");
        if (peer.isPresent()) {
            routers.add(
                    switch (peer.get()) {
                        case "bird" -> Router.BIRD;
                        case "frr" -> Router.FRR;
                        default ->
                                throw Refusal.usage(
                                        "--peer " + peer.get() + ": not a router",
                                        "write bird or frr");
                    });
        }
        routers.forEach(Router::program); // refuses before anything has begun
        return routers;
    }

    private static List<Scenario> scenarios(Arguments given, int prefixes) {
        var growth = given.option("--growth");
        if (growth.isPresent()) {
            if (!GROWTHS.contains(growth.get())) {
                throw Refusal.usage(
                        "--growth " + growth.get() + ": nothing that grows",
                        "write " + String.join(", ", GROWTHS));
            }
            return Scenario.growth(growth.get(), prefixes);
        }
        var all = Scenario.all(prefixes);
        var names = given.option("--scenario");
        return names.isEmpty() ? all : named(all, List.of(names.get().split(",")));
    }

    private static List<Scenario> named(List<Scenario> all, List<String> names) {
        var chosen = new ArrayList<Scenario>();
        for (String name : names) {
            chosen.add(
                    all.stream()
                            .filter(scenario -> scenario.name().equals(name))
                            .findFirst()
                            .orElseThrow(() ->
                                    Refusal.usage(
                                            "--scenario " + name + ": there is none of this name",
                                            all.stream()
                                                    .map(Scenario::name)
                                                    .collect(
                                                            Collectors.joining(
                                                                    ", ", "write ", "")))));
        }
        return chosen;
    }
}

package io.godwit.cli.simulate;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Language;
import io.godwit.cli.Plural;
import io.godwit.cli.Refusal;
import io.godwit.config.SimulationReader;
import io.godwit.config.Sources;
import io.godwit.config.report.DisplayWidth;
import io.godwit.config.simulation.Scenario;
import io.godwit.json.JsonWriter;
import io.godwit.sim.Witness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `simulate`: no daemon, no network, no clock; the same file and seed print the same octets.
public final class SimulateCommand {
    private static final long MOST_SEEDS = 1_000_000;

    private SimulateCommand() {}

    /// The command.
    public static Command command() {
        return Language.option(
                        Command.of(
                                "simulate FILE",
                                "a whole network in memory: timeline, tables, expectations"))
                .describe(
                        "Runs the routers that FILE describes under a virtual clock: every change"
                                + " of state with the event and the clause of RFC 4271, every"
                                + " message, every choice of a path; then the tables. Exit status 1"
                                + " when something that FILE expects is not so. The language is in"
                                + " docs/simulate.md, examples are in examples/simulate.")
                .option("--seed", "N", "other chances than the file says")
                .option("--seeds", "N", "so many seeds, and only what is expected of them")
                .flag("--quiet", "no timeline")
                .runs(SimulateCommand::run);
    }

    private static int run(Arguments given, Console console) {
        String file = given.word("FILE");
        boolean chinese = Language.of(given, console).equals("zh");
        var reading = SimulationReader.read(file, Sources.files());
        if (!reading.said().diagnostics().isEmpty()) {
            console.note(reading.said().text().stripTrailing());
        }
        Scenario scenario =
                reading.scenario()
                        .orElseThrow(() ->
                                Refusal.failed(
                                        file
                                                + ": "
                                                + Plural.of(reading.said().errors(), "error")
                                                + ", nothing is simulated",
                                        "`godwit explain CODE` tells more about a code"));
        long seed = given.number("--seed", 0, Long.MAX_VALUE).orElse(scenario.seed());
        var seeds = given.number("--seeds", 1, MOST_SEEDS);
        if (seeds.isPresent()) {
            return many(given, console, scenario, seed, seeds.getAsLong());
        }
        return given.json()
                ? json(console, scenario, seed, chinese)
                : text(given, console, scenario, seed, chinese);
    }

    private static int text(
            Arguments given, Console console, Scenario scenario, long seed, boolean chinese) {
        boolean quiet = given.has("--quiet");
        int width =
                scenario.nodes().stream().mapToInt(n -> DisplayWidth.of(n.name())).max().orElse(0);
        var lines = new Lines(console.out(), width);
        var timeline =
                new Timeline(
                        chinese,
                        moment -> {
                            if (!quiet) {
                                lines.accept(moment);
                            }
                        });
        Play play = new Play(scenario, seed, chinese, timeline);
        timeline.of(play.simulation()::nowNanos, play.simulation()::at);
        List<Outcome> outcomes = play.run(timeline::step);
        var tables = new Tables(play.simulation(), console, chinese);
        scenario.nodes().forEach(node -> tables.print(node.name()));
        print(console, outcomes, chinese);
        return outcomes.stream().allMatch(Outcome::holds) ? Exit.DONE : Exit.FAILED;
    }

    private static void print(Console console, List<Outcome> outcomes, boolean chinese) {
        if (outcomes.isEmpty()) {
            return;
        }
        console.out().line("").line(chinese ? "== 预期" : "== Expected");
        for (Outcome outcome : outcomes) {
            String line =
                    (outcome.holds() ? "ok   " : "FAIL ")
                            + Lines.time(outcome.atUs())
                            + "  "
                            + outcome.text();
            console.out()
                    .line(
                            outcome.found()
                                    .map(found -> line + "   " + outcome.place() + ": " + found)
                                    .orElse(line));
        }
    }

    private static int json(Console console, Scenario scenario, long seed, boolean chinese) {
        var moments = new ArrayList<Moment>();
        var timeline = new Timeline(chinese, moments::add);
        Play play = new Play(scenario, seed, chinese, timeline);
        timeline.of(play.simulation()::nowNanos, play.simulation()::at);
        List<Outcome> outcomes = play.run(timeline::step);
        var tables = new Tables(play.simulation(), console, chinese);
        boolean ok = outcomes.stream().allMatch(Outcome::holds);
        var all = new LinkedHashMap<String, Object>();
        all.put("seed", seed);
        all.put("until_us", scenario.untilNanos() / 1000);
        all.put("ok", ok);
        all.put("timeline", moments);
        all.put("nodes", scenario.nodes().stream().map(n -> tables.of(n.name())).toList());
        all.put("expectations", outcomes);
        console.out().line(JsonWriter.write(all));
        return ok ? Exit.DONE : Exit.FAILED;
    }

    /// A seed, and what of it is not as expected.
    private record Failure(long seed, List<Outcome> outcomes) {}

    private static int many(
            Arguments given, Console console, Scenario scenario, long first, long seeds) {
        boolean chinese = Language.of(given, console).equals("zh");
        var failures = new ArrayList<Failure>();
        for (long seed = first; seed < first + seeds; seed++) {
            List<Outcome> outcomes = new Play(scenario, seed, chinese, Witness.BLIND).run(_ -> {});
            List<Outcome> failed = outcomes.stream().filter(o -> !o.holds()).toList();
            if (!failed.isEmpty()) {
                failures.add(new Failure(seed, failed));
            }
        }
        if (given.json()) {
            var all = new LinkedHashMap<String, Object>();
            all.put("first_seed", first);
            all.put("seeds", seeds);
            all.put("ok", failures.isEmpty());
            all.put("failures", failures);
            console.out().line(JsonWriter.write(all));
        } else {
            print(given, console, failures, seeds, chinese);
        }
        return failures.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    private static void print(
            Arguments given, Console console, List<Failure> failures, long seeds, boolean chinese) {
        for (Failure failure : failures) {
            console.out().line((chinese ? "种子 " : "seed ") + failure.seed());
            failure.outcomes()
                    .forEach(o ->
                            console.out()
                                    .line(
                                            "FAIL "
                                                    + Lines.time(o.atUs())
                                                    + "  "
                                                    + o.text()
                                                    + "   "
                                                    + o.place()
                                                    + ": "
                                                    + o.found().orElse("")));
        }
        long good = seeds - failures.size();
        console.out()
                .line(
                        chinese
                                ? seeds + " 个种子中有 " + good + " 个完全符合预期"
                                : good + " of " + seeds + " seeds came as expected");
        failures.stream()
                .findFirst()
                .ifPresent(failure ->
                        console.note(
                                (chinese
                                                ? "时间线：godwit simulate "
                                                : "its timeline: godwit simulate ")
                                        + given.word("FILE")
                                        + " --seed "
                                        + failure.seed()));
    }
}

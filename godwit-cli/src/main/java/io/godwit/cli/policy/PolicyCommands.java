package io.godwit.cli.policy;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Plural;
import io.godwit.cli.Refusal;
import io.godwit.config.ConfigReader;
import io.godwit.config.Sources;
import io.godwit.config.model.Config;
import io.godwit.config.report.ConfigReading;
import io.godwit.json.JsonWriter;
import io.godwit.policy.Coverage;
import io.godwit.policy.Findings;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyTests;
import io.godwit.policy.tree.Statement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The commands about policies that need no daemon.
public final class PolicyCommands {
    private PolicyCommands() {}

    /// All of them.
    public static List<Command> commands() {
        return List.of(test(), TryCommand.command(), lint());
    }

    // ---- test ----

    private static Command test() {
        return Command.of("policy test FILE...", "run the tests beside policies, without a daemon")
                .describe(
                        """
                        Runs the `test` blocks of configurations, and tells which statements of their
                        policies no test has reached. Exit status 1 if a test fails or there is none.
                        A folder stands for every *.conf below it that no other one there includes.\
                        """)
                .flag("--coverage", "every statement must be reached by a test")
                .option("--junit", "FILE", "also write the results as JUnit XML")
                .runs(PolicyCommands::runTests);
    }

    private static int runTests(Arguments given, Console console) throws IOException {
        var results = new ArrayList<TestReport.Result>();
        var missed = new ArrayList<TestReport.Missed>();
        int statements = 0;
        for (String file : Folders.files(given.words("FILE"))) {
            Config config = read(file, Sources.files(), console);
            var coverage = new Coverage(config.policies());
            for (var outcome : PolicyTests.run(config.tests(), coverage)) {
                results.add(TestReport.Result.of(file, outcome));
            }
            for (Statement statement : coverage.missed()) {
                missed.add(new TestReport.Missed(statement.at(), statement.text()));
            }
            statements += coverage.statements();
        }
        var report = new TestReport(results, missed, statements);
        if (given.option("--junit").isPresent()) {
            Files.writeString(Path.of(given.option("--junit").get()), JunitXml.of(report));
        }
        boolean all = given.has("--coverage");
        if (given.json()) {
            console.out().line(JsonWriter.write(json(report)));
        } else {
            print(report, all, console);
        }
        boolean any = !report.results().isEmpty(); // nothing was shown by no test
        boolean good = any && report.failed() == 0 && (!all || report.missed().isEmpty());
        return good ? Exit.DONE : Exit.FAILED;
    }

    /// Reads a configuration; one with an error is refused.
    static Config read(String file, Sources sources, Console console) {
        ConfigReading reading = ConfigReader.read(file, sources);
        if (reading.config().isEmpty()) {
            console.note(reading.text().stripTrailing());
        }
        return reading.config()
                .orElseThrow(() ->
                        Refusal.failed(
                                file
                                        + ": "
                                        + Plural.of(reading.errors(), "error")
                                        + ", nothing was run",
                                ""));
    }

    private static void print(TestReport report, boolean all, Console console) {
        var out = console.out();
        for (var result : report.results()) {
            out.line((result.passed() ? "ok    " : "FAIL  ") + result.name());
            if (!result.passed()) {
                out.line("      " + result.at() + ": " + result.failure());
            }
        }
        if (report.results().isEmpty()) {
            out.line("no tests: a `test \"…\" { … }` block says what must become of a route");
        }
        if (all) {
            report.missed().forEach(one -> out.line("never " + one.at() + ": " + one.text()));
        }
        if (report.statements() > 0) {
            String never = all || report.missed().isEmpty() ? "" : ": never " + places(report);
            out.line(
                    "statements reached: "
                            + report.reached()
                            + " of "
                            + report.statements()
                            + never);
        }
        out.line(report.passed() + " passed, " + report.failed() + " failed");
    }

    private static String places(TestReport report) {
        return String.join(
                ", ",
                report.missed().stream()
                        .map(one -> one.at().file() + ":" + one.at().line())
                        .toList());
    }

    private static Object json(TestReport report) {
        var coverage = new LinkedHashMap<String, Object>();
        coverage.put("statements", report.statements());
        coverage.put("reached", report.reached());
        coverage.put("missed", report.missed().stream().map(PolicyCommands::missed).toList());
        var all = new LinkedHashMap<String, Object>();
        all.put("ok", !report.results().isEmpty() && report.failed() == 0);
        all.put("passed", report.passed());
        all.put("failed", report.failed());
        all.put("tests", report.results().stream().map(PolicyCommands::result).toList());
        all.put("coverage", coverage);
        return all;
    }

    static Map<String, Object> place(Place at) {
        var place = new LinkedHashMap<String, Object>();
        place.put("file", at.file());
        place.put("line", at.line());
        place.put("column", at.column());
        return place;
    }

    private static Object missed(TestReport.Missed one) {
        var row = new LinkedHashMap<String, Object>();
        row.putAll(place(one.at()));
        row.put("text", one.text());
        return row;
    }

    private static Object result(TestReport.Result one) {
        var row = new LinkedHashMap<String, Object>();
        row.put("config", one.file());
        row.put("name", one.name());
        row.putAll(place(one.at()));
        row.put("passed", one.passed());
        row.put("failure", one.failure());
        return row;
    }

    // ---- lint ----

    private static Command lint() {
        return Command.of("policy lint FILE...", "what is legal in policies and cannot be meant")
                .describe(
                        """
                        Names statements that no route reaches, conditions that always or never hold, and
                        empty sets: what `check` warns of, with exit status 1 if there is any.\
                        """)
                .runs(PolicyCommands::runLint);
    }

    private static int runLint(Arguments given, Console console) throws IOException {
        var findings = new ArrayList<Findings.Finding>();
        for (String file : Folders.files(given.words("FILE"))) {
            Config config = read(file, Sources.files(), console);
            config.policies().forEach(policy -> findings.addAll(Findings.of(policy)));
        }
        if (given.json()) {
            var rows = findings.stream().map(PolicyCommands::finding).toList();
            console.out().line(JsonWriter.write(Map.of("findings", rows)));
        } else {
            for (var one : findings) {
                var statement = one.statement();
                console.out().line(statement.at() + ": " + one.text() + ": " + statement.text());
            }
            console.out().line(findings.isEmpty() ? "nothing found" : findings.size() + " found");
        }
        return findings.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    private static Object finding(Findings.Finding finding) {
        var row = new LinkedHashMap<String, Object>(place(finding.statement().at()));
        row.put("policy", finding.policy().name());
        row.put("text", finding.statement().text());
        row.put("finding", finding.text());
        return row;
    }
}

package io.godwit.cli.lab;

import io.godwit.cli.Output;
import io.godwit.cli.lab.Guide.Step;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Does what the guide tells to do, without anybody watching, and compares.
final class Trial {
    /// How one step went.
    record Result(
            String node, String command, boolean ok, double seconds, String missing, String seen) {}

    /// RIP takes up to half a minute to tell of a route that came back.
    private static final long PATIENCE_NANOS = 45_000_000_000L;

    private static final long PAUSE_MILLIS = 100;

    /// Keeps a command that never ends from holding up the trial.
    private static final String SECONDS_FOR_ONE = "20";

    private final Lab lab;

    Trial(Lab lab) {
        this.lab = lab;
    }

    /// Runs a step until it shows what it must, but not for ever.
    Result run(Step step) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            var answer = answer(step);
            var missing =
                    step.seen().isEmpty() && answer.status() != 0
                            ? Optional.of("exit status 0, not " + answer.status())
                            : step.missingIn(answer.text());
            long taken = System.nanoTime() - began;
            if (missing.isEmpty() || step.seen().isEmpty() || taken > PATIENCE_NANOS) {
                return new Result(
                        step.node(),
                        step.command(),
                        missing.isEmpty(),
                        taken / 1e9,
                        missing.orElse(""),
                        missing.isEmpty() ? "" : answer.text().strip());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /// Runs the command of a step once.
    Calls.Answer answer(Step step) throws IOException, InterruptedException {
        var node = lab.node(step.node());
        var words = List.of("timeout", SECONDS_FOR_ONE, "sh", "-c", step.command());
        return Calls.ask(node.inside(words), node.environment(lab.environment()));
    }

    /// What programs are told: `missing` and `seen` only where a step failed.
    static Map<String, Object> row(Result result) {
        var row = new LinkedHashMap<String, Object>();
        row.put("node", result.node());
        row.put("command", result.command());
        row.put("ok", result.ok());
        row.put("seconds", result.seconds());
        if (!result.ok()) {
            row.put("missing", result.missing());
            row.put("seen", result.seen());
        }
        return row;
    }

    /// One line, and what was seen instead where a step failed.
    static void print(Result result, Output out) {
        out.line(
                String.format(
                        Locale.ROOT,
                        "%-4s %5.1f s  %s$ %s",
                        result.ok() ? "ok" : "FAIL",
                        result.seconds(),
                        result.node(),
                        result.command()));
        if (!result.ok()) {
            out.line("     not seen: " + result.missing());
            result.seen().lines().forEach(line -> out.line("     | " + line));
        }
        out.flush();
    }
}

package io.godwit.daemon;

import io.godwit.config.ConfigReader;
import io.godwit.config.Sources;
import io.godwit.config.model.Config;
import io.godwit.config.model.HttpConfig;
import io.godwit.config.model.Listen;
import io.godwit.config.report.ConfigReading;
import io.godwit.config.report.Diagnostic;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Change;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.Speaker;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.plan.Step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the configuration again, on the thread of whoever asks; the lane gets the finished records
/// and nothing else. A file with an error changes nothing and is told to who asked.
final class Reloading {
    /// What was read, for the head of the answer.
    ///
    /// @param file its name
    /// @param errors how many
    /// @param warnings how many
    /// @param text the diagnostics for a terminal
    /// @param diagnostics for programs
    public record Reading(
            String file, int errors, int warnings, String text, List<Diagnostic.Row> diagnostics) {}

    private record Wish(boolean dryRun, boolean force, int confirmSeconds) {}

    private static final String AT_START = "sockets are opened at the start";

    private final Config first;
    private final DaemonOptions options;
    private final Speaker speaker;
    private final Lane lane;

    Reloading(Config first, DaemonOptions options, Speaker speaker, Lane lane) {
        this.first = first;
        this.options = options;
        this.speaker = speaker;
        this.lane = lane;
        options.file().ifPresent(speaker.configuration()::from);
    }

    /// SIGHUP: what came of it is in the log and in `show config`.
    void onSignal() {
        Optional<String> file = options.file();
        if (file.isPresent()) {
            reload(file.get(), new Wish(false, false, 0), new Unheard());
        } else {
            refused("SIGHUP", "the daemon was not started from a file");
        }
    }

    /// The command `reload`.
    void run(Arguments arguments, Answer answer) {
        Optional<String> other = arguments.text("file");
        Wish wish =
                new Wish(
                        arguments.flag("dry_run"),
                        arguments.flag("force"),
                        arguments
                                .integer("confirm_seconds", 1, Change.CONFIRM_MOST_SECONDS)
                                .orElse(0));
        Optional<Outcome> problem = arguments.problem();
        Optional<String> file = other.or(options::file);
        if (problem.isPresent()) {
            answer.end(problem.get());
        } else if (file.isEmpty()) {
            answer.end(refusal("the daemon was not started from a file", ""));
        } else if (other.isPresent() && !wish.dryRun) {
            answer.end(
                    refusal(
                            "another file than that of the start can only be tried",
                            "add `dry_run`, or write it to " + options.file().orElse("the file")));
        } else {
            reload(file.get(), wish, answer);
        }
    }

    private static Outcome refusal(String message, String help) {
        return Outcome.failed(Fault.CHANGE_REFUSED, message, help);
    }

    private void reload(String file, Wish wish, Answer answer) {
        ConfigReading reading = ConfigReader.read(file, Sources.files());
        tell(file, reading, answer);
        if (reading.config().isEmpty()) {
            String text = errors(reading) + ", nothing was changed";
            if (!wish.dryRun) {
                refused(file, text + firstError(reading));
            }
            answer.end(
                    Outcome.failed(
                            Fault.BAD_CONFIGURATION,
                            file + ": " + text,
                            "`godwit explain CODE` tells more"));
            return;
        }
        Config config = reading.config().get();
        Change change = change(config, file);
        post(
                new Change(
                        change.to(),
                        Optional.empty(),
                        change.more(),
                        file,
                        wish.dryRun,
                        wish.force,
                        change.lostMostPercent(),
                        wish.confirmSeconds),
                answer);
    }

    /// Tells what is to be said of the files.
    void tell(String file, ConfigReading reading, Answer answer) {
        answer.head(
                new Reading(
                        file,
                        reading.errors(),
                        reading.warnings(),
                        reading.text(),
                        reading.diagnostics().stream().map(Diagnostic::row).toList()));
    }

    /// What the speaker would be.
    SpeakerSettings settings(Config config) {
        return ConfigMapping.speaker(config, options.limits(), options.version());
    }

    /// To become what a configuration says, within its limits.
    Change change(Config config, String source) {
        return new Change(
                settings(config),
                Optional.empty(),
                listening(config),
                source,
                false,
                false,
                config.reload().refuseIfLostPercent(),
                0);
    }

    /// Has the lane do it.
    void post(Change change, Answer answer) {
        lane.post(() -> speaker.change(change, answer));
    }

    private void refused(String source, String text) {
        lane.post(() -> speaker.configuration().refused(source, text));
    }

    private static String errors(ConfigReading reading) {
        return reading.errors() + (reading.errors() == 1 ? " error" : " errors");
    }

    private static String firstError(ConfigReading reading) {
        return reading.diagnostics().stream()
                .filter(d -> d.severity() == io.godwit.config.report.Severity.ERROR)
                .findFirst()
                .map(d -> "; " + d.at() + ": " + d.code() + ": " + d.message())
                .orElse("");
    }

    /// Sockets are opened once: a port below 1024 may need a right that is gone by now.
    private List<Step> listening(Config config) {
        String from = text(first.router().listen());
        String to = text(config.router().listen());
        List<Step> steps = new ArrayList<>();
        if (!from.equals(to)) {
            steps.add(Step.ofRouter("listen", from, to, AT_START));
        }
        if (!first.http().equals(config.http())) {
            steps.add(Step.ofRouter("http", http(first), http(config), AT_START));
        }
        return steps;
    }

    private static String http(Config config) {
        return config.http().map(HttpConfig::text).orElse("none");
    }

    private static String text(List<Listen> listen) {
        return listen.isEmpty()
                ? "none"
                : listen.stream()
                        .map(l -> l.address().map(a -> a + " ").orElse("") + "port " + l.port())
                        .collect(Collectors.joining(", "));
    }

    /// Nobody waits for the answer.
    private static final class Unheard implements Answer {
        @Override
        public void head(Record record) {}

        @Override
        public void row(Record record) {}

        @Override
        public void end(Outcome outcome) {}

        @Override
        public int room() {
            return Integer.MAX_VALUE;
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}

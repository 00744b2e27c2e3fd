package io.godwit.daemon;

import io.godwit.config.ConfigReader;
import io.godwit.config.Content;
import io.godwit.config.FileKind;
import io.godwit.config.Sources;
import io.godwit.config.model.Config;
import io.godwit.config.report.ConfigReading;
import io.godwit.policy.Place;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Change;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command `save`: a change that the next start knows too. The statement goes into the file of
/// `save-commands-to`, once the whole configuration was checked with it and the speaker runs it.
final class Saving {
    /// A line to be written, or to go.
    ///
    /// @param key the words it is known by
    /// @param statement empty when it goes
    private record Line(String key, String statement) {
        boolean isRemovedNeighbor() {
            return statement.isEmpty() && key.startsWith("neighbor ");
        }

        /// What still says the opposite, in another file.
        Optional<Place> contradicted(Config config) {
            if (!statement.isEmpty()) {
                return Optional.empty();
            }
            String value = key.substring(key.indexOf(' ') + 1);
            return switch (key.substring(0, key.indexOf(' '))) {
                case "originate" ->
                        config.originates().stream()
                                .filter(o -> o.prefix().toString().equals(value))
                                .findFirst()
                                .map(o -> o.at());
                case "keep-down" ->
                        config.neighbors().stream()
                                .filter(n ->
                                        n.address().toString().equals(value) && n.shutdown().on())
                                .findFirst()
                                .map(n -> n.placeOf("shutdown"));
                default ->
                        config.neighbors().stream()
                                .filter(n -> n.address().toString().equals(value))
                                .findFirst()
                                .map(n -> n.at());
            };
        }
    }

    private static final Pattern IN_GROUP =
            Pattern.compile("in\\s+([^\\s;{]+)\\s*;?\\s*(.*)", Pattern.DOTALL);

    /// What was saved last.
    ///
    /// @param source of the change
    /// @param before what the file said before
    /// @param after what it says now
    private record Saved(String source, Path file, String before, String after) {
        /// Why the file is not as before; empty when it is.
        Optional<String> takeBack() {
            try {
                return SavedFile.read(file).equals(after)
                        ? SavedFile.write(file, before)
                        : Optional.of("somebody else has changed " + file.getFileName());
            } catch (IOException e) {
                return Optional.of(e.getMessage());
            }
        }
    }

    private final DaemonOptions options;
    private final Reloading reloading;
    private volatile Optional<Saved> last = Optional.empty();

    Saving(DaemonOptions options, Reloading reloading) {
        this.options = options;
        this.reloading = reloading;
    }

    /// Runs on the thread of whoever asks.
    void run(Arguments arguments, Answer answer) {
        Optional<Line> line = line(arguments);
        Optional<Outcome> problem = arguments.problem();
        if (problem.isPresent() || line.isEmpty()) {
            answer.end(problem.orElseThrow());
            return;
        }
        try {
            save(line.get(), answer);
        } catch (IOException e) {
            answer.end(refusal("cannot read the saved commands: " + e.getMessage(), ""));
        }
    }

    /// A neighbor may be called by its name, as in the commands that save nothing.
    private Optional<Address> address(Arguments arguments) {
        String wanted = arguments.text("address").orElse("");
        if (wanted.isEmpty() || Address.parse(wanted).isPresent()) {
            return arguments.address("address");
        }
        return ConfigReader.read(options.file().orElse(""), Sources.files())
                .config()
                .flatMap(c ->
                        c.neighbors().stream()
                                .filter(n -> n.identity().name().equals(wanted))
                                .map(n -> n.address())
                                .findFirst())
                .or(() -> arguments.address("address"));
    }

    private Optional<Line> line(Arguments arguments) {
        String action = arguments.text("action").orElse("");
        Optional<Prefix> prefix = arguments.prefix("prefix");
        Optional<Address> address = address(arguments);
        String text = arguments.text("text").orElse("");
        boolean complete =
                switch (action) {
                    case "originate", "withdraw" -> prefix.isPresent();
                    default -> address.isPresent();
                };
        if (!complete) {
            arguments.missing("address or prefix", "10.77.0.2");
            return Optional.empty();
        }
        String own = "originate " + prefix.map(Prefix::toString).orElse("");
        String down = "keep-down " + address.map(Address::toString).orElse("");
        String neighbor = "neighbor " + address.map(Address::toString).orElse("");
        return switch (action) {
            case "originate" -> Optional.of(new Line(own, own + ";"));
            case "withdraw" -> Optional.of(new Line(own, ""));
            case "shutdown" -> Optional.of(new Line(down, down + quoted(text) + ";"));
            case "enable" -> Optional.of(new Line(down, ""));
            case "add" -> Optional.of(new Line(neighbor, neighbor + block(text)));
            case "remove" -> Optional.of(new Line(neighbor, ""));
            default -> {
                arguments.missing("action", "originate");
                yield Optional.empty();
            }
        };
    }

    /// `in GROUP` stands before the block, with or without a semicolon behind it.
    private static String block(String text) {
        Matcher in = IN_GROUP.matcher(text.strip());
        String group = in.matches() ? " in " + in.group(1) : "";
        String options = in.matches() ? in.group(2) : text.strip();
        boolean braces = options.startsWith("{") && options.endsWith("}");
        String inner = braces ? options.substring(1, options.length() - 1).strip() : options;
        return group + (inner.isEmpty() && in.matches() ? ";" : " { " + inner + " }");
    }

    private static String quoted(String text) {
        return text.isEmpty()
                ? ""
                : " \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void save(Line line, Answer answer) throws IOException {
        String main = options.file().orElse("");
        ConfigReading before = ConfigReader.read(main, Sources.files());
        Optional<String> to = before.config().flatMap(c -> c.reload().saveTo());
        if (to.isEmpty()) {
            answer.end(
                    refusal(
                            before.config().isPresent()
                                    ? "no file says where commands are saved"
                                    : "the files have errors",
                            before.config().isPresent()
                                    ? "add `save-commands-to \"saved.conf\";` to " + main
                                    : "`godwit check " + main + "` shows them"));
            return;
        }
        Path file = Path.of(main).resolveSibling(to.get());
        String old = SavedFile.read(file);
        String text =
                line.statement().isEmpty()
                        ? SavedFile.without(old, line.key())
                        : SavedFile.with(old, line.key(), line.statement());
        ConfigReading after = ConfigReader.read(main, new Overlay(file, text));
        reloading.tell(main, after, answer);
        if (after.config().isEmpty()) {
            answer.end(
                    Outcome.failed(
                            Fault.BAD_CONFIGURATION,
                            "with `" + line.statement() + "` the configuration has errors",
                            "nothing was changed"));
            return;
        }
        Optional<Place> elsewhere = line.contradicted(after.config().get());
        if (elsewhere.isPresent()) {
            answer.end(
                    refusal(
                            "it stands at " + elsewhere.get() + ": nothing was saved",
                            "change it there, then `godwit reload`"));
            return;
        }
        if (line.isRemovedNeighbor() && text.equals(old)) {
            answer.end(refusal("no file says `" + line.key() + "`: nothing to remove", ""));
            return;
        }
        Change change = reloading.change(after.config().get(), "`" + line.key() + "` by command");
        reloading.post(
                change.after(reloading.settings(before.config().orElseThrow())),
                new Written(answer, file, text, () -> saved(change.source(), file, old, text)));
    }

    private void saved(String source, Path file, String before, String after) {
        last = Optional.of(new Saved(source, file, before, after));
    }

    /// The answer to a `rollback`: once it is done, the file says what it said before.
    ///
    /// @param source what is undone
    Answer undoing(String source, Answer answer) {
        return last.filter(saved -> saved.source().equals(source))
                .<Answer>map(saved -> new Undone(answer, saved))
                .orElse(answer);
    }

    private static Outcome refusal(String message, String help) {
        return Outcome.failed(Fault.CHANGE_REFUSED, message, help);
    }

    /// The files of the machine, one of them with another text.
    private record Overlay(Path file, String text) implements Sources {
        @Override
        public Content read(String name, FileKind kind) {
            return Path.of(name).normalize().equals(file.normalize())
                    ? Content.of(text.getBytes(StandardCharsets.UTF_8), kind)
                    : Sources.files().read(name, kind);
        }

        @Override
        public List<String> list(String directory) {
            return Sources.files().list(directory);
        }
    }

    /// Passes everything on but the end.
    private interface Passing extends Answer {
        Answer answer();

        @Override
        default void head(Record record) {
            answer().head(record);
        }

        @Override
        default void row(Record record) {
            answer().row(record);
        }

        @Override
        default int room() {
            return answer().room();
        }

        @Override
        default boolean cancelled() {
            // Who went away has asked for it all the same: what runs must be on the disk.
            return false;
        }
    }

    /// Writes the file once the change runs; not on the lane, which waits for no disk.
    private record Written(Answer answer, Path file, String text, Runnable done)
            implements Passing {
        @Override
        public void end(Outcome outcome) {
            if (outcome.status() != 0) {
                answer.end(outcome);
                return;
            }
            Thread.ofVirtual()
                    .start(() -> {
                        Optional<String> problem = SavedFile.write(file, text);
                        if (problem.isEmpty()) {
                            done.run();
                        }
                        answer.end(
                                problem.map(why -> refusal("done, but not saved: " + why, ""))
                                        .orElse(outcome));
                    });
        }
    }

    /// Takes back what was saved once it no longer runs.
    private record Undone(Answer answer, Saved saved) implements Passing {
        @Override
        public void end(Outcome outcome) {
            if (outcome.status() != 0) {
                answer.end(outcome);
                return;
            }
            Thread.ofVirtual()
                    .start(() ->
                            answer.end(
                                    saved.takeBack()
                                            .map(why ->
                                                    refusal(
                                                            "rolled back, but "
                                                                    + saved.file()
                                                                    + " still says what was"
                                                                    + " undone: "
                                                                    + why,
                                                            ""))
                                            .orElse(outcome)));
        }
    }
}

package io.godwit.cli;

import io.godwit.config.model.Config;
import io.godwit.daemon.Daemon;
import io.godwit.daemon.DaemonOptions;
import io.godwit.daemon.EventLog;
import io.godwit.daemon.HeapKeeper;
import io.godwit.daemon.Rehearsal;
import io.godwit.daemon.StartFailure;
import io.godwit.speaker.SpeakerEvent.Level;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// `run`: becomes the daemon.
final class RunCommand {
    /// Codes of [StartFailure] that mean a missing right.
    private static final String NO_RIGHT_TO_LISTEN = "GW-3101";

    private RunCommand() {}

    static Command command() {
        return Ask.command("run FILE", "start the daemon in the foreground")
                .option("--log", "FILE", "append the log to FILE (else standard error)")
                .option("--log-format", "FORMAT", "text or json")
                .option("--log-level", "LEVEL", "debug, info, warn or error")
                .runs(RunCommand::run);
    }

    private static int run(Arguments given, Console console) throws IOException {
        Rehearsal.start();
        var format = format(given);
        var level = level(given);
        Config config = ConfigCommands.load(given.word("FILE"), console);
        var socket = Ask.socket(given, console);
        try (var stream = log(given.option("--log"))) {
            var log = EventLog.to(stream, format, level);
            var daemon =
                    Daemon.start(
                            config,
                            new DaemonOptions(
                                    Optional.of(given.word("FILE")),
                                    Optional.of(socket),
                                    log,
                                    true,
                                    DaemonOptions.limitsOfHeap(),
                                    Version.TEXT));
            HeapKeeper.start();
            return daemon.awaitStop();
        } catch (StartFailure e) {
            int status = e.code().equals(NO_RIGHT_TO_LISTEN) ? Exit.NO_PERMISSION : Exit.FAILED;
            throw new Refusal(status, e.code(), e.getMessage(), String.join("\n", e.help()));
        }
    }

    private static EventLog.Format format(Arguments given) {
        String format = given.option("--log-format").orElse(given.json() ? "json" : "text");
        return switch (format) {
            case "text" -> EventLog.Format.TEXT;
            case "json" -> EventLog.Format.JSON;
            default ->
                    throw Refusal.usage(
                            "--log-format " + format + ": not a format", "write text or json");
        };
    }

    private static Level level(Arguments given) {
        String level = given.option("--log-level").orElse("info");
        return switch (level) {
            case "debug" -> Level.DEBUG;
            case "info" -> Level.INFO;
            case "warn" -> Level.WARN;
            case "error" -> Level.ERROR;
            default ->
                    throw Refusal.usage(
                            "--log-level " + level + ": not a level",
                            "write debug, info, warn or error");
        };
    }

    private static OutputStream log(Optional<String> file) throws IOException {
        if (file.isEmpty()) {
            return new FileOutputStream(FileDescriptor.err) {
                @Override
                public void close() {
                    // Standard error outlives the log: why the daemon did not start goes there too.
                }
            };
        }
        try {
            return Files.newOutputStream(
                    Path.of(file.get()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (AccessDeniedException e) {
            throw new Refusal(
                    Exit.NO_PERMISSION, "", "no permission for the log " + file.get(), "");
        } catch (IOException e) {
            throw Refusal.failed("cannot write the log " + file.get() + ": " + e.getMessage(), "");
        }
    }
}

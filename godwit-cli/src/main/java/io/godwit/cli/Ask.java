package io.godwit.cli;

import io.godwit.cli.control.ControlClient;
import io.godwit.cli.control.Receiver;
import io.godwit.cli.control.Request;
import io.godwit.cli.control.SocketPath;

import java.nio.file.Files;
import java.nio.file.Path;

/// What the commands that ask a running daemon have in common.
public final class Ask {
    private Ask() {}

    /// A command with the option `--socket`.
    public static Command command(String syntax, String summary) {
        return Command.of(syntax, summary)
                .option(
                        "--socket",
                        "PATH",
                        "the daemon's control socket (else $GODWIT_SOCKET, else the usual place)");
    }

    /// Connects to the daemon the command line means. Where none is, but a demo runs, the [Refusal]
    /// says so.
    public static ControlClient connect(Arguments given, Console console) {
        try {
            return ControlClient.connect(socket(given, console));
        } catch (Refusal e) {
            var demo = SocketPath.ofDemo(console.env(), false);
            boolean unnamed = !given.has("--socket") && !console.env().containsKey("GODWIT_SOCKET");
            if (e.status() != Exit.NO_DAEMON || !unnamed || !Files.exists(demo)) {
                throw e;
            }
            String help = "a demo runs: --socket " + demo + ", or export GODWIT_SOCKET=" + demo;
            throw new Refusal(e.status(), e.code().orElse(""), e.getMessage(), help);
        }
    }

    /// The control socket the command line means.
    public static Path socket(Arguments given, Console console) {
        return SocketPath.of(given.option("--socket"), console.env());
    }

    /// Asks for a deed: nothing to show but `done`, with `--json` an object.
    public static int deed(Arguments given, Console console, Request request, String done) {
        try (var client = connect(given, console)) {
            client.ask(request, new Receiver() {});
        }
        console.out().line(given.json() ? "{\"done\":true}" : done);
        return Exit.DONE;
    }
}

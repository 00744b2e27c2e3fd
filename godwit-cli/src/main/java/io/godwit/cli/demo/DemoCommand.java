package io.godwit.cli.demo;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.cli.load.PrefixStream;
import io.godwit.daemon.StartFailure;

import java.io.IOException;

/// `demo`: what Godwit does, without a configuration, a second machine or any right.
public final class DemoCommand {
    private static final int PREFIXES = 100_000;
    private static final long SEED = 4271;

    private DemoCommand() {}

    /// The command.
    public static Command command() {
        return Command.of("demo", "a router, three neighbors and an Internet-size table, here")
                .describe(
                        "No configuration, no network and no rights are needed. It runs until Ctrl-C, so that every other\n"
                                + "command can be tried on it.")
                .option("--prefixes", "N", "size of the table (100000)")
                .flag(
                        "--once",
                        "end when the table has arrived; exit status 1 if it is not exactly what was sent")
                .option("--seed", "N", "another table (4271)")
                .option(
                        "--port",
                        "N",
                        "TCP port of router and neighbors, above 1023 (else any free one)")
                .option(
                        "--socket",
                        "PATH",
                        "control socket (else godwit-demo.sock in the usual place)")
                .runs(DemoCommand::run);
    }

    private static int run(Arguments given, Console console)
            throws IOException, InterruptedException {
        int prefixes = (int) given.number("--prefixes", 1, PrefixStream.MOST).orElse(PREFIXES);
        long seed = given.number("--seed", 0, Long.MAX_VALUE).orElse(SEED);
        int port = (int) given.number("--port", 1024, 65_535).orElse(0);
        boolean once = given.has("--once");
        if (given.json() && !once) {
            throw Refusal.usage("demo --json needs --once", "godwit demo --once --json");
        }
        var plan =
                new Demo.Plan(prefixes, seed, port, once, given.json(), given.option("--socket"));
        try {
            return new Demo(plan, console).run() ? Exit.DONE : Exit.FAILED;
        } catch (StartFailure e) {
            throw new Refusal(Exit.FAILED, e.code(), e.getMessage(), String.join("\n", e.help()));
        }
    }
}

package io.godwit.cli;

import io.godwit.cli.control.Request;

import java.time.Duration;
import java.util.List;

/// The commands that wait for something to become true, for scripts.
final class WaitCommands {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private WaitCommands() {}

    static List<Command> commands() {
        return List.of(waitEstablished(), waitRoute(), waitReady());
    }

    private static Command waitEstablished() {
        return waiting("wait established NEIGHBOR", "wait until the session is up")
                .runs((given, console) -> {
                    String neighbor = given.word("NEIGHBOR");
                    var request =
                            Request.of("wait")
                                    .with("what", "established")
                                    .with("address", neighbor);
                    return await(
                            given, console, request, "neighbor " + neighbor + " is established");
                });
    }

    private static Command waitRoute() {
        return waiting(
                        "wait route PREFIX",
                        "wait until there is a best path to exactly this prefix")
                .runs((given, console) -> {
                    String prefix = given.word("PREFIX");
                    var request = Request.of("wait").with("what", "route").with("prefix", prefix);
                    return await(given, console, request, "there is a route to " + prefix);
                });
    }

    private static Command waitReady() {
        return waiting("wait ready", "wait until the daemon answers")
                .runs((given, console) -> {
                    patiently(given, console);
                    return await(given, console, Request.of("wait").with("what", "ready"), "ready");
                });
    }

    /// A daemon that is just starting has no socket yet: here that is no error until the time is
    /// over.
    private static void patiently(Arguments given, Console console) throws InterruptedException {
        long until = System.nanoTime() + given.duration("--timeout").orElse(WAIT).toNanos();
        while (true) {
            try {
                Ask.connect(given, console).close();
                return;
            } catch (Refusal e) {
                if (e.status() != Exit.NO_DAEMON || System.nanoTime() - until >= 0) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private static Command waiting(String syntax, String summary) {
        return Ask.command(syntax, summary)
                .option("--timeout", "TIME", "give up after this time (30s)");
    }

    private static int await(Arguments given, Console console, Request request, String done) {
        long seconds = (given.duration("--timeout").orElse(WAIT).toMillis() + 999) / 1000;
        return Ask.deed(given, console, request.with("timeout_seconds", seconds), done);
    }
}

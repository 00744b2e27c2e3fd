package io.godwit.cli;

import io.godwit.cli.control.ControlClient;
import io.godwit.cli.control.Receiver;
import io.godwit.cli.control.Request;
import io.godwit.json.Json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The commands that change a running daemon, or wait for it.
final class OperateCommands {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String ALL = "all";

    private OperateCommands() {}

    static List<Command> commands() {
        return List.of(
                prefix("originate", "announce an own route", "originated"),
                prefix("withdraw", "withdraw an own route", "withdrawn"),
                neighbor(
                        "shutdown",
                        "[TEXT...]",
                        "end the session and keep it down; TEXT is told to the neighbor (RFC 9003)"),
                neighbor("enable", "", "end a shutdown"),
                neighbor("clear", "[TEXT...]", "end the session; it comes back by itself"),
                refresh(),
                waitEstablished(),
                waitRoute(),
                waitReady(),
                stop());
    }

    private static Command prefix(String word, String summary, String done) {
        return Ask.command(word + " PREFIX", summary)
                .runs((given, console) -> {
                    String prefix = given.word("PREFIX");
                    var request = Request.of(word).with("prefix", prefix);
                    return Ask.deed(given, console, request, prefix + " " + done);
                });
    }

    private static Command neighbor(String action, String more, String summary) {
        String syntax = "neighbor NEIGHBOR " + action + (more.isEmpty() ? "" : " " + more);
        return Ask.command(syntax, summary)
                .runs((given, console) -> {
                    String neighbor = given.word("NEIGHBOR");
                    String text = String.join(" ", given.words("TEXT"));
                    var request = Request.of("neighbor " + action).with("address", neighbor);
                    if (!text.isEmpty()) {
                        request.with("text", text);
                    }
                    return Ask.deed(
                            given, console, request, "neighbor " + neighbor + ": " + action);
                });
    }

    private static Command refresh() {
        return Ask.command(
                        "neighbor NEIGHBOR refresh",
                        "ask for its routes again (RFC 2918), without a reset; `all` asks every one")
                .alias("refresh bgp NEIGHBOR [import]")
                .runs((given, console) -> {
                    String neighbor = given.word("NEIGHBOR");
                    try (var client = Ask.connect(given, console)) {
                        var asked = neighbor.equals(ALL) ? established(client) : List.of(neighbor);
                        for (var one : asked) {
                            client.ask(
                                    Request.of("neighbor refresh").with("address", one),
                                    new Receiver() {});
                        }
                        String done =
                                asked.isEmpty()
                                        ? "no neighbor is established"
                                        : "asked " + String.join(", ", asked) + " for its routes";
                        console.out().line(given.json() ? "{\"done\":true}" : done);
                    }
                    return Exit.DONE;
                });
    }

    /// The addresses of the neighbors that can be asked for something.
    private static List<String> established(ControlClient client) {
        var found = new ArrayList<String>();
        client.ask(
                Request.of("show neighbors"),
                new Receiver() {
                    @Override
                    public void row(byte[] json, int off, int len) {
                        Json.Obj row = ControlClient.object(json, off, len);
                        if (row.string("state").orElse("").equals("Established")) {
                            row.string("address").ifPresent(found::add);
                        }
                    }
                });
        return found;
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

    private static Command stop() {
        return Ask.command("stop", "end the daemon in good order")
                .runs((given, console) -> Ask.deed(given, console, Request.of("stop"), "stopping"));
    }
}

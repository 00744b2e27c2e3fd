package io.godwit.cli;

import io.godwit.cli.change.ChangeCommands;
import io.godwit.cli.control.ControlClient;
import io.godwit.cli.control.Receiver;
import io.godwit.cli.control.Request;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commands that change a running daemon.
final class OperateCommands {
    private static final String ALL = "all";

    /// There is no such own route.
    private static final String GONE = "GW-3004";

    private OperateCommands() {}

    static List<Command> commands() {
        return List.of(
                prefix("originate", "announce an own route", "originated"),
                prefix("withdraw", "withdraw an own route", "withdrawn"),
                neighbor(
                        "shutdown",
                        "[TEXT...]",
                        "end the session, keep it down; TEXT goes to the neighbor"),
                neighbor("enable", "", "end a shutdown"),
                gracefulShutdown(true),
                gracefulShutdown(false),
                neighbor("clear", "[TEXT...]", "end the session; it comes back by itself"),
                clearGraceful(),
                clearSoft(),
                refresh(),
                recover(),
                saved("add", "OPTIONS...", "a new neighbor, now and in the saved file"),
                saved("remove", "", "no neighbor any more, now and in the saved file"));
    }

    private static Command prefix(String word, String summary, String done) {
        return saving(Ask.command(word + " PREFIX", summary))
                .runs((given, console) -> {
                    String prefix = given.word("PREFIX");
                    var request = Request.of(word).with("prefix", prefix);
                    var save = Request.of("save").with("action", word).with("prefix", prefix);
                    return deed(given, console, request, save, prefix + " " + done);
                });
    }

    private static Command neighbor(String action, String more, String summary) {
        String syntax = "neighbor NEIGHBOR " + action + (more.isEmpty() ? "" : " " + more);
        boolean savable = !action.equals("clear");
        var command = Ask.command(syntax, summary);
        return (savable ? saving(command) : command)
                .runs((given, console) -> {
                    String neighbor = given.word("NEIGHBOR");
                    String text = String.join(" ", given.words("TEXT"));
                    var request = Request.of("neighbor " + action).with("address", neighbor);
                    var save = Request.of("save").with("action", action);
                    save.with("address", neighbor);
                    if (!text.isEmpty()) {
                        request.with("text", text);
                        save.with("text", text);
                    }
                    String done = "neighbor " + neighbor + ": " + action;
                    return deed(given, console, request, save, done);
                });
    }

    private static Command saving(Command command) {
        return command.flag("--save", "the next start knows it too (`save-commands-to`)");
    }

    /// Does it, and with `--save` writes it down.
    private static int deed(
            Arguments given, Console console, Request request, Request save, String done) {
        if (!given.has("--save")) {
            return Ask.deed(given, console, request, done);
        }
        // First what may be refused, so that a command is not half done.
        int status = ChangeCommands.save(given, console, save, done + ", saved");
        try (var client = Ask.connect(given, console)) {
            client.ask(request, new Receiver() {});
        } catch (Refusal e) {
            // It went with the file already.
            if (!e.code().equals(Optional.of(GONE))) {
                throw e;
            }
        }
        return status;
    }

    private static Command saved(String action, String more, String summary) {
        String syntax = "neighbor NEIGHBOR " + action + (more.isEmpty() ? "" : " " + more);
        return Ask.command(syntax, summary)
                .describe(
                        more.isEmpty()
                                ? "Only who stands in the file of `save-commands-to` can go by"
                                        + " command."
                                : "OPTIONS are the statements of its block, and `in GROUP` before"
                                        + " them: godwit neighbor 192.0.2.7 add 'in members;"
                                        + " as 64511; name \"r7\"'")
                .runs((given, console) -> {
                    String neighbor = given.word("NEIGHBOR");
                    var save = Request.of("save").with("action", action);
                    save.with("address", neighbor);
                    if (!more.isEmpty()) {
                        save.with("text", String.join(" ", given.words("OPTIONS")));
                    }
                    String done = "neighbor " + neighbor + ": " + action + ", saved";
                    return ChangeCommands.save(given, console, save, done);
                });
    }

    private static Command gracefulShutdown(boolean on) {
        return Ask.command(
                        "neighbor NEIGHBOR graceful-shutdown" + (on ? "" : " off"),
                        on
                                ? "before a maintenance: others leave the path while it forwards"
                                : "after a maintenance: its routes count again")
                .describe(
                        on
                                ? "Its routes become the last choice here, and what it is told has the"
                                        + " community 65535:0 (RFC 8326). When traffic is gone:"
                                        + " `shutdown`. It holds until `off` or the next start."
                                : "Also against `graceful-shutdown` of the configuration.")
                .runs((given, console) -> {
                    String neighbor = given.word("NEIGHBOR");
                    var request =
                            Request.of("neighbor graceful-shutdown").with("address", neighbor);
                    if (!on) {
                        request.with("off", true);
                    }
                    String done =
                            "neighbor " + neighbor + ": graceful-shutdown" + (on ? "" : " off");
                    return Ask.deed(given, console, request, done);
                });
    }

    private static Command clearGraceful() {
        return Ask.command(
                        "neighbor NEIGHBOR clear graceful [TEXT...]",
                        "end the session; meanwhile both sides keep their routes (RFC 8538)")
                .runs((given, console) -> {
                    String neighbor = given.word("NEIGHBOR");
                    String text = String.join(" ", given.words("TEXT"));
                    var request =
                            Request.of("neighbor clear")
                                    .with("address", neighbor)
                                    .with("graceful", true);
                    if (!text.isEmpty()) {
                        request.with("text", text);
                    }
                    String done = "neighbor " + neighbor + ": clear, routes are kept";
                    return Ask.deed(given, console, request, done);
                });
    }

    private static Command clearSoft() {
        return Ask.command(
                        "neighbor NEIGHBOR clear soft [DIRECTION]",
                        "take its routes in again, send ours again, without a reset")
                .describe(
                        "DIRECTION is in (its routes are judged again, and asked for again where it"
                                + " offers route refresh, RFC 2918), out (all of ours are sent"
                                + " again), or both when left out.")
                .alias("clear ip bgp NEIGHBOR soft [DIRECTION]")
                .runs((given, console) -> {
                    String neighbor = given.word("NEIGHBOR");
                    String direction = given.optionalWord("DIRECTION").orElse("both");
                    var request =
                            Request.of("neighbor clear")
                                    .with("address", neighbor)
                                    .with("soft", direction);
                    String done = "neighbor " + neighbor + ": soft clear, " + direction;
                    return Ask.deed(given, console, request, done);
                });
    }

    private static Command recover() {
        return Ask.command("recover", "after a restart: wait for no neighbor, choose routes now")
                .describe(
                        "After a restart no route is chosen before the neighbors have told theirs"
                                + " (`show router` says who has not). This ends the wait: what is not"
                                + " told by then leaves the kernel, and comes back when it is told.")
                .runs((given, console) ->
                        Ask.deed(given, console, Request.of("recover"), "routes are chosen now"));
    }

    private static Command refresh() {
        return Ask.command(
                        "neighbor NEIGHBOR refresh",
                        "ask for its routes again, without a reset (`all`: every one)")
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

    static Command stop() {
        return Ask.command("stop", "end the daemon in good order")
                .runs((given, console) -> Ask.deed(given, console, Request.of("stop"), "stopping"));
    }
}

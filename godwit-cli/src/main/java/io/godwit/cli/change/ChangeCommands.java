package io.godwit.cli.change;

import io.godwit.cli.Arguments;
import io.godwit.cli.Ask;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.cli.control.Request;
import io.godwit.cli.show.ShowCommands;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The commands that change the configuration of a running daemon, and say before what they do.
public final class ChangeCommands {
    private static final String IMPACTS = "impacts";
    private static final String DETAIL = "--detail";
    private static final String EACH = "each neighbor on its own line, however many";

    private ChangeCommands() {}

    /// All of them.
    public static List<Command> commands() {
        return List.of(reload(), confirm(), rollback(), diff());
    }

    private static Command reload() {
        return Ask.command("reload", "make the daemon what its file says, whole or not at all")
                .describe(
                        "+ comes, - goes, ! resets a session, ~ leaves sessions alone, x cannot be."
                                + " A file with an error changes nothing.")
                .flag("--dry-run", "only say what would happen")
                .flag(DETAIL, EACH)
                .flag("--force", "do it whatever routes are lost")
                .option("--confirm", "TIME", "go back unless `godwit confirm` comes within TIME")
                .runs(ChangeCommands::runReload);
    }

    private static int runReload(Arguments given, Console console) {
        boolean dryRun = given.has("--dry-run");
        Optional<Duration> confirm = given.duration("--confirm");
        if (confirm.isPresent() && (dryRun || confirm.get().toSeconds() < 1)) {
            throw Refusal.usage(
                    dryRun
                            ? "--confirm with --dry-run: there is nothing to go back from"
                            : "--confirm takes a second at least",
                    "for example godwit reload --confirm 60s");
        }
        var request =
                Request.of("reload").with("dry_run", dryRun).with("force", given.has("--force"));
        confirm.ifPresent(time -> request.with("confirm_seconds", time.toSeconds()));
        String done =
                confirm.map(time ->
                                "; rolled back in "
                                        + time.toSeconds()
                                        + " s unless you say `godwit confirm`")
                        .orElse("");
        return run(given, console, request, dryRun ? "dry run: " : "reloaded: ", done);
    }

    private static Command diff() {
        return Ask.command("policy diff FILE", "what a file would change in the daemon that runs")
                .flag(DETAIL, EACH)
                .runs((given, console) -> {
                    String file = Path.of(given.word("FILE")).toAbsolutePath().toString();
                    var request = Request.of("reload").with("file", file).with("dry_run", true);
                    return run(given, console, request, "dry run: ", "");
                });
    }

    private static int run(
            Arguments given, Console console, Request request, String before, String after) {
        if (given.json()) {
            return ShowCommands.json(given, console, request, IMPACTS);
        }
        var plan = new PlanText(console, given.has(DETAIL));
        try (var client = Ask.connect(given, console)) {
            client.ask(request, plan);
        } finally {
            plan.finish();
        }
        console.out().line(before + plan.summary() + after);
        return Exit.DONE;
    }

    /// Saves what a command changed; what is wrong with it is printed as `check` does.
    public static int save(Arguments given, Console console, Request request, String done) {
        try (var client = Ask.connect(given, console)) {
            client.ask(request, new PlanText(console, false));
        }
        console.out().line(given.json() ? "{\"done\":true}" : done);
        return Exit.DONE;
    }

    private static Command confirm() {
        return Ask.command("confirm", "keep the change that waits for it")
                .runs((given, console) ->
                        Ask.deed(given, console, Request.of("confirm"), "confirmed: it stays"));
    }

    private static Command rollback() {
        return Ask.command("rollback", "go back to the configuration before the last change")
                .runs((given, console) ->
                        Ask.deed(
                                given,
                                console,
                                Request.of("rollback"),
                                "rolled back; what a command saved is taken back, a file that"
                                        + " was reloaded still says what was undone"));
    }
}

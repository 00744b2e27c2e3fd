package io.godwit.cli;

import io.godwit.cli.control.Request;

import java.io.IOException;
import java.util.List;

/// The command `godwit`.
public final class Main {
    private Main() {}

    /// Runs one command line and ends the process with its status.
    public static void main(String[] args) {
        System.exit(run(List.of(args), Console.ofProcess()));
    }

    /// Runs one command line. Everything a command throws ends here, as text or as JSON.
    static int run(List<String> line, Console console) {
        try {
            int status = dispatch(line, console);
            console.out().flush();
            return status;
        } catch (Output.Closed e) {
            // The reader has seen enough.
            return Exit.DONE;
        } catch (Refusal e) {
            return refused(e, line, console);
        } catch (IOException e) {
            return refused(Refusal.failed(String.valueOf(e.getMessage()), ""), line, console);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.FAILED;
        }
    }

    private static int dispatch(List<String> line, Console console)
            throws IOException, InterruptedException {
        var grammar = Commands.grammar();
        if (line.isEmpty()) {
            Help.print(grammar.commands(), console.out());
            return Exit.USAGE;
        }
        try {
            var match = grammar.match(line);
            if (match.given().has("--help")) {
                Help.print(List.of(match.command()), console.out());
                return Exit.DONE;
            }
            return match.command().action().run(match.given(), console);
        } catch (Grammar.HelpWanted e) {
            Help.print(grammar.under(e.words()), console.out());
            return Exit.DONE;
        }
    }

    private static int refused(Refusal refusal, List<String> line, Console console) {
        try {
            if (line.contains("--json") || line.contains("--jsonl")) {
                console.out().line(json(refusal)).flush();
            } else {
                text(refusal, console);
            }
        } catch (Output.Closed e) {
            // Nobody is there to read it; the status still tells.
        }
        return refusal.status();
    }

    private static void text(Refusal refusal, Console console) {
        String code = refusal.code().map(c -> "[" + c + "]").orElse("");
        console.note("godwit: error" + code + ": " + refusal.getMessage());
        refusal.help().ifPresent(help -> console.note("  help: " + help));
    }

    /// The end of an answer that failed, as a member of the one object.
    static String json(Refusal refusal) {
        var json = new StringBuilder("{\"error\":{\"status\":").append(refusal.status());
        refusal.code().ifPresent(code -> json.append(",\"code\":").append(Request.quote(code)));
        json.append(",\"message\":").append(Request.quote(refusal.getMessage()));
        refusal.help().ifPresent(help -> json.append(",\"help\":").append(Request.quote(help)));
        return json.append("}}").toString();
    }
}

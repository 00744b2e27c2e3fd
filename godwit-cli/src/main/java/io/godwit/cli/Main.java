package io.godwit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// The command `godwit`.
public final class Main {
    private Main() {}

    /// Runs one command line and ends the process with its status.
    public static void main(String[] args) {
        System.exit(run(List.of(args), Console.ofProcess()));
    }

    /// Runs one command line. Everything a command throws ends here, as text or as JSON.
    public static int run(List<String> line, Console console) {
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
        } catch (RuntimeException e) {
            return bug(e, console);
        }
    }

    /// Something that should not happen. The trace is for whoever gets the report.
    private static int bug(RuntimeException bug, Console console) {
        var trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        console.note("godwit: internal error, please report it with these lines:");
        console.note(trace.toString().stripTrailing());
        return Exit.FAILED;
    }

    private static int dispatch(List<String> line, Console console)
            throws IOException, InterruptedException {
        var grammar = Commands.grammar();
        if (line.isEmpty()) {
            Help.overview(console.out());
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
            if (e.words().isEmpty()) {
                Help.overview(console.out());
            } else {
                Help.print(grammar.under(e.words()), console.out());
            }
            return Exit.DONE;
        }
    }

    private static int refused(Refusal refusal, List<String> line, Console console) {
        try {
            if (line.contains("--json") || line.contains("--jsonl")) {
                console.out().line("{" + Failures.member(refusal) + "}").flush();
            } else {
                Failures.print(refusal, console);
            }
        } catch (Output.Closed e) {
            // Nobody is there to read it; the status still tells.
        }
        return refusal.status();
    }
}

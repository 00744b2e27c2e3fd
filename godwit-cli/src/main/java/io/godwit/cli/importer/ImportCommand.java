package io.godwit.cli.importer;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.cli.importer.arouteserver.ArouteserverImporter;
import io.godwit.cli.importer.bird.BirdImporter;
import io.godwit.cli.importer.frr.FrrImporter;
import io.godwit.cli.importer.gobgp.GobgpImporter;
import io.godwit.cli.importer.openbgpd.OpenbgpdImporter;
import io.godwit.config.Sources;
import io.godwit.json.JsonWriter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `godwit import`: the configuration of another daemon as one of Godwit.
public final class ImportCommand {
    private static final String ABOUT =
            """
            DAEMON is bird, frr, gobgp, openbgpd or arouteserver (general.yml and
            clients.yml). The result goes to standard output; what is not in it is
            listed on standard error, each with its place and the reason. A statement of a filter
            that has no counterpart becomes `reject "not-carried-over"`: no route passes that did
            not pass before.\
            """;

    /// Reads files into a draft.
    private interface Importer {
        void run(List<String> files, Texts texts, Draft draft);
    }

    private static final Map<String, Importer> IMPORTERS =
            new TreeMap<>(
                    Map.of(
                            "bird",
                            BirdImporter::run,
                            "frr",
                            FrrImporter::run,
                            "gobgp",
                            GobgpImporter::run,
                            "openbgpd",
                            OpenbgpdImporter::run,
                            "arouteserver",
                            ArouteserverImporter::run));

    private ImportCommand() {}

    /// The command, for the grammar.
    public static Command command() {
        return Command.of("import DAEMON FILE...", "the configuration of another daemon as ours")
                .describe(ABOUT)
                .flag("--strict", "fail (exit status 1) when something is not carried over")
                .runs(ImportCommand::run);
    }

    private static int run(Arguments given, Console console) {
        String daemon = given.word("DAEMON");
        var importer = IMPORTERS.get(daemon);
        if (importer == null) {
            throw Refusal.usage(
                    "import " + daemon + ": not a daemon that is known",
                    "write " + String.join(", ", IMPORTERS.keySet()));
        }
        var files = given.words("FILE");
        var draft = new Draft(String.join(" ", files));
        try {
            importer.run(files, new Texts(Sources.files()), draft);
        } catch (Unreadable | NotCarried e) {
            throw Refusal.failed(e.getMessage(), "nothing is imported");
        }
        print(draft, given, console);
        boolean lost = draft.notes().stream().anyMatch(Note::lost);
        return lost && given.has("--strict") ? Exit.FAILED : Exit.DONE;
    }

    private static void print(Draft draft, Arguments given, Console console) {
        if (given.json()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("text", draft.text());
            answer.put("notes", draft.notes());
            console.out().line(JsonWriter.write(answer));
            return;
        }
        console.out().print(draft.text());
        draft.notes().forEach(n -> console.note(n.line()));
        long lost = draft.notes().stream().filter(Note::lost).count();
        console.note(
                draft.neighbors()
                        + (draft.neighbors() == 1 ? " neighbor, " : " neighbors, ")
                        + lost
                        + " not carried over");
    }
}

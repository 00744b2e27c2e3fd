package io.godwit.cli.lab;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Language;
import io.godwit.cli.Refusal;
import io.godwit.cli.table.TextTable;
import io.godwit.json.JsonWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `lab`: networks to learn and to try on.
public final class LabCommands {
    private static final String PLACE =
            "NAME is a folder of labs/, or a path with a slash to a lab of your own.";

    private LabCommands() {}

    /// The commands.
    public static List<Command> commands() {
        return List.of(lab(), exec(), down());
    }

    private static Command lab() {
        var command =
                Command.of("lab [NAME]", "a network of routers on this machine, and a guide to it")
                        .describe(
                                PLACE
                                        + " Without NAME: which there are.\n"
                                        + "It needs root and iproute2, lives in network namespaces of its own and goes when you leave, also by Ctrl-C.")
                        .flag(
                                "--check",
                                "do all the guide tells to do and compare; exit status 1 if it is not so")
                        .flag("--keep", "leave it standing; `godwit lab NAME down` takes it away");
        return Language.option(command)
                .runs((given, console) ->
                        given.optionalWord("NAME").isEmpty()
                                ? list(given, console)
                                : run(given, console));
    }

    private static Command exec() {
        return Command.of(
                        "lab NAME exec NODE [COMMAND...]",
                        "a command in a node of a lab, or a shell")
                .describe(
                        PLACE + " `godwit`, `vtysh` and `birdc` speak to the daemons of the node.")
                .runs(LabCommands::exec);
    }

    private static Command down() {
        return Command.of("lab NAME down", "take away a lab that was kept")
                .describe(PLACE)
                .runs(LabCommands::down);
    }

    // ---- which labs there are ----

    private static int list(Arguments given, Console console) throws IOException {
        String language = Language.of(given, console);
        var rows = new ArrayList<Map<String, String>>();
        var table = TextTable.plain(2);
        try (var folders = Files.list(labs())) {
            for (var folder : folders.filter(Topology::in).sorted().toList()) {
                var topology = Topology.read(folder);
                rows.add(Map.of("name", topology.name(), "title", topology.title(language)));
                table.row(topology.name(), topology.title(language));
            }
        }
        if (given.json()) {
            console.out().line(JsonWriter.write(Map.of("labs", rows)));
        } else {
            table.print(console.out());
        }
        return Exit.DONE;
    }

    private static Path home() {
        String home = System.getProperty("godwit.home", "");
        if (home.isEmpty()) {
            throw Refusal.failed("labs are started by the script `godwit`, not by java", "");
        }
        return Path.of(home);
    }

    private static Path labs() {
        return home().resolve("labs");
    }

    private static Topology topology(Arguments given) throws IOException {
        String name = given.word("NAME");
        Path folder = name.contains("/") ? Path.of(name).toAbsolutePath() : labs().resolve(name);
        if (!Topology.in(folder)) {
            throw Refusal.failed("there is no lab " + name, "godwit lab lists them");
        }
        return Topology.read(folder);
    }

    // ---- what they do ----

    private static int run(Arguments given, Console console)
            throws IOException, InterruptedException {
        var topology = topology(given);
        var machine = new Machine(console.env());
        machine.needRoot();
        machine.needPrograms(topology);
        String language = Language.of(given, console);
        var guide = Guide.read(topology, language);
        var daemons = new Daemons(machine, home().resolve("godwit"), console.env());
        var lab = new Lab(topology, console.env());
        try (var _ = lab.claim()) {
            return stand(lab, guide, daemons, given, console);
        }
    }

    private static int stand(
            Lab lab, Guide guide, Daemons daemons, Arguments given, Console console)
            throws IOException, InterruptedException {
        var topology = lab.topology();
        String language = Language.of(given, console);
        boolean keep = given.has("--keep");
        if (lab.kept()) {
            throw Refusal.failed(
                    "lab " + topology.name() + " is standing already",
                    "godwit lab " + given.word("NAME") + " down");
        }
        if (lab.standing()) {
            console.note("taking away what a killed run has left ...");
            lab.down();
        }
        boolean good = true;
        try (lab) {
            console.note(topology.title(language) + " ...");
            lab.build(daemons);
            if (given.has("--check")) {
                good = check(lab, guide, given, console);
            } else if (!keep) {
                new Tour(lab, console, language).lead(guide);
            }
            if (keep) {
                lab.leave();
                console.note(
                        "it stands: godwit lab "
                                + given.word("NAME")
                                + " exec NODE [COMMAND], ... down");
            }
        }
        return good ? Exit.DONE : Exit.FAILED;
    }

    private static boolean check(Lab lab, Guide guide, Arguments given, Console console)
            throws IOException, InterruptedException {
        var trial = new Trial(lab);
        var results = new ArrayList<Trial.Result>();
        for (var step : guide.steps()) {
            var result = trial.run(step);
            results.add(result);
            if (!given.json()) {
                Trial.print(result, console.out());
            }
        }
        long failed = results.stream().filter(result -> !result.ok()).count();
        long passed = results.size() - failed;
        if (given.json()) {
            var report = new LinkedHashMap<String, Object>();
            report.put("lab", lab.topology().name());
            report.put("steps", results.stream().map(Trial::row).toList());
            report.put("passed", passed);
            report.put("failed", failed);
            console.out().line(JsonWriter.write(report));
        } else {
            console.out().line(passed + " ok, " + failed + " failed");
        }
        return failed == 0;
    }

    private static int exec(Arguments given, Console console)
            throws IOException, InterruptedException {
        var lab = new Lab(topology(given), console.env());
        new Machine(console.env()).needRoot();
        var node = lab.node(given.word("NODE"));
        if (!lab.standing()) {
            throw Refusal.failed(
                    "lab " + given.word("NAME") + " is not standing",
                    "in another terminal: godwit lab " + given.word("NAME"));
        }
        var command = given.words("COMMAND");
        if (command.isEmpty()) {
            command = List.of(console.env().getOrDefault("SHELL", "sh"));
        }
        return Calls.attended(node.inside(command), node.environment(console.env()));
    }

    private static int down(Arguments given, Console console)
            throws IOException, InterruptedException {
        var lab = new Lab(topology(given), console.env());
        new Machine(console.env()).needRoot();
        lab.down();
        return Exit.DONE;
    }
}

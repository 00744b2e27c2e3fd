package io.godwit.cli;

import io.godwit.cli.table.Wrap;
import io.godwit.config.ConfigReader;
import io.godwit.config.Converter;
import io.godwit.config.Formatter;
import io.godwit.config.Rewritten;
import io.godwit.config.Schema;
import io.godwit.config.Sources;
import io.godwit.config.model.Config;
import io.godwit.config.report.Code;
import io.godwit.config.report.CodeExplanation;
import io.godwit.config.report.ConfigReading;
import io.godwit.config.report.Diagnostic;
import io.godwit.json.JsonWriter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The commands about configuration files. None of them needs a daemon.
final class ConfigCommands {
    private static final int COLUMNS = 100;

    private ConfigCommands() {}

    static List<Command> commands() {
        return List.of(check(), fmt(), config(), explain());
    }

    /// Reads a file for the daemon. Warnings are printed; with an error nothing of the file is
    /// used.
    static Config load(String file, Console console) {
        var reading = ConfigReader.read(file, Sources.files());
        if (!reading.diagnostics().isEmpty()) {
            console.note(reading.text().stripTrailing());
        }
        return reading.config()
                .orElseThrow(() ->
                        Refusal.failed(
                                file
                                        + ": "
                                        + Plural.of(reading.errors(), "error")
                                        + ", nothing is started",
                                "`godwit explain CODE` tells more about a code"));
    }

    // ---- check ----

    private static Command check() {
        return Command.of(
                        "check FILE...", "what is wrong in configuration files, and what to write")
                .runs((given, console) -> {
                    int errors = 0;
                    int warnings = 0;
                    var rows = new ArrayList<Diagnostic.Row>();
                    for (var file : given.words("FILE")) {
                        var reading = ConfigReader.read(file, Sources.files());
                        errors += reading.errors();
                        warnings += reading.warnings();
                        reading.diagnostics().forEach(d -> rows.add(d.row()));
                        if (!given.json()) {
                            print(file, reading, console.out());
                        }
                    }
                    if (given.json()) {
                        var all = new LinkedHashMap<String, Object>();
                        all.put("files", given.words("FILE"));
                        all.put("ok", errors == 0);
                        all.put("errors", errors);
                        all.put("warnings", warnings);
                        all.put("diagnostics", rows);
                        console.out().line(JsonWriter.write(all));
                    }
                    return errors == 0 ? Exit.DONE : Exit.FAILED;
                });
    }

    private static void print(String file, ConfigReading reading, Output out) {
        if (!reading.diagnostics().isEmpty()) {
            out.line(reading.text());
        }
        String warnings =
                reading.warnings() == 0 ? "" : ", " + Plural.of(reading.warnings(), "warning");
        var config = reading.config();
        out.line(
                config.isPresent()
                        ? file + ": ok, " + contents(config.get()) + warnings
                        : file + ": " + Plural.of(reading.errors(), "error") + warnings);
    }

    private static String contents(Config config) {
        return "AS "
                + config.router().as()
                + ", "
                + Plural.of(config.neighbors().size(), "neighbor")
                + ", "
                + Plural.of(config.originates().size(), "own route");
    }

    // ---- fmt ----

    private static Command fmt() {
        return Command.of("fmt FILE", "print a file in the one layout")
                .flag("--write", "write it back instead")
                .flag("--check", "only say whether it is so already (exit status 1 if not)")
                .runs((given, console) -> {
                    String file = given.word("FILE");
                    var rewritten = Formatter.format(file, Sources.files());
                    String text = textOf(rewritten, file, console);
                    boolean same = text.equals(Files.readString(Path.of(file)));
                    if (given.has("--check")) {
                        return formatted(given, console, file, same);
                    }
                    if (!given.has("--write")) {
                        printText(given, console, text);
                    } else if (!same) {
                        Files.writeString(Path.of(file), text);
                    }
                    return Exit.DONE;
                });
    }

    private static int formatted(Arguments given, Console console, String file, boolean same) {
        console.out()
                .line(
                        given.json()
                                ? "{\"formatted\":" + same + "}"
                                : file
                                        + (same
                                                ? ": formatted"
                                                : ": not formatted; godwit fmt --write " + file));
        return same ? Exit.DONE : Exit.FAILED;
    }

    /// A text, or with `--json` an object that holds it.
    private static void printText(Arguments given, Console console, String text) {
        console.out()
                .print(
                        given.json()
                                ? "{\"text\":" + io.godwit.cli.control.Request.quote(text) + "}\n"
                                : text);
    }

    private static String textOf(Rewritten rewritten, String file, Console console) {
        var reading = rewritten.reading();
        if (!reading.diagnostics().isEmpty()) {
            console.note(reading.text().stripTrailing());
        }
        return rewritten
                .text()
                .orElseThrow(() ->
                        Refusal.failed(file + ": " + Plural.of(reading.errors(), "error"), ""));
    }

    // ---- config ----

    private static Command config() {
        return Command.of("config [FILE]", "a file as JSON or as text; the JSON Schema")
                .option("--to", "FORM", "json or conf")
                .flag("--schema", "print the JSON Schema of the machine form")
                .flag("--alice-lg", "print the reject reasons as Alice-LG reads them")
                .runs(ConfigCommands::runConfig);
    }

    private static int runConfig(Arguments given, Console console) {
        if (given.has("--schema")) {
            console.out().print(Schema.json());
            return Exit.DONE;
        }
        Optional<String> file = given.optionalWord("FILE");
        if (given.has("--alice-lg") && file.isPresent()) {
            console.out().print(AliceReasons.of(load(file.get(), console)));
            return Exit.DONE;
        }
        String form = given.option("--to").orElse(given.json() ? "json" : "");
        if (file.isEmpty() || form.isEmpty()) {
            throw Refusal.usage(
                    "say what to do with which file",
                    "godwit config FILE --to json|conf or --alice-lg, or godwit config --schema");
        }
        var rewritten =
                switch (form) {
                    case "json" -> Converter.toJson(file.get(), Sources.files());
                    case "conf" -> Converter.toConf(file.get(), Sources.files());
                    default ->
                            throw Refusal.usage(
                                    "--to " + form + ": not a form", "write json or conf");
                };
        console.out().print(textOf(rewritten, file.get(), console));
        return Exit.DONE;
    }

    // ---- explain ----

    private static Command explain() {
        return Language.option(
                        Command.of(
                                "explain CODE",
                                "what a code such as GW-1002 means, and what to do"))
                .runs((given, console) -> {
                    String code = given.word("CODE");
                    var explanation =
                            Code.explain(code)
                                    .or(() -> Explanations.of(code))
                                    .orElseThrow(() ->
                                            Refusal.failed(
                                                    "no such code: " + code,
                                                    "codes are written GW-1002"));
                    if (given.json()) {
                        console.out().line(JsonWriter.write(explanation));
                    } else {
                        boolean chinese = Language.of(given, console).equals("zh");
                        explain(explanation, chinese, console.out());
                    }
                    return Exit.DONE;
                });
    }

    private static void explain(CodeExplanation explanation, boolean chinese, Output out) {
        out.line(explanation.code() + ": " + explanation.title()).line("");
        String text = chinese ? explanation.chinese() : explanation.english();
        Wrap.lines(text, COLUMNS).forEach(out::line);
    }
}

package io.godwit.cli.policy;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.cli.table.TextTable;
import io.godwit.config.Content;
import io.godwit.config.FileKind;
import io.godwit.config.Sources;
import io.godwit.json.JsonWriter;
import io.godwit.policy.Coverage;
import io.godwit.policy.PolicyTests;
import io.godwit.policy.Trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `godwit policy try`: one route through policies, statement by statement.
///
/// The command line becomes a test in a text that includes the file: so values are written, read
/// and refused as in the language.
final class TryCommand {
    private static final String TEXT = "command line";

    private TryCommand() {}

    static Command command() {
        return Command.of(
                        "policy try FILE POLICY PREFIX", "one route through a policy, step by step")
                .describe(
                        """
                        Shows each statement that the route meets, what its condition saw, and the verdict.
                        POLICY is a name, or several with commas between them. Values are written as in a
                        `test` block: --community "64500:1, no-export".\
                        """)
                .option(
                        "--neighbor",
                        "ADDRESS",
                        "the neighbor of the file that the policy runs for")
                .option("--as", "AS", "instead of --neighbor: any neighbor with this AS")
                .option("--from", "ADDRESS", "where the route came from (export); local = our own")
                .option("--as-path", "PATH", "AS numbers with blanks between them")
                .option("--next-hop", "ADDRESS", "else the neighbor that the route came from")
                .option("--origin", "ORIGIN", "igp, egp or incomplete")
                .option("--med", "N", "MULTI_EXIT_DISC")
                .option("--local-pref", "N", "LOCAL_PREF")
                .option("--community", "LIST", "communities")
                .option("--large-community", "LIST", "large communities")
                .option("--extended-community", "LIST", "extended communities")
                .option("--rpki", "LIST", "VRPs that are known: \"203.0.113.0/24 as 64511\"")
                .runs(TryCommand::run);
    }

    private static int run(Arguments given, Console console) {
        given.option("--neighbor").ifPresent(who -> isThere(given.word("FILE"), who, console));
        var config = PolicyCommands.read(TEXT, sources(text(given)), console);
        var test =
                config.tests().stream()
                        .filter(one -> one.at().file().equals(TEXT))
                        .findFirst()
                        .orElseThrow();
        var outcome = PolicyTests.run(List.of(test), new Coverage(List.of())).getFirst();
        if (given.json()) {
            console.out().line(JsonWriter.write(json(given, outcome)));
        } else {
            print(given, outcome, console);
        }
        return Exit.DONE;
    }

    /// What is wrong with the file itself is told with its places first.
    private static void isThere(String file, String who, Console console) {
        var known =
                PolicyCommands.read(file, Sources.files(), console).neighbors().stream()
                        .filter(n -> n.range().isEmpty())
                        .map(n -> n.address().toString())
                        .toList();
        if (!known.contains(who)) {
            throw Refusal.failed(
                    "no neighbor " + who + " in " + file,
                    known.isEmpty()
                            ? "--as AS stands for any neighbor"
                            : "there are "
                                    + String.join(", ", known.subList(0, Math.min(8, known.size())))
                                    + (known.size() > 8 ? ", …" : "")
                                    + "; --as AS stands for any other");
        }
    }

    private static String text(Arguments given) {
        if (given.has("--neighbor") == given.has("--as")) {
            throw Refusal.usage(
                    "say which neighbor the policy runs for",
                    "--neighbor ADDRESS of the file, or --as AS for any other");
        }
        var text = new StringBuilder("include \"");
        text.append(plain(given.word("FILE")).replace("\\", "\\\\"))
                .append("\";\ntest \"try\" {\n");
        text.append("policy ").append(plain(given.word("POLICY"))).append(";\n");
        given.option("--neighbor")
                .ifPresent(a -> text.append("peer ").append(plain(a)).append(";\n"));
        given.option("--as")
                .ifPresent(as -> text.append("peer { as ").append(plain(as)).append(" }\n"));
        given.option("--from")
                .ifPresent(from -> text.append("from ").append(plain(from)).append(";\n"));
        given.option("--rpki")
                .ifPresent(v -> text.append("rpki [ ").append(plain(v)).append(" ];\n"));
        text.append("route ").append(plain(given.word("PREFIX"))).append(" {\n");
        for (String name :
                List.of(
                        "as-path",
                        "next-hop",
                        "origin",
                        "med",
                        "local-pref",
                        "community",
                        "large-community",
                        "extended-community")) {
            given.option("--" + name)
                    .ifPresent(value ->
                            text.append(name).append(' ').append(plain(value)).append(";\n"));
        }
        return text.append("}\nexpect accept;\n}\n").toString();
    }

    /// A value that stays one value: nothing in it ends a statement.
    private static String plain(String value) {
        if (value.chars().anyMatch(c -> c < ' ' || "{};\"#".indexOf(c) >= 0)) {
            throw Refusal.usage("`" + value + "`: a value has no { } ; # \" in it", "");
        }
        return value;
    }

    private static Sources sources(String text) {
        var files = Sources.files();
        return new Sources() {
            @Override
            public Content read(String name, FileKind kind) {
                return name.equals(TEXT)
                        ? Content.of(text.getBytes(StandardCharsets.UTF_8), kind)
                        : files.read(name, kind);
            }

            @Override
            public List<String> list(String directory) {
                return files.list(directory);
            }
        };
    }

    private static void print(Arguments given, PolicyTests.Outcome outcome, Console console) {
        var peer = outcome.test().peer();
        console.out()
                .line(
                        given.word("POLICY")
                                + " for "
                                + peer.address()
                                + " (AS "
                                + peer.as()
                                + "): "
                                + outcome.test().route().prefix());
        var table = TextTable.plain(2);
        for (var entry : outcome.trace().entries()) {
            String holds = entry.holds() ? "yes" : "no";
            table.row("", entry.statement().at().toString(), holds, entry.statement().text());
            values(entry).forEach(value -> table.row("", "", "", "  " + value));
        }
        table.print(console.out());
        console.out().line(verdict(outcome.trace()));
        attributes(outcome).forEach((name, text) -> console.out().line("  " + name + " " + text));
    }

    /// Of a route that was accepted: what is on it now.
    private static Map<String, String> attributes(PolicyTests.Outcome outcome) {
        var attributes = new LinkedHashMap<String, String>();
        outcome.accepted()
                .ifPresent(route -> {
                    for (var attribute : route.attributes()) {
                        attributes.put(attribute.type().toString(), attribute.text());
                    }
                });
        return attributes;
    }

    /// What the parts of its condition saw; of one part, its text stands in the line above.
    private static List<String> values(Trace.Entry entry) {
        boolean one = entry.readings().size() == 1;
        return entry.readings().stream()
                .filter(reading -> !reading.value().isEmpty())
                .map(reading -> one ? reading.value() : reading.toString())
                .toList();
    }

    private static String verdict(Trace trace) {
        return trace.rejected()
                .map(point ->
                        "rejected: \""
                                + point.label()
                                + "\""
                                + (point.code() == 0 ? "" : ", code " + point.code())
                                + ", "
                                + point.at())
                .orElse("accepted");
    }

    private static Object reading(Trace.Reading reading) {
        var row = new LinkedHashMap<String, Object>();
        row.put("text", reading.text());
        row.put("holds", reading.holds());
        row.put("value", reading.value());
        return row;
    }

    private static Object json(Arguments given, PolicyTests.Outcome outcome) {
        Trace trace = outcome.trace();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("policy", given.word("POLICY"));
        answer.put("prefix", outcome.test().route().prefix().toString());
        answer.put("verdict", trace.verdict() == 0 ? "accept" : "reject");
        trace.rejected()
                .ifPresent(point -> {
                    answer.put("label", point.label());
                    answer.put("code", point.code());
                    answer.putAll(PolicyCommands.place(point.at()));
                });
        List<Object> statements = new ArrayList<>();
        for (var entry : trace.entries()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("policy", entry.policy().name());
            row.putAll(PolicyCommands.place(entry.statement().at()));
            row.put("text", entry.statement().text());
            row.put("holds", entry.holds());
            row.put("readings", entry.readings().stream().map(TryCommand::reading).toList());
            statements.add(row);
        }
        answer.put("statements", statements);
        answer.put("attributes", attributes(outcome));
        return answer;
    }
}

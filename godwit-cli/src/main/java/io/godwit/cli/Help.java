package io.godwit.cli;

import io.godwit.cli.table.TextTable;
import io.godwit.json.JsonWriter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Usage texts, made from the grammar.
final class Help {
    private Help() {}

    /// What there is.
    static void overview(Output out) {
        out.line("Godwit speaks BGP-4. Words may be shortened while unique: `godwit sh nei`.");
        var table = TextTable.plain(2);
        for (var section : Commands.sections()) {
            table.row("");
            table.row(section.title() + ":");
            section.commands().forEach(command -> row(command, table));
        }
        table.print(out);
        out.line("").line("`godwit help WORD…` or `--help` tells more.");
    }

    /// All about the only one of some commands, or a list of them.
    static void print(List<Command> commands, Output out) {
        if (commands.size() == 1) {
            one(commands.get(0), out);
            return;
        }
        var table = TextTable.plain(2);
        commands.forEach(command -> row(command, table));
        table.print(out);
    }

    /// Commands with their options, for programs: completion, documentation.
    static String json(List<Command> commands) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var command : commands) {
            var row = new LinkedHashMap<String, Object>();
            row.put("syntax", command.syntax().shown());
            row.put("summary", command.summary());
            var options = new ArrayList<Map<String, String>>();
            for (var option : command.options()) {
                var one = new LinkedHashMap<String, String>();
                one.put("name", option.name());
                if (option.takesValue()) {
                    one.put("value", option.value());
                }
                one.put("what", option.what());
                options.add(one);
            }
            row.put("options", options);
            row.put("aliases", command.syntaxes().stream().skip(1).map(Syntax::shown).toList());
            rows.add(row);
        }
        return JsonWriter.write(Map.of("commands", rows));
    }

    private static void row(Command command, TextTable table) {
        table.row("  " + command.syntax().shown(), command.summary());
    }

    private static void one(Command command, Output out) {
        out.line("usage: godwit " + command.syntax().shown()).line("").line(command.summary());
        if (!command.description().isEmpty()) {
            out.line("").line(command.description());
        }
        out.line("");
        var table = TextTable.plain(2);
        for (var option : command.options()) {
            String value = option.takesValue() ? " " + option.value() : "";
            table.row("  " + option.name() + value, option.what());
        }
        table.print(out);
        var aliases = command.syntaxes().subList(1, command.syntaxes().size());
        if (!aliases.isEmpty()) {
            out.line("");
            aliases.forEach(alias -> out.line("same as: godwit " + alias.text()));
        }
    }
}

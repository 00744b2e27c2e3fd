package io.godwit.cli;

import io.godwit.cli.table.TextTable;

import java.util.List;

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

package io.godwit.cli;

import io.godwit.cli.table.TextTable;

import java.util.List;

/// Usage texts, made from the grammar.
final class Help {
    private Help() {}

    /// The list of commands, or the whole text of the only one.
    static void print(List<Command> commands, Output out) {
        if (commands.size() == 1) {
            one(commands.get(0), out);
            return;
        }
        out.line("Godwit speaks BGP-4. Words may be shortened while unique: `godwit sh nei`.")
                .line("");
        list(commands, out);
        out.line("")
                .line("`godwit help WORD…` or `--help` tells more. First steps: `godwit demo`.");
    }

    /// Command lines and what they do, aligned.
    static void list(List<Command> commands, Output out) {
        var table = TextTable.plain(2);
        for (var command : commands) {
            table.row("  " + command.syntax().text(), command.summary());
        }
        table.print(out);
    }

    private static void one(Command command, Output out) {
        out.line("usage: godwit " + command.syntax().text()).line("").line(command.summary());
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

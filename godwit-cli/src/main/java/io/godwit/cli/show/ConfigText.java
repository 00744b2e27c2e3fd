package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `show config`: which configuration runs, how the last change went, the way back.
final class ConfigText implements AnswerText {
    private final Console console;

    ConfigText(Console console) {
        this.console = console;
    }

    @Override
    public void row(Json.Obj row) {
        var facts = TextTable.plain(2);
        facts.row(
                "Running",
                Facts.orNone(Facts.text(row, "source")) + ", since " + Facts.text(row, "since"));
        facts.row(
                "Says",
                Facts.number(row, "neighbors")
                        + " neighbors, "
                        + (Facts.count(row, "ranges") == 0
                                ? ""
                                : Facts.number(row, "ranges") + " ranges of neighbors, ")
                        + Facts.number(row, "originated")
                        + " own routes");
        facts.row("Last change", lastChange(row));
        if (row.string("confirm_until").isPresent()) {
            facts.row(
                    "Waiting",
                    "rolled back in "
                            + Facts.number(row, "confirm_seconds")
                            + " s unless `godwit confirm`");
        }
        facts.row(
                "Way back",
                row.string("rollback")
                        .map(to -> "`godwit rollback` to the one before, from " + to)
                        .orElse("-"));
        var byCommand = Facts.texts(row, "by_command");
        facts.row(
                "By command",
                byCommand.isEmpty() ? "nothing that no file says" : String.join("; ", byCommand));
        facts.print(console.out());
    }

    private static String lastChange(Json.Obj row) {
        if (row.string("last_change").isEmpty()) {
            return "none since the start";
        }
        String text = Facts.text(row, "last_text");
        return (Facts.flag(row, "last_success") ? "done " : "REFUSED ")
                + Facts.text(row, "last_change")
                + ", "
                + Facts.text(row, "last_source")
                + (text.isEmpty() ? "" : ": " + text);
    }
}

package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.cli.table.TimeSpan;
import io.godwit.json.Json;

/// `show originated`: a line for each maker of an own route, streamed; below it what it waits for.
final class OriginatedText implements AnswerText {
    /// Rows that set the column widths before the first line is printed.
    private static final int WINDOW = 500;

    private final Console console;
    private final TextTable table;
    private boolean any;

    OriginatedText(Console console) {
        this.console = console;
        table =
                TextTable.headed(console.color(), "Prefix", "Made by", "From", ">For", "Announced")
                        .window(WINDOW, console.out());
    }

    @Override
    public void row(Json.Obj row) {
        any = true;
        table.row(
                Facts.text(row, "prefix"),
                Facts.text(row, "maker"),
                Facts.text(row, "detail"),
                TimeSpan.of(Facts.count(row, "since_seconds")),
                Facts.flag(row, "announced") ? "yes" : "no" + why(row));
        for (Json.Obj condition : Facts.objects(row, "conditions")) {
            table.row(
                    "",
                    "",
                    "",
                    TimeSpan.of(Facts.count(condition, "since_seconds")),
                    (Facts.flag(condition, "holds") ? "+ " : "- ")
                            + Facts.text(condition, "text")
                            + ": "
                            + Facts.text(condition, "why"));
        }
    }

    /// What a condition says stands in its own line.
    private static String why(Json.Obj row) {
        boolean waits =
                Facts.objects(row, "conditions").stream().anyMatch(c -> !Facts.flag(c, "holds"));
        return waits ? "" : ": " + Facts.text(row, "why");
    }

    @Override
    public void finish() {
        if (any) {
            table.print(console.out());
        } else {
            console.out().line("no own routes");
        }
    }
}

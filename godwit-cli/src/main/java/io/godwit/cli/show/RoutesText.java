package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `show routes`: a line for each path, streamed.
final class RoutesText implements AnswerText {
    /// Rows that set the column widths before the first line is printed.
    private static final int WINDOW = 500;

    private final Console console;
    private final TextTable table;
    private boolean any;

    RoutesText(Console console) {
        this.console = console;
        table =
                TextTable.headed(
                                console.color(),
                                "Best",
                                "Prefix",
                                "From",
                                "Next hop",
                                ">Pref",
                                ">MED",
                                "Origin",
                                "AS path",
                                "Rejected because")
                        .window(WINDOW, console.out());
    }

    @Override
    public void row(Json.Obj row) {
        any = true;
        table.row(
                Facts.flag(row, "best") ? "*" : "",
                Facts.text(row, "prefix"),
                from(row),
                Facts.orNone(Facts.text(row, "next_hop")),
                Facts.number(row, "local_pref"),
                Facts.number(row, "med"),
                origin(row),
                Facts.text(row, "as_path"),
                Facts.text(row, "rejected_because"));
    }

    @Override
    public void finish() {
        if (!any) {
            console.out().line("no routes");
            return;
        }
        table.print(console.out());
    }

    /// The neighbor's address, or `local` for a route of our own.
    static String from(Json.Obj row) {
        return row.string("peer").orElse("local");
    }

    /// ORIGIN as the RFC writes it.
    static String origin(Json.Obj row) {
        return switch (Facts.text(row, "origin")) {
            case "igp" -> "IGP";
            case "egp" -> "EGP";
            case "incomplete" -> "INCOMPLETE";
            default -> "-";
        };
    }
}

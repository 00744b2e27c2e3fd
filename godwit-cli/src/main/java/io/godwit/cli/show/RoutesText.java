package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.List;

/// `show routes`: a line for each path, streamed.
public final class RoutesText implements AnswerText {
    /// Rows that set the column widths before the first line is printed.
    private static final int WINDOW = 500;

    private static final List<String> NAMES =
            List.of(
                    "Best",
                    "Prefix",
                    "From",
                    "Next hop",
                    ">Pref",
                    ">MED",
                    "Origin",
                    "AS path",
                    "Rejected because");

    private final Console console;
    private final boolean rejected;
    private final TextTable table;
    private boolean any;

    /// @param rejected whether only such are asked for: those have a tag
    public RoutesText(Console console, boolean rejected) {
        this.console = console;
        this.rejected = rejected;
        var names = new ArrayList<>(NAMES);
        if (rejected) {
            names.add("Reject tag");
        }
        table =
                TextTable.headed(console.color(), names.toArray(String[]::new))
                        .window(WINDOW, console.out());
    }

    @Override
    public void row(Json.Obj row) {
        any = true;
        var cells = new ArrayList<String>();
        cells.add(((Facts.flag(row, "best") ? "* " : "") + stale(row)).strip());
        cells.add(Facts.text(row, "prefix"));
        cells.add(from(row));
        cells.add(Facts.orNone(Facts.text(row, "next_hop")));
        cells.add(Facts.number(row, "local_pref"));
        cells.add(Facts.number(row, "med"));
        cells.add(origin(row));
        cells.add(Facts.text(row, "as_path"));
        cells.add(Facts.text(row, "rejected_because"));
        if (rejected) {
            cells.add(Facts.text(row, "reject_tag"));
        }
        table.row(cells.toArray(String[]::new));
    }

    @Override
    public void finish() {
        if (!any) {
            console.out().line("no routes");
            return;
        }
        table.print(console.out());
    }

    /// A word for a route that is kept while its neighbor restarts.
    static String stale(Json.Obj row) {
        return Facts.flag(row, "stale") ? "stale" : "";
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

package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `show rejected`: a line for each path, streamed.
final class RejectedText implements AnswerText {
    /// Rows that set the column widths before the first line is printed.
    private static final int WINDOW = 500;

    private final Console console;
    private final TextTable table;
    private boolean any;
    private String notKept = "";

    RejectedText(Console console) {
        this.console = console;
        table =
                TextTable.headed(
                                console.color(),
                                "Prefix",
                                "From",
                                "AS path",
                                "Label",
                                "Tag",
                                "Place",
                                "Because")
                        .window(WINDOW, console.out());
    }

    @Override
    public void head(Json.Obj head) {
        notKept = Facts.text(head, "not_kept");
    }

    @Override
    public void row(Json.Obj row) {
        any = true;
        var by = row.object("rejected_by");
        table.row(
                Facts.text(row, "prefix"),
                RoutesText.from(row),
                Facts.text(row, "as_path"),
                Facts.text(row, "rejected_label"),
                Facts.text(row, "reject_tag"),
                by.map(point -> Facts.text(point, "at")).orElse(""),
                by.map(point -> Facts.text(point, "text"))
                        .orElse(Facts.text(row, "rejected_because")));
    }

    @Override
    public void finish() {
        if (!any) {
            console.out().line("no rejected routes");
        } else {
            table.print(console.out());
        }
        if (!notKept.isEmpty()) {
            console.out().line(notKept);
        }
    }
}

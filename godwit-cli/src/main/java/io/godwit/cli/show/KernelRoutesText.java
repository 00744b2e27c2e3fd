package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `show kernel --routes`: a line for each way of a route, streamed.
final class KernelRoutesText implements AnswerText {
    /// Rows that set the column widths before the first line is printed.
    private static final int WINDOW = 500;

    private final Console console;
    private final TextTable table;
    private boolean any;

    KernelRoutesText(Console console) {
        this.console = console;
        table =
                TextTable.headed(
                                console.color(),
                                "Prefix",
                                "Of",
                                ">Metric",
                                "Via",
                                "Link",
                                ">Weight")
                        .window(WINDOW, console.out());
    }

    @Override
    public void row(Json.Obj row) {
        any = true;
        String prefix = Facts.text(row, "prefix");
        String name = Facts.text(row, "name");
        String metric = Facts.number(row, "metric");
        var hops = Facts.objects(row, "hops");
        if (hops.isEmpty()) {
            table.row(prefix, name, metric, Facts.text(row, "kind"), "", "");
        }
        for (var hop : hops) {
            table.row(
                    prefix,
                    name,
                    metric,
                    Facts.text(hop, "via"),
                    Facts.text(hop, "link"),
                    Facts.number(hop, "weight"));
            prefix = "";
            name = "";
            metric = "";
        }
    }

    @Override
    public void finish() {
        if (!any) {
            console.out().line("no routes of others");
            return;
        }
        table.print(console.out());
    }
}

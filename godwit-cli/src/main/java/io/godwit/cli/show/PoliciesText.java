package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `show policies`: a line for each policy, and one for each place where it rejects.
final class PoliciesText implements AnswerText {
    private final Console console;
    private final TextTable table;
    private boolean any;

    PoliciesText(Console console) {
        this.console = console;
        table =
                TextTable.headed(
                        console.color(),
                        "Policy",
                        ">Neighbors",
                        ">Accepted",
                        ">Rejected",
                        "Place",
                        "Statement");
    }

    @Override
    public void row(Json.Obj row) {
        any = true;
        table.row(
                Facts.text(row, "direction") + " " + Facts.text(row, "policy"),
                Facts.number(row, "neighbors"),
                Facts.number(row, "accepted"),
                Facts.number(row, "rejected"));
        for (var point : Facts.objects(row, "points")) {
            table.row(
                    "  " + Facts.text(point, "label"),
                    "",
                    "",
                    Facts.number(point, "routes"),
                    Facts.text(point, "at"),
                    Facts.text(point, "text"));
        }
    }

    @Override
    public void finish() {
        if (!any) {
            console.out().line("no Established neighbor");
            return;
        }
        table.print(console.out());
    }
}

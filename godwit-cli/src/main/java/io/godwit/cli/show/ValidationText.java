package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `rpki validate`: the state of a route, and the VRPs that it comes from.
final class ValidationText implements AnswerText {
    private final Console console;

    ValidationText(Console console) {
        this.console = console;
    }

    @Override
    public void row(Json.Obj row) {
        console.out()
                .line(
                        Facts.text(row, "prefix")
                                + " from AS "
                                + Facts.number(row, "as")
                                + ": "
                                + Facts.text(row, "state")
                                + " ("
                                + Facts.text(row, "why")
                                + ")");
        var vrps = Facts.objects(row, "vrps");
        if (vrps.isEmpty()) {
            return;
        }
        var table = TextTable.headed(console.color(), "VRP", ">Max", ">AS", "Matches");
        for (var vrp : vrps) {
            table.row(
                    Facts.text(vrp, "prefix"),
                    Facts.number(vrp, "max_length"),
                    Facts.number(vrp, "as"),
                    Facts.flag(vrp, "matches") ? "yes" : "no: " + Facts.text(vrp, "why_not"));
        }
        table.print(console.out());
    }
}

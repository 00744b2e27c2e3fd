package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `policy try` of routes that the daemon holds: each statement that they meet, and the verdict.
final class TriedText implements AnswerText {
    private final Console console;

    TriedText(Console console) {
        this.console = console;
    }

    @Override
    public void row(Json.Obj row) {
        for (var one : Facts.objects(row, "routes")) {
            var route = one.object("route").orElseThrow();
            console.out()
                    .line(
                            Facts.text(row, "policy")
                                    + ": "
                                    + Facts.text(row, "prefix")
                                    + " from "
                                    + RoutesText.from(route)
                                    + ", AS path "
                                    + Facts.orNone(Facts.text(route, "as_path")));
            var table = TextTable.plain(2);
            for (var statement : Facts.objects(one, "statements")) {
                table.row(
                        "",
                        Facts.text(statement, "at"),
                        Facts.flag(statement, "holds") ? "yes" : "no",
                        Facts.text(statement, "text"));
                for (String saw : Facts.texts(statement, "saw")) {
                    table.row("", "", "", "  " + saw);
                }
            }
            table.print(console.out());
            console.out().line(Facts.text(one, "verdict"));
        }
    }
}

package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `show rpki paths`: states of paths, a line a family.
final class RpkiPathsText implements AnswerText {
    private final Console console;
    private final TextTable table;

    RpkiPathsText(Console console) {
        this.console = console;
        table = TextTable.headed(console.color(), "Family", ">Valid", ">Invalid", ">Not found");
    }

    @Override
    public void row(Json.Obj row) {
        table.row(
                Facts.text(row, "family"),
                Facts.number(row, "valid"),
                Facts.number(row, "invalid"),
                Facts.number(row, "not_found"));
    }

    @Override
    public void finish() {
        table.print(console.out());
    }
}

package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `show lanes`: where the time of the lane goes, in milliseconds; the most of it in one turn.
final class LanesText implements AnswerText {
    private static final String[] PHASES = {
        "input_micros", "decide_micros", "export_micros", "queries_micros", "housekeeping_micros"
    };

    private final Console console;
    private final TextTable table;

    LanesText(Console console) {
        this.console = console;
        table =
                TextTable.headed(
                        console.color(),
                        "Lane",
                        ">Turns",
                        ">Longest ms",
                        ">Input ms",
                        ">Decide ms",
                        ">Export ms",
                        ">Queries ms",
                        ">Upkeep ms");
    }

    @Override
    public void row(Json.Obj row) {
        var cells = new String[PHASES.length + 3];
        cells[0] = Facts.text(row, "lane");
        cells[1] = Facts.number(row, "turns");
        cells[2] = millis(row, "longest_turn_micros");
        for (int i = 0; i < PHASES.length; i++) {
            cells[i + 3] = millis(row, PHASES[i]);
        }
        table.row(cells);
        longest(row);
    }

    /// What each phase took at most in one turn.
    private void longest(Json.Obj row) {
        var cells = new String[PHASES.length + 3];
        cells[0] = "  longest";
        cells[1] = "";
        cells[2] = cells[1];
        for (int i = 0; i < PHASES.length; i++) {
            cells[i + 3] = millis(row, "longest_" + PHASES[i]);
        }
        table.row(cells);
    }

    private static String millis(Json.Obj row, String name) {
        return Long.toString(Facts.count(row, name) / 1000);
    }

    @Override
    public void finish() {
        table.print(console.out());
    }
}

package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.Paint;
import io.godwit.cli.table.TextTable;
import io.godwit.cli.table.TextTable.Cell;
import io.godwit.cli.table.TimeSpan;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.List;

/// `show neighbors`: the router, then a line for each neighbor with what keeps it from working.
public final class NeighborsText implements AnswerText {
    private final Console console;
    private final TextTable table;
    private final List<String> below = new ArrayList<>();
    private final boolean chinese;

    public NeighborsText(Console console, boolean chinese) {
        this.chinese = chinese;
        this.console = console;
        table =
                TextTable.headed(
                        console.color(),
                        "Neighbor",
                        "Name",
                        ">AS",
                        "State",
                        ">For",
                        ">Recv",
                        ">Acc",
                        ">Rej",
                        ">Adv",
                        "Why not");
    }

    @Override
    public void head(Json.Obj head) {
        long neighbors = Facts.count(head, "neighbors");
        long established = Facts.count(head, "established");
        console.out()
                .line(
                        "Router "
                                + Facts.text(head, "router_id")
                                + "  AS "
                                + Facts.number(head, "as")
                                + "  up "
                                + TimeSpan.of(Facts.count(head, "uptime_seconds"))
                                + "   "
                                + neighbors
                                + (neighbors == 1 ? " neighbor: " : " neighbors: ")
                                + established
                                + " established, "
                                + (neighbors - established)
                                + " down");
        RestartText.of(head, chinese).ifPresent(console.out()::line);
        for (var range : Facts.objects(head, "ranges")) {
            below.add(
                    Facts.text(range, "prefix")
                            + "  AS "
                            + Facts.number(range, "as")
                            + ": "
                            + Facts.number(range, "present")
                            + " of at most "
                            + Facts.number(range, "max_neighbors")
                            + " neighbors are here");
        }
        for (var stranger : Facts.objects(head, "strangers")) {
            below.add(
                    "Unknown neighbor "
                            + Facts.text(stranger, "address")
                            + " connects to "
                            + Facts.text(stranger, "local_address")
                            + ": refused "
                            + Facts.number(stranger, "times")
                            + " times, last "
                            + TimeSpan.of(Facts.count(stranger, "seconds_ago"))
                            + " ago");
        }
    }

    @Override
    public void row(Json.Obj row) {
        String state = Facts.text(row, "state");
        table.add(
                plain(Facts.text(row, "address")),
                plain(Facts.text(row, "name")),
                plain(Facts.number(row, "as")),
                new Cell(state, paint(state)),
                plain(TimeSpan.of(Facts.count(row, "for_seconds"))),
                plain(Facts.number(row, "received")),
                plain(Facts.number(row, "accepted")),
                plain(Facts.number(row, "rejected")),
                plain(Facts.number(row, "advertised")),
                new Cell(whyNot(row, chinese), Paint.YELLOW));
    }

    @Override
    public void finish() {
        table.print(console.out());
        below.forEach(console.out()::line);
    }

    /// The line in the language of the operator, as far as there is one.
    static String whyNot(Json.Obj row, boolean chinese) {
        String translated = chinese ? Facts.text(row, "why_not_zh") : "";
        return translated.isEmpty() ? Facts.text(row, "why_not") : translated;
    }

    static Paint paint(String state) {
        return state.equals("Established") ? Paint.GREEN : Paint.RED;
    }

    private static Cell plain(String text) {
        return new Cell(text, Paint.PLAIN);
    }
}

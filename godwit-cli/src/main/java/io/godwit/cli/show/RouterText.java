package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.cli.table.TimeSpan;
import io.godwit.json.Json;

import java.util.Locale;

/// `show router`: who we are and how much we hold.
final class RouterText implements AnswerText {
    private final Console console;
    private final boolean chinese;

    RouterText(Console console, boolean chinese) {
        this.chinese = chinese;
        this.console = console;
    }

    @Override
    public void row(Json.Obj row) {
        console.out()
                .line(
                        "Router "
                                + Facts.text(row, "router_id")
                                + "  AS "
                                + Facts.number(row, "as")
                                + (Facts.count(row, "confederation") == 0
                                        ? ""
                                        : " in confederation " + Facts.number(row, "confederation"))
                                + "  up "
                                + TimeSpan.of(Facts.count(row, "uptime_seconds"))
                                + "  godwit "
                                + Facts.text(row, "version"));
        var facts = TextTable.plain(2);
        RestartText.of(row, chinese).ifPresent(line -> facts.row("Restart", line));
        facts.row(
                "Neighbors",
                Facts.number(row, "neighbors")
                        + " configured, "
                        + Facts.number(row, "established")
                        + " established, "
                        + Facts.number(row, "shut_down")
                        + " shut down");
        facts.row("Own routes", Facts.number(row, "originated"));
        facts.row(
                "Attribute sets",
                Facts.number(row, "attribute_blocks")
                        + " ("
                        + Facts.number(row, "attribute_octets")
                        + " octets)");
        facts.row("Route memory", routeMemory(row));
        facts.row("Update groups", Facts.number(row, "update_groups"));
        facts.row("Undecided", Facts.number(row, "undecided") + " prefixes");
        facts.row(
                "Refused", Facts.number(row, "refused_connections") + " connections of strangers");
        facts.print(console.out());
        tables(row);
    }

    /// How near the limit is, at which sessions are ended.
    private static String routeMemory(Json.Obj row) {
        long used = Facts.count(row, "used_octets");
        long limit = Facts.count(row, "limit_octets");
        return String.format(
                Locale.ROOT,
                "%.1f of %.1f MB (%d %%)",
                used / 1e6,
                limit / 1e6,
                used * 100 / Math.max(1, limit));
    }

    private void tables(Json.Obj row) {
        var families = Facts.objects(row, "families");
        if (families.isEmpty()) {
            return;
        }
        console.out().line("");
        var table =
                TextTable.headed(
                        console.color(), "Table", ">Prefixes", ">Paths", ">With a best path");
        for (var family : families) {
            table.row(
                    Facts.text(family, "family"),
                    Facts.number(family, "prefixes"),
                    Facts.number(family, "paths"),
                    Facts.number(family, "best"));
        }
        table.print(console.out());
    }
}

package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

import java.util.function.ToLongFunction;

/// `show counters`: a line a neighbor; by type and reason only in JSON.
final class CountersText implements AnswerText {
    private final Console console;
    private final TextTable table;

    CountersText(Console console) {
        this.console = console;
        table =
                TextTable.headed(
                        console.color(),
                        "Neighbor",
                        "Name",
                        ">Messages in",
                        ">Octets in",
                        ">Messages out",
                        ">Octets out",
                        ">Waiting",
                        ">Faulty",
                        ">Flaps",
                        ">Recv",
                        ">Acc",
                        ">Rej",
                        ">Adv");
    }

    @Override
    public void row(Json.Obj row) {
        long faulty =
                Facts.count(row, "discarded_updates") + Facts.count(row, "treated_as_withdraw");
        table.row(
                Facts.text(row, "address"),
                Facts.text(row, "name"),
                messages(row, "in", CountersText::messages),
                messages(row, "in", CountersText::octets),
                messages(row, "out", CountersText::messages),
                messages(row, "out", CountersText::octets),
                Facts.number(row, "queued_octets"),
                Long.toString(faulty),
                Facts.number(row, "flaps"),
                routes(row, "received"),
                routes(row, "accepted"),
                routes(row, "rejected"),
                routes(row, "advertised"));
    }

    private static String messages(Json.Obj row, String direction, ToLongFunction<Json.Obj> value) {
        return row.object("messages")
                .flatMap(messages -> messages.object(direction))
                .map(counts -> Long.toString(value.applyAsLong(counts)))
                .orElse("-");
    }

    private static long octets(Json.Obj counts) {
        return Facts.count(counts, "octets");
    }

    private static long messages(Json.Obj counts) {
        return Facts.count(counts, "open")
                + Facts.count(counts, "update")
                + Facts.count(counts, "notification")
                + Facts.count(counts, "keepalive")
                + Facts.count(counts, "route_refresh");
    }

    private static String routes(Json.Obj row, String name) {
        var families = Facts.objects(row, "families");
        return families.isEmpty()
                ? "-"
                : Long.toString(families.stream().mapToLong(f -> Facts.count(f, name)).sum());
    }

    @Override
    public void finish() {
        table.print(console.out());
    }
}

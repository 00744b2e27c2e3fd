package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.cli.table.TimeSpan;
import io.godwit.json.Json;

/// `show rpki`: caches, and what is in force.
final class RpkiText implements AnswerText {
    private final Console console;

    RpkiText(Console console) {
        this.console = console;
    }

    @Override
    public void row(Json.Obj row) {
        if (!Facts.flag(row, "configured")) {
            console.out().line("No RPKI cache is configured: add `rpki { cache ADDRESS:PORT }`.");
            return;
        }
        console.out()
                .line(
                        "In force: "
                                + Facts.number(row, "vrps_ipv4")
                                + " IPv4 and "
                                + Facts.number(row, "vrps_ipv6")
                                + " IPv6 VRPs, "
                                + Facts.number(row, "aspas")
                                + " ASPAs");
        long told = Facts.count(row, "vrps_of_files");
        if (told > 0) {
            console.out().line("Of a file: " + told + " VRPs");
        }
        long exceptions = Facts.count(row, "filters") + Facts.count(row, "assertions");
        if (exceptions > 0) {
            console.out()
                    .line(
                            "Local exceptions: "
                                    + Facts.number(row, "filters")
                                    + " filters, "
                                    + Facts.number(row, "assertions")
                                    + " assertions");
        }
        caches(row);
    }

    private void caches(Json.Obj row) {
        var caches = Facts.objects(row, "caches");
        if (caches.isEmpty()) {
            return;
        }
        var table =
                TextTable.headed(
                        console.color(),
                        "Cache",
                        ">Pref",
                        "State",
                        ">Ver",
                        ">Serial",
                        ">IPv4",
                        ">IPv6",
                        ">ASPA",
                        ">Synced",
                        ">Expires",
                        "Counts",
                        "Why not");
        for (var cache : caches) {
            String address = Facts.text(cache, "address");
            table.row(
                    (address.contains(":") ? "[" + address + "]" : address)
                            + ":"
                            + Facts.number(cache, "port")
                            + ("tls".equals(Facts.text(cache, "transport")) ? " tls" : ""),
                    Facts.number(cache, "preference"),
                    Facts.text(cache, "state"),
                    Facts.number(cache, "version"),
                    Facts.number(cache, "serial"),
                    Facts.number(cache, "vrps_ipv4"),
                    Facts.number(cache, "vrps_ipv6"),
                    Facts.number(cache, "aspas"),
                    span(cache, "synced_seconds_ago"),
                    span(cache, "expires_seconds"),
                    Facts.yes(cache, "counts"),
                    Facts.text(cache, "why_not"));
        }
        table.print(console.out());
    }

    private static String span(Json.Obj cache, String name) {
        var seconds = cache.integer(name);
        return seconds.isPresent() ? TimeSpan.of(seconds.getAsLong()) : "-";
    }
}

package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

/// `show kernel`: links, addresses, and whose routes are there.
final class KernelText implements AnswerText {
    private final Console console;

    KernelText(Console console) {
        this.console = console;
    }

    @Override
    public void row(Json.Obj row) {
        if (!Facts.flag(row, "configured")) {
            console.out().line("The kernel is not watched: add `kernel { }`.");
            return;
        }
        var facts = TextTable.plain(2);
        facts.row("Table", Facts.number(row, "table"));
        facts.row(
                "Own routes",
                "protocol "
                        + Facts.number(row, "protocol")
                        + ", metric "
                        + Facts.number(row, "metric"));
        facts.row(
                "Changes",
                Facts.number(row, "changes_done")
                        + " done, "
                        + Facts.number(row, "changes_refused")
                        + " refused");
        facts.row(
                "Installed",
                Facts.number(row, "installed_ipv4")
                        + " IPv4, "
                        + Facts.number(row, "installed_ipv6")
                        + " IPv6; "
                        + Facts.number(row, "pending")
                        + " pending, "
                        + Facts.number(row, "refused")
                        + " refused, "
                        + Facts.number(row, "stale")
                        + " stale");
        if (!Facts.number(row, "unannounced").equals("0")) {
            facts.row("Not announced", Facts.number(row, "unannounced") + " wait for the kernel");
        }
        if (!Facts.number(row, "namesakes").equals("0")) {
            facts.row(
                    "Not touched",
                    Facts.number(row, "namesakes")
                            + " prefixes have a route of our protocol number with another metric");
        }
        facts.row(
                "Told all",
                Facts.text(row, "told_all") + ", anew " + Facts.number(row, "restarts") + " times");
        facts.print(console.out());
        if (!Facts.text(row, "trouble").isEmpty()) {
            console.out().line("Trouble: " + Facts.text(row, "trouble"));
        }
        refusals(row);
        if (!Facts.flag(row, "complete")) {
            console.out()
                    .line("The kernel has not told everything yet; see the log if that lasts.");
        }
        links(row);
        protocols(row);
    }

    private void refusals(Json.Obj row) {
        for (var refusal : Facts.objects(row, "refusals")) {
            console.out()
                    .line(
                            "Refused "
                                    + Facts.number(refusal, "times")
                                    + " times: "
                                    + Facts.text(refusal, "cause"));
        }
    }

    private void links(Json.Obj row) {
        console.out().line("");
        var table = TextTable.headed(console.color(), "Link", "State", "Addresses");
        for (var link : Facts.objects(row, "links")) {
            table.row(
                    Facts.text(link, "name"),
                    Facts.text(link, "state"),
                    String.join(" ", Facts.texts(link, "addresses")));
        }
        table.print(console.out());
    }

    private void protocols(Json.Obj row) {
        console.out().line("");
        var table = TextTable.headed(console.color(), "Routes of", ">Number", ">IPv4", ">IPv6");
        for (var protocol : Facts.objects(row, "protocols")) {
            table.row(
                    Facts.text(protocol, "name"),
                    Facts.number(protocol, "protocol"),
                    Facts.number(protocol, "ipv4"),
                    Facts.number(protocol, "ipv6"));
        }
        table.print(console.out());
    }
}

package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.cli.table.TimeSpan;
import io.godwit.json.Json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `show neighbor X`: everything about one neighbor.
final class NeighborText implements AnswerText {
    private static final String[] MESSAGES = {
        "open", "update", "notification", "keepalive", "route_refresh", "octets"
    };

    private final Console console;
    private final boolean chinese;

    NeighborText(Console console, boolean chinese) {
        this.chinese = chinese;
        this.console = console;
    }

    @Override
    public void row(Json.Obj row) {
        title(row);
        var detail = row.object("detail");
        var facts = TextTable.plain(2);
        state(row, facts);
        session(row, facts);
        detail.ifPresent(d -> configured(row, d, facts));
        detail.flatMap(d -> d.object("bfd"))
                .ifPresent(bfd -> facts.row("BFD", BfdText.line(bfd, chinese)));
        detail.flatMap(d -> d.object("restart"))
                .ifPresent(restart -> facts.row("Restart", restart(restart)));
        ends(row, facts);
        facts.print(console.out());
        detail.ifPresent(d -> routes(Facts.objects(d, "families")));
        row.object("messages").ifPresent(this::messages);
        row.object("capabilities").ifPresent(this::capabilities);
        detail.ifPresent(d -> steps(Facts.objects(d, "steps")));
    }

    private void title(Json.Obj row) {
        String name = Facts.text(row, "name");
        String description = Facts.text(row, "description");
        console.out()
                .line(
                        "Neighbor "
                                + Facts.text(row, "address")
                                + (name.isEmpty() ? "" : " (" + name + ")")
                                + "  AS "
                                + Facts.number(row, "as")
                                + " ("
                                + Facts.text(row, "role").replace('-', ' ')
                                + ")"
                                + (description.isEmpty() ? "" : "  " + description));
    }

    private void state(Json.Obj row, TextTable facts) {
        String state = Facts.text(row, "state");
        String shown = console.color() ? NeighborsText.paint(state).on(state) : state;
        facts.row(
                "State",
                shown
                        + " for "
                        + TimeSpan.of(Facts.count(row, "for_seconds"))
                        + ", since "
                        + Facts.text(row, "since"));
        fact(facts, "Why not", NeighborsText.whyNot(row, chinese));
        fact(facts, "Code", Facts.text(row, "why_code"));
        fact(facts, "It said", Facts.text(row, "message"));
    }

    private static void session(Json.Obj row, TextTable facts) {
        String local = Facts.text(row, "local_address");
        if (row.integer("local_port").isPresent()) {
            facts.row(
                    "Connection",
                    local
                            + " port "
                            + Facts.number(row, "local_port")
                            + " to "
                            + Facts.text(row, "address")
                            + " port "
                            + Facts.number(row, "remote_port"));
        }
        if (row.integer("hold_time").isPresent()) {
            facts.row(
                    "Negotiated",
                    "hold time "
                            + Facts.number(row, "hold_time")
                            + " s, keepalive "
                            + Facts.number(row, "keepalive")
                            + " s, its router id "
                            + Facts.text(row, "router_id"));
        }
        fact(facts, "Families", String.join(", ", Facts.texts(row, "families")));
    }

    /// What it is told as NEXT_HOP where we put ourselves, and where we do not.
    private static String nextHops(Json.Obj hops) {
        String link = Facts.text(hops, "link_local");
        String v4 = Facts.text(hops, "ipv4");
        String v6 = Facts.text(hops, "ipv6");
        String third = Facts.text(hops, "third_parties_in");
        return Facts.text(hops, "rule")
                + ": ours "
                + String.join(", ", Stream.of(v4, v6).filter(a -> !a.isEmpty()).distinct().toList())
                + (link.isEmpty() ? "" : " with " + link)
                + (third.isEmpty() ? "" : "; others in " + third + " as they came");
    }

    private static void configured(Json.Obj row, Json.Obj detail, TextTable facts) {
        facts.row(
                "Policy",
                "import "
                        + Facts.text(detail, "import_policy")
                        + ", export "
                        + Facts.text(detail, "export_policy"));
        if (!Facts.flag(detail, "keep_rejected")) {
            long rejected =
                    Facts.objects(detail, "families").stream()
                            .mapToLong(family -> Facts.count(family, "rejected_not_kept"))
                            .sum();
            facts.row("Rejected", "not kept; " + rejected + " rejected since the session is up");
        }
        List<Json.Obj> families = Facts.objects(detail, "families");
        fact(facts, "Limits", BoundsText.limits(families));
        fact(facts, "Filters", BoundsText.filters(families));
        String group = Facts.text(row, "group");
        facts.row(
                "Configured",
                "hold time "
                        + Facts.number(detail, "configured_hold_time")
                        + " s, connect retry "
                        + Facts.number(detail, "connect_retry")
                        + " s"
                        + (Facts.flag(detail, "passive") ? ", passive" : "")
                        + detail.integer("ttl").stream()
                                .mapToObj(t -> ", TTL " + t)
                                .findFirst()
                                .orElse("")
                        + (Facts.text(detail, "password").isEmpty() ? "" : ", password <secret>")
                        + detail.integer("ttl_security").stream()
                                .mapToObj(hops -> ", ttl-security " + hops)
                                .findFirst()
                                .orElse("")
                        + (group.isEmpty() ? "" : ", in group " + group));
        detail.object("next_hops").ifPresent(hops -> facts.row("Next hops", nextHops(hops)));
        long ignored = Facts.count(detail, "ignored_next_hops");
        if (ignored > 0) {
            facts.row(
                    "Ignored",
                    "routes of "
                            + ignored
                            + " UPDATEs for their next hop, last "
                            + Facts.text(detail, "last_ignored_next_hop")
                            + " (RFC 4271 §6.3)");
        }
        long discarded = Facts.count(detail, "discarded_updates");
        long withdrawn = Facts.count(detail, "treated_as_withdraw");
        if (discarded + withdrawn > 0) {
            facts.row(
                    "Bad UPDATEs",
                    withdrawn
                            + " treated as withdrawals, "
                            + discarded
                            + " with attributes discarded (RFC 7606); last: "
                            + Facts.text(detail, "last_update_problem"));
        }
    }

    private static String restart(Json.Obj restart) {
        var keeps = Facts.texts(restart, "keeps");
        return "graceful "
                + Facts.text(restart, "mode")
                + (keeps.isEmpty()
                        ? ""
                        : ", its routes are kept for "
                                + Facts.number(restart, "restart_time")
                                + " s if it is lost: "
                                + String.join(", ", keeps))
                + (restart.integer("stale_for").isPresent()
                        ? ", stale ones go in " + Facts.number(restart, "stale_for") + " s at most"
                        : "")
                + longLived(restart);
    }

    /// `; long-lived stale until 2026-05-01T08:00:00Z (in 86000 s): ipv4`.
    private static String longLived(Json.Obj restart) {
        var text = new StringBuilder();
        for (var family : Facts.objects(restart, "long_lived")) {
            String until = Facts.text(family, "stale_until");
            text.append("; ")
                    .append(Facts.text(family, "family"))
                    .append(
                            until.isEmpty()
                                    ? " for "
                                            + Facts.number(family, "stale_time")
                                            + " s more, least preferred"
                                    : " long-lived stale until "
                                            + until
                                            + " (in "
                                            + Facts.number(family, "stale_for")
                                            + " s)");
        }
        return text.toString();
    }

    private static void ends(Json.Obj row, TextTable facts) {
        facts.row(
                "Ended",
                counted(row, "flaps", " session")
                        + ", "
                        + counted(row, "transitions", " change")
                        + " of state");
        String error = Facts.text(row, "last_error");
        fact(
                facts,
                "Last end",
                error.isEmpty() ? "" : error + "  (" + Facts.text(row, "last_error_at") + ")");
        row.object("notifications")
                .ifPresent(n -> {
                    n.object("sent").ifPresent(t -> facts.row("Last sent", told(t)));
                    n.object("received").ifPresent(t -> facts.row("Last heard", told(t)));
                });
    }

    private static String counted(Json.Obj row, String name, String what) {
        return Facts.number(row, name) + what + (Facts.count(row, name) == 1 ? "" : "s");
    }

    /// The data are not repeated where the text says them: only names have no `: `.
    private static String told(Json.Obj told) {
        String data = Facts.text(told, "text").contains(": ") ? "" : Facts.text(told, "data");
        return "NOTIFICATION "
                + Facts.number(told, "code")
                + "/"
                + Facts.number(told, "subcode")
                + " "
                + Facts.text(told, "text")
                + (data.isEmpty() ? "" : ", data " + data)
                + "  ("
                + Facts.text(told, "at")
                + ")";
    }

    private void routes(List<Json.Obj> families) {
        if (families.isEmpty()) {
            return;
        }
        var table =
                headed(
                        "Routes",
                        ">Received",
                        ">Accepted",
                        ">Rejected",
                        ">Advertised",
                        "End-of-RIB");
        for (var family : families) {
            table.row(
                    Facts.text(family, "family"),
                    Facts.number(family, "received"),
                    Facts.number(family, "accepted"),
                    Facts.number(family, "rejected"),
                    Facts.number(family, "advertised"),
                    Facts.yes(family, "end_of_rib"));
        }
        table.print(console.out());
    }

    private void messages(Json.Obj messages) {
        var in = messages.object("in");
        var out = messages.object("out");
        if (in.isEmpty() || out.isEmpty()) {
            return;
        }
        var table = headed("Messages", ">Received", ">Sent");
        for (var type : MESSAGES) {
            String label =
                    type.equals("octets")
                            ? type
                            : type.toUpperCase(java.util.Locale.ROOT).replace('_', '-');
            table.row(label, Facts.number(in.get(), type), Facts.number(out.get(), type));
        }
        table.print(console.out());
    }

    /// One line for each capability that either side offers.
    private void capabilities(Json.Obj capabilities) {
        Map<String, String[]> rows = new LinkedHashMap<>();
        offers(capabilities, "ours", 0, rows);
        offers(capabilities, "theirs", 1, rows);
        var table = headed("Capability", "Ours", "Theirs");
        for (var row : rows.entrySet()) {
            table.row(row.getKey(), cell(row.getValue()[0]), cell(row.getValue()[1]));
        }
        table.print(console.out());
    }

    private static String cell(String value) {
        return value == null ? "-" : value;
    }

    private static void offers(
            Json.Obj capabilities, String side, int column, Map<String, String[]> rows) {
        for (var offer : Facts.objects(capabilities, side)) {
            String name = Facts.number(offer, "code") + " " + Facts.text(offer, "name");
            String value = CapabilityText.of(offer);
            var cells = rows.computeIfAbsent(name, _ -> new String[2]);
            cells[column] = cells[column] == null ? value : cells[column] + ", " + value;
        }
    }

    private void steps(List<Json.Obj> steps) {
        if (steps.isEmpty()) {
            return;
        }
        var table = headed("At", "From", "To", ">Event", "By");
        for (var step : steps) {
            table.row(
                    Facts.text(step, "at"),
                    Facts.text(step, "from"),
                    Facts.text(step, "to"),
                    Facts.number(step, "event"),
                    Facts.text(step, "clause"));
        }
        table.print(console.out());
    }

    private TextTable headed(String... names) {
        console.out().line("");
        return TextTable.headed(console.color(), names);
    }

    private static void fact(TextTable facts, String label, String value) {
        if (!value.isEmpty()) {
            facts.row(label, value);
        }
    }
}

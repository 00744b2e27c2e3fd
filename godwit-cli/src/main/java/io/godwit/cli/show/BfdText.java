package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.cli.table.TimeSpan;
import io.godwit.json.Json;

/// `show bfd`: a line for each path, or all about one.
final class BfdText implements AnswerText {
    private static final double MICROS_A_MILLI = 1000;

    private final Console console;
    private final boolean chinese;
    private final boolean one;

    /// @param one whether a single neighbor was asked for
    BfdText(Console console, boolean chinese, boolean one) {
        this.console = console;
        this.chinese = chinese;
        this.one = one;
    }

    @Override
    public void row(Json.Obj row) {
        String trouble = Facts.text(row, "trouble");
        if (!trouble.isEmpty()) {
            console.out().line(trouble);
        }
        var sessions = Facts.objects(row, "sessions");
        if (sessions.isEmpty()) {
            console.out()
                    .line(
                            chinese
                                    ? "没有受监视的路径：请在邻居中加上 `bfd;`。"
                                    : "No path is watched: add `bfd;` to a neighbor.");
        } else if (one) {
            sessions.forEach(this::details);
        } else {
            table(row);
        }
        for (var discarded : Facts.objects(row, "discarded")) {
            console.out()
                    .line(
                            (chinese ? "丢弃 " : "Discarded ")
                                    + Facts.number(discarded, "packets")
                                    + (chinese ? " 个报文：" : " packets: ")
                                    + Facts.text(discarded, "reason"));
        }
    }

    private void table(Json.Obj row) {
        var table =
                TextTable.headed(
                        console.color(),
                        "Neighbor",
                        "Name",
                        "State",
                        ">For",
                        "Hops",
                        ">Sends",
                        ">Hears",
                        ">Detects",
                        ">Flaps",
                        "Why not");
        for (var session : Facts.objects(row, "sessions")) {
            table.row(
                    Facts.text(session, "address"),
                    Facts.text(session, "name"),
                    Facts.text(session, "state"),
                    TimeSpan.of(Facts.count(session, "for_seconds")),
                    Facts.text(session, "hops"),
                    millis(session, "transmit_micros"),
                    millis(session, "receive_micros"),
                    millis(session, "detection_micros"),
                    Facts.number(session, "flaps"),
                    NeighborsText.whyNot(session, chinese));
        }
        table.print(console.out());
    }

    private void details(Json.Obj session) {
        String name = Facts.text(session, "name");
        console.out()
                .line(
                        "BFD with "
                                + Facts.text(session, "address")
                                + (name.isEmpty() ? "" : " (" + name + ")")
                                + (Facts.text(session, "hops").equals("one")
                                        ? ", one hop (RFC 5881)"
                                        : ", several hops (RFC 5883)"));
        var facts = TextTable.plain(2);
        facts.row(
                "State",
                Facts.text(session, "state")
                        + " for "
                        + TimeSpan.of(Facts.count(session, "for_seconds"))
                        + ", since "
                        + Facts.text(session, "since")
                        + (isHeard(session)
                                ? "; " + Facts.text(session, "remote_state") + " there"
                                : ""));
        String whyNot = NeighborsText.whyNot(session, chinese);
        if (!whyNot.isEmpty()) {
            facts.row("Why not", whyNot);
        }
        facts.row("Last down", Facts.text(session, "local_diagnostic"));
        if (isHeard(session)) {
            facts.row("It says", Facts.text(session, "remote_diagnostic"));
        }
        facts.row(
                "Configured",
                millis(session, "configured_micros") + " × " + Facts.number(session, "multiplier"));
        facts.row("Sends", "every " + millis(session, "transmit_micros") + ", less jitter");
        if (isHeard(session)) {
            facts.row("Hears", "every " + millis(session, "receive_micros"));
            facts.row(
                    "Detects",
                    "after "
                            + millis(session, "detection_micros")
                            + "; last heard "
                            + Facts.number(session, "heard_millis_ago")
                            + " ms ago");
        }
        facts.row(
                "Packets",
                Facts.number(session, "sent")
                        + " sent, "
                        + Facts.number(session, "received")
                        + " received");
        facts.row("Flaps", Facts.number(session, "flaps"));
        facts.row(
                "Numbers",
                Facts.number(session, "local_discriminator")
                        + " here, "
                        + Facts.number(session, "remote_discriminator")
                        + " there");
        facts.print(console.out());
    }

    /// Whether anything came from there; what the other side thinks is not known before.
    private static boolean isHeard(Json.Obj session) {
        return !Facts.number(session, "received").equals("0");
    }

    /// The line in `show neighbor`.
    static String line(Json.Obj session, boolean chinese) {
        String whyNot = NeighborsText.whyNot(session, chinese);
        return Facts.text(session, "state")
                + " for "
                + TimeSpan.of(Facts.count(session, "for_seconds"))
                + (whyNot.isEmpty()
                        ? ", detects after " + millis(session, "detection_micros")
                        : ": " + whyNot);
    }

    private static String millis(Json.Obj session, String name) {
        var micros = session.integer(name);
        if (micros.isEmpty()) {
            return "-";
        }
        double millis = micros.getAsLong() / MICROS_A_MILLI;
        return (millis == Math.rint(millis) ? Long.toString((long) millis) : "" + millis) + " ms";
    }
}

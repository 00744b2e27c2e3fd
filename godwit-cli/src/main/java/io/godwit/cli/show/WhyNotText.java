package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.Plain;
import io.godwit.cli.table.TextTable;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.List;

/// `show route P why-not NEIGHBOR`: what the neighbor is told, and each path with what stops it.
final class WhyNotText implements AnswerText {
    private final Console console;

    WhyNotText(Console console) {
        this.console = console;
    }

    @Override
    public void row(Json.Obj row) {
        var paths = Facts.objects(row, "paths");
        var rejected = Facts.objects(row, "rejected");
        boolean told = paths.stream().anyMatch(line -> Facts.flag(line, "told"));
        String to = Facts.text(row, "neighbor");
        console.out()
                .line(
                        Facts.text(row, "prefix")
                                + "   "
                                + (told ? "advertised to " : "not advertised to ")
                                + to);
        var table = TextTable.headed(console.color(), "From", "Verdict", "Rule", "Because");
        for (var line : paths) {
            table.row(
                    RoutesText.from(line.object("path").orElseThrow()),
                    Facts.text(line, "verdict"),
                    Facts.text(line, "rule"),
                    String.join("; ", Facts.texts(line, "seen")));
        }
        for (var path : rejected) {
            table.row(RoutesText.from(path), "rejected", "", Facts.text(path, "rejected_because"));
        }
        table.print(console.out());
        row.object("advertised").ifPresent(this::advertised);
    }

    private void advertised(Json.Obj sent) {
        List<String> facts = new ArrayList<>();
        facts.add("next hop " + Facts.text(sent, "next_hop"));
        facts.add("AS path " + Facts.text(sent, "as_path"));
        sent.integer("med").ifPresent(med -> facts.add("MED " + med));
        sent.integer("local_pref").ifPresent(value -> facts.add("LOCAL_PREF " + value));
        for (String kind : List.of("communities", "large_communities", "extended_communities")) {
            List<String> all = Facts.texts(sent, kind);
            if (!all.isEmpty()) {
                facts.add(kind.replace('_', ' ') + " " + String.join(" ", all));
            }
        }
        console.out().line(Plain.of("sent with " + String.join(", ", facts)));
    }
}

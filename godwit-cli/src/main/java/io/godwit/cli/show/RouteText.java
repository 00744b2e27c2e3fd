package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.Output;
import io.godwit.cli.table.Paint;
import io.godwit.cli.table.Plain;
import io.godwit.cli.table.TextTable;
import io.godwit.cli.table.TextTable.Cell;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.List;

/// `show route P` and `show route P why`: the paths of one prefix, and how the decision between
/// them went.
final class RouteText implements AnswerText {
    private static final String STALE =
            "   stale: the neighbor restarts and has not told it again (RFC 4724)";
    private static final String LONG_LIVED =
            "   long-lived stale: the neighbor did not come back in its restart time (RFC 9494)";

    private final Console console;
    private final Output out;
    private final boolean why;

    RouteText(Console console, boolean why) {
        this.console = console;
        out = console.out();
        this.why = why;
    }

    /// Above the answer: whose rejected routes are missing in it.
    @Override
    public void head(Json.Obj head) {
        out.line(Facts.text(head, "not_kept"));
    }

    @Override
    public void row(Json.Obj row) {
        var paths = Facts.objects(row, "paths");
        var rejected = Facts.objects(row, "rejected");
        title(Facts.text(row, "prefix"), paths, rejected.size());
        if (why) {
            steps(row, paths);
            rejected(rejected, row);
            changed(row, paths);
        } else {
            paths.forEach(this::path);
            rejected.forEach(this::path);
        }
        if (!Facts.text(row, "kernel").isEmpty()) {
            out.line("kernel: " + Facts.text(row, "kernel"));
        }
        hint(row, paths);
    }

    private void title(String prefix, List<Json.Obj> paths, int rejected) {
        String count =
                paths.isEmpty()
                        ? "0 paths in Loc-RIB"
                        : paths.size()
                                + (paths.size() == 1 ? " path" : " paths")
                                + ", best from "
                                + RoutesText.from(paths.get(0));
        String refused = rejected == 0 ? "" : ", " + rejected + " rejected";
        out.line(bold(prefix) + "   " + count + refused);
    }

    private void steps(Json.Obj row, List<Json.Obj> paths) {
        if (paths.size() < 2) {
            return;
        }
        var names = new String[paths.size() + 2];
        names[0] = "Step";
        for (int i = 0; i < paths.size(); i++) {
            names[i + 1] = RoutesText.from(paths.get(i)) + (i == 0 ? " (best)" : "");
        }
        names[names.length - 1] = "Verdict";
        var table = TextTable.headed(console.color(), names);
        String deciding = Facts.text(row, "deciding_step");
        for (var step : Facts.objects(row, "steps")) {
            table.add(line(step, paths.size(), deciding));
        }
        table.print(out);
    }

    private static Cell[] line(Json.Obj step, int columns, String deciding) {
        String name = Facts.text(step, "step");
        boolean decided = name.equals(deciding);
        var paint = decided ? Paint.GREEN : Paint.PLAIN;
        var values = Facts.texts(step, "values");
        var cells = new Cell[columns + 2];
        cells[0] = new Cell(name, paint);
        for (int i = 0; i < columns; i++) {
            cells[i + 1] = new Cell(i < values.size() ? Facts.orNone(values.get(i)) : "-", paint);
        }
        String verdict = Facts.text(step, "verdict");
        cells[columns + 1] = new Cell(decided ? verdict + "  <-- decided here" : verdict, paint);
        return cells;
    }

    private void rejected(List<Json.Obj> rejected, Json.Obj row) {
        var table = TextTable.plain(2);
        for (var path : rejected) {
            table.row(RoutesText.from(path), "rejected" + because(path, row));
        }
        table.print(out);
    }

    /// The statement and what it saw, or the rule.
    private static String because(Json.Obj path, Json.Obj row) {
        var by = path.object("rejected_by");
        if (by.isEmpty()) {
            return ": " + Facts.text(path, "rejected_because");
        }
        String at = Facts.text(by.get(), "at");
        var saw = new ArrayList<String>();
        for (var statement : statements(row, RoutesText.from(path))) {
            if (Facts.flag(statement, "holds") && Facts.text(statement, "at").equals(at)) {
                saw.addAll(Facts.texts(statement, "saw"));
            }
        }
        return " by "
                + Facts.text(by.get(), "policy")
                + ", "
                + at
                + "  \""
                + Facts.text(by.get(), "label")
                + "\""
                + seen(saw);
    }

    private static String seen(List<String> saw) {
        return saw.isEmpty() ? "" : "  (" + String.join("; ", saw) + ")";
    }

    /// What policies did to the paths that they accepted.
    private void changed(Json.Obj row, List<Json.Obj> paths) {
        var table = TextTable.plain(2);
        for (var path : paths) {
            if (Facts.flag(path, "stale")) {
                table.row(RoutesText.from(path), stale(path).strip());
            }
            var reached = statements(row, RoutesText.from(path));
            for (var statement : reached) {
                if (Facts.flag(statement, "holds")) {
                    table.row(
                            RoutesText.from(path),
                            Facts.text(statement, "policy") + ", " + Facts.text(statement, "at"),
                            Facts.text(statement, "text") + seen(Facts.texts(statement, "saw")));
                }
            }
        }
        table.print(out);
    }

    private static String stale(Json.Obj path) {
        return Facts.flag(path, "long_lived") ? LONG_LIVED : Facts.flag(path, "stale") ? STALE : "";
    }

    private static List<Json.Obj> statements(Json.Obj row, String from) {
        for (var judged : Facts.objects(row, "judged")) {
            if (Facts.text(judged, "peer").equals(from)) {
                return Facts.objects(judged, "statements");
            }
        }
        return List.of();
    }

    private void path(Json.Obj path) {
        String name = Facts.text(path, "peer_name");
        String from = RoutesText.from(path);
        String reason = Facts.text(path, "rejected_because");
        out.line(
                (Facts.flag(path, "best") ? "* " : "  ")
                        + from
                        + (name.isEmpty() || name.equals(from) ? "" : " (" + name + ")")
                        + stale(path)
                        + (reason.isEmpty() ? "" : "   rejected: " + reason));
        var table = TextTable.plain(2);
        fact(table, "next hop", Facts.text(path, "next_hop"));
        String asPath = Facts.text(path, "as_path");
        fact(table, "AS path", asPath.isEmpty() ? "(empty)" : asPath);
        String numbers =
                (RoutesText.origin(path)
                        + value(path, "MED", "med")
                        + value(path, "LOCAL_PREF", "local_pref"));
        fact(table, "origin", numbers);
        fact(table, "communities", String.join(" ", Facts.texts(path, "communities")));
        fact(
                table,
                "rpki",
                (Facts.text(path, "rpki") + " " + Facts.text(path, "rpki_why")).strip());
        fact(table, "aspa", Facts.text(path, "aspa"));
        fact(table, "large", String.join(" ", Facts.texts(path, "large_communities")));
        fact(table, "extended", String.join(" ", Facts.texts(path, "extended_communities")));
        for (Json.Obj other : Facts.objects(path, "other_attributes")) {
            fact(table, Facts.text(other, "name"), Facts.text(other, "value"));
        }
        fact(table, "reject tag", Facts.text(path, "reject_tag"));
        table.print(out);
    }

    private static String value(Json.Obj path, String label, String name) {
        var number = path.integer(name);
        return number.isPresent() ? "   " + label + " " + number.getAsLong() : "";
    }

    private static void fact(TextTable table, String label, String value) {
        if (!value.isEmpty()) {
            table.row("    " + label, value);
        }
    }

    private void hint(Json.Obj row, List<Json.Obj> paths) {
        String deciding = Facts.text(row, "deciding_step");
        if (!why && paths.size() > 1 && !deciding.isEmpty()) {
            out.line(Plain.of("decided by " + deciding + ": add `why` for all steps"));
        }
    }

    private String bold(String text) {
        return console.color() ? Paint.BOLD.on(text) : text;
    }
}

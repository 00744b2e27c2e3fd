package io.godwit.cli.change;

import io.godwit.cli.Console;
import io.godwit.cli.Plural;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What becomes of the routes of neighbors that a change concerns alike: sums, who is hit hardest,
/// examples.
final class RoutesText {
    private static final int HIT_SHOWN = 5;
    private static final int EXAMPLES_SHOWN = 5;

    /// Directions and kinds of change, with their words; the member of the row is the direction.
    private static final Map<String, String> IN = new LinkedHashMap<>();

    private static final Map<String, String> OUT = new LinkedHashMap<>();

    static {
        OUT.put("lost", "no longer sent");
        OUT.put("gained", "sent besides");
        OUT.put("altered", "sent with other attributes");
        IN.put("lost", "rejected from now on");
        IN.put("gained", "accepted from now on");
        IN.put("altered", "accepted with other attributes");
        IN.put("relabeled", "rejected for another reason");
    }

    private final Console console;

    RoutesText(Console console) {
        this.console = console;
    }

    /// How many routes a row of the plan says come or go, by the words for it.
    static Map<String, Long> comeOrGo(Json.Obj row) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String kind : List.of("gained", "lost")) {
            counts.put(IN.get(kind), count(row, "imports", kind));
            counts.put(OUT.get(kind), count(row, "exports", kind));
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /// Prints nothing when no route is concerned, as of neighbors that are not up.
    void of(List<Json.Obj> rows) {
        if (PlanText.ends(rows.getFirst())) {
            gone(rows);
        } else {
            changed(rows, "imports", "accepted", "accepted", IN);
            changed(rows, "exports", "before", "sent", OUT);
        }
    }

    private void gone(List<Json.Obj> rows) {
        long up = rows.stream().filter(PlanText::losesSession).count();
        if (up == 0) {
            return;
        }
        long lost = sum(rows, "imports", "lost");
        long only = sum(rows, "imports", "only_paths");
        String established = rows.size() == 1 ? "" : up + " of " + rows.size() + " ";
        String routes =
                lost == 0
                        ? "no route"
                        : Plural.of(lost, "route")
                                + ", of these "
                                + only
                                + " the only path to their prefix";
        console.out().line("    " + established + "Established; takes along " + routes);
    }

    private void changed(
            List<Json.Obj> rows,
            String side,
            String present,
            String label,
            Map<String, String> kinds) {
        var all = rows.stream().filter(row -> row.object(side).isPresent()).toList();
        if (all.isEmpty()) {
            return;
        }
        var words = new ArrayList<String>();
        kinds.forEach((kind, text) -> {
            long sum = sum(all, side, kind);
            if (sum > 0) {
                words.add(sum + " " + text);
            }
        });
        String now = "    " + sum(all, side, present) + " routes " + label + " now: ";
        console.out()
                .line(now + (words.isEmpty() ? "all stay as they are" : String.join(", ", words)));
        hit(all, side, present);
        examples(all, side);
    }

    private void hit(List<Json.Obj> rows, String side, String present) {
        if (rows.size() == 1) {
            return;
        }
        rows.stream()
                .filter(row -> count(row, side, "lost") > 0)
                .sorted(Comparator.comparingLong(row -> -count(row, side, "lost")))
                .limit(HIT_SHOWN)
                .forEach(row ->
                        console.out()
                                .line(
                                        "      neighbor "
                                                + PlanText.name(row)
                                                + " loses "
                                                + count(row, side, "lost")
                                                + " of "
                                                + count(row, side, present)));
    }

    private void examples(List<Json.Obj> rows, String side) {
        rows.stream()
                .flatMap(row -> row.object(side).stream())
                .flatMap(routes -> routes.items("examples").stream())
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .limit(EXAMPLES_SHOWN)
                .forEach(one ->
                        console.out()
                                .line(
                                        "      "
                                                + PlanText.word(one, "prefix")
                                                + "  AS_PATH "
                                                + PlanText.word(one, "as_path")
                                                + ": "
                                                + PlanText.word(one, "before")
                                                + " → "
                                                + PlanText.word(one, "after")));
    }

    private static long sum(List<Json.Obj> rows, String side, String kind) {
        return rows.stream().mapToLong(row -> count(row, side, kind)).sum();
    }

    private static long count(Json.Obj row, String side, String kind) {
        return row.object(side).map(routes -> routes.integer(kind).orElse(0)).orElse(0L);
    }
}

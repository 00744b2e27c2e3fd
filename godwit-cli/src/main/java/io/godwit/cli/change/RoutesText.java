package io.godwit.cli.change;

import io.godwit.cli.Console;
import io.godwit.cli.table.Plain;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What becomes of the routes of neighbors whose policy changes: sums, who loses most, examples.
final class RoutesText {
    private static final int LOSERS_SHOWN = 5;
    private static final int EXAMPLES_SHOWN = 5;
    private static final Map<String, String> KINDS = kinds();

    private final Console console;

    RoutesText(Console console) {
        this.console = console;
    }

    private static Map<String, String> kinds() {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("lost", "rejected from now on");
        kinds.put("gained", "accepted from now on");
        kinds.put("altered", "accepted with other attributes");
        kinds.put("relabeled", "rejected for another reason");
        return kinds;
    }

    /// Prints nothing when no route is concerned, as of neighbors that are not up.
    void of(List<Json.Obj> rows) {
        var all = rows.stream().filter(row -> row.object("routes").isPresent()).toList();
        if (all.isEmpty()) {
            return;
        }
        var words = new ArrayList<String>();
        KINDS.forEach((kind, text) -> {
            long sum = all.stream().mapToLong(row -> count(row, kind)).sum();
            if (sum > 0) {
                words.add(sum + " " + text);
            }
        });
        long accepted = all.stream().mapToLong(row -> count(row, "accepted")).sum();
        long rejected = all.stream().mapToLong(row -> count(row, "rejected")).sum();
        String outcome = words.isEmpty() ? "all stay as they are" : String.join(", ", words);
        String now = "    " + accepted + " routes accepted now, " + rejected + " rejected: ";
        console.out().line(now + outcome);
        losers(all);
        examples(all);
    }

    private void losers(List<Json.Obj> rows) {
        if (rows.size() == 1) {
            return;
        }
        rows.stream()
                .filter(row -> count(row, "lost") > 0)
                .sorted(Comparator.comparingLong(row -> -count(row, "lost")))
                .limit(LOSERS_SHOWN)
                .forEach(row ->
                        console.out()
                                .line(
                                        "    neighbor "
                                                + word(row, "neighbor")
                                                + " loses "
                                                + count(row, "lost")
                                                + " of "
                                                + count(row, "accepted")));
    }

    private void examples(List<Json.Obj> rows) {
        var examples =
                rows.stream()
                        .flatMap(row -> row.object("routes").stream())
                        .flatMap(routes -> routes.items("examples").stream())
                        .filter(Json.Obj.class::isInstance)
                        .map(Json.Obj.class::cast)
                        .limit(EXAMPLES_SHOWN);
        examples.forEach(one ->
                console.out()
                        .line(
                                "      "
                                        + word(one, "prefix")
                                        + "  AS_PATH "
                                        + word(one, "as_path")
                                        + ": "
                                        + word(one, "before")
                                        + " → "
                                        + word(one, "after")));
    }

    private static long count(Json.Obj row, String kind) {
        return row.object("routes").map(routes -> routes.integer(kind).orElse(0)).orElse(0L);
    }

    private static String word(Json.Obj row, String name) {
        return row.string(name).map(Plain::of).orElse("");
    }
}

package io.godwit.cli.show;

import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How many prefixes a neighbor may tell and be told, how full that is, and which ones either side
/// asked for only.
final class BoundsText {
    private BoundsText() {}

    /// `ipv4 950 of 1000 (95 %), told 12 of 500 (2 %)`; empty without limits.
    static String limits(List<Json.Obj> families) {
        List<String> said = new ArrayList<>();
        for (Json.Obj family : families) {
            List<String> words = new ArrayList<>();
            share(family, "received", "limit", "").ifPresent(words::add);
            share(family, "advertised", "limit_out", "told ").ifPresent(words::add);
            long beyond = Facts.count(family, "beyond_limit");
            if (beyond > 0) {
                words.add(beyond + " not taken");
            }
            if (!words.isEmpty()) {
                said.add(Facts.text(family, "family") + " " + String.join(", ", words));
            }
        }
        return String.join("; ", said);
    }

    private static Optional<String> share(
            Json.Obj family, String count, String limit, String what) {
        return family.integer(limit).stream()
                .mapToObj(most -> {
                    long now = Facts.count(family, count);
                    return "%s%d of %d (%d %%)".formatted(what, now, most, now * 100 / most);
                })
                .findFirst();
    }

    /// `ipv4 it wants 3 entries, asked for 2`; empty where no filters were agreed on.
    static String filters(List<Json.Obj> families) {
        List<String> said = new ArrayList<>();
        for (Json.Obj family : families) {
            family.object("filter")
                    .ifPresent(filter ->
                            said.add(Facts.text(family, "family") + " " + filter(filter)));
        }
        return String.join("; ", said);
    }

    private static String filter(Json.Obj filter) {
        List<String> words = new ArrayList<>();
        if (Facts.flag(filter, "awaited")) {
            words.add("told nothing before it says what it wants");
        }
        filter.integer("received")
                .ifPresent(entries ->
                        words.add(
                                entries == 0
                                        ? "it wants everything"
                                        : "it wants what its "
                                                + entries(entries)
                                                + (entries == 1 ? " lets pass" : " let pass")));
        filter.integer("sent")
                .ifPresent(entries ->
                        words.add(
                                entries == 0
                                        ? "asked for everything"
                                        : "asked for " + entries(entries)));
        return String.join(", ", words);
    }

    private static String entries(long count) {
        return count == 1 ? "1 entry" : count + " entries";
    }
}

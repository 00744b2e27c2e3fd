package io.godwit.sim;

import io.godwit.rib.RouteRow;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The best paths of all routers as they were last, to tell what has changed.
final class Choices {
    private final Witness witness;
    private final Map<String, Map<String, RouteRow>> before = new HashMap<>();

    Choices(Witness witness) {
        this.witness = witness;
    }

    /// Tells what a router has chosen since the last time.
    void look(Router router) {
        if (!router.isStirred()) {
            return;
        }
        Map<String, RouteRow> now = new LinkedHashMap<>();
        for (RouteRow row : router.table()) {
            if (row.best()) {
                now.put(row.prefix(), row);
            }
        }
        Map<String, RouteRow> last = before.put(router.name, now);
        Map<String, RouteRow> then = last == null ? Map.of() : last;
        TreeSet<String> all = new TreeSet<>(then.keySet());
        all.addAll(now.keySet());
        for (String prefix : all) {
            RouteRow row = now.get(prefix);
            if (row == null || !row.equals(then.get(prefix))) {
                witness.chose(router.name, prefix, Optional.ofNullable(row));
            }
        }
    }

    /// A router that starts again has chosen nothing yet.
    void forget(Router router) {
        before.remove(router.name);
    }
}

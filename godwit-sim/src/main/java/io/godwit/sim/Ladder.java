package io.godwit.sim;

import io.godwit.rib.RouteRow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The decision of RFC 4271 §9.1.2.2 once more, over what is shown of the paths: sentence by
/// sentence, slow, and without a line in common with the RIB. In a simulated network a router's
/// identifier is its address, and all next hops are equally far.
final class Ladder {
    private static final long STANDARD_LOCAL_PREF = 100;

    private Ladder() {}

    /// The first prefix whose best path is not the one that this ladder finds.
    static Optional<String> wrong(List<RouteRow> table, long as) {
        Map<String, List<RouteRow>> byPrefix = new LinkedHashMap<>();
        for (RouteRow row : table) {
            byPrefix.computeIfAbsent(row.prefix(), _ -> new ArrayList<>()).add(row);
        }
        for (List<RouteRow> paths : byPrefix.values()) {
            List<RouteRow> left = best(paths.stream().filter(RouteRow::valid).toList(), as);
            if (left.size() > 1) {
                return Optional.of("no decision between " + left);
            }
            List<RouteRow> chosen = paths.stream().filter(RouteRow::best).toList();
            if (!left.equals(chosen)) {
                return Optional.of("chosen " + chosen + ", should be " + left);
            }
        }
        return Optional.empty();
    }

    private static List<RouteRow> best(List<RouteRow> paths, long as) {
        List<RouteRow> left = most(paths, r -> r.localPref().orElse(STANDARD_LOCAL_PREF)); // §9.1.1
        left = most(left, r -> -words(r.asPath()).size()); // a)
        left = most(left, r -> -List.of("igp", "egp", "incomplete").indexOf(r.origin())); // b)
        left = withoutWorseMed(left, as); // c)
        left = most(left, r -> r.peer().isEmpty() ? 2 : isExternal(r) ? 1 : 0); // d)
        return most(left, r -> -r.peer().map(a -> Integer.toUnsignedLong(a.v4())).orElse(0L)); // f)
    }

    private interface Merit {
        long of(RouteRow row);
    }

    private static List<RouteRow> most(List<RouteRow> paths, Merit merit) {
        long most = paths.stream().mapToLong(merit::of).max().orElse(0);
        return paths.stream().filter(row -> merit.of(row) == most).toList();
    }

    private static List<RouteRow> withoutWorseMed(List<RouteRow> paths, long as) {
        return paths.stream()
                .filter(row ->
                        paths.stream()
                                .filter(o -> neighborAs(o, as).equals(neighborAs(row, as)))
                                .min(Comparator.comparingLong(o -> o.med().orElse(0)))
                                .map(o -> o.med().orElse(0) == row.med().orElse(0))
                                .orElse(true))
                .toList();
    }

    private static String neighborAs(RouteRow row, long as) {
        List<String> path = words(row.asPath());
        return path.isEmpty() ? Long.toString(as) : path.getFirst();
    }

    /// Inside an AS, LOCAL_PREF is told; outside it is not.
    private static boolean isExternal(RouteRow row) {
        return row.localPref().isEmpty();
    }

    private static List<String> words(String asPath) {
        return asPath.isEmpty() ? List.of() : List.of(asPath.split(" "));
    }
}

package io.godwit.speaker.show;

import io.godwit.rib.Rib;
import io.godwit.rib.RouteCursor;
import io.godwit.rib.RouteQuery;
import io.godwit.wire.Prefix;

import java.util.Optional;
import java.util.OptionalLong;

/// Whether there is a route.
public final class RouteLookup {
    private static final int PREFIXES_A_STEP = 64;

    private RouteLookup() {}

    /// A query for the best path of exactly one prefix.
    ///
    /// @param prefix which; empty asks for any prefix
    /// @return the query
    public static RouteQuery best(Optional<Prefix> prefix) {
        return best(prefix, 1);
    }

    /// A query for the best path of every prefix.
    ///
    /// @return the query
    public static RouteQuery everyBest() {
        return best(Optional.empty(), Long.MAX_VALUE);
    }

    private static RouteQuery best(Optional<Prefix> prefix, long most) {
        return new RouteQuery(
                prefix,
                false,
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                OptionalLong.empty(),
                most);
    }

    /// Whether a query finds anything.
    ///
    /// @param rib where
    /// @param query for one prefix
    /// @return true with the first row
    public static boolean any(Rib rib, RouteQuery query) {
        boolean[] found = new boolean[1];
        RouteCursor cursor = rib.routes(query);
        boolean more = true;
        while (more && !found[0]) {
            more = cursor.step(PREFIXES_A_STEP, row -> found[0] = true);
        }
        return found[0];
    }
}

package io.godwit.rib;

import io.godwit.rib.table.NextHopTable;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;

import java.util.Arrays;
import java.util.List;

/// Counts the routes that lead over each next hop: a look at all rows, in slices, for people.
public final class NextHopCount {
    private final Tables tables;
    private final NextHopTable nextHops;
    private final List<RouteTable> all;
    private long[] paths = new long[64];
    private long[] best = new long[64];
    private int table;
    private int row;

    NextHopCount(Tables tables) {
        this.tables = tables;
        nextHops = tables.store().nextHops();
        all = tables.all();
    }

    /// Looks at so many more rows.
    ///
    /// @return whether there is more to look at
    public boolean step(int rows) {
        for (int left = rows; left > 0 && table < all.size(); left--) {
            RouteTable routes = all.get(table);
            if (row >= routes.table().rows()) {
                table++;
                row = 0;
            } else {
                if (routes.table().live(row)) {
                    look(routes, row);
                }
                row++;
            }
        }
        return table < all.size();
    }

    private void look(RouteTable routes, int at) {
        PathWalk.forEach(
                routes,
                at,
                (attr, info, _) -> {
                    int number = nextHops.of(attr, routes.isV6());
                    if (Paths.reason(info) == 0 && !tables.sources().isGone(Paths.peer(info))) {
                        paths = counted(paths, number);
                    }
                });
        if (routes.chosenAttr(at) != 0) {
            best = counted(best, nextHops.of(routes.chosenAttr(at), routes.isV6()));
        }
    }

    private static long[] counted(long[] counts, int number) {
        long[] wide =
                number < counts.length
                        ? counts
                        : Arrays.copyOf(counts, Math.max(number + 1, 2 * counts.length));
        wide[number]++;
        return wide;
    }

    /// Paths over the next hop with this number that policies let take part, reached or not.
    public long paths(int number) {
        return number < paths.length ? paths[number] : 0;
    }

    /// Prefixes whose best path it is.
    public long best(int number) {
        return number < best.length ? best[number] : 0;
    }
}

package io.godwit.rib;

import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// A query in progress. Each step looks at a bounded number of prefixes, so that a long answer does
/// not hold up routing; what changes between two steps is shown as it is when the cursor gets
/// there.
///
/// A table of up to 20 000 prefixes is shown in their order, a larger one in the order in which
/// prefixes came: sorting a full table for a look at it would cost more than the look.
public final class RouteCursor {
    private static final int SORTED_PREFIXES = 20_000;

    private final Show show;
    private final RouteQuery query;
    private final Matching matching;
    private final List<RouteTable> tables = new ArrayList<>();
    private int table;
    private List<Prefix> sorted = List.of();
    private boolean begun;
    private int next;
    private long rows;

    /// The paths of a prefix that are shown.
    interface Matching {
        List<RouteRow> of(RouteTable routes, int row);
    }

    RouteCursor(Show show, RouteQuery query, Matching matching) {
        this.show = show;
        this.query = query;
        this.matching = matching;
        for (RouteTable routes : show.tables().all()) {
            boolean wanted =
                    query.family().isEmpty() || query.family().get().equals(Tables.family(routes));
            if (query.prefix().isPresent()) {
                wanted &= query.prefix().get().address().isV6() == routes.isV6();
            }
            if (wanted) {
                tables.add(routes);
            }
        }
    }

    /// Looks at up to `prefixes` more prefixes and hands over their matching paths.
    ///
    /// @return whether there is more to look at
    public boolean step(int prefixes, Consumer<RouteRow> out) {
        int left = prefixes;
        show.begin();
        while (left > 0 && table < tables.size() && rows < query.limit()) {
            RouteTable routes = tables.get(table);
            if (!begun) {
                begin(routes);
            }
            int end = sorted.isEmpty() ? routes.table().rows() : sorted.size();
            if (next >= end) {
                table++;
                begun = false;
            } else if (sorted.isEmpty()) {
                visit(routes, next++, out);
            } else {
                visit(routes, show.tables().find(sorted.get(next++)), out);
            }
            left--;
        }
        return table < tables.size() && rows < query.limit();
    }

    private void begin(RouteTable routes) {
        begun = true;
        next = 0;
        sorted = new ArrayList<>();
        if (query.prefix().isPresent() && !query.longer()) {
            sorted.add(query.prefix().get());
        } else if (routes.table().size() <= SORTED_PREFIXES) {
            for (int row = 0; row < routes.table().rows(); row++) {
                if (routes.table().live(row)) {
                    sorted.add(Tables.prefix(routes, row));
                }
            }
            sorted.sort(Comparator.naturalOrder());
        }
    }

    private void visit(RouteTable routes, int row, Consumer<RouteRow> out) {
        if (row < 0 || !routes.table().live(row)) {
            return;
        }
        if (query.prefix().isPresent()
                && !query.prefix().get().contains(Tables.prefix(routes, row))) {
            return;
        }
        for (RouteRow path : matching.of(routes, row)) {
            if (rows < query.limit()) {
                out.accept(path);
                rows++;
            }
        }
    }
}

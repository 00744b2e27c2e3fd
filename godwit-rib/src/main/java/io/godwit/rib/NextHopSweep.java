package io.godwit.rib;

import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.NextHopTable;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;

import java.util.BitSet;

/// Finds the rows that depend on next hops whose state changed: a sweep over all rows, a slice with
/// every turn; what changes in between shares the next sweep. The new state holds at once for
/// whatever is decided meanwhile.
///
/// A row depends on a next hop if a path with it ranks as high as the chosen one: no other has a
/// say (RFC 4271 §9.1.2.2), but in the ranks of a route server, where all have.
final class NextHopSweep {
    private final Tables tables;
    private final AttrStore store;
    private final NextHopTable nextHops;
    private final FibFeed fib;
    private News running = new News();
    private News waiting = new News();
    private boolean sweepV6;
    private int sweepRow;

    /// What one sweep is for.
    private static final class News {
        final BitSet states = new BitSet();
        final BitSet ways = new BitSet();
        boolean all;

        boolean isEmpty() {
            return !all && ways.isEmpty();
        }
    }

    NextHopSweep(Tables tables, FibFeed fib) {
        this.tables = tables;
        store = tables.store();
        nextHops = store.nextHops();
        this.fib = fib;
    }

    /// All next hops may be reached otherwise.
    void all() {
        waiting.all = true;
        beginIfIdle();
    }

    /// One is.
    ///
    /// @param decides whether the decision may be another, not only the way there
    void changed(int number, boolean decides) {
        waiting.ways.set(number);
        if (decides) {
            waiting.states.set(number);
        }
        beginIfIdle();
    }

    private void beginIfIdle() {
        if (running.isEmpty()) {
            begin();
        }
    }

    private void begin() {
        running = waiting;
        waiting = new News();
        sweepV6 = false;
        sweepRow = 0;
    }

    /// Rows that a sweep has still to look at.
    int rowsToSweep() {
        if (running.isEmpty()) {
            return 0;
        }
        int all = tables.v4().table().rows() + tables.v6().table().rows();
        int seen = sweepRow + (sweepV6 ? tables.v4().table().rows() : 0);
        return 1 + Math.max(0, all - seen + (waiting.isEmpty() ? 0 : all));
    }

    /// Looks at so many rows.
    void sweep(int rows) {
        int left = rows;
        while (left > 0 && !running.isEmpty()) {
            RouteTable routes = tables.of(sweepV6);
            int all = routes.table().rows();
            int end = Math.min(all, sweepRow + left);
            left -= 1 + end - sweepRow;
            for (int row = sweepRow; row < end; row++) {
                if (routes.table().live(row)) {
                    look(routes, row);
                }
            }
            sweepRow = end;
            if (end >= all) {
                nextTable();
            }
        }
    }

    private void nextTable() {
        sweepRow = 0;
        sweepV6 = !sweepV6;
        if (!sweepV6) {
            begin();
        }
    }

    private void look(RouteTable routes, int row) {
        if (running.all) {
            routes.markDirty(row);
            fib.touch(routes, row);
            return;
        }
        int[] page = routes.table().page(row);
        int at = routes.pathsAt(row);
        if (page[at + Paths.ATTR] == 0) {
            return;
        }
        int chosen = routes.chosenAttr(row);
        // What goes by steps may be of any rank.
        boolean all = chosen == 0 || routes.keepsRanks() || store.goesBySteps(chosen);
        long least = all ? 0 : store.rank(chosen);
        look(routes, row, page[at + Paths.ATTR], least);
        Paths paths = routes.paths();
        for (int node = page[at + Paths.MORE]; node != 0; ) {
            int[] more = paths.page(node);
            int end = Paths.base(node) + Paths.NEXT;
            for (int p = Paths.base(node); p < end && more[p + Paths.ATTR] != 0; p += Paths.PATH) {
                look(routes, row, more[p + Paths.ATTR], least);
            }
            node = more[end];
        }
    }

    private void look(RouteTable routes, int row, int attr, long least) {
        int number = nextHops.of(attr, routes.isV6());
        if (!running.ways.get(number) || store.rank(attr) < least && !store.goesBySteps(attr)) {
            return;
        }
        if (running.states.get(number)) {
            routes.markDirty(row);
        }
        fib.changed(routes, row);
    }
}

package io.godwit.rib.out;

import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Rows;

/// What one neighbor that is not on the shared log is still to be told, for one family: a set of
/// rows, never a queue. Whatever happens to a row in the meantime, it is told once, as it is then.
///
/// For rows outside of the set, the neighbor has what the Loc-RIB and the export rules say. For a
/// row inside, `held` remembers whether the neighbor may have something that is to be withdrawn if
/// there is nothing to announce. So nothing is withdrawn that was not announced; only after a fall
/// from the log, where an unsent announcement does not show whether another one went before, a
/// withdrawal may be superfluous.
final class Backlog {
    final RouteTable routes;
    private final Rows pending = new Rows();
    private final Rows held = new Rows();
    private boolean endOfRibDue = true;
    private boolean whole;
    private boolean wholeAgain;
    private int cursor;

    Backlog(RouteTable routes) {
        this.routes = routes;
    }

    boolean isEmpty() {
        return pending.size() == 0;
    }

    /// For a new neighbor: everything there is, nothing held.
    void addAll() {
        pending.addBelow(routes.table().rows());
        whole = true;
    }

    /// The neighbor wants everything: true if it is to be added now. While it is on its way
    /// already, it will be added once more after that: a neighbor that asks all the time costs one
    /// pass over the table for each table that it reads.
    boolean wantsAll() {
        if (whole) {
            wholeAgain = true;
            return false;
        }
        whole = true;
        return true;
    }

    /// Everything was sent: true if it is to be added once more.
    boolean wantsAllAgain() {
        whole = wholeAgain;
        wholeAgain = false;
        return whole;
    }

    /// A row that changed, or is to be sent again.
    void add(int row, boolean mayBeHeld) {
        if (pending.add(row) && mayBeHeld) {
            held.add(row);
        }
    }

    /// The row was seen to.
    void remove(int row) {
        pending.remove(row);
        held.remove(row);
    }

    boolean isHeld(int row) {
        return held.has(row);
    }

    /// A row not visited since [#rewind()]; -1 if there is none. Starts where the last slice ended.
    int next(int from) {
        return pending.next(from);
    }

    int cursor() {
        return cursor;
    }

    void cursor(int row) {
        cursor = row;
    }

    Rows held() {
        return held;
    }

    boolean endOfRibDue() {
        return endOfRibDue;
    }

    void endOfRibSent() {
        endOfRibDue = false;
    }

    void giveMemoryBack() {
        assert isEmpty();
        pending.clear();
        held.clear();
        cursor = 0;
    }
}

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
///
/// Where NLRI have Path Identifiers (RFC 7911), it remembers which paths of a row inside the
/// neighbor may have: all that it has, and perhaps more. They are those that it was told when the
/// row came in, and after a fall from the log also those that unsent messages were about. Nothing
/// is said of a row while it is inside, so whatever is told of it meanwhile, none is missed.
final class Backlog {
    final RouteTable routes;
    private final Rows pending = new Rows();
    private final Rows held = new Rows();
    private final HeldPaths heldPaths = new HeldPaths();
    private final boolean hasPathIds;
    private boolean endOfRibDue = true;
    private boolean whole;
    private boolean wholeAgain;
    private boolean marked;
    private boolean beginDue;
    private boolean endDue;
    private boolean waits;
    private boolean allWhenFiltered;
    private int cursor;

    Backlog(RouteTable routes, boolean hasPathIds) {
        this.routes = routes;
        this.hasPathIds = hasPathIds;
    }

    boolean hasPathIds() {
        return hasPathIds;
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
    ///
    /// @param marks whether it is told where that begins and ends (RFC 7313 §4)
    boolean wantsAll(boolean marks) {
        marked = marks;
        if (whole) {
            wholeAgain = true;
            return false;
        }
        whole = true;
        beginDue = marked;
        return true;
    }

    /// Nothing is told of the family before the neighbor's filter is in force (RFC 5291 §6).
    void await() {
        waits = true;
    }

    boolean waits() {
        return waits;
    }

    /// Another filter is on its way.
    ///
    /// @param all whether everything is to be told again once it is in force
    void refilter(boolean all) {
        allWhenFiltered |= all;
    }

    /// The filter is in force: true if everything is to be told again, which is so only if any of
    /// it was told before.
    boolean filtered() {
        boolean again = allWhenFiltered && !waits;
        waits = false;
        allWhenFiltered = false;
        return again;
    }

    /// Whether something besides routes is to be said.
    boolean isMarkDue() {
        return endOfRibDue || beginDue || endDue || wholeAgain;
    }

    boolean beginDue() {
        return beginDue;
    }

    void begun() {
        beginDue = false;
        endDue = true;
    }

    boolean endDue() {
        return endDue;
    }

    void ended() {
        endDue = false;
    }

    /// Everything was sent: true if it is to be added once more.
    boolean wantsAllAgain() {
        whole = wholeAgain;
        wholeAgain = false;
        beginDue = whole && marked;
        return whole;
    }

    /// A row that changed, or is to be sent again.
    void add(int row, boolean mayBeHeld) {
        if (pending.add(row) && mayBeHeld) {
            held.add(row);
        }
    }

    /// The same, with what the neighbor was told of it.
    void add(int row, Told had) {
        if (pending.add(row) && had.size() > 0) {
            hold(row, had);
        }
    }

    /// A row of which the neighbor may have this path.
    void addHeld(int row, int name) {
        pending.add(row);
        held.add(row);
        if (hasPathIds) {
            heldPaths.add(row, name);
        }
    }

    /// The neighbor may have these paths of a row inside, too.
    void hold(int row, Told had) {
        held.add(row);
        for (int at = 0; hasPathIds && at < had.size(); at++) {
            heldPaths.add(row, had.name(at));
        }
    }

    /// The row was seen to.
    void remove(int row) {
        pending.remove(row);
        held.remove(row);
        if (hasPathIds) {
            heldPaths.remove(row);
        }
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

    HeldPaths heldPaths() {
        return heldPaths;
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
        heldPaths.clear();
        cursor = 0;
    }
}

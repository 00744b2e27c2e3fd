package io.godwit.rib.table;

import io.godwit.wire.nlri.Nlri;

import java.util.Arrays;

/// All routes of one family: prefixes, their paths, and what was chosen (the Loc-RIB).
///
/// A row is *dirty* when its choice may be out of date; dirty rows queue up, each once, and are
/// decided in the order in which they changed. A change that cannot alter the choice, since it
/// ranks below the chosen path before and after, leaves the row clean: with ten views of a table
/// most changes are such.
///
/// The chosen path is kept by value (block and source), not as a reference to a path: it stays what
/// neighbors were told until the next decision, whatever happens to the paths.
public final class RouteTable {
    private static final int DIRTY = 1 << 8;
    private static final int SOURCE_SHIFT = 16;
    private static final int LOW_META = 0xffff;
    private static final int CHOSEN = Paths.COLUMNS;
    private static final int COLUMNS = Paths.COLUMNS + 1;

    private final AttrStore store;
    private final PackedTable table;
    private final Paths paths = new Paths();
    private final PathNames names;
    private final SparseInts chosenNames = new SparseInts();
    private final Rejections rejections = new Rejections();
    private final Ranks ranks;
    private final Rows hidden = new Rows();
    private final Held held = new Held();
    private boolean keepsRanks;
    private boolean martians;
    private final IntQueue dirty = new IntQueue();
    private final int firstColumn;
    private int chosen;
    private int[] chosenBy = new int[8];
    private long decided;

    // Outcome of the last announce or withdraw.
    private int ignored;
    private int beyond;
    private int named;
    private int added;
    private int removed;
    private int removedAccepted;

    public RouteTable(boolean v6, AttrStore store, PathNames names, long seed) {
        this.store = store;
        this.names = names;
        ranks = new Ranks(names);
        table = new PackedTable(v6, COLUMNS, seed);
        firstColumn = table.firstColumn();
    }

    public PackedTable table() {
        return table;
    }

    public Paths paths() {
        return paths;
    }

    public Rejections rejections() {
        return rejections;
    }

    public boolean isV6() {
        return table.isV6();
    }

    /// Where the path columns of a row are, in [PackedTable#page].
    public int pathsAt(int row) {
        return table.base(row) + firstColumn;
    }

    /// Upper half of the address of a row's prefix, as policies take it: 0 for IPv4.
    public long high(int row) {
        return isV6() ? table.high(row) : 0;
    }

    /// Lower half; for IPv4 the address in its lower 32 bits.
    public long low(int row) {
        return isV6() ? table.low(row) : table.address(row) & 0xffff_ffffL;
    }

    /// Block of the chosen path; 0 = none.
    public int chosenAttr(int row) {
        return table.page(row)[table.base(row) + firstColumn + CHOSEN];
    }

    /// Peer of the chosen path.
    public int chosenSource(int row) {
        return table.page(row)[table.base(row)] >>> SOURCE_SHIFT;
    }

    /// Block of the path that neighbors may be told of: the chosen one, unless the row is hidden or
    /// held; 0 = there is none to tell of.
    public int toldAttr(int row) {
        if (isHidden(row)) {
            return 0;
        }
        return held.has(row) ? held.attr(row) : chosenAttr(row);
    }

    /// Peer of the path that neighbors may be told of.
    public int toldSource(int row) {
        return held.has(row) ? held.source(row) : chosenSource(row);
    }

    /// Whether neighbors are told what they were told before, or nothing, in place of the chosen
    /// path, as that waits for the kernel.
    public boolean isHeld(int row) {
        return held.has(row);
    }

    /// How many rows are held.
    public int held() {
        return held.size();
    }

    /// The first held row at or after `from`, -1 if there is none.
    public int nextHeld(int from) {
        return held.next(from);
    }

    /// Whether a path of a peer is told in place of a chosen one.
    public boolean tellsInstead(int source) {
        return held.tells(source);
    }

    /// Has neighbors told something else than the chosen path; the references of the blocks follow.
    ///
    /// @param attr its block; 0 = nothing
    public void hold(int row, int attr, int source) {
        int before = held.attr(row);
        if (attr != 0) {
            store.retain(attr, 1);
        }
        held.put(row, attr, source);
        if (before != 0) {
            store.release(before);
        }
    }

    /// Has them told the chosen path.
    public void unhold(int row) {
        int before = held.attr(row);
        held.remove(row);
        if (before != 0) {
            store.release(before);
        }
    }

    /// Whether neighbors are not told of a row, as an aggregate stands for it.
    public boolean isHidden(int row) {
        return hidden.has(row);
    }

    /// Hides a row from neighbors, or does not; what they were told of it follows.
    public void hide(int row, boolean is) {
        if (is) {
            hidden.add(row);
        } else {
            hidden.remove(row);
        }
    }

    /// Name of the chosen path.
    public int chosenName(int row) {
        int name = chosenNames.get(row);
        return name == 0 ? chosenSource(row) : name;
    }

    /// Says which of its source's paths the chosen one is. The name stays while it is chosen,
    /// though the path may be gone before the next decision.
    public void nameChosen(int row, int name) {
        int before = chosenNames.get(row);
        names.told(name);
        chosenNames.put(row, PathNames.isOne(name) ? name : 0);
        names.toldNoMore(before);
    }

    /// Name of the path that neighbors may be told of.
    public int toldName(int row) {
        return held.has(row) ? held.source(row) : chosenName(row);
    }

    /// Chooses a path, or none; the references of the blocks follow.
    public void choose(int row, int attr, int source) {
        int[] page = table.page(row);
        int base = table.base(row);
        int before = page[base + firstColumn + CHOSEN];
        int sourceBefore = page[base] >>> SOURCE_SHIFT;
        page[base + firstColumn + CHOSEN] = attr;
        page[base] = page[base] & LOW_META | source << SOURCE_SHIFT;
        if (attr != 0) {
            store.retain(attr, 1);
            count(source, 1);
        }
        if (before != 0) {
            count(sourceBefore, -1);
        }
    }

    private void count(int source, int by) {
        if (source >= chosenBy.length) {
            chosenBy = Arrays.copyOf(chosenBy, 2 * source);
        }
        chosenBy[source] += by;
        chosen += by;
    }

    /// Whether each row says the paths behind the chosen one, too.
    public boolean keepsRanks() {
        return keepsRanks;
    }

    /// Begins to keep them: none are behind a row until it is decided again, or [#rank].
    public void keepRanks() {
        keepsRanks = true;
    }

    /// Ends it.
    public void forgetRanks() {
        keepsRanks = false;
        for (int row = 0; row < table.rows(); row++) {
            ranks.release(ranks.of(row), store);
        }
        ranks.clear();
    }

    /// Whether a row has no further path than one.
    public boolean hasOnePath(int row) {
        return table.page(row)[table.base(row) + firstColumn + Paths.MORE] == 0;
    }

    /// What stands for the paths behind the chosen one of a row; 0 = there are none.
    public int ranks(int row) {
        return ranks.of(row);
    }

    /// Whether the paths behind the chosen one are those behind the first of the list.
    public boolean isRanked(int row, PathList order) {
        return ranks.isSame(ranks.of(row), order);
    }

    /// Puts the paths behind the first of the list behind the chosen one; the references follow,
    /// what was there before is the caller's to release.
    public void rank(int row, PathList order) {
        ranks.put(row, ranks.write(order, store));
    }

    /// Lets go of what [#ranks] was before.
    public void releaseRanks(int before) {
        ranks.release(before, store);
    }

    /// Puts a chosen path, and what is behind it, into a list.
    ///
    /// @param attr its block; 0 = there is none
    /// @param behind as [#ranks] says it
    public void read(int attr, int source, int name, int behind, PathList into) {
        into.clear();
        if (attr != 0) {
            into.add(attr, source, name);
            ranks.read(behind, into);
        }
    }

    /// Prefixes with a chosen path.
    public int chosenCount() {
        return chosen;
    }

    /// Those of them whose path is a peer's.
    public int chosenCount(int source) {
        return source < chosenBy.length ? chosenBy[source] : 0;
    }

    public int dirtyCount() {
        return dirty.size();
    }

    /// The row that has been dirty for longest; clean from now on.
    public int nextDirty() {
        int row = dirty.remove();
        decided++;
        table.page(row)[table.base(row)] &= ~DIRTY;
        return row;
    }

    /// How often a row was taken from the queue.
    public long decidedCount() {
        return decided;
    }

    public boolean isDirty(int row) {
        return (table.page(row)[table.base(row)] & DIRTY) != 0;
    }

    public void markDirty(int row) {
        markDirty(row, table.page(row), table.base(row));
    }

    /// Has every prefix with several paths decided again.
    public void markContested() {
        for (int row = 0; row < table.rows(); row++) {
            if (table.live(row) && !hasOnePath(row)) {
                markDirty(row);
            }
        }
    }

    private void markDirty(int row, int[] page, int base) {
        if ((page[base] & DIRTY) == 0) {
            page[base] |= DIRTY;
            dirty.add(row);
        }
    }

    /// Whether nothing is known of the row any more, so that it may be released.
    public boolean isVacant(int row) {
        int[] page = table.page(row);
        int base = table.base(row);
        return page[base + firstColumn + Paths.ATTR] == 0
                && page[base + firstColumn + CHOSEN] == 0
                && (page[base] & DIRTY) == 0;
    }

    // ---- changes of paths

    /// Whether [Martians] are taken from now on.
    public void takesMartians(boolean takes) {
        martians = takes;
    }

    /// Prefixes that the last call left out: [Martians].
    public int ignored() {
        return ignored;
    }

    /// Paths that the last call left out, as there are enough of their prefixes from this peer.
    public int beyond() {
        return beyond;
    }

    /// Prefixes in the field that the last call withdrew, with a path or without.
    public int named() {
        return named;
    }

    /// Paths that the last call added.
    public int added() {
        return added;
    }

    /// Paths that the last call removed or replaced.
    public int removed() {
        return removed;
    }

    /// Of them, those that took part in the decision.
    public int removedAccepted() {
        return removedAccepted;
    }

    /// A well-formed field of IPv4 prefixes was announced with one block.
    public void announceV4(byte[] buf, int off, int end, int source, int attr, int reason) {
        reset();
        int info = Paths.info(source, reason);
        long rank = reason == 0 ? claim(attr) : -1;
        int retained = 0;
        for (int at = off; at < end; ) {
            int length = buf[at] & 0xff;
            int address = Nlri.v4(buf, at, false);
            at += 1 + (length + 7 >>> 3);
            if (!martians && Martians.v4(address, length)) {
                ignored++;
                continue;
            }
            retained += announce(table.obtain(address, length), attr, info, rank, Paths.peer(info));
        }
        store.retain(attr, retained);
        countRejected(info);
    }

    /// A well-formed field of IPv6 prefixes was announced with one block.
    public void announceV6(byte[] buf, int off, int end, int source, int attr, int reason) {
        reset();
        int info = Paths.info(source, reason);
        long rank = reason == 0 ? claim(attr) : -1;
        int retained = 0;
        for (int at = off; at < end; ) {
            int length = buf[at] & 0xff;
            long high = Nlri.v6High(buf, at, false);
            long low = Nlri.v6Low(buf, at, false);
            at += 1 + (length + 7 >>> 3);
            if (!martians && Martians.v6(high, low, length)) {
                ignored++;
                continue;
            }
            retained +=
                    announce(table.obtain(high, low, length), attr, info, rank, Paths.peer(info));
        }
        store.retain(attr, retained);
        countRejected(info);
    }

    /// The same where each prefix has a Path Identifier before it (RFC 7911 §3).
    ///
    /// @param most paths of a prefix that are taken from this peer: what is beyond is left out,
    ///   what is here may be replaced
    public void announcePathsV4(
            byte[] buf, int off, int end, int source, int attr, int reason, int most) {
        reset();
        int info = Paths.info(source, reason);
        int peer = Paths.peer(info);
        long rank = reason == 0 ? claim(attr) : -1;
        int retained = 0;
        for (int at = off; at < end; at = Nlri.next(buf, at, true)) {
            int length = Nlri.length(buf, at, true);
            int address = Nlri.v4(buf, at, true);
            if (!martians && Martians.v4(address, length)) {
                ignored++;
                continue;
            }
            int row = table.obtain(address, length);
            int id = Nlri.pathId(buf, at, true);
            if (isBeyond(row, peer, id, most)) {
                beyond++;
            } else {
                retained += announce(row, attr, info, rank, names.obtain(peer, id));
            }
        }
        store.retain(attr, retained);
        countRejected(info);
    }

    /// See [#announcePathsV4].
    public void announcePathsV6(
            byte[] buf, int off, int end, int source, int attr, int reason, int most) {
        reset();
        int info = Paths.info(source, reason);
        int peer = Paths.peer(info);
        long rank = reason == 0 ? claim(attr) : -1;
        int retained = 0;
        for (int at = off; at < end; at = Nlri.next(buf, at, true)) {
            int length = Nlri.length(buf, at, true);
            long high = Nlri.v6High(buf, at, true);
            long low = Nlri.v6Low(buf, at, true);
            if (!martians && Martians.v6(high, low, length)) {
                ignored++;
                continue;
            }
            int row = table.obtain(high, low, length);
            int id = Nlri.pathId(buf, at, true);
            if (isBeyond(row, peer, id, most)) {
                beyond++;
            } else {
                retained += announce(row, attr, info, rank, names.obtain(peer, id));
            }
        }
        store.retain(attr, retained);
        countRejected(info);
    }

    /// A path is found by walking over those of its prefix, so nobody may make them many.
    private boolean isBeyond(int row, int peer, int id, int most) {
        int[] page = table.page(row);
        int at = table.base(row) + firstColumn;
        if (!paths.holdsMany(page, at, peer, most)) {
            return false;
        }
        int name = names.find(peer, id);
        return name < 0 || !paths.holds(page, at, row, peer, name);
    }

    /// One prefix was announced, or its path judged otherwise.
    public void announceRow(int row, int source, int name, int attr, int reason) {
        reset();
        int info = Paths.info(source, reason);
        if (PathNames.isOne(name)) {
            names.retain(name);
        }
        store.retain(attr, announce(row, attr, info, reason == 0 ? claim(attr) : -1, name));
        countRejected(info);
    }

    private void countRejected(int info) {
        if (Paths.reason(info) != 0) {
            rejections.add(info, added);
        }
    }

    private void reset() {
        ignored = 0;
        beyond = 0;
        named = 0;
        added = 0;
        removed = 0;
        removedAccepted = 0;
    }

    /// Returns how many references to the block it took: 0 if the path was there already. That to
    /// the name is taken before.
    private int announce(int row, int attr, int info, long rank, int name) {
        int[] page = table.page(row);
        int base = table.base(row);
        paths.announce(page, base + firstColumn, row, attr, info, name);
        int oldAttr = paths.replacedAttr();
        int oldInfo = paths.replacedInfo();
        added++;
        if (oldAttr == 0) {
            if (matters(page, base, Paths.peer(info), rank, -1)) {
                markDirty(row, page, base);
            }
            return 1;
        }
        if (PathNames.isOne(name)) {
            names.release(name);
        }
        long oldRank = forget(oldAttr, oldInfo);
        if (oldAttr == attr && Paths.isSameButSession(oldInfo, info)) {
            return 0;
        }
        if (matters(page, base, Paths.peer(info), rank, oldRank)) {
            markDirty(row, page, base);
        }
        store.release(oldAttr);
        return 1;
    }

    /// A well-formed field of IPv4 prefixes was withdrawn.
    public void withdrawV4(byte[] buf, int off, int end, int peer) {
        reset();
        for (int at = off; at < end; ) {
            int length = buf[at] & 0xff;
            int row = table.find(Nlri.v4(buf, at, false), length);
            at += 1 + (length + 7 >>> 3);
            named++;
            withdraw(row, peer, peer);
        }
    }

    /// A well-formed field of IPv6 prefixes was withdrawn.
    public void withdrawV6(byte[] buf, int off, int end, int peer) {
        reset();
        for (int at = off; at < end; ) {
            int length = buf[at] & 0xff;
            int row = table.find(Nlri.v6High(buf, at, false), Nlri.v6Low(buf, at, false), length);
            at += 1 + (length + 7 >>> 3);
            named++;
            withdraw(row, peer, peer);
        }
    }

    /// A well-formed field of IPv4 prefixes with Path Identifiers was withdrawn. Those never seen
    /// are ignored in silence (RFC 7911 §5).
    public void withdrawPathsV4(byte[] buf, int off, int end, int peer) {
        reset();
        for (int at = off; at < end; at = Nlri.next(buf, at, true)) {
            named++;
            withdraw(
                    table.find(Nlri.v4(buf, at, true), Nlri.length(buf, at, true)),
                    peer,
                    names.find(peer, Nlri.pathId(buf, at, true)));
        }
    }

    /// See [#withdrawPathsV4].
    public void withdrawPathsV6(byte[] buf, int off, int end, int peer) {
        reset();
        for (int at = off; at < end; at = Nlri.next(buf, at, true)) {
            long high = Nlri.v6High(buf, at, true);
            long low = Nlri.v6Low(buf, at, true);
            named++;
            withdraw(
                    table.find(high, low, Nlri.length(buf, at, true)),
                    peer,
                    names.find(peer, Nlri.pathId(buf, at, true)));
        }
    }

    /// One prefix was withdrawn.
    public void withdrawRow(int row, int peer, int name) {
        reset();
        withdraw(row, peer, name);
    }

    /// Whether a peer has a path of the prefix that stands at an offset.
    public boolean holds(byte[] buf, int at, boolean ids, int peer) {
        int length = Nlri.length(buf, at, ids);
        int row =
                isV6()
                        ? table.find(Nlri.v6High(buf, at, ids), Nlri.v6Low(buf, at, ids), length)
                        : table.find(Nlri.v4(buf, at, ids), length);
        int name = ids ? names.find(peer, Nlri.pathId(buf, at, true)) : peer;
        return row >= 0
                && name >= 0
                && paths.holds(table.page(row), table.base(row) + firstColumn, row, peer, name);
    }

    private void withdraw(int row, int peer, int name) {
        if (row < 0 || name < 0) {
            return;
        }
        int[] page = table.page(row);
        int base = table.base(row);
        paths.withdraw(page, base + firstColumn, row, peer, name);
        int oldAttr = paths.replacedAttr();
        if (oldAttr == 0) {
            return;
        }
        if (PathNames.isOne(name)) {
            names.release(name);
        }
        long oldRank = forget(oldAttr, paths.replacedInfo());
        // A row that became vacant is decided too: that is where rows are released.
        if (page[base + firstColumn + Paths.ATTR] == 0 || matters(page, base, peer, -1, oldRank)) {
            markDirty(row, page, base);
        }
        store.release(oldAttr);
    }

    private long forget(int attr, int info) {
        removed++;
        if (Paths.reason(info) != 0) {
            rejections.add(info, -1);
            return -1;
        }
        removedAccepted++;
        return claim(attr);
    }

    /// The rank of a path; above all others where more than that may let it win against them.
    private long claim(int attr) {
        return store.goesBySteps(attr) ? Long.MAX_VALUE : store.rank(attr);
    }

    /// Whether a path of this rank, in place of one of the old rank (-1 = none that takes part),
    /// can change what is chosen. Only paths of the highest rank have a say in it (MED included);
    /// in the ranks, and against what went by steps, all have.
    private boolean matters(int[] page, int base, int peer, long rank, long oldRank) {
        int best = page[base + firstColumn + CHOSEN];
        if (best == 0 || keepsRanks || page[base] >>> SOURCE_SHIFT == peer) {
            return rank >= 0 || oldRank >= 0;
        }
        long bestRank = store.goesBySteps(best) ? 0 : store.rank(best);
        return rank >= bestRank || oldRank >= bestRank;
    }

    /// Octets of what is in use.
    public long liveOctets() {
        return table.liveOctets()
                + paths.liveOctets()
                + ranks.liveOctets()
                + chosenNames.octets()
                + dirty.octets();
    }

    /// Octets of memory, free rows and nodes included.
    public long memory() {
        return table.octets()
                + paths.octets()
                + ranks.octets()
                + chosenNames.octets()
                + dirty.octets();
    }
}

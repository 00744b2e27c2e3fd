package io.godwit.rib.out;

import io.godwit.rib.table.PackedTable;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Neighbors that are sent the same octets: one export, one encoding, many writes.
///
/// **There is no Adj-RIB-Out table.** What the group has been told of a row is `export(chosen
/// path)`, a pure function of the Loc-RIB, and the one member that may differ is the one the path
/// came from. So a change (old path, new path) says all: whether there was an announcement, whether
/// there is one now, and for whom. That saves six octets for each prefix and group, and makes
/// "nothing is withdrawn that was not announced" a matter of two compares:
///
/// | before → after | what is written | for |
/// |---|---|---|
/// | nothing → path of s | announcement | all but s |
/// | path of s → nothing | withdrawal | all but s |
/// | path of s → another of s | announcement, unless both look the same | all but s |
/// | path of r → path of s | announcement, unless both look the same | all but s |
/// | | withdrawal: s now sends it itself | only s |
/// | | announcement if both look the same: r lacked it | only r |
///
/// Clients of a route server are the exception: a member whose own path was chosen has the
/// alternate, the best path of the others, so "only" lines say that one instead of nothing
/// ([RouteTable#alternateAttr]). Both columns are functions of the Adj-RIBs-In, so a change (old
/// and new path, old and new alternate) says all here, too.
///
/// Members that are syncing note the row in their [Backlog] instead.
public final class UpdateGroup {
    // Ints of an announcement for one member: row, block, source, member.
    private static final int SINGLE = 4;

    private static final int NOBODY = -1;

    /// How far a slice of a syncing member goes: one page of octets, or so many rows looked at.
    private static final int SLICE_ROWS = 2048;

    private final GroupKey key;
    private final Groups groups;
    private final Export export; // writes what is being packed
    private final Export compared; // answers questions meanwhile
    private final OutLog log = new OutLog(OutLog.PAGE_OCTETS);
    private final List<Member> members = new ArrayList<>();
    private final Rows memberPeers = new Rows();
    private final Tally[] tallies = {new Tally(), new Tally()};
    private int liveMembers;
    private long toldOctets;
    private long[] withdrawals = new long[64];
    private int withdrawalCount;
    private int[] singles = new int[16 * SINGLE];
    private int singlesEnd;

    /// How many rows are exported, and of them from which peer.
    private static final class Tally {
        long exported;
        int[] bySource = new int[8];

        void count(int source, int by) {
            exported += by;
            countFor(source, -by);
        }

        /// What only the member hears that the best path is from.
        void countFor(int source, int by) {
            if (source >= bySource.length) {
                bySource = Arrays.copyOf(bySource, 2 * source);
            }
            bySource[source] -= by;
        }

        long without(int source) {
            return exported - (source < bySource.length ? bySource[source] : 0);
        }
    }

    UpdateGroup(GroupKey key, Groups groups, Export export, Export compared) {
        this.key = key;
        this.groups = groups;
        this.export = export;
        this.compared = compared;
    }

    GroupKey key() {
        return key;
    }

    OutLog log() {
        return log;
    }

    List<Member> members() {
        return members;
    }

    boolean contains(Member member) {
        return memberPeers.has(member.peer());
    }

    /// Prefixes in the Adj-RIB-Out of a member.
    long advertised(int peer, boolean v6) {
        return tallies[v6 ? 1 : 0].without(peer);
    }

    /// Counts what is exported already, when the group is born into a filled table.
    void countExported(RouteTable routes) {
        PackedTable table = routes.table();
        boolean v6 = routes.isV6();
        Tally tally = tallies[v6 ? 1 : 0];
        for (int row = 0; row < table.rows(); row++) {
            if (table.live(row)) {
                int source = routes.chosenSource(row);
                tally.count(source, isTold(routes.chosenAttr(row), v6) ? 1 : 0);
                tally.countFor(source, isTold(alternate(routes, row), v6) ? 1 : 0);
            }
        }
    }

    private boolean isTold(int attr, boolean v6) {
        return attr != 0 && compared.allows(attr, v6);
    }

    private int alternate(RouteTable routes, int row) {
        return key.tellsAlternates() ? routes.alternateAttr(row) : 0;
    }

    /// The block that a member has, or is to have, of a row; 0 = none.
    private int told(RouteTable routes, int row, int peer) {
        if (!routes.table().live(row)) {
            return 0;
        }
        boolean own = routes.chosenSource(row) == peer;
        int attr = own ? alternate(routes, row) : routes.chosenAttr(row);
        return isTold(attr, routes.isV6()) ? attr : 0;
    }

    /// A new neighbor. With nothing to tell it yet, it is live at once and shares every octet from
    /// then on.
    Member join(int peer, List<RouteTable> families) {
        Member member = new Member(this, peer);
        for (RouteTable routes : families) {
            Backlog backlog = new Backlog(routes);
            if (routes.chosenCount() > 0) {
                backlog.addAll();
            }
            member.backlogs().add(backlog);
        }
        members.add(member);
        memberPeers.add(peer);
        groups.syncs(member);
        if (member.backlogs().stream().allMatch(Backlog::isEmpty)) {
            packSlice(member);
        }
        return member;
    }

    void leave(Member member) {
        if (member.isLive()) {
            liveMembers--;
        } else {
            groups.synced(member);
        }
        member.leave();
        members.remove(member);
        memberPeers.remove(member.peer());
        log.trim();
        for (Backlog backlog : member.backlogs()) {
            for (int row = backlog.held().next(0); row >= 0; row = backlog.held().next(row + 1)) {
                groups.releaseIfVacant(backlog.routes, row);
            }
        }
    }

    // ---- changes

    /// Writes what the changes mean to this group.
    void export(Changes changes) {
        RouteTable routes = changes.routes();
        if (!key.has(routes.isV6())) {
            return;
        }
        for (int bucket = 0; bucket < changes.buckets(); bucket++) {
            int attr = changes.attr(bucket);
            if (attr != 0 && compared.allows(attr, routes.isV6())) {
                announce(changes, routes, bucket, attr);
            } else {
                cease(changes, routes, bucket, attr);
            }
        }
        flushWithdrawals(routes);
        flushSingles(routes);
        if (liveMembers < members.size()) {
            noteBacklogs(changes, routes);
        }
    }

    /// A bucket whose block is exported.
    private void announce(Changes changes, RouteTable routes, int bucket, int attr) {
        boolean v6 = routes.isV6();
        Tally tally = tallies[v6 ? 1 : 0];
        int source = changes.source(bucket);
        boolean toMember = memberPeers.has(source);
        Packer packer = liveMembers > 0 ? groups.packer() : null;
        boolean begun = false;
        for (int c = changes.first(bucket); c >= 0; c = changes.next(c)) {
            int oldAttr = changes.oldAttr(c);
            int oldSource = changes.oldSource(c);
            boolean before = isTold(oldAttr, v6);
            tally.count(source, 1);
            if (before) {
                tally.count(oldSource, -1);
            }
            if (key.tellsAlternates()) {
                alternate(changes, c, source, oldSource == source || !before ? 0 : oldAttr, v6);
            } else if (before && oldSource != source && toMember) {
                withdraw(OutLog.only(source), changes.row(c));
            }
            if (before && compared.looksSame(oldAttr, oldSource, attr, source, v6)) {
                if (oldSource != source && memberPeers.has(oldSource)) {
                    single(changes.row(c), attr, source, oldSource);
                }
                continue;
            }
            if (packer != null) {
                if (!begun) {
                    export.write(attr, source, v6);
                    packer.announce(routes.table(), export, log, toMember ? source : OutLog.ALL);
                    begun = true;
                }
                packer.add(changes.row(c));
            }
        }
        if (begun) {
            packer.end();
        }
    }

    /// A bucket without block, or whose block is not exported.
    private void cease(Changes changes, RouteTable routes, int bucket, int attr) {
        boolean v6 = routes.isV6();
        Tally tally = tallies[v6 ? 1 : 0];
        boolean tooLong = attr != 0 && compared.isTooLong(attr, v6);
        int source = attr == 0 ? NOBODY : changes.source(bucket);
        for (int c = changes.first(bucket); c >= 0; c = changes.next(c)) {
            groups.countNotFitting(tooLong);
            int oldSource = changes.oldSource(c);
            if (isTold(changes.oldAttr(c), v6)) {
                tally.count(oldSource, -1);
                withdraw(
                        memberPeers.has(oldSource) ? OutLog.allBut(oldSource) : OutLog.ALL,
                        changes.row(c));
            }
            if (key.tellsAlternates()) {
                alternate(changes, c, source, 0, v6);
                if (oldSource != source) {
                    only(oldSource, changes.row(c), changes.oldAlternate(c), 0, v6);
                }
            }
        }
    }

    /// What the change of an alternate means to the source of the path that is now the best.
    ///
    /// @param had what it has of the best path before, if that was another's
    private void alternate(Changes changes, int c, int source, int had, boolean v6) {
        Tally tally = tallies[v6 ? 1 : 0];
        int oldSource = changes.oldSource(c);
        int old = changes.oldAlternate(c);
        int attr = changes.newAlternate(c);
        if (isTold(old, v6)) {
            tally.countFor(oldSource, -1);
        }
        if (isTold(attr, v6)) {
            tally.countFor(source, 1);
        }
        if (source != NOBODY) {
            only(source, changes.row(c), oldSource == source ? old : had, attr, v6);
        }
    }

    /// One member is to have another block of a row than it had; 0 = none.
    private void only(int peer, int row, int had, int attr, boolean v6) {
        if (had == attr || !memberPeers.has(peer)) {
            return;
        }
        boolean before = isTold(had, v6);
        if (!isTold(attr, v6)) {
            if (before) {
                withdraw(OutLog.only(peer), row);
            }
        } else if (!before || !compared.looksSame(had, 0, attr, 0, v6)) {
            single(row, attr, 0, peer);
        }
    }

    private void single(int row, int attr, int source, int peer) {
        if (liveMembers == 0) {
            return;
        }
        if (singlesEnd == singles.length) {
            singles = Arrays.copyOf(singles, 2 * singlesEnd);
        }
        singles[singlesEnd] = row;
        singles[singlesEnd + 1] = attr;
        singles[singlesEnd + 2] = source;
        singles[singlesEnd + 3] = peer;
        singlesEnd += SINGLE;
    }

    private void withdraw(int tag, int row) {
        if (liveMembers == 0) {
            return;
        }
        if (withdrawalCount == withdrawals.length) {
            withdrawals = Arrays.copyOf(withdrawals, 2 * withdrawalCount);
        }
        withdrawals[withdrawalCount++] = (long) tag << 32 | row;
    }

    /// Packs withdrawals by whom they are for.
    private void flushWithdrawals(RouteTable routes) {
        if (withdrawalCount == 0) {
            return;
        }
        Packer packer = groups.packer();
        Arrays.sort(withdrawals, 0, withdrawalCount);
        for (int i = 0; i < withdrawalCount; i++) {
            int tag = (int) (withdrawals[i] >> 32);
            if (i == 0 || tag != (int) (withdrawals[i - 1] >> 32)) {
                packer.end();
                packer.withdraw(routes.table(), log, tag);
            }
            packer.add((int) withdrawals[i]);
        }
        packer.end();
        withdrawalCount = 0;
        if (withdrawals.length > 4096) {
            withdrawals = new long[64];
        }
    }

    private void flushSingles(RouteTable routes) {
        Packer packer = groups.packer();
        for (int s = 0; s < singlesEnd; s += SINGLE) {
            if (s == 0 || !Arrays.equals(singles, s + 1, s + 4, singles, s - 3, s)) {
                packer.end();
                export.write(singles[s + 1], singles[s + 2], routes.isV6());
                packer.announce(routes.table(), export, log, OutLog.only(singles[s + 3]));
            }
            packer.add(singles[s]);
        }
        packer.end();
        singlesEnd = 0;
        if (singles.length > 4096 * SINGLE) {
            singles = new int[16 * SINGLE];
        }
    }

    private void noteBacklogs(Changes changes, RouteTable routes) {
        for (Member member : members) {
            if (!member.isLive()) {
                for (Backlog backlog : member.backlogs()) {
                    if (backlog.routes == routes) {
                        noteBacklog(changes, backlog, member.peer());
                    }
                }
            }
        }
    }

    private void noteBacklog(Changes changes, Backlog backlog, int peer) {
        boolean v6 = backlog.routes.isV6();
        for (int c = 0; c < changes.size(); c++) {
            boolean own = changes.oldSource(c) == peer;
            int alternate = key.tellsAlternates() ? changes.oldAlternate(c) : 0;
            backlog.add(changes.row(c), isTold(own ? alternate : changes.oldAttr(c), v6));
        }
    }

    // ---- syncing members

    /// Everything of a family is to be sent again.
    void refresh(Member member, RouteTable routes) {
        for (Backlog backlog : member.backlogs()) {
            if (backlog.routes == routes && backlog.wantsAll()) {
                if (member.isLive()) {
                    member.step();
                    left(member);
                }
                addHeld(member, backlog);
            }
        }
    }

    private void addHeld(Member member, Backlog backlog) {
        RouteTable routes = backlog.routes;
        for (int row = 0; row < routes.table().rows(); row++) {
            if (told(routes, row, member.peer()) != 0) {
                backlog.add(row, true);
            }
        }
    }

    private void left(Member member) {
        assert !member.isLive();
        liveMembers--;
        groups.syncs(member);
        member.news();
        log.trim();
    }

    /// Tells the members of what stands in the log since the last call.
    void tellNews() {
        if (toldOctets != log.written()) {
            toldOctets = log.written();
            for (int i = 0; i < members.size(); i++) {
                members.get(i).news();
            }
        }
    }

    /// Keeps the log within its bound: who stands on its first page falls from it. Only those are
    /// looked at, so that thousands of others cost nothing.
    ///
    /// @return how many members fell
    int bound(long octets) {
        int fallen = 0;
        while (log.first() != log.last()) {
            OutLog.Page first = log.first();
            boolean over = log.octets() > octets;
            LogReader next = first.readers;
            while (next != null) {
                LogReader reader = next;
                next = reader.behind();
                reader.seek(); // may find that nothing on this page is for it
                if (over && reader.page() == first) {
                    reader.member().fall();
                    left(reader.member());
                    fallen++;
                }
            }
            log.trim();
            if (log.first() == first) {
                break;
            }
        }
        return fallen;
    }

    /// Packs the next slice of a member's backlogs into its own log; live when nothing is left.
    void packSlice(Member member) {
        OutLog own = member.own();
        for (Backlog backlog : member.backlogs()) {
            do {
                while (!backlog.isEmpty() && own.first() == own.last()) {
                    packRows(member, backlog, own);
                }
                if (!backlog.isEmpty()) {
                    return;
                }
                if (backlog.endOfRibDue()) {
                    groups.packer().endOfRib(own, backlog.routes.isV6());
                    backlog.endOfRibSent();
                }
            } while (refilled(member, backlog));
        }
        member.goLive();
        liveMembers++;
        groups.synced(member);
    }

    private boolean refilled(Member member, Backlog backlog) {
        boolean again = backlog.wantsAllAgain();
        if (again) {
            addHeld(member, backlog);
        }
        return again;
    }

    private void packRows(Member member, Backlog backlog, OutLog own) {
        RouteTable routes = backlog.routes;
        Changes slice = groups.slice();
        slice.begin(routes);
        int start = backlog.cursor();
        int row = backlog.next(start);
        while (row >= 0 && slice.size() < SLICE_ROWS && !slice.isFull()) {
            int attr = told(routes, row, member.peer());
            if (attr != 0) {
                int source = compared.namesSource(attr) ? routes.chosenSource(row) : 0;
                slice.add(row, 0, 0, attr, source);
            } else if (backlog.isHeld(row)) {
                slice.add(row, 0, 0, 0, 0);
            } else {
                backlog.remove(row);
            }
            row = backlog.next(row + 1);
        }
        backlog.cursor(row < 0 ? 0 : row);
        int packed = 0;
        for (int bucket = 0; bucket < slice.buckets() && own.first() == own.last(); bucket++) {
            packed += packBucket(slice, bucket, backlog, own);
        }
        if (packed < slice.size()) {
            backlog.cursor(start); // what did not fit stands behind it, and comes first
        }
    }

    private int packBucket(Changes slice, int bucket, Backlog backlog, OutLog own) {
        RouteTable routes = backlog.routes;
        Packer packer = groups.packer();
        int attr = slice.attr(bucket);
        if (attr == 0) {
            packer.withdraw(routes.table(), own, OutLog.ALL);
        } else {
            export.write(attr, slice.source(bucket), routes.isV6());
            packer.announce(routes.table(), export, own, OutLog.ALL);
        }
        int packed = 0;
        int c = slice.first(bucket);
        while (c >= 0 && own.first() == own.last()) {
            packer.add(slice.row(c));
            backlog.remove(slice.row(c));
            packed++;
            c = slice.next(c);
        }
        packer.end();
        if (attr == 0) {
            int last = c;
            for (c = slice.first(bucket); c != last; c = slice.next(c)) {
                groups.releaseIfVacant(routes, slice.row(c));
            }
        }
        return packed;
    }
}

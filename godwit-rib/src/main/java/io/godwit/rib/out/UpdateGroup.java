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
/// Members that are syncing note the row in their [Backlog] instead.
public final class UpdateGroup {
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
    private final List<Moved> moved = new ArrayList<>();

    /// How many rows are exported, and of them from which peer.
    private static final class Tally {
        long exported;
        int[] bySource = new int[8];

        void count(int source, int by) {
            exported += by;
            if (source >= bySource.length) {
                bySource = Arrays.copyOf(bySource, 2 * source);
            }
            bySource[source] += by;
        }

        long without(int source) {
            return exported - (source < bySource.length ? bySource[source] : 0);
        }
    }

    /// A row whose path moved from one member to another and looks as before.
    private record Moved(int row, int attr, int source, int lacking) {
        boolean travelsWith(Moved before) {
            return attr == before.attr && source == before.source && lacking == before.lacking;
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
        for (int row = 0; row < table.rows(); row++) {
            if (table.live(row) && routes.chosenAttr(row) != 0) {
                if (compared.allows(routes.chosenAttr(row), routes.isV6())) {
                    tallies[routes.isV6() ? 1 : 0].count(routes.chosenSource(row), 1);
                }
            }
        }
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
        flushMoved(routes);
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
            boolean before = oldAttr != 0 && compared.allows(oldAttr, v6);
            tally.count(source, 1);
            if (before) {
                int oldSource = changes.oldSource(c);
                tally.count(oldSource, -1);
                if (oldSource != source && toMember) {
                    withdraw(OutLog.only(source), changes.row(c));
                }
                if (compared.looksSame(oldAttr, changes.oldSource(c), attr, source, v6)) {
                    if (oldSource != source && memberPeers.has(oldSource)) {
                        moved.add(new Moved(changes.row(c), attr, source, oldSource));
                    }
                    continue;
                }
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
        for (int c = changes.first(bucket); c >= 0; c = changes.next(c)) {
            groups.countNotFitting(tooLong);
            int oldAttr = changes.oldAttr(c);
            if (oldAttr != 0 && compared.allows(oldAttr, v6)) {
                int source = changes.oldSource(c);
                tally.count(source, -1);
                withdraw(
                        memberPeers.has(source) ? OutLog.allBut(source) : OutLog.ALL,
                        changes.row(c));
            }
        }
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

    private void flushMoved(RouteTable routes) {
        Packer packer = groups.packer();
        for (int i = 0; i < moved.size() && liveMembers > 0; i++) {
            Moved one = moved.get(i);
            if (i == 0 || !one.travelsWith(moved.get(i - 1))) {
                packer.end();
                export.write(one.attr, one.source, routes.isV6());
                packer.announce(routes.table(), export, log, OutLog.only(one.lacking));
            }
            packer.add(one.row);
        }
        packer.end();
        moved.clear();
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
            int oldAttr = changes.oldAttr(c);
            boolean held =
                    oldAttr != 0 && changes.oldSource(c) != peer && compared.allows(oldAttr, v6);
            backlog.add(changes.row(c), held);
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
            int attr = routes.table().live(row) ? routes.chosenAttr(row) : 0;
            if (attr != 0
                    && routes.chosenSource(row) != member.peer()
                    && compared.allows(attr, routes.isV6())) {
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
            int attr = routes.table().live(row) ? routes.chosenAttr(row) : 0;
            boolean told =
                    attr != 0
                            && routes.chosenSource(row) != member.peer()
                            && compared.allows(attr, routes.isV6());
            if (told) {
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

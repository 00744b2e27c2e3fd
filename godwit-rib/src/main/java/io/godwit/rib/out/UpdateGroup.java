package io.godwit.rib.out;

import io.godwit.policy.PrefixSet;
import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Rows;
import io.godwit.wire.RouteRefresh;

import java.util.ArrayList;
import java.util.List;

/// Neighbors that are sent the same octets: one export, one encoding, many writes. What they are
/// told is the affair of a [Teller]; this is who hears it when.
///
/// **There is no Adj-RIB-Out table.** What a member has been told of a row is a pure function of
/// what was decided, so a change (before, after) says all: whether there was an announcement,
/// whether there is one now, and for whom. That saves six octets for each prefix and group, and
/// makes "nothing is withdrawn that was not announced" a matter of two compares.
///
/// Members that are syncing note the row in their [Backlog] instead.
public final class UpdateGroup {
    /// How far a slice of a syncing member goes: one page of octets, or so many rows looked at.
    private static final int SLICE_ROWS = 2048;

    private final GroupKey key;
    private final Groups groups;
    private final Program program;
    private final Teller teller;
    private RankedTeller switching; // the teller while it goes on to another policy, else null
    private final PathSlice pathSlice; // null where none can have Path Identifiers
    private final Told told = new Told();
    private final OutLog log = new OutLog(OutLog.PAGE_OCTETS);
    private final List<Member> members = new ArrayList<>();
    private final Rows memberPeers = new Rows();
    private int liveMembers;
    private long toldOctets;

    UpdateGroup(GroupKey key, Program program, Groups groups) {
        this.key = key;
        this.program = program;
        this.groups = groups;
        boolean plain =
                !key.ranked()
                        && !program.originatesDefault()
                        && (program == Program.ACCEPT_ALL || !program.passes());
        if (plain) {
            teller =
                    new PlainTeller(this, program.passes(), groups.export(key), groups.export(key));
            pathSlice = null;
        } else {
            RankedTeller ranked = new RankedTeller(this, program, groups);
            teller = ranked;
            pathSlice = new PathSlice(groups, ranked);
        }
    }

    /// A group that begins with the policy of another one, and goes on to `next`.
    UpdateGroup(GroupKey key, Program program, Program next, Groups groups) {
        this.key = key;
        this.program = next;
        this.groups = groups;
        RankedTeller switching = new RankedTeller(this, program, groups);
        switching.next(next);
        teller = switching;
        this.switching = switching;
        pathSlice = new PathSlice(groups, switching);
    }

    Program program() {
        return program;
    }

    boolean isSwitching() {
        return switching != null;
    }

    /// Whether members are told a default route of ours, or may have been.
    boolean tellsDefault() {
        return program.originatesDefault() || switching != null && switching.tellsDefault();
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

    /// Whether a peer is a member.
    boolean has(int peer) {
        return memberPeers.has(peer);
    }

    Teller teller() {
        return teller;
    }

    Packer packer() {
        return groups.packer();
    }

    void countNotFitting(boolean yes) {
        groups.countNotFitting(yes);
    }

    /// A new neighbor. With nothing to tell it yet, it is live at once and shares every octet from
    /// then on.
    ///
    /// @param waiting families of which it is told nothing yet
    Member join(int peer, List<RouteTable> families, List<RouteTable> waiting) {
        Member member = new Member(this, peer);
        for (RouteTable routes : families) {
            Backlog backlog = new Backlog(routes, key.hasPathIds(routes.isV6()));
            if (routes.chosenCount() > 0) {
                backlog.addAll();
            }
            if (waiting.contains(routes)) {
                backlog.await();
            }
            member.backlogs().add(backlog);
        }
        members.add(member);
        memberPeers.add(peer);
        teller.joins(peer, families);
        groups.syncs(member);
        if (!groups.awaitsRoutes() && member.backlogs().stream().allMatch(Backlog::isEmpty)) {
            packSlice(member);
        }
        return member;
    }

    /// A member of a group that is told the same comes over, with what it was not sent yet.
    void take(Member member) {
        UpdateGroup from = member.group();
        long v4 = from.teller.advertised(member.peer(), false);
        long v6 = from.teller.advertised(member.peer(), true);
        boolean live = member.isLive();
        if (live) {
            member.step();
            from.liveMembers--;
            from.log.trim();
        }
        from.members.remove(member);
        from.memberPeers.remove(member.peer());
        from.teller.leaves(member.peer());
        members.add(member);
        memberPeers.add(member.peer());
        teller.takes(member.peer(), v4, v6);
        member.group(this);
        if (live) {
            member.goLive();
            liveMembers++;
            member.news();
        }
    }

    /// Goes on to the next policy by so many rows; how many rows are left.
    int step(List<RouteTable> tables, int rows) {
        int left = 0;
        int budget = rows;
        for (RouteTable routes : tables) {
            if (key.has(routes.isV6())) {
                int due = routes.table().rows() - switching.cursor(routes);
                int now = Math.min(due, budget);
                if (now > 0) {
                    step(routes, now);
                }
                budget -= Math.max(0, now);
                left += Math.max(0, due - now);
            }
        }
        return left;
    }

    private void step(RouteTable routes, int rows) {
        List<Member> who = syncing(routes);
        int[] peers = who.stream().mapToInt(Member::peer).toArray();
        List<Backlog> backlogs = who.stream().map(m -> m.backlog(routes)).toList();
        switching.step(routes, rows, liveMembers > 0 ? log : null, backlogs, peers);
        who.forEach(Member::news);
    }

    private List<Member> syncing(RouteTable routes) {
        List<Member> all = new ArrayList<>();
        for (Member member : liveMembers < members.size() ? members : List.<Member>of()) {
            if (!member.isLive() && member.backlog(routes) != null) {
                all.add(member);
            }
        }
        return all;
    }

    /// The answers about RPKI may be others: what depends on them is told again.
    ///
    /// @param what changed
    /// @param changed prefixes; null = all
    void revalidated(List<RouteTable> tables, Reads what, PrefixSet changed) {
        if (!(teller instanceof RankedTeller ranked) || !ranked.reads(what)) {
            return;
        }
        for (RouteTable routes : tables) {
            if (key.has(routes.isV6())) {
                List<Member> who = syncing(routes);
                List<Backlog> backlogs = who.stream().map(m -> m.backlog(routes)).toList();
                ranked.again(routes, changed, liveMembers > 0 ? log : null, backlogs);
                who.forEach(Member::news);
            }
        }
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
        teller.leaves(member.peer());
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
        if (key.has(changes.routes().isV6())) {
            teller.export(changes, liveMembers > 0 ? log : null);
            if (liveMembers < members.size()) {
                noteBacklogs(changes, changes.routes());
            }
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
                if (member.waits()) {
                    member.news(); // who is not live asks by himself, but for him
                }
            }
        }
    }

    private void noteBacklog(Changes changes, Backlog backlog, int peer) {
        for (int c = 0; c < changes.size(); c++) {
            teller.wasTold(changes, c, peer, told);
            backlog.add(changes.row(c), told);
        }
    }

    // ---- syncing members

    /// Everything of a family is to be sent again.
    void refresh(Member member, RouteTable routes) {
        for (Backlog backlog : member.backlogs()) {
            if (backlog.routes == routes && backlog.wantsAll(member.marksRefreshes())) {
                if (member.isLive()) {
                    member.step();
                    left(member);
                }
                addHeld(member, backlog);
            }
        }
    }

    /// The filters of a member are in force: it is told what it was not told for want of them.
    void filtered(Member member) {
        for (Backlog backlog : member.backlogs()) {
            if (backlog.filtered()) {
                refresh(member, backlog.routes);
            }
        }
        member.news();
    }

    private void addHeld(Member member, Backlog backlog) {
        RouteTable routes = backlog.routes;
        for (int row = 0; row < routes.table().rows(); row++) {
            if (teller.tells(routes, row, member.peer())) {
                teller.told(routes, row, member.peer(), told);
                backlog.add(row, told);
            }
        }
    }

    /// Of rows that unsent messages were about, a member may have all that it was told until now,
    /// besides what those messages said: only so is nothing missing if it is told less later.
    private void addTold(Member member) {
        teller.begin();
        for (Backlog backlog : member.backlogs()) {
            RouteTable routes = backlog.routes;
            Rows held = backlog.held();
            for (int row = held.next(0);
                    row >= 0 && backlog.hasPathIds();
                    row = held.next(row + 1)) {
                if (teller.tells(routes, row, member.peer())) {
                    teller.told(routes, row, member.peer(), told);
                    backlog.hold(row, told);
                }
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
                    addTold(reader.member());
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
            if (backlog.waits()) {
                continue;
            }
            do {
                if (backlog.beginDue()) {
                    // RFC 7313 §4: never before End-of-RIB, which the table begins with.
                    groups.packer().mark(own, backlog.routes.isV6(), RouteRefresh.BEGIN);
                    backlog.begun();
                }
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
                if (backlog.endDue()) {
                    groups.packer().mark(own, backlog.routes.isV6(), RouteRefresh.END);
                    backlog.ended();
                }
            } while (refilled(member, backlog));
        }
        if (member.waits()) {
            return;
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
        if (backlog.hasPathIds()) {
            pathSlice.pack(member.peer(), backlog, own);
            return;
        }
        RouteTable routes = backlog.routes;
        Changes slice = groups.slice();
        slice.begin(routes);
        teller.begin();
        int start = backlog.cursor();
        int row = backlog.next(start);
        while (row >= 0 && slice.size() < SLICE_ROWS && !slice.isFull()) {
            int told = teller.told(routes, row, member.peer());
            if (told != 0) {
                slice.add(row, 0, 0, told, teller.names(routes, row, told));
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
        int told = slice.attr(bucket);
        if (told == 0) {
            packer.withdraw(routes.table(), own, Audience.ALL);
        } else {
            Export export = teller.write(told, slice.source(bucket), routes.isV6());
            packer.announce(routes.table(), export, own, Audience.ALL);
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
        if (told == 0) {
            int last = c;
            for (c = slice.first(bucket); c != last; c = slice.next(c)) {
                groups.releaseIfVacant(routes, slice.row(c));
            }
        }
        return packed;
    }
}

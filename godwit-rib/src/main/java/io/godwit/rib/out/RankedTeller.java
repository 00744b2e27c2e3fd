package io.godwit.rib.out;

import io.godwit.policy.PrefixSet;
import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.rib.table.PackedTable;
import io.godwit.rib.table.PathList;
import io.godwit.rib.table.RouteTable;

import java.util.List;

/// Each member is told the first path of a row, in the order of the decision, that it may hear:
/// that did not come from it, and that is something to it by the [Verdicts]. Clients of a route
/// server have all paths to choose from, others only the best one. Where NLRI have Path
/// Identifiers, it is told the first few of them, or all.
///
/// Most members are told the same: the first paths that have a common wording. Who may be told
/// something else is known from the paths up to the last of those: their sources, and the
/// exceptions of their verdicts. Only for these few is looked path by path; so what a change costs
/// depends on them, not on the size of the group. Rows with the same paths before and after are one
/// question.
///
/// A policy is exchanged row by row ([#next], [#step]): of rows below a cursor the next one is in
/// force, of the others the one before. So what is told stays a pure function at every moment, and
/// only what differs is sent.
///
/// What is told is numbered by its wording.
final class RankedTeller implements Teller {
    private final Groups groups;
    private final UpdateGroup group;
    private final GroupKey key;
    private final MembersByAs byAs = new MembersByAs();
    private final Export export;
    private final Wordings wordings = new Wordings();
    private final Deliveries deliveries = new Deliveries();
    private final Tally[] tallies = {new Tally(), new Tally()};
    private Verdicts now;
    private Verdicts next; // null = there is no other
    private final int[] cursors = new int[2];
    private boolean askedV6;

    // The question in hand.
    private Verdicts was;
    private Verdicts is;
    private final PathList before = new PathList();
    private final PathList after = new PathList();
    private final PathList lastBefore = new PathList();
    private final PathList lastAfter = new PathList();
    private Verdicts answered; // by whom, for the last lists; null = they were not asked
    private boolean wasUnknown; // before counts as something else than after

    // What the change from one list to the other comes to.
    private final Specials specials = new Specials();
    private int commonBy;
    private int[] specialBy = new int[16];
    private boolean tooLong;
    private final Difference difference = new Difference();
    private final Told toldBefore = new Told();
    private final Told toldAfter = new Told();
    private final Told change = new Told();

    RankedTeller(UpdateGroup group, Program program, Groups groups) {
        this.group = group;
        this.groups = groups;
        key = group.key();
        export = groups.export(key);
        now = verdicts(program);
        was = now;
        is = now;
    }

    private Verdicts verdicts(Program program) {
        return new Verdicts(key, program, groups, export, byAs, wordings);
    }

    /// As long as it was not there, nobody asked what it would be told apart from others.
    @Override
    public void joins(int peer, List<RouteTable> families) {
        byAs.add(peer, groups.sources().as(peer));
        for (RouteTable routes : families) {
            begin();
            long told = 0;
            for (int row = 0; row < routes.table().rows(); row++) {
                forgetIfLarge();
                told(routes, row, peer, toldAfter);
                told += toldAfter.size();
            }
            tallies[routes.isV6() ? 1 : 0].set(peer, told);
        }
    }

    @Override
    public void takes(int peer, long v4, long v6) {
        byAs.add(peer, groups.sources().as(peer));
        tallies[0].set(peer, v4);
        tallies[1].set(peer, v6);
        begin();
    }

    @Override
    public void leaves(int peer) {
        byAs.remove(peer, groups.sources().as(peer));
        begin();
    }

    @Override
    public void count(RouteTable routes) {
        begin();
        before.clear();
        for (int row = 0; row < routes.table().rows(); row++) {
            if (isAbout(routes, row)) {
                ask(routes, row);
                compare();
                count(routes.isV6());
                forgetIfLarge();
            }
        }
    }

    @Override
    public long advertised(int peer, boolean v6) {
        return tallies[v6 ? 1 : 0].of(peer);
    }

    // ---- what is told

    @Override
    public void begin() {
        wordings.clear();
        now.clear();
        if (next != null) {
            next.clear();
        }
        answered = null;
    }

    private void forgetIfLarge() {
        if (wordings.isLarge() || now.isLarge() || next != null && next.isLarge()) {
            begin();
        }
    }

    /// Asks about a row as it is.
    private void ask(RouteTable routes, int row) {
        is = inForce(routes, row);
        was = is;
        read(routes, row, is, after);
    }

    private Verdicts inForce(RouteTable routes, int row) {
        boolean isNext = next != null && row < cursors[routes.isV6() ? 1 : 0];
        return at(isNext ? next : now, routes, row);
    }

    private Verdicts at(Verdicts verdicts, RouteTable routes, int row) {
        if (askedV6 != routes.isV6()) {
            askedV6 = routes.isV6();
            begin();
        }
        verdicts.at(routes, row);
        return verdicts;
    }

    /// Of the default route something may be told though there is none.
    private static boolean isAbout(RouteTable routes, int row) {
        return routes.table().live(row)
                && (routes.toldAttr(row) != 0 || routes.table().length(row) == 0);
    }

    /// Whether a default route of ours may have been told.
    boolean tellsDefault() {
        return now.program().originatesDefault();
    }

    private void read(RouteTable routes, int row, Verdicts by, PathList into) {
        if (by.ownDefault(into)) {
            return;
        }
        boolean live = routes.table().live(row); // else its columns may be given back, too
        int behind = key.ranked(routes.isV6()) ? routes.ranks(row) : 0;
        routes.read(
                live ? routes.toldAttr(row) : 0,
                live ? routes.toldSource(row) : 0,
                live ? routes.toldName(row) : 0,
                behind,
                into);
    }

    private void readBefore(Changes changes, int change) {
        if (was.ownDefault(before)) {
            return;
        }
        int behind = key.ranked(changes.routes().isV6()) ? changes.oldRanks(change) : 0;
        changes.routes()
                .read(
                        changes.oldAttr(change),
                        changes.oldSource(change),
                        changes.oldName(change),
                        behind,
                        before);
    }

    @Override
    public int told(RouteTable routes, int row, int peer) {
        ask(routes, row);
        return is.told(after, peer);
    }

    @Override
    public boolean tells(RouteTable routes, int row, int peer) {
        forgetIfLarge();
        return told(routes, row, peer) != 0;
    }

    @Override
    public void told(RouteTable routes, int row, int peer, Told into) {
        ask(routes, row);
        is.told(after, peer, into);
    }

    @Override
    public void wasTold(Changes changes, int change, int peer, Told into) {
        forgetIfLarge();
        was = inForce(changes.routes(), changes.row(change));
        readBefore(changes, change);
        was.told(before, peer, into);
    }

    /// Octets of all that was found to be said since the last [#begin].
    int octets() {
        return wordings.used();
    }

    /// Has a path announced, or withdrawn, to whom the next [#write] is for.
    void deliver(int row, int name, int wording) {
        deliveries.add(deliveries.of(wording, Audience.ALL), row, name);
    }

    @Override
    public int names(RouteTable routes, int row, int told) {
        return 0;
    }

    @Override
    public Export write(int told, int named, boolean v6) {
        wordings.load(told, export);
        return export;
    }

    // ---- changes

    @Override
    public void export(Changes changes, OutLog log) {
        RouteTable routes = changes.routes();
        begin();
        deliveries.clear();
        for (int bucket = 0; bucket < changes.buckets(); bucket++) {
            for (int c = changes.first(bucket); c >= 0; c = changes.next(c)) {
                ask(routes, changes.row(c));
                readBefore(changes, c);
                deliver(changes.row(c), routes.isV6(), log != null);
                groups.countNotFitting(tooLong);
            }
        }
        write(routes, log);
    }

    private void deliver(int row, boolean v6, boolean write) {
        // Within a batch, `was` follows from `is`; but which program is in force may differ by row.
        if (answered != is || was.byRow() || is.byRow() || !isLast()) {
            plan();
            lastBefore.copy(before);
            lastAfter.copy(after);
            answered = was.byRow() || is.byRow() ? null : is;
        }
        count(v6);
        if (write) {
            difference.deliver(row, deliveries);
        }
    }

    private boolean isLast() {
        return before.isSame(lastBefore) && after.isSame(lastAfter);
    }

    /// Writes what was delivered.
    void write(RouteTable routes, OutLog log) {
        if (log != null) {
            deliveries.write(routes, wordings, export, groups.packer(), log);
        }
        deliveries.clear();
        answered = null;
    }

    private void count(boolean v6) {
        Tally tally = tallies[v6 ? 1 : 0];
        tally.count(commonBy);
        for (int i = 0; i < specials.size(); i++) {
            tally.count(specials.at(i), specialBy[i] - commonBy);
        }
    }

    /// Finds out who is told something else than the others, and how many rows more or less each is
    /// told.
    private void compare() {
        specials.clear();
        specials.collect(before, was);
        specials.collect(after, is);
        specials.sort();
        if (specialBy.length < specials.size()) {
            specialBy = new int[2 * specials.size()];
        }
        for (int i = 0; i < specials.size(); i++) {
            ask(specials.at(i));
            specialBy[i] = toldAfter.size() - toldBefore.size();
        }
        was.common(before, toldBefore);
        is.common(after, toldAfter);
        commonBy = toldAfter.size() - toldBefore.size();
    }

    /// What a member was told, and what it is to be told.
    private void ask(int peer) {
        was.told(before, peer, toldBefore);
        is.told(after, peer, toldAfter);
    }

    /// Which deliveries the change is part of.
    private void plan() {
        compare();
        tooLong = after.size() > 0 && is.isTooLong(is.of(after, 0));
        if (wasUnknown) {
            sayAgain();
            difference.begin(change);
        } else {
            difference.begin(toldBefore, toldAfter);
        }
        for (int i = 0; i < specials.size(); i++) {
            if (group.has(specials.at(i))) {
                ask(specials.at(i));
                if (wasUnknown) {
                    sayAgain();
                } else {
                    change.change(toldBefore, toldAfter);
                }
                difference.special(specials.at(i), change);
            }
        }
        difference.end(deliveries);
    }

    /// All that may have been told, as it is now.
    private void sayAgain() {
        mayBeTold(change);
        for (int at = 0; at < change.size(); at++) {
            change.reword(at, toldAfter.of(change.name(at)));
        }
    }

    private void mayBeTold(Told into) {
        into.clear();
        int most = key.hasPathIds(askedV6) ? after.size() : 1;
        for (int at = 0; at < most; at++) {
            into.add(is.name(after, at), Told.WITHDRAWN);
        }
    }

    /// What is told of these rows may be something else, and nobody knows what it was: says it once
    /// more. Somebody may hear a withdrawal of what he was never told.
    ///
    /// @param changed prefixes; null = all
    void again(RouteTable routes, PrefixSet changed, OutLog log, List<Backlog> syncing) {
        begin();
        wasUnknown = true;
        for (int row = 0; row < routes.table().rows(); row++) {
            if (isAbout(routes, row) && (changed == null || contains(changed, routes, row))) {
                ask(routes, row);
                before.copy(after);
                deliver(row, routes.isV6(), log != null);
                mayBeTold(change);
                for (Backlog backlog : syncing) {
                    backlog.add(row, change);
                }
            }
        }
        wasUnknown = false;
        write(routes, log);
        tallies[routes.isV6() ? 1 : 0] = new Tally();
        count(routes);
    }

    private static boolean contains(PrefixSet changed, RouteTable routes, int row) {
        PackedTable table = routes.table();
        return routes.isV6()
                ? changed.contains(true, table.high(row), table.low(row), table.length(row))
                : changed.contains(false, 0, table.address(row) & 0xffff_ffffL, table.length(row));
    }

    /// Whether an answer about RPKI may be another.
    boolean reads(Reads what) {
        return now.program().reads(what) || next != null && next.program().reads(what);
    }

    // ---- another policy

    /// From now on, rows are judged by another program as [#step] comes to them.
    void next(Program program) {
        next = verdicts(program);
        cursors[0] = 0;
        cursors[1] = 0;
        begin();
    }

    /// How far it has come.
    int cursor(RouteTable routes) {
        return cursors[routes.isV6() ? 1 : 0];
    }

    /// Goes on by so many rows: writes what differs for live members, and notes it in the backlogs
    /// of the others.
    void step(RouteTable routes, int rows, OutLog log, List<Backlog> syncing, int[] peers) {
        int to = Math.min(routes.table().rows(), cursor(routes) + rows);
        begin();
        for (int row = cursor(routes); row < to; row++) {
            if (!isAbout(routes, row)) {
                continue;
            }
            was = at(now, routes, row);
            is = at(next, routes, row);
            read(routes, row, was, before);
            read(routes, row, is, after);
            deliver(row, routes.isV6(), log != null);
            for (int i = 0; i < peers.length; i++) {
                ask(peers[i]);
                if (!toldBefore.isSame(toldAfter)) {
                    syncing.get(i).add(row, toldBefore);
                }
            }
        }
        write(routes, log);
        cursors[routes.isV6() ? 1 : 0] = to;
    }
}

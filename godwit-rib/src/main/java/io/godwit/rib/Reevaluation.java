package io.godwit.rib;

import io.godwit.policy.PrefixSet;
import io.godwit.policy.Program;
import io.godwit.policy.Reads;
import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Judges routes again: those of peers whose import policy changed, and those that news about RPKI
/// cover. No neighbor is asked to send anything, as every path knows the block that came; but one
/// whose rejected paths are not kept is.
///
/// Paths are kept by prefix, so this is a sweep over all rows, a slice with every turn; everything
/// asked for in between shares the next sweep. A new policy holds from the moment its sweep begins:
/// for what comes in at once, for what is there when the sweep gets to it. A path says which of the
/// two programs rejected it, and there are never three.
final class Reevaluation {
    /// Judging a path takes as long as looking at so many rows.
    private static final int PATH_COSTS = 8;

    /// With more sets of changed prefixes than this, all prefixes count as changed.
    private static final int MOST_SETS = 16;

    private final Tables tables;
    private final Roster roster;
    private final ImportJudge judge;
    private final PathWalk.Visitor visitor = this::path;

    private Wanted running = new Wanted();
    private Wanted waiting = new Wanted();
    private boolean sweepV6;
    private int sweepRow;

    // The row in hand.
    private RouteTable routes;
    private int row;
    private boolean covered;
    private int judged;
    private int[] dropped = new int[4]; // names
    private int drops;

    // Outcome of a peer's last block, where the prefix does not matter; ids last for a slice.
    private int[] lastRaw = new int[0];
    private int[] lastAttr = new int[0];
    private int[] lastReason = new int[0];

    /// What one sweep is for.
    private static final class Wanted {
        final Map<Peer, ImportPolicy> policies = new LinkedHashMap<>();
        final List<Peer> forgetting = new ArrayList<>();
        final List<Peer> again = new ArrayList<>();
        final BitSet peers = new BitSet();
        final List<PrefixSet> changed = new ArrayList<>();
        boolean allChanged;
        boolean paths;

        boolean isEmpty() {
            return policies.isEmpty() && forgetting.isEmpty() && again.isEmpty() && !isNews();
        }

        boolean isNews() {
            return !changed.isEmpty() || allChanged || paths;
        }

        boolean concerns(Program program) {
            return (!changed.isEmpty() || allChanged) && program.reads(Reads.RPKI)
                    || paths && program.reads(Reads.ASPA);
        }

        boolean covers(boolean v6, long high, long low, int length) {
            for (int i = 0; i < changed.size(); i++) {
                if (changed.get(i).contains(v6, high, low, length)) {
                    return true;
                }
            }
            return allChanged;
        }
    }

    Reevaluation(Tables tables, Roster roster, ImportJudge judge) {
        this.tables = tables;
        this.roster = roster;
        this.judge = judge;
    }

    /// A peer is to have another import policy. Returns whether its routes are judged again: not if
    /// the policy means the same as the one that it has.
    boolean policy(Peer peer, ImportPolicy policy) {
        boolean awaited = waiting.policies.containsKey(peer);
        if (!awaited && peer.imports().sameAs(policy)) {
            peer.replace(policy);
            return false;
        }
        waiting.policies.put(peer, policy);
        beginIfIdle();
        return true;
    }

    /// Rejected paths of a peer are to stay from now on, or to go.
    void keepRejected(Peer peer, boolean keep) {
        if (keep == peer.keepsRejected()) {
            return;
        }
        peer.keepRejected(keep);
        if (keep) {
            peer.missRejected();
        } else {
            waiting.forgetting.add(peer);
            beginIfIdle();
        }
    }

    /// All paths of a peer are judged again.
    void again(Peer peer) {
        waiting.again.add(peer);
        beginIfIdle();
    }

    /// The origin validation state of these prefixes may have changed.
    void changed(PrefixSet prefixes) {
        if (prefixes.size() == 0) {
            return;
        }
        waiting.changed.add(prefixes);
        if (waiting.changed.size() > MOST_SETS) {
            waiting.changed.clear();
            waiting.allChanged = true;
        }
        beginIfIdle();
    }

    /// The verification state of any path may have changed.
    void pathsChanged() {
        waiting.paths = true;
        beginIfIdle();
    }

    private void beginIfIdle() {
        if (running.isEmpty()) {
            begin();
        }
    }

    private void begin() {
        running = waiting;
        waiting = new Wanted();
        sweepV6 = false;
        sweepRow = 0;
        running.policies.forEach((peer, policy) -> {
            if (!peer.isRemoved()) {
                peer.adopt(policy);
                running.peers.set(peer.number());
                missRejected(peer);
            }
        });
        Stream.concat(running.forgetting.stream(), running.again.stream())
                .filter(peer -> !peer.isRemoved())
                .forEach(peer -> running.peers.set(peer.number()));
        if (running.isNews()) {
            roster.present()
                    .forEach(peer -> {
                        if (running.concerns(peer.imports().program())) {
                            missRejected(peer);
                        }
                    });
        }
    }

    /// Not before the program is in force that shall judge what the neighbor says again.
    private static void missRejected(Peer peer) {
        if (!peer.keepsRejected()) {
            peer.missRejected();
        }
    }

    private void end() {
        running.policies.keySet().forEach(Peer::forgetImportBefore);
        begin();
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

    /// Looks at so many rows, at fewer the more paths are judged.
    void sweep(int rows) {
        if (running.isEmpty()) {
            return;
        }
        Arrays.fill(lastRaw, 0);
        int left = rows;
        while (left > 0 && !running.isEmpty()) {
            routes = tables.of(sweepV6);
            int all = routes.table().rows();
            for (row = sweepRow; row < all && left > 0; row++) {
                left -= 1 + (routes.table().live(row) ? PATH_COSTS * again() : 0);
            }
            sweepRow = row;
            left--;
            if (row >= all) {
                nextTable();
            }
        }
    }

    private void nextTable() {
        Arrays.fill(lastRaw, 0); // the outcome may depend on the family
        sweepRow = 0;
        sweepV6 = !sweepV6;
        if (!sweepV6) {
            end();
        }
    }

    /// Returns how many paths it judged.
    private int again() {
        judged = 0;
        covered =
                running.covers(
                        sweepV6, routes.high(row), routes.low(row), routes.table().length(row));
        if (covered || running.paths || !running.peers.isEmpty()) {
            PathWalk.forEach(routes, row, visitor);
            drop();
        }
        return judged;
    }

    /// After the walk, as the paths move when one goes.
    private void drop() {
        for (; drops > 0; drops--) {
            int name = dropped[drops - 1];
            Peer peer = roster.of(tables.sources().peer(name));
            routes.withdrawRow(row, peer.number(), name);
            peer.count(routes, false);
            peer.forgot(routes, 1);
        }
    }

    /// In place: walking on is safe.
    private void path(int attr, int info, int name) {
        int number = Paths.peer(info);
        if (number == OwnRoutes.US || tables.sources().hasLeft(info, routes.isV6())) {
            return;
        }
        Peer peer = roster.of(number);
        if (!running.peers.get(number) && !isNews(peer.imports().program())) {
            return;
        }
        judged++;
        boolean stays = judge(peer, tables.store().raw(attr), info);
        int reason = lastReason[number];
        if (!stays || reason != 0 && !peer.keepsRejected()) {
            dropped = drops < dropped.length ? dropped : Arrays.copyOf(dropped, 2 * drops);
            dropped[drops++] = name;
        } else if (lastAttr[number] != attr || reason != Paths.reason(info)) {
            routes.announceRow(row, Paths.source(info), name, lastAttr[number], reason);
            peer.count(routes, reason == 0);
        }
    }

    private boolean isNews(Program program) {
        return covered && program.reads(Reads.RPKI) || running.paths && program.reads(Reads.ASPA);
    }

    /// Returns false if the path is not to be kept.
    private boolean judge(Peer peer, int raw, int info) {
        int number = peer.number();
        if (number >= lastRaw.length) {
            lastRaw = Arrays.copyOf(lastRaw, 2 * number);
            lastAttr = Arrays.copyOf(lastAttr, 2 * number);
            lastReason = Arrays.copyOf(lastReason, 2 * number);
        }
        boolean longLived = peer.isLongLived(info, sweepV6);
        if (raw == lastRaw[number] && !longLived) {
            return true;
        }
        judge.block(peer, raw, sweepV6);
        lastRaw[number] = raw;
        if (judge.isPerPrefix()) {
            judge.prefix(routes.high(row), routes.low(row), routes.table().length(row));
            lastRaw[number] = 0;
        }
        boolean stays = !longLived || judge.keepForLong();
        if (longLived) {
            lastRaw[number] = 0;
        }
        lastAttr[number] = judge.attr();
        lastReason[number] = judge.reason();
        return stays;
    }
}

package io.godwit.rib;

import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Sources;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The peers by number, and the clearing up after those that left.
///
/// Paths are kept by prefix, not by peer, so the paths of a peer that left are found by a sweep
/// over all rows, a slice with every turn; all peers that left in between share one sweep. Until it
/// is done they take no part in decisions, and after it the number waits until every row that was
/// found is decided: only then nothing in the tables says it any more, and it may be given to
/// another session.
///
/// A peer that is lost and to come back (RFC 4724 §4.2) stays, and so do its paths: they say of
/// which of its sessions they are. What goes of them in the end is found by the same sweep.
final class Roster {
    /// Removing a path takes as long as looking at so many rows.
    private static final int PATH_COSTS = 4;

    private final Tables tables;
    private final List<Peer> peers = new ArrayList<>();
    private final ArrayDeque<Integer> freeNumbers = new ArrayDeque<>();
    private final List<Leaving> waiting = new ArrayList<>();
    private final List<Leaving> swept = new ArrayList<>();
    private final ArrayDeque<Done> done = new ArrayDeque<>();
    private int present;
    private boolean sweepV6;
    private int sweepRow;

    /// What a sweep is for.
    ///
    /// @param whole the peer left; else it is some of its paths that do
    private record Leaving(Peer peer, boolean whole) {}

    /// A finished sweep: its peers' numbers are free when so many rows were decided.
    private record Done(List<Peer> peers, long decidedV4, long decidedV6) {}

    Roster(Tables tables) {
        this.tables = tables;
        peers.add(null); // we
    }

    Peer add(PeerSettings settings) {
        int number = freeNumbers.isEmpty() ? peers.size() : freeNumbers.removeFirst();
        if (number == Sources.MAX) {
            throw new IllegalStateException("more than 65535 sessions");
        }
        Peer peer = new Peer(settings, number);
        if (number == peers.size()) {
            peers.add(peer);
        } else {
            peers.set(number, peer);
        }
        tables.sources().put(number, settings.address(), settings.bgpId(), (int) settings.as());
        present++;
        return peer;
    }

    /// Whether no peer is here, or still leaving.
    boolean isEmpty() {
        return present == 0 && waiting.isEmpty() && swept.isEmpty() && done.isEmpty();
    }

    /// The peer with a number that a path says.
    Peer of(int number) {
        return peers.get(number);
    }

    /// Those that did not leave.
    List<Peer> present() {
        return peers.stream().filter(peer -> peer != null && !peer.isRemoved()).toList();
    }

    void remove(Peer peer) {
        peer.removed();
        tables.sources().leave(peer.number());
        waiting.add(new Leaving(peer, true));
        present--;
    }

    /// The session is lost and the peer is to come back: its paths of some families stay, and are
    /// stale. Of what was stale already at most that of one session stays: there are four numbers
    /// for sessions, one is for the next one, and nothing may be left of it by then.
    void lose(Peer peer, boolean keepsV4, boolean keepsV6, boolean older) {
        int[] before = new int[2];
        for (int family = 0; family < 2; family++) {
            boolean v6 = family == 1;
            before[family] = peer.sessionBit(v6) | (older ? peer.olderBit(v6) : 0);
        }
        peer.lost();
        boolean some = false;
        for (int family = 0; family < 2; family++) {
            boolean v6 = family == 1;
            boolean keeps = v6 ? keepsV6 : keepsV4;
            int stayed = tables.sources().staying(peer.number(), v6);
            some |= (peer.leftBehind(v6) & ~before[family]) != 0;
            int sessions = peer.sessionBit(v6) | (keeps ? before[family] & stayed : 0);
            tables.sources().stays(peer.number(), v6, sessions);
            peer.stale(v6, keeps);
            some |= !keeps && peer.received(v6) > 0;
        }
        if (some) {
            leaveSome(peer);
        }
    }

    /// What is stale of a family goes; in the midst of a refresh its end decides.
    void dropStale(Peer peer, boolean v6) {
        if (peer.isStale(v6) && !peer.isRefreshing(v6)) {
            peer.stale(v6, false);
            tables.sources().stays(peer.number(), v6, peer.sessionBit(v6));
            leaveSome(peer);
        }
    }

    /// RFC 7313 §4: what is here of a family is stale until it is told again. Where the numbers of
    /// sessions are used up, as the sweeps of refreshes before have not ended, nothing is marked.
    void refreshBegins(Peer peer, boolean v6) {
        if (peer.canBegin(v6)) {
            int stayed = tables.sources().staying(peer.number(), v6);
            int before = peer.sessionBit(v6) | (peer.isStale(v6) ? peer.leftBehind(v6) : 0);
            peer.begin(v6);
            tables.sources().stays(peer.number(), v6, peer.sessionBit(v6) | before & stayed);
            peer.stale(v6, true);
            peer.refreshing(v6, true);
        }
    }

    /// RFC 7313 §4: what it has not told again goes.
    void refreshEnds(Peer peer, boolean v6) {
        if (peer.isRefreshing(v6)) {
            peer.refreshing(v6, false);
            dropStale(peer, v6);
        }
    }

    private void leaveSome(Peer peer) {
        tables.sources().leaveSome();
        waiting.add(new Leaving(peer, false));
    }

    /// Rows that a sweep has still to look at.
    int rowsToSweep() {
        if (swept.isEmpty() && waiting.isEmpty()) {
            return 0;
        }
        int all = tables.v4().table().rows() + tables.v6().table().rows();
        int seen = sweepRow + (sweepV6 ? tables.v4().table().rows() : 0);
        return 1 + Math.max(0, (swept.isEmpty() ? 0 : all - seen) + (waiting.isEmpty() ? 0 : all));
    }

    /// Looks for paths of peers that left: at so many rows if there are none, at fewer the more
    /// there are.
    void sweep(int rows) {
        int left = rows;
        while (left > 0) {
            if (swept.isEmpty()) {
                if (waiting.isEmpty()) {
                    return;
                }
                swept.addAll(waiting);
                waiting.clear();
                sweepV6 = false;
                sweepRow = 0;
            }
            RouteTable routes = tables.of(sweepV6);
            int end = Math.min(routes.table().rows(), sweepRow + left);
            int row = sweepRow;
            while (row < end && left > 0) {
                left -= 1 + (routes.table().live(row) ? PATH_COSTS * clear(routes, row) : 0);
                row++;
            }
            left--;
            sweepRow = row;
            if (row >= routes.table().rows()) {
                nextTable();
            }
        }
    }

    private void nextTable() {
        sweepRow = 0;
        sweepV6 = !sweepV6;
        if (!sweepV6) {
            List<Peer> whole = new ArrayList<>();
            swept.forEach(leaving -> {
                if (leaving.whole) {
                    whole.add(leaving.peer);
                } else {
                    someLeft(leaving.peer);
                }
            });
            done.add(
                    new Done(
                            whole,
                            tables.v4().decidedCount() + tables.v4().dirtyCount(),
                            tables.v6().decidedCount() + tables.v6().dirtyCount()));
            swept.clear();
        }
    }

    private void someLeft(Peer peer) {
        Sources sources = tables.sources();
        sources.left();
        if (waiting.stream().noneMatch(leaving -> leaving.peer == peer)) {
            int number = peer.number();
            peer.leftBehind(false, sources.staying(number, false));
            peer.leftBehind(true, sources.staying(number, true));
        }
    }

    /// Returns how many paths it removed.
    private int clear(RouteTable routes, int row) {
        int cleared = 0;
        for (int name = gone(routes, row); name >= 0; name = gone(routes, row)) {
            int peer = tables.sources().peer(name);
            routes.withdrawRow(row, peer, name);
            peers.get(peer).count(routes, false);
            cleared++;
        }
        return cleared;
    }

    /// The name of a path here that left, -1 if there is none.
    private int gone(RouteTable routes, int row) {
        Sources sources = tables.sources();
        int[] page = routes.table().page(row);
        int at = routes.pathsAt(row);
        Paths paths = routes.paths();
        if (page[at + Paths.ATTR] == 0) {
            return -1;
        }
        if (sources.hasLeft(page[at + Paths.INFO], routes.isV6())) {
            return name(page[at + Paths.INFO], paths.nameInRow(row));
        }
        for (int node = page[at + Paths.MORE]; node != 0; ) {
            int[] more = paths.page(node);
            int end = Paths.base(node) + Paths.NEXT;
            for (int p = Paths.base(node); p < end && more[p + Paths.ATTR] != 0; p += Paths.PATH) {
                if (sources.hasLeft(more[p + Paths.INFO], routes.isV6())) {
                    return name(more[p + Paths.INFO], paths.nameInNode(node, p));
                }
            }
            node = more[end];
        }
        return -1;
    }

    private static int name(int info, int name) {
        return name == 0 ? Paths.peer(info) : name;
    }

    /// Gives numbers back that nothing says any more.
    void releaseNumbers() {
        while (!done.isEmpty()
                && tables.v4().decidedCount() >= done.getFirst().decidedV4
                && tables.v6().decidedCount() >= done.getFirst().decidedV6
                && done.getFirst().peers.stream().noneMatch(this::isToldStill)) {
            for (Peer peer : done.removeFirst().peers) {
                tables.sources().left();
                freeNumbers.add(peer.number());
            }
        }
    }

    private boolean isToldStill(Peer peer) {
        return tables.v4().tellsInstead(peer.number()) || tables.v6().tellsInstead(peer.number());
    }
}

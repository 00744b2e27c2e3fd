package io.godwit.rib.out;

import io.godwit.rib.table.PathList;
import io.godwit.rib.table.RouteTable;

import java.util.Arrays;
import java.util.List;

/// Each member is told the first path of a row, in the order of the decision, that it may hear:
/// that did not come from it, and that is something to it by the [Verdicts].
///
/// Most members are told the same: the first path that has a common wording. Who may be told
/// something else is known from the paths up to that one: their sources, and the exceptions of
/// their verdicts. Only for these few is looked path by path; so what a change costs depends on
/// them, not on the size of the group. Rows with the same paths before and after are one question.
///
/// What is told is numbered by its wording.
final class RankedTeller implements Teller {
    private final UpdateGroup group;
    private final Groups groups;
    private final boolean ranked;
    private final MembersByAs byAs = new MembersByAs();
    private final Verdicts verdicts;
    private final Deliveries deliveries = new Deliveries();
    private final Tally[] tallies = {new Tally(), new Tally()};

    private final PathList before = new PathList();
    private final PathList after = new PathList();
    private final PathList lastBefore = new PathList();
    private final PathList lastAfter = new PathList();

    // What the change from one list to the other comes to.
    private int[] special = new int[16];
    private int specials;
    private int commonBy;
    private int[] specialBy = new int[16];
    private boolean tooLong;
    private int[] plan = new int[16];
    private int planned;
    private long[] apart = new long[16]; // wording and peer
    private int[] without = new int[16]; // who is not told what is common

    /// How many rows are told to everybody, and by how many more some are.
    private static final class Tally {
        long common;
        int[] more = new int[8];

        void set(int peer, int by) {
            count(peer, by - (int) (of(peer) - common));
        }

        void count(int peer, int by) {
            if (peer >= more.length) {
                more = Arrays.copyOf(more, 2 * peer);
            }
            more[peer] += by;
        }

        long of(int peer) {
            return common + (peer < more.length ? more[peer] : 0);
        }
    }

    RankedTeller(UpdateGroup group, Groups groups) {
        this.group = group;
        this.groups = groups;
        ranked = group.key().ranked();
        Export export = groups.export(group.key());
        verdicts = new Verdicts(group.key(), groups.store(), groups.sources(), export, byAs);
    }

    /// As long as it was not there, nobody asked what it would be told apart from others.
    @Override
    public void joins(int peer, List<RouteTable> families) {
        byAs.add(peer, groups.sources().as(peer));
        begin();
        for (RouteTable routes : families) {
            boolean v6 = routes.isV6();
            int more = 0;
            for (int row = 0; row < routes.table().rows(); row++) {
                if (routes.table().live(row) && routes.chosenAttr(row) != 0) {
                    read(routes, row);
                    more += Math.min(1, told(after, peer, v6)) - Math.min(1, common(after, v6));
                    forgetIfLarge();
                }
            }
            tallies[v6 ? 1 : 0].set(peer, more);
        }
    }

    @Override
    public void leaves(int peer) {
        byAs.remove(peer, groups.sources().as(peer));
    }

    @Override
    public void count(RouteTable routes) {
        begin();
        before.clear();
        for (int row = 0; row < routes.table().rows(); row++) {
            if (routes.table().live(row) && routes.chosenAttr(row) != 0) {
                read(routes, row);
                compare(routes.isV6());
                count(routes.isV6());
                forgetIfLarge();
            }
        }
    }

    private void read(RouteTable routes, int row) {
        int behind = ranked ? routes.ranks(row) : 0;
        int attr = routes.table().live(row) ? routes.chosenAttr(row) : 0;
        routes.read(attr, routes.chosenSource(row), behind, after);
    }

    @Override
    public long advertised(int peer, boolean v6) {
        return tallies[v6 ? 1 : 0].of(peer);
    }

    // ---- what is told

    @Override
    public void begin() {
        verdicts.clear();
    }

    private void forgetIfLarge() {
        if (verdicts.isLarge()) {
            begin();
        }
    }

    @Override
    public int told(RouteTable routes, int row, int peer) {
        read(routes, row);
        return told(after, peer, routes.isV6());
    }

    @Override
    public boolean tells(RouteTable routes, int row, int peer) {
        forgetIfLarge();
        return told(routes, row, peer) != 0;
    }

    @Override
    public boolean wasTold(Changes changes, int change, int peer) {
        forgetIfLarge();
        readBefore(changes, change);
        return told(before, peer, changes.routes().isV6()) != 0;
    }

    private void readBefore(Changes changes, int change) {
        int behind = ranked ? changes.oldRanks(change) : 0;
        changes.routes().read(changes.oldAttr(change), changes.oldSource(change), behind, before);
    }

    private int told(PathList paths, int peer, boolean v6) {
        for (int at = 0; at < paths.size(); at++) {
            int verdict = verdicts.of(paths.attr(at), paths.source(at), v6);
            int wording = verdicts.of(verdict, peer);
            if (wording != 0) {
                return wording;
            }
        }
        return 0;
    }

    @Override
    public int names(RouteTable routes, int row, int told) {
        return 0;
    }

    @Override
    public Export write(int told, int named, boolean v6) {
        verdicts.wordings().load(told, verdicts.export(), v6);
        return verdicts.export();
    }

    // ---- changes

    @Override
    public void export(Changes changes, OutLog log) {
        RouteTable routes = changes.routes();
        begin();
        deliveries.clear();
        boolean first = true;
        for (int bucket = 0; bucket < changes.buckets(); bucket++) {
            for (int c = changes.first(bucket); c >= 0; c = changes.next(c)) {
                readBefore(changes, c);
                read(routes, changes.row(c));
                if (first || !before.isSame(lastBefore) || !after.isSame(lastAfter)) {
                    plan(routes.isV6());
                    lastBefore.copy(before);
                    lastAfter.copy(after);
                    first = false;
                }
                count(routes.isV6());
                group.countNotFitting(tooLong);
                for (int i = 0; log != null && i < planned; i++) {
                    deliveries.add(plan[i], changes.row(c));
                }
            }
        }
        if (log != null) {
            deliveries.write(routes, verdicts.wordings(), verdicts.export(), group.packer(), log);
        }
    }

    private void count(boolean v6) {
        Tally tally = tallies[v6 ? 1 : 0];
        tally.common += commonBy;
        for (int i = 0; i < specials; i++) {
            tally.count(special[i], specialBy[i] - commonBy);
        }
    }

    /// Finds out who is told something else than the others, and how many rows more or less each is
    /// told.
    private void compare(boolean v6) {
        specials = 0;
        collect(before, v6);
        collect(after, v6);
        commonBy = Math.min(1, common(after, v6)) - Math.min(1, common(before, v6));
        if (specials > 1) {
            Arrays.sort(special, 0, specials);
            int kept = 1;
            for (int i = 1; i < specials; i++) {
                if (special[i] != special[kept - 1]) {
                    special[kept++] = special[i];
                }
            }
            specials = kept;
        }
        for (int i = 0; i < specials; i++) {
            specialBy[i] =
                    Math.min(1, told(after, special[i], v6))
                            - Math.min(1, told(before, special[i], v6));
        }
    }

    /// Who may not be told the first path with a common wording, as others are.
    private void collect(PathList paths, boolean v6) {
        for (int at = 0; at < paths.size(); at++) {
            int verdict = verdicts.of(paths.attr(at), paths.source(at), v6);
            collect(paths.source(at));
            for (int i = verdicts.first(verdict); i < verdicts.end(verdict); i++) {
                collect(verdicts.peer(i));
            }
            if (verdicts.common(verdict) != 0) {
                return;
            }
        }
    }

    private void collect(int peer) {
        if (specials == special.length) {
            special = Arrays.copyOf(special, 2 * specials);
            specialBy = new int[2 * specials];
        }
        special[specials++] = peer;
    }

    private int common(PathList paths, boolean v6) {
        for (int at = 0; at < paths.size(); at++) {
            int verdict = verdicts.of(paths.attr(at), paths.source(at), v6);
            if (verdicts.common(verdict) != 0) {
                return verdicts.common(verdict);
            }
        }
        return 0;
    }

    /// Which deliveries the change is part of.
    private void plan(boolean v6) {
        compare(v6);
        planned = 0;
        tooLong = after.size() > 0 && verdicts.isTooLong(after.attr(0), v6);
        int had = common(before, v6);
        int has = common(after, v6);
        int aparts = 0;
        int withouts = 0;
        if (apart.length < specials) {
            apart = new long[special.length];
            without = new int[special.length];
        }
        for (int i = 0; i < specials; i++) {
            if (!group.has(special[i])) {
                continue;
            }
            int own = told(after, special[i], v6);
            boolean differs = told(before, special[i], v6) != own;
            boolean asOthers = had != has && differs && own == has;
            if (had != has && !asOthers) {
                without[withouts++] = special[i];
            }
            if (differs && !asOthers) {
                apart[aparts++] = (long) own << 32 | special[i];
            }
        }
        if (had != has) {
            plan(has, Audience.of(false, Arrays.copyOf(without, withouts)));
        }
        Arrays.sort(apart, 0, aparts);
        for (int from = 0; from < aparts; ) {
            int to = from + 1;
            while (to < aparts && apart[to] >> 32 == apart[from] >> 32) {
                to++;
            }
            plan((int) (apart[from] >> 32), Audience.of(true, peers(from, to)));
            from = to;
        }
    }

    private int[] peers(int from, int to) {
        int[] peers = new int[to - from];
        for (int i = from; i < to; i++) {
            peers[i - from] = (int) apart[i];
        }
        return peers;
    }

    private void plan(int wording, Audience to) {
        if (planned == plan.length) {
            plan = Arrays.copyOf(plan, 2 * planned);
        }
        plan[planned++] = deliveries.of(wording, to);
    }
}

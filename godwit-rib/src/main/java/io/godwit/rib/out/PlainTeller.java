package io.godwit.rib.out;

import io.godwit.rib.table.PackedTable;
import io.godwit.rib.table.RouteTable;

import java.util.Arrays;
import java.util.List;

/// Everybody is told the chosen path with the same octets, but for whom it came from:
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
/// What is told is numbered by its block.
final class PlainTeller implements Teller {
    // Ints of an announcement for one member: row, block, source, member.
    private static final int SINGLE = 4;

    private final UpdateGroup group;
    private final boolean passes;
    private final Export export; // writes what is being packed
    private final Export compared; // answers questions meanwhile
    private final Tally[] tallies = {new Tally(), new Tally()};
    private OutLog log; // null if nobody listens
    private long[] withdrawals = new long[64];
    private int withdrawalCount;
    private int[] singles = new int[16 * SINGLE];
    private int singlesEnd;

    /// @param passes whether anything is told at all
    PlainTeller(UpdateGroup group, boolean passes, Export export, Export compared) {
        this.group = group;
        this.passes = passes;
        this.export = export;
        this.compared = compared;
    }

    @Override
    public void count(RouteTable routes) {
        PackedTable table = routes.table();
        boolean v6 = routes.isV6();
        for (int row = 0; row < table.rows(); row++) {
            if (table.live(row) && isTold(routes.toldAttr(row), v6)) {
                count(routes.toldSource(row), 1, v6);
            }
        }
    }

    private void count(int source, int by, boolean v6) {
        tallies[v6 ? 1 : 0].count(by);
        tallies[v6 ? 1 : 0].count(source, -by);
    }

    @Override
    public long advertised(int peer, boolean v6) {
        return tallies[v6 ? 1 : 0].of(peer);
    }

    @Override
    public void joins(int peer, List<RouteTable> families) {}

    @Override
    public void takes(int peer, long v4, long v6) {}

    @Override
    public void leaves(int peer) {}

    private boolean isTold(int attr, boolean v6) {
        return attr != 0 && passes && compared.allows(attr, v6);
    }

    @Override
    public void wasTold(Changes changes, int change, int peer, Told into) {
        into.clear();
        int attr = changes.oldAttr(change);
        if (changes.oldSource(change) != peer && isTold(attr, changes.routes().isV6())) {
            into.add(Told.ANY, attr);
        }
    }

    @Override
    public void begin() {}

    @Override
    public int told(RouteTable routes, int row, int peer) {
        if (!routes.table().live(row) || routes.toldSource(row) == peer) {
            return 0;
        }
        int attr = routes.toldAttr(row);
        return isTold(attr, routes.isV6()) ? attr : 0;
    }

    @Override
    public void told(RouteTable routes, int row, int peer, Told into) {
        into.clear();
        int attr = told(routes, row, peer);
        if (attr != 0) {
            into.add(Told.ANY, attr);
        }
    }

    @Override
    public boolean tells(RouteTable routes, int row, int peer) {
        return told(routes, row, peer) != 0;
    }

    @Override
    public int names(RouteTable routes, int row, int told) {
        return compared.namesSource(told) ? routes.toldSource(row) : 0;
    }

    @Override
    public Export write(int told, int named, boolean v6) {
        export.write(told, named, v6);
        return export;
    }

    // ---- changes

    @Override
    public void export(Changes changes, OutLog log) {
        RouteTable routes = changes.routes();
        this.log = log;
        for (int bucket = 0; bucket < changes.buckets(); bucket++) {
            int attr = changes.attr(bucket);
            if (isTold(attr, routes.isV6())) {
                announce(changes, routes, bucket, attr);
            } else {
                cease(changes, routes, bucket, attr);
            }
        }
        flushWithdrawals(routes);
        flushSingles(routes);
    }

    /// A bucket whose block is exported.
    private void announce(Changes changes, RouteTable routes, int bucket, int attr) {
        boolean v6 = routes.isV6();
        int source = changes.source(bucket);
        boolean toMember = group.has(source);
        Packer packer = log != null ? group.packer() : null;
        boolean begun = false;
        for (int c = changes.first(bucket); c >= 0; c = changes.next(c)) {
            int oldAttr = changes.oldAttr(c);
            int oldSource = changes.oldSource(c);
            boolean before = isTold(oldAttr, v6);
            count(source, 1, v6);
            if (before) {
                count(oldSource, -1, v6);
            }
            if (before && oldSource != source && toMember) {
                withdraw(~source, changes.row(c));
            }
            if (before && compared.looksSame(oldAttr, oldSource, attr, source, v6)) {
                if (oldSource != source && group.has(oldSource)) {
                    single(changes.row(c), attr, source, oldSource);
                }
                continue;
            }
            if (packer != null) {
                if (!begun) {
                    export.write(attr, source, v6);
                    Audience to = toMember ? Audience.allBut(source) : Audience.ALL;
                    packer.announce(routes.table(), export, log, to);
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
        boolean tooLong = attr != 0 && compared.isTooLong(attr, v6);
        for (int c = changes.first(bucket); c >= 0; c = changes.next(c)) {
            group.countNotFitting(tooLong);
            int oldSource = changes.oldSource(c);
            if (isTold(changes.oldAttr(c), v6)) {
                count(oldSource, -1, v6);
                withdraw(group.has(oldSource) ? oldSource : 0, changes.row(c));
            }
        }
    }

    private void single(int row, int attr, int source, int peer) {
        if (log == null) {
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

    /// @param tag of an [Audience]
    private void withdraw(int tag, int row) {
        if (log == null) {
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
        Packer packer = group.packer();
        Arrays.sort(withdrawals, 0, withdrawalCount);
        for (int i = 0; i < withdrawalCount; i++) {
            int tag = (int) (withdrawals[i] >> 32);
            if (i == 0 || tag != (int) (withdrawals[i - 1] >> 32)) {
                packer.end();
                packer.withdraw(routes.table(), log, Audience.of(tag));
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
        Packer packer = group.packer();
        for (int s = 0; s < singlesEnd; s += SINGLE) {
            if (s == 0 || !Arrays.equals(singles, s + 1, s + 4, singles, s - 3, s)) {
                packer.end();
                export.write(singles[s + 1], singles[s + 2], routes.isV6());
                packer.announce(routes.table(), export, log, Audience.only(singles[s + 3]));
            }
            packer.add(singles[s]);
        }
        packer.end();
        singlesEnd = 0;
        if (singles.length > 4096 * SINGLE) {
            singles = new int[16 * SINGLE];
        }
    }
}

package io.godwit.rib.out;

import io.godwit.rib.table.RouteTable;

import java.util.Arrays;

/// What a batch of changes comes to: which rows are to be announced with which wording, or
/// withdrawn, and for whom. What has wording and audience in common stands together.
final class Deliveries {
    private static final int NONE = -1;
    private static final int FEW = 64;
    private static final int MANY = 1 << 14;

    private int[] wordings = new int[FEW];
    private Audience[] audiences = new Audience[FEW];
    private int[] first = new int[FEW];
    private int[] last = new int[FEW];
    private int count;
    private int[] slots = new int[4 * FEW];

    private int[] rows = new int[FEW];
    private int[] names = new int[FEW];
    private int[] next = new int[FEW];
    private int entries;

    void clear() {
        Arrays.fill(audiences, 0, count, null);
        Arrays.fill(slots, 0);
        if (count > MANY) {
            wordings = new int[FEW];
            audiences = new Audience[FEW];
            first = new int[FEW];
            last = new int[FEW];
            slots = new int[4 * FEW];
        }
        count = 0;
        entries = 0;
    }

    /// The delivery of a wording, 0 = the withdrawal, to an audience.
    int of(int wording, Audience to) {
        int mask = slots.length - 1;
        int at = (31 * to.hash() + wording) * 0x9e37_79b9 >>> 8 & mask;
        while (slots[at] != 0) {
            int delivery = slots[at] - 1;
            if (wordings[delivery] == wording && audiences[delivery].isSame(to)) {
                return delivery;
            }
            at = at + 1 & mask;
        }
        if (count == wordings.length) {
            widen();
            return of(wording, to);
        }
        wordings[count] = wording;
        audiences[count] = to;
        first[count] = NONE;
        slots[at] = count + 1;
        return count++;
    }

    private void widen() {
        wordings = Arrays.copyOf(wordings, 2 * count);
        audiences = Arrays.copyOf(audiences, 2 * count);
        first = Arrays.copyOf(first, 2 * count);
        last = Arrays.copyOf(last, 2 * count);
        slots = new int[8 * count];
        int all = count;
        int[] firsts = Arrays.copyOf(first, all);
        count = 0;
        for (int delivery = 0; delivery < all; delivery++) {
            of(wordings[delivery], audiences[delivery]);
        }
        System.arraycopy(firsts, 0, first, 0, all);
    }

    /// @param name of the path, where NLRI have Path Identifiers
    void add(int delivery, int row, int name) {
        if (entries == rows.length) {
            rows = Arrays.copyOf(rows, 2 * entries);
            names = Arrays.copyOf(names, 2 * entries);
            next = Arrays.copyOf(next, 2 * entries);
        }
        rows[entries] = row;
        names[entries] = name;
        next[entries] = NONE;
        if (first[delivery] == NONE) {
            first[delivery] = entries;
        } else {
            next[last[delivery]] = entries;
        }
        last[delivery] = entries++;
    }

    /// Packs everything: first what is for all but some, then what is for some only. So most
    /// members find what is theirs in one stretch, and not in pieces with a write for each.
    void write(RouteTable routes, Wordings said, Export export, Packer packer, OutLog log) {
        write(false, routes, said, export, packer, log);
        write(true, routes, said, export, packer, log);
    }

    private void write(
            boolean only,
            RouteTable routes,
            Wordings said,
            Export export,
            Packer packer,
            OutLog log) {
        for (int delivery = 0; delivery < count; delivery++) {
            Audience to = audiences[delivery];
            if (first[delivery] == NONE || to.isOnly() != only) {
                continue;
            }
            if (wordings[delivery] == 0) {
                packer.withdraw(routes.table(), log, to);
            } else {
                said.load(wordings[delivery], export);
                packer.announce(routes.table(), export, log, to);
            }
            for (int entry = first[delivery]; entry != NONE; entry = next[entry]) {
                if (export.hasPathIds(routes.isV6())) {
                    packer.add(rows[entry], names[entry]);
                } else {
                    packer.add(rows[entry]);
                }
            }
            packer.end();
        }
    }
}

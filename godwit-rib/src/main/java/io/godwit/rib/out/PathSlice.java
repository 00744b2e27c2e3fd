package io.godwit.rib.out;

import io.godwit.rib.table.RouteTable;

import java.util.Arrays;

/// A slice of the [Backlog] of a member whose NLRI have Path Identifiers (RFC 7911). Of each row
/// everything is said at once: what the member is to have, and the withdrawal of what it may have
/// besides. So after a row it has neither too much nor too little, whatever it had before.
final class PathSlice {
    // What a slice says fits about two pages, however many paths rows have.
    private static final int MOST_PARTS = 2048;

    private final Groups groups;
    private final RankedTeller teller;
    private final Told told = new Told();
    private int[] rows = new int[64];
    private int size;

    PathSlice(Groups groups, RankedTeller teller) {
        this.groups = groups;
        this.teller = teller;
    }

    /// Packs some rows.
    void pack(int peer, Backlog backlog, OutLog own) {
        RouteTable routes = backlog.routes;
        teller.begin();
        size = 0;
        int parts = 0;
        int row = backlog.next(backlog.cursor());
        while (row >= 0 && parts < MOST_PARTS && teller.octets() < OutLog.PAGE_OCTETS) {
            teller.told(routes, row, peer, told);
            parts += 1 + announce(row) + withdraw(row, backlog);
            add(row);
            row = backlog.next(row + 1);
        }
        backlog.cursor(row < 0 ? 0 : row);
        teller.write(routes, own);
        for (int i = 0; i < size; i++) {
            backlog.remove(rows[i]);
            groups.releaseIfVacant(routes, rows[i]);
        }
    }

    private int announce(int row) {
        for (int at = 0; at < told.size(); at++) {
            teller.deliver(row, told.name(at), told.wording(at));
        }
        return told.size();
    }

    private int withdraw(int row, Backlog backlog) {
        int count = 0;
        HeldPaths held = backlog.heldPaths();
        for (int node = held.first(row); node != 0; node = held.next(node)) {
            if (told.of(held.name(node)) == 0) {
                teller.deliver(row, held.name(node), Told.WITHDRAWN);
                count++;
            }
        }
        return count;
    }

    private void add(int row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
        }
        rows[size++] = row;
    }
}

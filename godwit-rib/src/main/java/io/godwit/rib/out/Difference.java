package io.godwit.rib.out;

import java.util.Arrays;

/// What members are to be sent as something else is told of a prefix: most of them the same, a few
/// special ones what is theirs. What several are to be sent alike is one delivery.
final class Difference {
    private final Told common = new Told();

    // A wording and the name of a path: first those of most members, then others.
    private long[] parts = new long[16];
    private int size;
    private boolean[] had = new boolean[16];

    // Part and peer: who is not sent what most are, or is sent what only some are.
    private long[] apart = new long[16];
    private int aparts;

    private int[] deliveries = new int[16];

    /// Begins with what most members are to be sent: announcements and withdrawals.
    void begin(Told was, Told is) {
        common.change(was, is);
        begin();
    }

    /// The same where nobody knows what was told: it is all said once more.
    ///
    /// @param is for each path that may have been told: what it is now
    void begin(Told is) {
        common.clear();
        for (int at = 0; at < is.size(); at++) {
            common.add(is.name(at), is.wording(at));
        }
        begin();
    }

    private void begin() {
        size = 0;
        aparts = 0;
        for (int at = 0; at < common.size(); at++) {
            add(part(common, at));
        }
        if (had.length < size) {
            had = new boolean[2 * size];
        }
    }

    private static long part(Told told, int at) {
        return (long) told.wording(at) << 32 | told.name(at);
    }

    private int add(long part) {
        if (size == parts.length) {
            parts = Arrays.copyOf(parts, 2 * size);
        }
        parts[size] = part;
        return size++;
    }

    /// What a special member is to be sent; members come in ascending order.
    void special(int peer, Told change) {
        if (change.isSame(common)) {
            return;
        }
        Arrays.fill(had, 0, common.size(), false);
        for (int at = 0; at < change.size(); at++) {
            int part = find(part(change, at));
            if (part < common.size()) {
                had[part] = true;
            } else {
                except(part, peer);
            }
        }
        for (int part = 0; part < common.size(); part++) {
            if (!had[part]) {
                except(part, peer);
            }
        }
    }

    private int find(long part) {
        for (int at = 0; at < size; at++) {
            if (parts[at] == part) {
                return at;
            }
        }
        return add(part);
    }

    private void except(int part, int peer) {
        if (aparts == apart.length) {
            apart = Arrays.copyOf(apart, 2 * aparts);
        }
        apart[aparts++] = (long) part << 32 | peer;
    }

    /// Puts it among the deliveries.
    void end(Deliveries into) {
        Arrays.sort(apart, 0, aparts);
        if (deliveries.length < size) {
            deliveries = new int[2 * size];
        }
        int from = 0;
        for (int part = 0; part < size; part++) {
            int to = from;
            while (to < aparts && apart[to] >> 32 == part) {
                to++;
            }
            int[] peers = new int[to - from];
            for (int i = from; i < to; i++) {
                peers[i - from] = (int) apart[i];
            }
            Audience audience = Audience.of(part >= common.size(), peers);
            deliveries[part] = into.of((int) (parts[part] >> 32), audience);
            from = to;
        }
    }

    /// Adds a row that it is about.
    void deliver(int row, Deliveries to) {
        for (int part = 0; part < size; part++) {
            to.add(deliveries[part], row, (int) parts[part]);
        }
    }
}

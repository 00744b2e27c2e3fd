package io.godwit.rib.out;

import java.util.Arrays;

/// The members of a group by AS number: which of them a community or a path is about.
final class MembersByAs {
    private static final int NOBODY = -1;
    private static final int GONE = -2;

    private int[] ases = new int[16];
    private int[] firsts = new int[16]; // a peer, NOBODY = the slot is free
    private int[] next = new int[16]; // by peer: another one of its AS
    private int count;

    MembersByAs() {
        Arrays.fill(firsts, NOBODY);
    }

    void add(int peer, int as) {
        if (peer >= next.length) {
            next = Arrays.copyOf(next, Math.max(peer + 1, 2 * next.length));
        }
        if (2 * count >= ases.length) {
            widen();
        }
        int slot = slot(as);
        if (firsts[slot] == NOBODY) {
            count++;
            ases[slot] = as;
        }
        next[peer] = Math.max(NOBODY, firsts[slot]);
        firsts[slot] = peer;
    }

    /// An AS that nobody is left of keeps its slot until the next growth.
    void remove(int peer, int as) {
        int slot = slot(as);
        if (firsts[slot] == peer) {
            firsts[slot] = next[peer] == NOBODY ? GONE : next[peer];
            return;
        }
        int at = firsts[slot];
        while (next[at] != peer) {
            at = next[at];
        }
        next[at] = next[peer];
    }

    /// The first member of an AS, -1 if there is none.
    int first(int as) {
        return Math.max(NOBODY, firsts[slot(as)]);
    }

    /// The next member of the same AS, -1 if there is none.
    int next(int peer) {
        return next[peer];
    }

    private int slot(int as) {
        int mask = ases.length - 1;
        int at = as * 0x9e37_79b9 >>> 12 & mask;
        while (firsts[at] != NOBODY && ases[at] != as) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void widen() {
        int[] oldAses = ases;
        int[] oldFirsts = firsts;
        ases = new int[2 * oldAses.length];
        firsts = new int[2 * oldAses.length];
        Arrays.fill(firsts, NOBODY);
        count = 0;
        for (int i = 0; i < oldAses.length; i++) {
            if (oldFirsts[i] >= 0) {
                int slot = slot(oldAses[i]);
                ases[slot] = oldAses[i];
                firsts[slot] = oldFirsts[i];
                count++;
            }
        }
    }
}

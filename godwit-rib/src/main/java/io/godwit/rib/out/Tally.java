package io.godwit.rib.out;

import java.util.Arrays;

/// How many rows are told to everybody, and by how many more or fewer some peers are told.
final class Tally {
    private long common;
    private int[] more = new int[8];

    /// Everybody.
    void count(int by) {
        common += by;
    }

    /// One peer.
    void count(int peer, int by) {
        if (peer >= more.length) {
            more = Arrays.copyOf(more, 2 * peer);
        }
        more[peer] += by;
    }

    long of(int peer) {
        return common + (peer < more.length ? more[peer] : 0);
    }

    void set(int peer, long rows) {
        count(peer, (int) (rows - of(peer)));
    }
}

package io.godwit.rib.table;

import java.util.Arrays;

/// How many paths of each peer take no part in the decision, by reason.
public final class Rejections {
    private static final int REASONS_AT_FIRST = 32;

    private final int[] none = new int[0];
    private int[][] counts = new int[0][];

    /// So many more paths with this peer and reason.
    void add(int info, int more) {
        int at = place(Paths.peer(info), Paths.reason(info));
        if (at >= counts.length) {
            int before = counts.length;
            counts = Arrays.copyOf(counts, 2 * at + 2);
            Arrays.fill(counts, before, counts.length, none);
        }
        int code = code(Paths.reason(info));
        if (code >= counts[at].length) {
            counts[at] = Arrays.copyOf(counts[at], Math.max(REASONS_AT_FIRST, 2 * code));
        }
        counts[at][code] += more;
    }

    /// How many paths of a peer have this reason.
    public int count(int peer, int reason) {
        int at = place(peer, reason);
        int code = code(reason);
        return at < counts.length && code < counts[at].length ? counts[at][code] : 0;
    }

    /// One array for each value of the highest bit of a reason.
    private static int place(int peer, int reason) {
        return peer << 1 | reason >>> 13;
    }

    private static int code(int reason) {
        return reason & 0x1fff;
    }
}

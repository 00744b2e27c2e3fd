package io.godwit.rib.out;

import io.godwit.rib.table.PathList;

import java.util.Arrays;

/// Who may be told something else of a prefix than most others are: each once, in ascending order.
/// They are known from the paths up to the last one that most are told.
final class Specials {
    private int[] peers = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    /// Adds those of these paths; in order only after [#sort].
    void collect(PathList paths, Verdicts verdicts) {
        int told = 0;
        for (int at = 0; at < paths.size() && told < verdicts.most(); at++) {
            int verdict = verdicts.of(paths, at);
            add(paths.source(at));
            for (int i = verdicts.first(verdict); i < verdicts.end(verdict); i++) {
                add(verdicts.peer(i));
            }
            told += verdicts.common(verdict) != 0 ? 1 : 0;
        }
    }

    private void add(int peer) {
        if (size == peers.length) {
            peers = Arrays.copyOf(peers, 2 * size);
        }
        peers[size++] = peer;
    }

    void sort() {
        if (size < 2) {
            return;
        }
        Arrays.sort(peers, 0, size);
        int kept = 1;
        for (int i = 1; i < size; i++) {
            if (peers[i] != peers[kept - 1]) {
                peers[kept++] = peers[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int at(int i) {
        return peers[i];
    }

    boolean has(int peer) {
        return Arrays.binarySearch(peers, 0, size, peer) >= 0;
    }
}

package io.godwit.rib.out;

import io.godwit.rib.table.Sources;

import java.util.Arrays;

/// Whom messages of an [OutLog] are for: all, all but some, or only some.
final class Audience {
    private static final int[] NOBODY = {};

    /// Everybody.
    static final Audience ALL = new Audience(0, NOBODY);

    /// Tags from here on stand for more than one peer.
    static final int SET = Sources.MAX;

    private final int tag;
    private final int[] peers;
    private final boolean only;
    // A bit for each peer that is named, of 64 that share it: most of those who ask are not.
    private final long maybe;

    private Audience(int tag, int[] peers) {
        this.tag = tag;
        this.peers = peers;
        only = tag < 0;
        long bits = 0;
        for (int peer : peers) {
            bits |= 1L << peer;
        }
        maybe = bits;
    }

    /// All but this peer; peer 0, ourselves, makes it [#ALL].
    static Audience allBut(int peer) {
        return of(peer);
    }

    static Audience only(int peer) {
        return of(~peer);
    }

    /// What a tag says that names none or one peer.
    static Audience of(int tag) {
        return tag == 0 ? ALL : new Audience(tag, NOBODY);
    }

    /// All but these peers, or only these.
    ///
    /// @param peers in ascending order
    static Audience of(boolean only, int[] peers) {
        return switch (peers.length) {
            case 0 -> only ? new Audience(~SET, peers) : ALL;
            case 1 -> only ? only(peers[0]) : allBut(peers[0]);
            default -> new Audience(only ? ~SET : SET, peers);
        };
    }

    /// 0 = all, positive = all but this peer, negative = only the peer with the inverted bits.
    /// Where more peers are named, a page of the log knows which.
    int tag() {
        return tag;
    }

    /// Whether it names none or one peer, so that the tag says all.
    boolean isSimple() {
        return tag < SET && tag >= ~(SET - 1);
    }

    /// Whether messages with this simple tag are for the peer.
    static boolean isFor(int tag, int peer) {
        return tag >= 0 ? tag != peer : ~tag == peer;
    }

    /// Whether it names those who hear it, not those who do not.
    boolean isOnly() {
        return only;
    }

    boolean has(int peer) {
        if (isSimple()) {
            return isFor(tag, peer);
        }
        return ((maybe >>> peer & 1) != 0 && Arrays.binarySearch(peers, peer) >= 0) == only;
    }

    boolean isSame(Audience other) {
        return other == this || tag == other.tag && Arrays.equals(peers, other.peers);
    }

    /// Equal for audiences that are the same.
    int hash() {
        return 31 * Arrays.hashCode(peers) + tag;
    }
}

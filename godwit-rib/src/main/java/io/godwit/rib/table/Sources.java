package io.godwit.rib.table;

import io.godwit.wire.Address;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;

import java.util.Arrays;

/// What the decision must know of peers, by peer number. Number 0 is ourselves.
public final class Sources {
    /// Numbers must fit 16 bits of a path.
    public static final int MAX = 1 << 16;

    private static final int ALL_SESSIONS = (1 << Paths.SESSIONS) - 1;

    private final PathNames names;
    private Address[] addresses = new Address[8];
    private int[] bgpIds = new int[8];
    private int[] ases = new int[8];
    private boolean[] gone = new boolean[8];
    private int[] needs = new int[8];
    private byte[] staying = new byte[16];
    private int leaving;

    public Sources(PathNames names) {
        this.names = names;
    }

    /// @param as as a bit pattern
    public void put(int peer, Address address, int bgpId, int as) {
        if (peer >= addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * peer);
            bgpIds = Arrays.copyOf(bgpIds, 2 * peer);
            ases = Arrays.copyOf(ases, 2 * peer);
            gone = Arrays.copyOf(gone, 2 * peer);
            needs = Arrays.copyOf(needs, 2 * peer);
            staying = Arrays.copyOf(staying, 4 * peer);
        }
        addresses[peer] = address;
        bgpIds[peer] = bgpId;
        ases[peer] = as;
        gone[peer] = false;
        needs[peer] = NextHopTable.REACHABLE;
        stays(peer, false, ALL_SESSIONS);
        stays(peer, true, ALL_SESSIONS);
    }

    /// Of which sessions of a peer the paths stay, one bit for each.
    public void stays(int peer, boolean v6, int sessions) {
        staying[2 * peer + (v6 ? 1 : 0)] = (byte) sessions;
    }

    /// See [#stays].
    public int staying(int peer, boolean v6) {
        return staying[2 * peer + (v6 ? 1 : 0)];
    }

    /// How well a next hop must be reached that a peer gives: a word of [NextHopTable#reach].
    public void need(int peer, int reach) {
        needs[peer] = reach;
    }

    /// See [#need].
    public int need(int peer) {
        return needs[peer];
    }

    /// The session ended: its paths take no part any more, though they are still to be removed.
    public void leave(int peer) {
        gone[peer] = true;
        leaving++;
    }

    /// Some of its paths take no part any more, see [#stays].
    public void leaveSome() {
        leaving++;
    }

    /// The last path of those that left together was removed.
    public void left() {
        leaving--;
    }

    /// Whether a path is one that left and is still to be removed.
    public boolean hasLeft(int info, boolean v6) {
        int peer = Paths.peer(info);
        return gone[peer] || (staying(peer, v6) >>> Paths.session(info) & 1) == 0;
    }

    public boolean isGone(int peer) {
        return gone[peer];
    }

    /// Whether there are paths that left.
    public boolean someLeave() {
        return leaving > 0;
    }

    /// The peer of a path with this name: a path of a session without Path Identifiers (RFC 7911)
    /// is named by the number of its peer, others have one of [PathNames].
    public int peer(int name) {
        return names.peer(name);
    }

    /// The Path Identifier in a name, [PathNames#NO_ID] for a peer alone.
    public long pathId(int name) {
        return names.pathId(name);
    }

    public Address address(int peer) {
        return addresses[peer];
    }

    public int bgpId(int peer) {
        return bgpIds[peer];
    }

    /// Its AS number, as a bit pattern.
    public int as(int peer) {
        return ases[peer];
    }

    /// Who brought a route into its AS, by BGP identifier: ORIGINATOR_ID if the route was
    /// reflected, else the neighbor itself (RFC 4456 §8, §9).
    public int originator(AttrStore store, int attr, int peer) {
        int at =
                (store.flags(attr) & AttrStore.REFLECTED) == 0
                        ? -1
                        : store.attribute(attr, Attributes.ORIGINATOR_ID);
        return at < 0
                ? bgpIds[peer]
                : Wire.i32(store.octets(attr), Attributes.valueOffset(store.octets(attr), at));
    }
}

package io.godwit.rib.out;

import io.godwit.rib.table.AttrStore;
import io.godwit.wire.Address;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Flags;

import java.util.Arrays;

/// The export rules, all of them: what a group of neighbors may be told, and with which attributes.
///
/// | | to another AS | to our AS |
/// |---|---|---|
/// | export policy missing or reject | nothing (RFC 8212 §2) | nothing if reject |
/// | NO_ADVERTISE | nothing | nothing |
/// | NO_EXPORT, NO_EXPORT_SUBCONFED | nothing | passes |
/// | learned from our AS | passes | nothing (RFC 4271 §9.2: no reflector) |
/// | AS_PATH | our AS first (§5.1.2 b), no confederation segments (RFC 5065 §4) | unchanged |
/// | NEXT_HOP | ours (§5.1.3) | unchanged; ours for our own routes |
/// | MULTI_EXIT_DISC | of our own routes only (§5.1.4) | passes |
/// | LOCAL_PREF | none (§5.1.5) | always, from the decision |
/// | ORIGINATOR_ID, CLUSTER_LIST, other non-transitive | none | none |
/// | non-transitive extended communities | none (RFC 4360 §6) | pass |
/// | unknown transitive | pass, Partial since they came in | the same |
///
/// All of it is a pure function of the block and the [GroupKey]. That a route is never sent to the
/// neighbor it came from is the affair of [UpdateGroup].
public final class Export {
    /// Header, and the two lengths of an UPDATE (RFC 4271 §4.3).
    static final int FRAME_OCTETS = 23;

    /// Head of MP_REACH_NLRI with 16 octets of next hop, extended length.
    static final int MP_REACH_OCTETS = 4 + 5 + 16;

    private static final int ORDINARY_OCTETS = 4096;
    private static final int MOST_NLRI_V4 = 5;
    private static final int MOST_NLRI_V6 = 17;
    // More than prepending, NEXT_HOP and LOCAL_PREF can add, and AS4_PATH is at most twice the
    // path.
    private static final int SURELY_FITS = (ORDINARY_OCTETS - 256) / 2;

    private final GroupKey key;
    private final int localAs;
    private final AttrStore store;
    private final int refused;

    private byte[] out = new byte[1024];
    private int octets;
    private byte[] other = new byte[0];
    private byte[] wide = new byte[0];
    private final byte[] hop = new byte[16];

    /// @param localAs as a bit pattern
    public Export(GroupKey key, int localAs, AttrStore store) {
        this.key = key;
        this.localAs = localAs;
        this.store = store;
        refused = AttrStore.NO_ADVERTISE | (key.ebgp() ? AttrStore.NO_EXPORT : 0);
    }

    /// Whether routes with this block are sent to the group.
    boolean allows(int attr, boolean v6) {
        int flags = store.flags(attr);
        return key.passes()
                && (flags & refused) == 0
                && (key.ebgp() || (flags & AttrStore.KIND) != AttrStore.INTERNAL)
                && hasNextHop(attr, flags, v6)
                && (store.length(attr) <= SURELY_FITS || fits(attr, v6));
    }

    /// Whether only the size of its attributes keeps a route from being sent (RFC 4271 §9.2).
    boolean isTooLong(int attr, boolean v6) {
        return store.length(attr) > SURELY_FITS && !fits(attr, v6);
    }

    private boolean hasNextHop(int attr, int flags, boolean v6) {
        boolean haveOwn = !(v6 ? key.nextHopV6() : key.nextHopV4()).isUnspecified();
        return haveOwn || !key.ebgp() && readHop(attr, flags, v6);
    }

    private boolean fits(int attr, boolean v6) {
        write(attr, v6);
        return octetsWithOnePrefix(v6) <= key.send().maxMessageOctets();
    }

    private int octetsWithOnePrefix(boolean v6) {
        return FRAME_OCTETS + octets + (v6 ? MP_REACH_OCTETS + MOST_NLRI_V6 : MOST_NLRI_V4);
    }

    /// How long messages with the block last written may get: 4096 even where more was negotiated,
    /// unless a single prefix needs more. It keeps receivers' buffers and latency small.
    int messageLimit(boolean v6) {
        return octetsWithOnePrefix(v6) <= ORDINARY_OCTETS
                ? ORDINARY_OCTETS
                : key.send().maxMessageOctets();
    }

    /// Whether both blocks look the same to the group.
    boolean looksSame(int a, int b, boolean v6) {
        if (a == b) {
            return true;
        }
        if (store.neighborAs(a) != store.neighborAs(b)
                || store.asPathLength(a) != store.asPathLength(b)
                || store.origin(a) != store.origin(b)) {
            return false;
        }
        write(a, v6);
        int length = octets;
        if (other.length < length) {
            other = new byte[out.length];
        }
        System.arraycopy(out, 0, other, 0, length);
        boolean sameHop = !v6 || key.ebgp();
        if (!sameHop) {
            long high = Wire.i64(hop, 0);
            long low = Wire.i64(hop, 8);
            write(b, true);
            sameHop = high == Wire.i64(hop, 0) && low == Wire.i64(hop, 8);
        } else {
            write(b, v6);
        }
        return sameHop && Arrays.equals(out, 0, octets, other, 0, length);
    }

    /// The attributes last written: all but MP_REACH_NLRI, in ascending order.
    byte[] attributes() {
        return out;
    }

    /// How many octets they have.
    int attributesOctets() {
        return octets;
    }

    /// The IPv6 next hop of the block last written, 16 octets.
    byte[] nextHopV6() {
        return hop;
    }

    /// Writes the attributes that routes with this block are sent with.
    void write(int attr, boolean v6) {
        int length = store.length(attr);
        if (out.length < 2 * length + 64) {
            out = new byte[2 * length + 256];
        }
        int flags = store.flags(attr);
        readOrOwnHop(attr, flags, v6);
        octets = attributes(attr, flags, v6);
        if (!key.send().asn4()) {
            narrow();
        }
    }

    private int attributes(int attr, int flags, boolean v6) {
        byte[] from = store.octets(attr);
        int off = store.offset(attr);
        int end = off + store.length(attr);
        boolean ebgp = key.ebgp();
        boolean local = (flags & AttrStore.KIND) == AttrStore.LOCAL;
        boolean hopDue = !v6;
        boolean preferenceDue = !ebgp;
        int to = 0;
        for (int at = off; at < end; at = Attributes.next(from, at)) {
            int code = Attributes.code(from, at);
            if (hopDue && code >= Attributes.NEXT_HOP) {
                to = AttributeWriter.nextHop(out, to, Wire.i32(hop, 0));
                hopDue = false;
            }
            if (preferenceDue && code >= Attributes.LOCAL_PREF) {
                to = AttributeWriter.localPref(out, to, store.localPref(attr));
                preferenceDue = false;
            }
            boolean passes =
                    switch (code) {
                        case Attributes.AS_PATH -> !ebgp;
                        case Attributes.MULTI_EXIT_DISC -> !ebgp || local;
                        case Attributes.NEXT_HOP, Attributes.LOCAL_PREF -> false;
                        case Attributes.EXTENDED_COMMUNITIES,
                                Attributes.IPV6_EXTENDED_COMMUNITIES ->
                                !ebgp;
                        default -> (from[at] & Flags.TRANSITIVE_BIT) != 0;
                    };
            if (passes) {
                to = AttributeWriter.copy(out, to, from, at);
            } else if (ebgp && code == Attributes.AS_PATH) {
                to = prepend(from, at, to);
            } else if (ebgp && code == Attributes.EXTENDED_COMMUNITIES) {
                to = transitiveOnly(from, at, to, 8);
            } else if (ebgp && code == Attributes.IPV6_EXTENDED_COMMUNITIES) {
                to = transitiveOnly(from, at, to, 20);
            }
        }
        if (hopDue) {
            to = AttributeWriter.nextHop(out, to, Wire.i32(hop, 0));
        }
        return preferenceDue ? AttributeWriter.localPref(out, to, store.localPref(attr)) : to;
    }

    private int prepend(byte[] from, int at, int to) {
        int off = Attributes.valueOffset(from, at);
        int len = Attributes.valueOctets(from, at);
        if (!hasConfederation(from, off, len)) {
            return AttributeWriter.asPathPrepended(out, to, from, off, len, localAs, 1);
        }
        byte[] path = new byte[len];
        int kept = withoutConfederation(from, off, len, path);
        return AttributeWriter.asPathPrepended(out, to, path, 0, kept, localAs, 1);
    }

    private static boolean hasConfederation(byte[] from, int off, int len) {
        for (int at = off; at < off + len; at += 2 + 4 * (from[at + 1] & 0xff)) {
            if (from[at] > AsPath.SEQUENCE) {
                return true;
            }
        }
        return false;
    }

    /// Confederation segments mean nothing outside (RFC 5065 §4); a neighbor in our AS may have
    /// sent some.
    private static int withoutConfederation(byte[] from, int off, int len, byte[] path) {
        int kept = 0;
        for (int at = off; at < off + len; ) {
            int octets = 2 + 4 * (from[at + 1] & 0xff);
            if (from[at] <= AsPath.SEQUENCE) {
                System.arraycopy(from, at, path, kept, octets);
                kept += octets;
            }
            at += octets;
        }
        return kept;
    }

    /// RFC 4360 §6, RFC 5701 §2: bit 6 of the first octet marks what must not leave the AS.
    private int transitiveOnly(byte[] from, int at, int to, int size) {
        int value = Attributes.valueOffset(from, at);
        int end = Attributes.next(from, at);
        int kept = 0;
        for (int c = value; c + size <= end; c += size) {
            kept += (from[c] & 0x40) == 0 ? size : 0;
        }
        if (kept == 0) {
            return to;
        }
        int next = AttributeWriter.head(out, to, from[at] & 0xff, Attributes.code(from, at), kept);
        for (int c = value; c + size <= end; c += size) {
            if ((from[c] & 0x40) == 0) {
                System.arraycopy(from, c, out, next, size);
                next += size;
            }
        }
        return next;
    }

    /// RFC 6793 §4.2.2, for a neighbor that knows two-octet AS numbers only.
    private void narrow() {
        byte[] four = out;
        if (wide.length < 2 * octets + 64) {
            wide = new byte[2 * four.length + 64];
        }
        octets = AttributeWriter.twoOctet(wide, 0, four, 0, octets);
        out = wide;
        wide = four;
    }

    private void readOrOwnHop(int attr, int flags, boolean v6) {
        if (key.ebgp() || !readHop(attr, flags, v6)) {
            Address own = v6 ? key.nextHopV6() : key.nextHopV4();
            own.write(hop, 0);
        }
    }

    /// Reads the next hop of the block; false if it has none for the family. Of an IPv6 pair the
    /// global address passes: the link-local one means nothing to a neighbor elsewhere (RFC 2545
    /// §3).
    private boolean readHop(int attr, int flags, boolean v6) {
        byte[] from = store.octets(attr);
        int off = store.offset(attr);
        if (!v6 && (flags & AttrStore.HAS_NEXT_HOP) != 0) {
            int at = Attributes.find(from, off, store.length(attr), Attributes.NEXT_HOP);
            System.arraycopy(from, Attributes.valueOffset(from, at), hop, 0, 4);
            return true;
        }
        if ((flags & AttrStore.HAS_MP_REACH) == 0) {
            return false;
        }
        int at = Attributes.find(from, off, store.length(attr), Attributes.MP_REACH_NLRI);
        int value = Attributes.valueOffset(from, at);
        int hopOctets = from[value + 3] & 0xff;
        int wanted = v6 ? 16 : 4;
        boolean isV6 = Wire.u16(from, value) == 2;
        if (isV6 != v6 || hopOctets < wanted) {
            return false;
        }
        System.arraycopy(from, value + 4, hop, 0, wanted);
        return !v6 || !Address.read(hop, 0, 16).isLinkLocal();
    }
}

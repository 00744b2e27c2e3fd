package io.godwit.policy;

import io.godwit.policy.tree.CommunityKind;
import io.godwit.wire.Family;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Flags;

/// What a program changed of the attributes of the route it accepted; used again for the next one.
///
/// It also holds what a program found out about the block of a [Subject], so one for each program
/// that runs by turns saves work.
public final class Edits {
    /// An attribute's head, MP_REACH_NLRI without NLRI, and all numbers.
    private static final int SMALL_VALUES = 128;

    private final Route route = new Route();

    /// Nothing yet.
    public Edits() {}

    Route route() {
        return route;
    }

    /// Whether the attributes stay as they are.
    public boolean isEmpty() {
        return route.set == 0 && !route.anyRemoved;
    }

    /// Whether the policy itself says what this attribute is to be.
    public boolean sets(int attributeCode) {
        return (route.set & 1L << attributeCode) != 0;
    }

    /// Whether the next hop is to be our own address, whatever the block says: `set next-hop self`.
    public boolean nextHopSelf() {
        return route.nextHopSelf;
    }

    /// Forgets everything.
    public void clear() {
        route.clear();
    }

    /// Most octets that [#write] needs for a block of `length` octets.
    public int room(int length) {
        int room = length + SMALL_VALUES + route.pathLen;
        for (int octets : route.listLen) {
            room += octets;
        }
        return room;
    }

    /// Writes the canonical block with the changes, in ascending order of attributes; a Partial bit
    /// stays. What would make the attributes longer than they can be (65,535 octets) was left out.
    ///
    /// @return octets written
    public int write(byte[] block, int off, int len, byte[] out, int to) {
        int at = to;
        long pending = route.set;
        int end = off + len;
        for (int from = off; from < end; from = Attributes.next(block, from)) {
            int code = Attributes.code(block, from);
            while (pending != 0 && Long.numberOfTrailingZeros(pending) < code) {
                at = attribute(Long.numberOfTrailingZeros(pending), 0, out, at);
                pending &= pending - 1;
            }
            if (pending != 0 && Long.numberOfTrailingZeros(pending) == code) {
                at = attribute(code, Attributes.flags(block, from), out, at);
                pending &= pending - 1;
            } else if (!isRemoved(code)) {
                at = AttributeWriter.copy(out, at, block, from);
            }
        }
        for (; pending != 0; pending &= pending - 1) {
            at = attribute(Long.numberOfTrailingZeros(pending), 0, out, at);
        }
        return at - to;
    }

    private boolean isRemoved(int code) {
        return route.anyRemoved && (route.removed[code >> 6] & 1L << code) != 0;
    }

    private int attribute(int code, int oldFlags, byte[] out, int at) {
        return switch (code) {
            case Attributes.ORIGIN -> AttributeWriter.origin(out, at, route.origin);
            case Attributes.AS_PATH -> path(out, at);
            case Attributes.NEXT_HOP -> AttributeWriter.nextHop(out, at, route.hop4);
            case Attributes.MULTI_EXIT_DISC -> AttributeWriter.med(out, at, (int) route.med);
            case Attributes.LOCAL_PREF -> AttributeWriter.localPref(out, at, (int) route.localPref);
            case Attributes.COMMUNITIES -> list(CommunityKind.STANDARD, code, oldFlags, out, at);
            case Attributes.MP_REACH_NLRI -> mpReach(out, at);
            case Attributes.EXTENDED_COMMUNITIES ->
                    list(CommunityKind.EXTENDED, code, oldFlags, out, at);
            case Attributes.LARGE_COMMUNITIES -> list(CommunityKind.LARGE, code, oldFlags, out, at);
            default -> throw new IllegalStateException("no program changes attribute " + code);
        };
    }

    private int path(byte[] out, int at) {
        return AttributeWriter.asPathPrepended(
                out, at, route.pathBuf, route.pathOff, route.pathLen, 0, 0);
    }

    private int list(CommunityKind kind, int code, int oldFlags, byte[] out, int at) {
        int index = kind.ordinal();
        int octets = route.listLen[index];
        int flags = Flags.OPTIONAL_TRANSITIVE.octet() | oldFlags & Flags.PARTIAL_BIT;
        int value = AttributeWriter.head(out, at, flags, code, octets);
        System.arraycopy(route.listBuf[index], route.listOff[index], out, value, octets);
        return value + octets;
    }

    private int mpReach(byte[] out, int at) {
        return AttributeWriter.mpReachHead(
                out,
                at,
                route.mpAfi,
                Family.IPV4_UNICAST.safi(),
                route.mpBuf,
                route.mpOff,
                route.mpLen,
                0);
    }
}

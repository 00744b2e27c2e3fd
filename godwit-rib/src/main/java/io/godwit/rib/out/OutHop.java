package io.godwit.rib.out;

import io.godwit.rib.NextHopTerms;
import io.godwit.rib.table.AttrStore;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;

import java.util.Arrays;

/// The next hop that a route is sent with: ours, or that of its block.
///
/// Four octets stand in NEXT_HOP (RFC 4271 §5.1.3); 16, or 32 with a link-local address (RFC 2545
/// §3), in MP_REACH_NLRI, those of IPv4 routes too (RFC 8950 §3).
final class OutHop {
    private static final int V4_OCTETS = 4;
    private static final int V6_OCTETS = 16;
    private static final int PAIR_OCTETS = 32;

    private final NextHopTerms terms;
    private final boolean v6InV4;
    private final boolean shares;
    private final boolean commonIsV6;
    private final int commonBits;
    private final byte[] common = new byte[V6_OCTETS];

    private byte[] octets = new byte[PAIR_OCTETS];
    private int length;

    OutHop(GroupKey key) {
        terms = key.nextHops();
        v6InV4 = key.send().extendedNextHop();
        shares = terms.common().isPresent();
        commonIsV6 = terms.common().map(p -> p.address().isV6()).orElse(false);
        commonBits = terms.common().map(Prefix::length).orElse(0);
        terms.common().ifPresent(p -> p.address().write(common, 0));
    }

    /// Whether we share a network with the neighbors, and say so (RFC 4271 §5.1.3, third party).
    boolean sharesNetwork() {
        return shares;
    }

    /// Whether we have one of our own for a family.
    boolean hasOwn(boolean v6) {
        return !terms.own(v6).isUnspecified();
    }

    /// Becomes ours; false if we have none. RFC 2545 §3: with the link-local one for who is on the
    /// same link.
    boolean own(boolean v6) {
        Address own = terms.own(v6);
        length = own.octets();
        own.write(octets, 0);
        if (own.isV6() && !terms.linkLocal().isUnspecified() && !own.isLinkLocal()) {
            terms.linkLocal().write(octets, V6_OCTETS);
            length = PAIR_OCTETS;
        }
        return !own.isUnspecified();
    }

    /// Becomes that of a block; false if it has none that can be said. The link-local address of a
    /// pair only goes to those who share the link with it, and alone it means nothing to others.
    ///
    /// @param flags of the block
    /// @param whole to a client of the route server: it shares the link (RFC 7947 §2.2.1)
    boolean read(byte[] block, int off, int end, int flags, boolean v6, boolean whole) {
        if (!v6 && (flags & AttrStore.HAS_NEXT_HOP) != 0) {
            int at = Attributes.find(block, off, end - off, Attributes.NEXT_HOP);
            System.arraycopy(block, Attributes.valueOffset(block, at), octets, 0, V4_OCTETS);
            length = V4_OCTETS;
            return true;
        }
        if ((flags & AttrStore.HAS_MP_REACH) == 0) {
            return false;
        }
        int at = Attributes.find(block, off, end - off, Attributes.MP_REACH_NLRI);
        int value = Attributes.valueOffset(block, at);
        length = Math.min(block[value + 3] & 0xff, PAIR_OCTETS);
        boolean isV6 = Wire.u16(block, value) == Family.AFI_IPV6;
        if (isV6 != v6 || !canBeSaid(v6)) {
            return false;
        }
        System.arraycopy(block, value + 4, octets, 0, length);
        if (length == PAIR_OCTETS && !whole && !isCommon()) {
            length = V6_OCTETS;
        }
        return length == V4_OCTETS || whole || isSaidAnywhere(Address.read(octets, 0, V6_OCTETS));
    }

    /// Some say `::` in front of a link-local address that stands alone.
    private static boolean isSaidAnywhere(Address first) {
        return !first.isLinkLocal() && !first.isUnspecified();
    }

    private boolean canBeSaid(boolean v6) {
        return length == V4_OCTETS ? !v6 : length >= V6_OCTETS && (v6 || v6InV4);
    }

    /// Whether it is on the network that we share with the neighbors.
    boolean isCommon() {
        if (!shares || commonIsV6 != length > V4_OCTETS) {
            return false;
        }
        int whole = commonBits >>> 3;
        int rest = commonBits & 7;
        return Arrays.equals(octets, 0, whole, common, 0, whole)
                && (rest == 0 || (octets[whole] ^ common[whole]) >> 8 - rest == 0);
    }

    /// Whether it stands in MP_REACH_NLRI.
    boolean isMp() {
        return length > V4_OCTETS;
    }

    /// The octets; the first [#length()] of them.
    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    /// Whether both look the same in a message; what stands in NEXT_HOP is compared there.
    boolean looksLike(OutHop other) {
        return length == other.length
                && (!isMp() || Arrays.equals(octets, 0, length, other.octets, 0, length));
    }

    /// Octets of it that are to be kept beside the attributes.
    int saved() {
        return isMp() ? length : 0;
    }

    void load(byte[] from, int off, int saved) {
        length = saved == 0 ? V4_OCTETS : saved;
        System.arraycopy(from, off, octets, 0, saved);
    }

    /// The first of its addresses.
    Address address() {
        return Address.read(octets, 0, isMp() ? V6_OCTETS : V4_OCTETS);
    }
}

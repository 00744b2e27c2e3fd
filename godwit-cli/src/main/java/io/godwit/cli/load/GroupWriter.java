package io.godwit.cli.load;

import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Ints;
import io.godwit.wire.MessageType;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.nlri.Nlri;

import java.util.Arrays;

/// Turns groups of the table into UPDATEs as one neighbor sends them (RFC 4271 §4.3): one set of
/// attributes, and as many prefixes as 4096 octets hold.
///
/// The table is IPv4. As IPv6 routes (RFC 4760) its prefixes stand behind 24 fixed bits, so that a
/// /24 becomes a /48 and a /8 a /32, the usual lengths there.
public final class GroupWriter {
    /// Header, two empty length fields.
    private static final int ATTRIBUTES_AT = Framer.HEADER_OCTETS + 4;

    private static final int V6_BITS = 24;

    /// 2400::/24, in use for real networks.
    private static final long V6_HEAD = 0x240000L;

    /// A prefix length and 48 bits.
    private static final int NLRI_MOST = 7;

    private static final int MP_REACH_HEAD = 4 + 5 + 16;
    private static final int MP_UNREACH_HEAD = 4 + 3;

    private final View view;
    private final Family family;
    private final int[] path = new int[Group.MAX_PATH + 2];
    private final byte[] attributes = new byte[1024];
    private final byte[] nlri = new byte[Framer.MAX_OCTETS];
    private final byte[] hop = new byte[16];
    private int filled;

    /// IPv4 routes.
    public GroupWriter(View view) {
        this(view, Family.IPV4_UNICAST);
    }

    /// Routes of `family`, IPv4 or IPv6 unicast.
    public GroupWriter(View view, Family family) {
        this.view = view;
        this.family = family;
        Wire.put64(hop, 0, V6_HEAD << 40);
        Wire.put32(hop, 12, view.nextHop());
    }

    /// The octets that a group takes at most.
    public static int most() {
        return 2 * Framer.MAX_OCTETS;
    }

    /// Writes the UPDATEs of a group at `off`; returns the offset behind them.
    public int write(Group group, byte[] buf, int off) {
        int octets = attributes(group);
        int at = off;
        for (int next = 0; next < group.prefixes; ) {
            int start = at;
            next = fill(group, next, Framer.MAX_OCTETS - ATTRIBUTES_AT - octets - MP_REACH_HEAD);
            at = start + ATTRIBUTES_AT;
            System.arraycopy(attributes, 0, buf, at, octets);
            at += octets;
            if (isV6()) {
                at = mpReachHead(buf, at);
            }
            int reach = isV6() ? filled : 0;
            Wire.put16(buf, start + Framer.HEADER_OCTETS, 0);
            Wire.put16(buf, start + Framer.HEADER_OCTETS + 2, at + reach - start - ATTRIBUTES_AT);
            System.arraycopy(nlri, 0, buf, at, filled);
            at += filled;
            header(buf, start, at - start);
        }
        return at;
    }

    /// Writes UPDATEs that withdraw the group's prefixes at `off`; returns the offset behind them.
    public int withdraw(Group group, byte[] buf, int off) {
        int at = off;
        for (int next = 0; next < group.prefixes; ) {
            int start = at;
            next = fill(group, next, Framer.MAX_OCTETS - ATTRIBUTES_AT - MP_UNREACH_HEAD);
            at = start + ATTRIBUTES_AT;
            if (isV6()) {
                at = AttributeWriter.mpUnreachHead(buf, at, family.afi(), family.safi(), filled);
            } else {
                at -= 2;
            }
            System.arraycopy(nlri, 0, buf, at, filled);
            at += filled;
            Wire.put16(buf, start + Framer.HEADER_OCTETS, isV6() ? 0 : filled);
            if (isV6()) {
                Wire.put16(buf, start + Framer.HEADER_OCTETS + 2, at - start - ATTRIBUTES_AT);
            } else {
                at = Wire.put16(buf, at, 0);
            }
            header(buf, start, at - start);
        }
        return at;
    }

    /// Writes End-of-RIB for IPv4 unicast (RFC 4724 §2): an UPDATE that says nothing.
    public static int endOfRib(byte[] buf, int off) {
        Wire.put32(buf, off + Framer.HEADER_OCTETS, 0);
        header(buf, off, ATTRIBUTES_AT);
        return off + ATTRIBUTES_AT;
    }

    private boolean isV6() {
        return family.equals(Family.IPV6_UNICAST);
    }

    /// Fills the NLRI field with the prefixes from `next` on that fit; returns the one behind.
    private int fill(Group group, int next, int room) {
        filled = 0;
        int at = next;
        while (at < group.prefixes && filled + NLRI_MOST <= room) {
            int length = group.lengths[at];
            long address = group.addresses[at] & 0xFFFF_FFFFL;
            filled =
                    isV6()
                            ? Nlri.writeV6(
                                    nlri, filled, V6_HEAD << 40 | address << 8, 0, length + V6_BITS)
                            : Nlri.writeV4(nlri, filled, (int) address, length);
            at++;
        }
        return at;
    }

    private int mpReachHead(byte[] buf, int at) {
        return AttributeWriter.mpReachHead(
                buf, at, family.afi(), family.safi(), hop, 0, hop.length, filled);
    }

    private static void header(byte[] buf, int off, int length) {
        Arrays.fill(buf, off, off + 16, (byte) 0xFF);
        Wire.put8(buf, Wire.put16(buf, off + 16, length), MessageType.UPDATE.code());
    }

    private int attributes(Group group) {
        byte[] buf = attributes;
        int at = AttributeWriter.origin(buf, 0, group.origin);
        int length = view.path(group, path);
        at = AttributeWriter.asPath(buf, at, Ints.of(Arrays.copyOf(path, length)));
        if (!isV6()) {
            at = AttributeWriter.nextHop(buf, at, view.nextHop());
        }
        long med = view.med(group);
        if (med != Group.NO_MED) {
            at = AttributeWriter.med(buf, at, (int) med);
        }
        var communities = Arrays.copyOf(group.communities, group.communityCount);
        at = AttributeWriter.communities(buf, at, Ints.of(communities));
        return AttributeWriter.largeCommunities(
                buf, at, group.hasLarge ? Ints.of(group.large) : Ints.of());
    }
}

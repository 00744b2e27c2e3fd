package io.godwit.cli.demo;

import io.godwit.wire.Framer;
import io.godwit.wire.Ints;
import io.godwit.wire.MessageType;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.nlri.Nlri;

import java.util.Arrays;

/// Turns groups of the table into UPDATEs as one neighbor sends them (RFC 4271 §4.3): one set of
/// attributes, and as many prefixes as 4096 octets hold.
final class GroupWriter {
    /// Header, two empty length fields.
    private static final int ATTRIBUTES_AT = Framer.HEADER_OCTETS + 4;

    private static final int NLRI_MOST = 5;

    private final View view;
    private final int[] path = new int[Group.MAX_PATH + 2];
    private final byte[] attributes = new byte[1024];

    GroupWriter(View view) {
        this.view = view;
    }

    /// The octets that a group takes at most.
    static int most() {
        return 2 * Framer.MAX_OCTETS;
    }

    /// Writes the UPDATEs of a group at `off`; returns the offset behind them.
    int write(Group group, byte[] buf, int off) {
        int octets = attributes(group);
        int at = off;
        int next = 0;
        while (next < group.prefixes) {
            int start = at;
            at = Wire.put16(buf, start + Framer.HEADER_OCTETS, 0);
            at = Wire.put16(buf, at, octets);
            System.arraycopy(attributes, 0, buf, at, octets);
            at += octets;
            while (next < group.prefixes && at - start <= Framer.MAX_OCTETS - NLRI_MOST) {
                at = Nlri.writeV4(buf, at, group.addresses[next], group.lengths[next]);
                next++;
            }
            header(buf, start, at - start);
        }
        return at;
    }

    /// Writes End-of-RIB for IPv4 unicast (RFC 4724 §2): an UPDATE that says nothing.
    static int endOfRib(byte[] buf, int off) {
        Wire.put32(buf, off + Framer.HEADER_OCTETS, 0);
        header(buf, off, ATTRIBUTES_AT);
        return off + ATTRIBUTES_AT;
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
        at = AttributeWriter.nextHop(buf, at, view.nextHop());
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

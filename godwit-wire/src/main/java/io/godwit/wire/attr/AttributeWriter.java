package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Ints;
import io.godwit.wire.Wire;

/// Appends attributes to a buffer, each with flags, type and length; every method returns the
/// offset behind what it wrote. The extended length is used only above 255 octets.
public final class AttributeWriter {
    private AttributeWriter() {}

    /// Writes flags, type and length of an attribute whose value has `octets` octets.
    public static int head(byte[] buf, int off, int flags, int code, int octets) {
        boolean extended = octets > 255;
        int bits = flags & ~Flags.EXTENDED_BIT;
        int at = Wire.put8(buf, off, extended ? bits | Flags.EXTENDED_BIT : bits);
        at = Wire.put8(buf, at, code);
        return extended ? Wire.put16(buf, at, octets) : Wire.put8(buf, at, octets);
    }

    /// ORIGIN, 0..2.
    public static int origin(byte[] buf, int off, int origin) {
        int at = head(buf, off, Flags.WELL_KNOWN.octet(), Attributes.ORIGIN, 1);
        return Wire.put8(buf, at, origin);
    }

    /// AS_PATH with four-octet AS numbers: `times` times `as` before the segments of another one,
    /// the value of `pathOctets` octets at `pathOff` of `path` (RFC 4271 §5.1.2 b).
    public static int asPathPrepended(
            byte[] buf, int off, byte[] path, int pathOff, int pathOctets, int as, int times) {
        return off;
    }

    /// AS_PATH with four-octet AS numbers: one AS_SEQUENCE, split above 255; empty without numbers.
    public static int asPath(byte[] buf, int off, Ints asns) {
        return off;
    }

    /// NEXT_HOP.
    public static int nextHop(byte[] buf, int off, int address) {
        return u32(buf, off, Flags.WELL_KNOWN, Attributes.NEXT_HOP, address);
    }

    /// MULTI_EXIT_DISC.
    public static int med(byte[] buf, int off, int med) {
        return u32(buf, off, Flags.OPTIONAL, Attributes.MULTI_EXIT_DISC, med);
    }

    /// LOCAL_PREF.
    public static int localPref(byte[] buf, int off, int preference) {
        return u32(buf, off, Flags.WELL_KNOWN, Attributes.LOCAL_PREF, preference);
    }

    /// COMMUNITIES; nothing if there are none.
    public static int communities(byte[] buf, int off, Ints values) {
        return ints(buf, off, Attributes.COMMUNITIES, Flags.OPTIONAL_TRANSITIVE, values);
    }

    /// ORIGINATOR_ID.
    public static int originatorId(byte[] buf, int off, int id) {
        return u32(buf, off, Flags.OPTIONAL, Attributes.ORIGINATOR_ID, id);
    }

    /// CLUSTER_LIST; nothing if there are none.
    public static int clusterList(byte[] buf, int off, Ints ids) {
        return ints(buf, off, Attributes.CLUSTER_LIST, Flags.OPTIONAL, ids);
    }

    /// LARGE_COMMUNITIES, three numbers each; nothing if there are none.
    public static int largeCommunities(byte[] buf, int off, Ints packed) {
        return ints(buf, off, Attributes.LARGE_COMMUNITIES, Flags.OPTIONAL_TRANSITIVE, packed);
    }

    /// MP_REACH_NLRI up to and with the reserved octet, for NLRI of `nlriOctets` octets that
    /// follow.
    public static int mpReachHead(
            byte[] buf,
            int off,
            int afi,
            int safi,
            byte[] hop,
            int hopOff,
            int hopOctets,
            int nlriOctets) {
        int octets = 5 + hopOctets + nlriOctets;
        int at = head(buf, off, Flags.OPTIONAL.octet(), Attributes.MP_REACH_NLRI, octets);
        at = Wire.put8(buf, Wire.put16(buf, at, afi), safi);
        at = Wire.put8(buf, at, hopOctets);
        System.arraycopy(hop, hopOff, buf, at, hopOctets);
        return Wire.put8(buf, at + hopOctets, 0);
    }

    /// MP_UNREACH_NLRI up to and with the SAFI, for NLRI of `nlriOctets` octets that follow.
    public static int mpUnreachHead(byte[] buf, int off, int afi, int safi, int nlriOctets) {
        int at = head(buf, off, Flags.OPTIONAL.octet(), Attributes.MP_UNREACH_NLRI, 3 + nlriOctets);
        return Wire.put8(buf, Wire.put16(buf, at, afi), safi);
    }

    /// A whole attribute as it stands at `from` of `source`.
    public static int copy(byte[] buf, int off, byte[] source, int from) {
        int octets = Attributes.next(source, from) - from;
        System.arraycopy(source, from, buf, off, octets);
        return off + octets;
    }

    /// Any attribute from its record, with these flags.
    public static int write(byte[] buf, int off, int flags, Attribute value, Context context) {
        return off;
    }

    /// A canonical block for a neighbor with two-octet AS numbers (RFC 6793 §4.2.2): AS_TRANS for
    /// AS numbers that do not fit, and then AS4_PATH and AS4_AGGREGATOR as well. `buf` needs room
    /// for twice `len`.
    public static int twoOctet(byte[] buf, int off, byte[] block, int blockOff, int len) {
        return off;
    }

    private static int u32(byte[] buf, int off, Flags flags, int code, int value) {
        return Wire.put32(buf, head(buf, off, flags.octet(), code, 4), value);
    }

    private static int ints(byte[] buf, int off, int code, Flags flags, Ints values) {
        if (values.isEmpty()) {
            return off;
        }
        return values.write(buf, head(buf, off, flags.octet(), code, 4 * values.size()));
    }
}

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

    /// AS_PATH with four-octet AS numbers: `times` (0..255) times `as` before the segments of
    /// another one, the value of `pathOctets` octets at `pathOff` of `path` (RFC 4271 §5.1.2 b). It
    /// goes into a leading AS_SEQUENCE as long as that has room, else into a new one.
    public static int asPathPrepended(
            byte[] buf, int off, byte[] path, int pathOff, int pathOctets, int as, int times) {
        return prepended(buf, off, AsPath.SEQUENCE, path, pathOff, pathOctets, as, times);
    }

    /// The same with our member AS once, for another AS of the confederation: into a leading
    /// AS_CONFED_SEQUENCE, or a new one (RFC 5065 §4.1 b).
    public static int asPathOfMember(
            byte[] buf, int off, byte[] path, int pathOff, int pathOctets, int as) {
        return prepended(buf, off, AsPath.CONFED_SEQUENCE, path, pathOff, pathOctets, as, 1);
    }

    private static int prepended(
            byte[] buf,
            int off,
            int type,
            byte[] path,
            int pathOff,
            int pathOctets,
            int as,
            int times) {
        boolean joins =
                pathOctets > 0
                        && path[pathOff] == type
                        && (path[pathOff + 1] & 0xff) + times <= AsPath.MAX_SEGMENT;
        int octets = pathOctets + 4 * times + (joins || times == 0 ? 0 : 2);
        int at = head(buf, off, Flags.WELL_KNOWN.octet(), Attributes.AS_PATH, octets);
        int from = pathOff;
        if (times > 0) {
            int count = joins ? times + (path[pathOff + 1] & 0xff) : times;
            at = Wire.put8(buf, Wire.put8(buf, at, type), count);
            for (int i = 0; i < times; i++) {
                at = Wire.put32(buf, at, as);
            }
            from += joins ? 2 : 0;
        }
        int rest = pathOff + pathOctets - from;
        System.arraycopy(path, from, buf, at, rest);
        return at + rest;
    }

    /// AS_PATH with four-octet AS numbers: one AS_SEQUENCE, split above 255; empty without numbers.
    public static int asPath(byte[] buf, int off, Ints asns) {
        int segments = (asns.size() + AsPath.MAX_SEGMENT - 1) / AsPath.MAX_SEGMENT;
        int octets = 2 * segments + 4 * asns.size();
        int at = head(buf, off, Flags.WELL_KNOWN.octet(), Attributes.AS_PATH, octets);
        for (int i = 0; i < asns.size(); i++) {
            if (i % AsPath.MAX_SEGMENT == 0) {
                int count = Math.min(AsPath.MAX_SEGMENT, asns.size() - i);
                at = Wire.put8(buf, Wire.put8(buf, at, AsPath.SEQUENCE), count);
            }
            at = Wire.put32(buf, at, asns.at(i));
        }
        return at;
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

    /// COMMUNITIES with one more.
    ///
    /// @param from where in `source` those that there are stand; -1 if there are none
    public static int withCommunity(byte[] buf, int off, byte[] source, int from, int community) {
        int octets = from < 0 ? 0 : Attributes.valueOctets(source, from);
        int partial = from < 0 ? 0 : Attributes.flags(source, from) & Flags.PARTIAL_BIT;
        int flags = Flags.OPTIONAL_TRANSITIVE.octet() | partial;
        int at = head(buf, off, flags, Attributes.COMMUNITIES, octets + 4);
        if (octets > 0) {
            System.arraycopy(source, Attributes.valueOffset(source, from), buf, at, octets);
        }
        return Wire.put32(buf, at + octets, community);
    }

    /// ORIGINATOR_ID.
    public static int originatorId(byte[] buf, int off, int id) {
        return u32(buf, off, Flags.OPTIONAL, Attributes.ORIGINATOR_ID, id);
    }

    /// CLUSTER_LIST; nothing if there are none.
    public static int clusterList(byte[] buf, int off, Ints ids) {
        return ints(buf, off, Attributes.CLUSTER_LIST, Flags.OPTIONAL, ids);
    }

    /// ONLY_TO_CUSTOMER.
    public static int onlyToCustomer(byte[] buf, int off, int as) {
        return u32(buf, off, Flags.OPTIONAL_TRANSITIVE, Attributes.ONLY_TO_CUSTOMER, as);
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

    /// Any attribute from its record, with these flags; AS numbers as wide as the context says.
    public static int write(byte[] buf, int off, int flags, Attribute value, Context context) {
        int at = off + 4;
        int end = value.type().writeValue(value, buf, at, context);
        int octets = end - at;
        int to = head(buf, off, flags, value.type().code(), octets);
        System.arraycopy(buf, at, buf, to, octets);
        return to + octets;
    }

    /// A canonical block for a neighbor with two-octet AS numbers (RFC 6793 §4.2.2): AS_TRANS for
    /// AS numbers that do not fit, and then AS4_PATH and AS4_AGGREGATOR as well, in ascending order
    /// of type. `buf` needs room for twice `len`.
    public static int twoOctet(byte[] buf, int off, byte[] block, int blockOff, int len) {
        return TwoOctet.write(buf, off, block, blockOff, len);
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

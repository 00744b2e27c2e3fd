package io.godwit.wire.attr;

import io.godwit.wire.Wire;

/// Walking a section of attributes (flags, type, length, value: RFC 4271 §4.3) without allocation.
///
/// ```java
/// for (int at = off; at < end; at = Attributes.next(buf, at)) {
///     if (Attributes.code(buf, at) == Attributes.COMMUNITIES) …
/// }
/// ```
///
/// Only for sections whose lengths add up: those of a canonical block, or where [#fits] holds at
/// every step.
public final class Attributes {
    /// Type code of ORIGIN.
    public static final int ORIGIN = 1;

    /// Type code of AS_PATH.
    public static final int AS_PATH = 2;

    /// Type code of NEXT_HOP.
    public static final int NEXT_HOP = 3;

    /// Type code of MULTI_EXIT_DISC.
    public static final int MULTI_EXIT_DISC = 4;

    /// Type code of LOCAL_PREF.
    public static final int LOCAL_PREF = 5;

    /// Type code of ATOMIC_AGGREGATE.
    public static final int ATOMIC_AGGREGATE = 6;

    /// Type code of AGGREGATOR.
    public static final int AGGREGATOR = 7;

    /// Type code of COMMUNITIES.
    public static final int COMMUNITIES = 8;

    /// Type code of ORIGINATOR_ID.
    public static final int ORIGINATOR_ID = 9;

    /// Type code of CLUSTER_LIST.
    public static final int CLUSTER_LIST = 10;

    /// Type code of MP_REACH_NLRI.
    public static final int MP_REACH_NLRI = 14;

    /// Type code of MP_UNREACH_NLRI.
    public static final int MP_UNREACH_NLRI = 15;

    /// Type code of EXTENDED_COMMUNITIES.
    public static final int EXTENDED_COMMUNITIES = 16;

    /// Type code of AS4_PATH.
    public static final int AS4_PATH = 17;

    /// Type code of AS4_AGGREGATOR.
    public static final int AS4_AGGREGATOR = 18;

    /// Type code of IPV6_EXTENDED_COMMUNITIES.
    public static final int IPV6_EXTENDED_COMMUNITIES = 25;

    /// Type code of AIGP.
    public static final int AIGP = 26;

    /// Type code of LARGE_COMMUNITIES.
    public static final int LARGE_COMMUNITIES = 32;

    /// Type code of ONLY_TO_CUSTOMER.
    public static final int ONLY_TO_CUSTOMER = 35;

    private Attributes() {}

    /// Whether a whole attribute stands between `at` and `end` (RFC 7606 §4).
    public static boolean fits(byte[] buf, int at, int end) {
        int there = end - at;
        if (there < 3) {
            return false;
        }
        if ((buf[at] & Flags.EXTENDED_BIT) == 0) {
            return there >= 3 + (buf[at + 2] & 0xff);
        }
        return there >= 4 && there >= 4 + Wire.u16(buf, at + 2);
    }

    /// The flags octet.
    public static int flags(byte[] buf, int at) {
        return buf[at] & 0xff;
    }

    /// The type code.
    public static int code(byte[] buf, int at) {
        return buf[at + 1] & 0xff;
    }

    /// The offset of the value.
    public static int valueOffset(byte[] buf, int at) {
        return at + ((buf[at] & Flags.EXTENDED_BIT) == 0 ? 3 : 4);
    }

    /// The length of the value in octets.
    public static int valueOctets(byte[] buf, int at) {
        return (buf[at] & Flags.EXTENDED_BIT) == 0 ? buf[at + 2] & 0xff : Wire.u16(buf, at + 2);
    }

    /// The offset behind the attribute.
    public static int next(byte[] buf, int at) {
        return valueOffset(buf, at) + valueOctets(buf, at);
    }

    /// The offset of the first attribute with this code, or -1.
    public static int find(byte[] buf, int off, int len, int code) {
        for (int at = off; at < off + len; at = next(buf, at)) {
            if (code(buf, at) == code) {
                return at;
            }
        }
        return -1;
    }
}

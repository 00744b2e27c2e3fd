package io.godwit.rib.table;

import java.util.Arrays;

/// Prefixes to which no unicast route can lead (RFC 4271 §6.3: semantically incorrect NLRI).
///
/// Of IPv4 0.0.0.0/8 and 127.0.0.0/8 (RFC 1122 §3.2.1.3), multicast and class E (RFC 1112 §4); of
/// IPv6 multicast, link-local, loopback, unspecified and the forms of IPv4 addresses (RFC 4291
/// §2.5, §2.7). The default route is none of them.
final class Martians {
    /// By the first octet, from which length on; beyond any length for those that are in order.
    private static final byte[] V4_LEAST = new byte[256];

    private static final int THIS_NETWORK = 0;
    private static final int LOOPBACK = 127;
    private static final int MULTICAST = 224;
    private static final int MULTICAST_V6 = 0xff;
    private static final int LINK_LOCAL_V6 = 0xfe80 >>> 6;
    private static final int MAPPED = 0xffff;

    static {
        Arrays.fill(V4_LEAST, (byte) 33);
        Arrays.fill(V4_LEAST, MULTICAST, 256, (byte) 3); // both are a half of 224.0.0.0/3
        V4_LEAST[THIS_NETWORK] = 8;
        V4_LEAST[LOOPBACK] = 8;
    }

    private Martians() {}

    static boolean v4(int address, int length) {
        return length >= V4_LEAST[address >>> 24];
    }

    static boolean v6(long high, long low, int length) {
        int first = (int) (high >>> 56);
        if (first == MULTICAST_V6) {
            return length >= 8;
        }
        if (high >>> 54 == LINK_LOCAL_V6) {
            return length >= 10;
        }
        return high == 0 && length >= 96 && (low >>> 32 == 0 || low >>> 32 == MAPPED);
    }
}

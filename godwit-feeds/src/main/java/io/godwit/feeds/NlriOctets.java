package io.godwit.feeds;

/// Where one NLRI ends and the next begins, for every family whose documents say so. Most families
/// count bits in one octet; typed ones have a type and then octets; FlowSpec has one or two octets
/// of length. Families we do not know are taken to count bits.
public final class NlriOctets {
    private static final int AFI_IPV4 = 1;
    private static final int AFI_IPV6 = 2;

    private NlriOctets() {}

    /// Length in octets of the NLRI at `off`, with its Path Identifier when `addPath`; -1 when it
    /// would pass `end` or its length is impossible in the family.
    public static int next(byte[] buf, int off, int end, int afi, int safi, boolean addPath) {
        int start = addPath ? 4 : 0;
        int at = off + start;
        if (at >= end) {
            return -1;
        }
        int octets =
                start
                        + switch (safi) {
                            case 5, 70 -> 2 + u8(buf, at + 1, end); // MCAST-VPN, EVPN: type, length
                            case 65 -> 2 + u16(buf, at, end); // VPLS, RFC 4761 §3.2.2
                            case 71, 72 -> 4 + u16(buf, at + 2, end); // BGP-LS, RFC 9552 §5.2
                            case 85 -> 4 + u8(buf, at + 3, end); // MUP: architecture, type, length
                            case 133, 134 -> flowSpec(buf, at, end);
                            default -> 1 + (u8(buf, at, end) + 7) / 8;
                        };
        return octets <= end - off && fits(u8(buf, at, end), afi, safi) ? octets : -1;
    }

    /// How many NLRI lie between `off` and `end`; those before a damaged one count.
    public static int count(byte[] buf, int off, int end, int afi, int safi, boolean addPath) {
        int n = 0;
        int at = off;
        while (at < end) {
            int octets = next(buf, at, end, afi, safi, addPath);
            if (octets < 0) {
                return n;
            }
            n++;
            at += octets;
        }
        return n;
    }

    /// RFC 7606 §5.3: a prefix length beyond the address is an error. Labeled and VPN prefixes have
    /// labels and a route distinguisher before the prefix.
    private static boolean fits(int bits, int afi, int safi) {
        if ((safi != 1 && safi != 2) || (afi != AFI_IPV4 && afi != AFI_IPV6)) {
            return true;
        }
        return bits <= (afi == AFI_IPV4 ? 32 : 128);
    }

    /// RFC 8955 §4.1: below 0xf0 one octet of length, else twelve bits.
    private static int flowSpec(byte[] buf, int at, int end) {
        int first = u8(buf, at, end);
        return first < 0xf0 ? 1 + first : 2 + (u16(buf, at, end) & 0xfff);
    }

    /// Past the end a value that makes the NLRI too long.
    private static int u8(byte[] buf, int at, int end) {
        return at < end ? buf[at] & 0xff : 0x1_0000;
    }

    private static int u16(byte[] buf, int at, int end) {
        return at + 1 < end ? (buf[at] & 0xff) << 8 | (buf[at + 1] & 0xff) : 0x1_0000;
    }
}

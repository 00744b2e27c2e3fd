package io.godwit.feeds.pcap;

import io.godwit.wire.Address;

import java.util.Optional;

/// From a captured frame to the TCP segment in it: link layer, VLAN tags, MPLS labels, IPv4 or IPv6
/// with extension headers. What is no whole TCP header is nothing.
final class Frames {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int TCP = 6;

    private Frames() {}

    static Optional<Segment> segment(Packet packet) {
        byte[] b = packet.octets();
        return switch (packet.linkType()) {
            case 0 -> family(b, loopbackFamily(b), 4); // BSD loopback, the host's byte order
            case 108 -> family(b, u8(b, 3), 4); // OpenBSD loopback, network byte order
            case 1 -> etherType(b, 12);
            case 9 -> ppp(b);
            case 12, 14, 101, 228, 229 -> raw(b, 0);
            case 104 -> etherType(b, 2); // Cisco HDLC
            case 113 -> etherType(b, 14); // Linux cooked v1
            case 276 -> family(b, u16(b, 0), 20); // Linux cooked v2: the protocol comes first
            default -> Optional.empty();
        };
    }

    private static int loopbackFamily(byte[] b) {
        return Math.max(u8(b, 0), u8(b, 3));
    }

    /// Loopback headers hold AF_INET or one of the AF_INET6 that systems have; cooked v2 an
    /// EtherType.
    private static Optional<Segment> family(byte[] b, int family, int off) {
        return switch (family) {
            case 2, 24, 28, 30 -> raw(b, off);
            case IPV4 -> ipv4(b, off);
            case IPV6 -> ipv6(b, off);
            default -> Optional.empty();
        };
    }

    /// Address and control octets may be left out.
    private static Optional<Segment> ppp(byte[] b) {
        int off = u16(b, 0) == 0xff03 ? 2 : 0;
        return switch (u16(b, off)) {
            case 0x0021 -> ipv4(b, off + 2);
            case 0x0057 -> ipv6(b, off + 2);
            default -> Optional.empty();
        };
    }

    private static Optional<Segment> etherType(byte[] b, int off) {
        int at = off;
        int type = u16(b, at);
        while (type == 0x8100 || type == 0x88a8 || type == 0x9100) {
            at += 4;
            type = u16(b, at);
        }
        at += 2;
        if (type == 0x8847 || type == 0x8848) {
            while (at + 4 < b.length && (b[at + 2] & 1) == 0) {
                at += 4;
            }
            return raw(b, at + 4);
        }
        return switch (type) {
            case IPV4 -> ipv4(b, at);
            case IPV6 -> ipv6(b, at);
            default -> Optional.empty();
        };
    }

    private static Optional<Segment> raw(byte[] b, int off) {
        return switch (u8(b, off) >> 4) {
            case 4 -> ipv4(b, off);
            case 6 -> ipv6(b, off);
            default -> Optional.empty();
        };
    }

    private static Optional<Segment> ipv4(byte[] b, int off) {
        int header = (u8(b, off) & 15) * 4;
        boolean fragment = (u16(b, off + 6) & 0x3fff) != 0;
        if (header < 20 || off + header > b.length || u8(b, off + 9) != TCP || fragment) {
            return Optional.empty();
        }
        int total = u16(b, off + 2);
        int end = total == 0 ? b.length : off + total; // 0: cut by the sending network card
        return tcp(
                b, off + header, end, Address.read(b, off + 12, 4), Address.read(b, off + 16, 4));
    }

    private static Optional<Segment> ipv6(byte[] b, int off) {
        if (off + 40 > b.length) {
            return Optional.empty();
        }
        int payload = u16(b, off + 4);
        int end = payload == 0 ? b.length : off + 40 + payload;
        int next = u8(b, off + 6);
        int at = off + 40;
        while (next != TCP) {
            int octets =
                    switch (next) {
                        case 0, 43, 60 -> (u8(b, at + 1) + 1) * 8; // RFC 8200 §4
                        case 51 -> (u8(b, at + 1) + 2) * 4; // RFC 4302
                        default -> -1; // fragments too
                    };
            if (octets < 0 || at + octets > b.length) {
                return Optional.empty();
            }
            next = u8(b, at);
            at += octets;
        }
        return tcp(b, at, end, Address.read(b, off + 8, 16), Address.read(b, off + 24, 16));
    }

    private static Optional<Segment> tcp(byte[] b, int off, int end, Address from, Address to) {
        int payload = off + (u8(b, off + 12) >> 4) * 4;
        if (off + 20 > b.length || payload < off + 20 || payload > Math.min(end, b.length)) {
            return Optional.empty();
        }
        return Optional.of(
                new Segment(
                        new Endpoint(from, u16(b, off)),
                        new Endpoint(to, u16(b, off + 2)),
                        i32(b, off + 4),
                        i32(b, off + 8),
                        u8(b, off + 13),
                        b,
                        payload,
                        Math.min(end, b.length) - payload,
                        end - payload));
    }

    /// Past the end zero, which is no protocol that we read.
    private static int u8(byte[] b, int at) {
        return at < b.length ? b[at] & 0xff : 0;
    }

    private static int u16(byte[] b, int at) {
        return u8(b, at) << 8 | u8(b, at + 1);
    }

    private static int i32(byte[] b, int at) {
        return u16(b, at) << 16 | u16(b, at + 2);
    }
}

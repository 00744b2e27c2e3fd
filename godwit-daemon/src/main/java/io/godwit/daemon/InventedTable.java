package io.godwit.daemon;

import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Ints;
import io.godwit.wire.MessageType;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.nlri.Nlri;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A made-up routing table as the UPDATEs of a neighbor: small messages with attributes of their
/// own, for the most part, as the Internet's table comes.
final class InventedTable {
    private static final int ROUTES_MOST = 24;
    private static final int PATH_MOST = 5;
    private static final int COMMUNITIES_MOST = 8;
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 7;
    private static final long DOCUMENTATION = 0x2001_0db8_0000_0000L;

    private final int as;
    private final Family family;
    private final byte[] nextHop;
    private final SplittableRandom random = new SplittableRandom(4271);
    private byte[] octets = new byte[1 << 16];
    private int at;
    private int route;

    /// Routes of one family, IPv4 or IPv6.
    ///
    /// @param as the neighbor's
    /// @param nextHop of all routes
    InventedTable(int as, Family family, byte[] nextHop) {
        this.as = as;
        this.family = family;
        this.nextHop = nextHop.clone();
    }

    /// Announces the first routes of the table, with other attributes at each call.
    byte[] announcements(int routes) {
        begin();
        while (route < routes) {
            int count =
                    Math.min(routes - route, 1 + random.nextInt(1 + random.nextInt(ROUTES_MOST)));
            int start = head();
            at = Wire.put16(octets, at, 0);
            int attributes = at;
            at = AttributeWriter.origin(octets, at + 2, 0);
            at = AttributeWriter.asPath(octets, at, path());
            if (family.equals(Family.IPV4_UNICAST)) {
                at = AttributeWriter.nextHop(octets, at, Wire.i32(nextHop, 0));
                optional();
                Wire.put16(octets, attributes, at - attributes - 2);
                nlri(count);
            } else {
                optional();
                at =
                        AttributeWriter.mpReachHead(
                                octets,
                                at,
                                family.afi(),
                                family.safi(),
                                nextHop,
                                0,
                                nextHop.length,
                                count * IPV6_OCTETS);
                nlri(count);
                Wire.put16(octets, attributes, at - attributes - 2);
            }
            end(start);
        }
        return Arrays.copyOf(octets, at);
    }

    /// Takes back the first routes of the table.
    byte[] withdrawals(int routes) {
        begin();
        while (route < routes) {
            int count = Math.min(routes - route, ROUTES_MOST);
            int start = head();
            int length = at;
            if (family.equals(Family.IPV4_UNICAST)) {
                at += 2;
                nlri(count);
                Wire.put16(octets, length, at - length - 2);
                at = Wire.put16(octets, at, 0);
            } else {
                at = Wire.put32(octets, at, 0);
                int attributes = at;
                at =
                        AttributeWriter.mpUnreachHead(
                                octets, at, family.afi(), family.safi(), count * IPV6_OCTETS);
                nlri(count);
                Wire.put16(octets, attributes - 2, at - attributes);
            }
            end(start);
        }
        return Arrays.copyOf(octets, at);
    }

    private void begin() {
        at = 0;
        route = 0;
    }

    /// Leaves room for the header of a message, and says where it starts.
    private int head() {
        if (at + Framer.MAX_OCTETS > octets.length) {
            octets = Arrays.copyOf(octets, 2 * octets.length);
        }
        int start = at;
        at += Framer.HEADER_OCTETS;
        return start;
    }

    private void end(int start) {
        Arrays.fill(octets, start, start + 16, (byte) 0xFF);
        int type = Wire.put16(octets, start + 16, at - start);
        Wire.put8(octets, type, MessageType.UPDATE.code());
    }

    private Ints path() {
        int[] path = new int[2 + random.nextInt(PATH_MOST)];
        Arrays.setAll(path, i -> 1000 + random.nextInt(60_000));
        path[0] = as;
        return Ints.of(path);
    }

    private void optional() {
        if (random.nextInt(3) == 0) {
            at = AttributeWriter.med(octets, at, random.nextInt(200));
        }
        int[] communities = new int[random.nextInt(COMMUNITIES_MOST)];
        Arrays.setAll(communities, i -> as << 16 | random.nextInt(1000));
        at = AttributeWriter.communities(octets, at, Ints.of(communities));
    }

    private void nlri(int count) {
        for (int i = 0; i < count; i++, route++) {
            if (family.equals(Family.IPV4_UNICAST)) {
                at = Nlri.writeV4(octets, at, 0x0100_0000 + (route << 8), 8 * (IPV4_OCTETS - 1));
            } else {
                long high = DOCUMENTATION + ((long) route << 16);
                at = Nlri.writeV6(octets, at, high, 0, 8 * (IPV6_OCTETS - 1));
            }
        }
    }
}

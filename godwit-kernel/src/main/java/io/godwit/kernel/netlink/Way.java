package io.godwit.kernel.netlink;

import static io.godwit.kernel.netlink.Codes.AF_INET6;
import static io.godwit.kernel.netlink.Codes.NEXT_HOP_OCTETS;
import static io.godwit.kernel.netlink.Codes.RTA_GATEWAY;
import static io.godwit.kernel.netlink.Codes.RTA_MULTIPATH;
import static io.godwit.kernel.netlink.Codes.RTA_NH_ID;
import static io.godwit.kernel.netlink.Codes.RTA_OIF;
import static io.godwit.kernel.netlink.Codes.RTA_VIA;
import static io.godwit.kernel.netlink.Codes.RTNH_F_ONLINK;
import static io.godwit.kernel.netlink.Codes.RTN_BLACKHOLE;
import static io.godwit.kernel.netlink.Codes.RTN_LOCAL;
import static io.godwit.kernel.netlink.Codes.RTN_PROHIBIT;
import static io.godwit.kernel.netlink.Codes.RTN_UNICAST;
import static io.godwit.kernel.netlink.Codes.RTN_UNREACHABLE;
import static io.godwit.kernel.netlink.Codes.RT_SCOPE_LINK;
import static io.godwit.kernel.netlink.Codes.RT_SCOPE_UNIVERSE;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute.Kind;
import io.godwit.wire.Address;

import java.util.Arrays;
import java.util.List;

/// Where routes lead: encoded once, and copied into the message of each route.
public final class Way {
    /// Packets are dropped without a word.
    public static final Way BLACKHOLE = new Way(Kind.BLACKHOLE, List.of());

    /// Senders of packets are told that there is no way.
    public static final Way UNREACHABLE = new Way(Kind.UNREACHABLE, List.of());

    /// Senders of packets are told that it is forbidden.
    public static final Way PROHIBIT = new Way(Kind.PROHIBIT, List.of());

    private static final int HOP_OCTETS_MOST = NEXT_HOP_OCTETS + 8 + 24;

    private final Kind kind;
    private final List<Hop> hops;
    private final byte[] v4;
    private final byte[] v6;
    private final boolean overV4;
    private final int object;

    private Way(Kind kind, List<Hop> hops) {
        this.kind = kind;
        this.hops = hops;
        this.object = 0;
        this.overV4 = hops.stream().anyMatch(h -> h.via().filter(via -> !via.isV6()).isPresent());
        this.v4 = attributes(hops, false);
        this.v6 = overV4 ? new byte[0] : attributes(hops, true);
    }

    private Way(Way same, int object) {
        kind = same.kind;
        hops = same.hops;
        overV4 = same.overV4;
        this.object = object;
        v4 = new byte[8];
        Octets.putNumber(v4, 0, RTA_NH_ID, object);
        v6 = v4;
    }

    /// Over hops, the traffic shared by their weights.
    ///
    /// @param hops at least one
    public static Way over(List<Hop> hops) {
        if (hops.isEmpty()) {
            throw new IllegalArgumentException("a way without hops");
        }
        return new Way(Kind.UNICAST, List.copyOf(hops));
    }

    /// The same way by a next hop object: routes name that, and not the hops.
    ///
    /// @param number of an object that leads over these hops, not 0
    public Way by(int number) {
        return new Way(this, number);
    }

    /// The number of the next hop object that routes name; 0 = they say themselves where they lead.
    public int object() {
        return object;
    }

    /// What becomes of packets.
    public Kind kind() {
        return kind;
    }

    /// The hops; none unless packets are sent on.
    public List<Hop> hops() {
        return hops;
    }

    /// Whether the kernel takes it for routes of a version of IP: IPv4 ones may lead over IPv6
    /// gateways (RFC 8950), IPv6 ones over no IPv4 gateway.
    public boolean fits(boolean ofV6) {
        return !ofV6 || !overV4;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Way way
                && kind == way.kind
                && object == way.object
                && hops.equals(way.hops);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + hops.hashCode();
    }

    @Override
    public String toString() {
        return kind + " " + hops;
    }

    // ---- octets

    /// The attributes of a route of a version of IP that leads here.
    byte[] attributes(boolean ofV6) {
        return ofV6 ? v6 : v4;
    }

    int type() {
        return switch (kind) {
            case UNICAST -> RTN_UNICAST;
            case LOCAL -> RTN_LOCAL;
            case BLACKHOLE -> RTN_BLACKHOLE;
            case UNREACHABLE -> RTN_UNREACHABLE;
            case PROHIBIT -> RTN_PROHIBIT;
        };
    }

    /// An IPv4 route without a gateway is good on its link only.
    int scope() {
        return !hops.isEmpty() && hops.stream().allMatch(h -> h.via().isEmpty())
                ? RT_SCOPE_LINK
                : RT_SCOPE_UNIVERSE;
    }

    /// What the head of the route says of a single hop.
    int flags() {
        return hops.size() == 1 && object == 0 ? flags(hops.getFirst()) : 0;
    }

    private static int flags(Hop hop) {
        return hop.onLink() ? RTNH_F_ONLINK : 0;
    }

    private static byte[] attributes(List<Hop> hops, boolean ofV6) {
        byte[] octets = new byte[4 + hops.size() * HOP_OCTETS_MOST];
        int end = 0;
        if (hops.size() == 1) {
            end = gateway(octets, 0, hops.getFirst(), ofV6);
            if (hops.getFirst().link() != 0) {
                end = Octets.putNumber(octets, end, RTA_OIF, hops.getFirst().link());
            }
        } else if (!hops.isEmpty()) {
            end = 4;
            for (Hop hop : hops) {
                end = nextHop(octets, end, hop, ofV6);
            }
            Octets.putHead(octets, 0, RTA_MULTIPATH, end - 4);
        }
        return Arrays.copyOf(octets, end);
    }

    /// `struct rtnexthop`: length, flags, weight less one, link, then attributes.
    private static int nextHop(byte[] octets, int at, Hop hop, boolean ofV6) {
        int end = gateway(octets, at + NEXT_HOP_OCTETS, hop, ofV6);
        Octets.put16(octets, at, end - at);
        octets[at + 2] = (byte) flags(hop);
        octets[at + 3] = (byte) (hop.weight() - 1);
        Octets.put32(octets, at + 4, hop.link());
        return end;
    }

    private static int gateway(byte[] octets, int at, Hop hop, boolean ofV6) {
        if (hop.via().isEmpty()) {
            return at;
        }
        Address via = hop.via().get();
        if (via.isV6() == ofV6) {
            return put(octets, Octets.putHead(octets, at, RTA_GATEWAY, via.octets()), via);
        }
        int value = Octets.putHead(octets, at, RTA_VIA, 2 + via.octets());
        Octets.put16(octets, value, AF_INET6);
        return at + Octets.aligned(put(octets, value + 2, via) - at);
    }

    private static int put(byte[] octets, int at, Address address) {
        return Octets.putAddress(octets, at, address.isV6(), address.high(), address.low());
    }
}

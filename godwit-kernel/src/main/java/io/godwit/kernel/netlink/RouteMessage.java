package io.godwit.kernel.netlink;

import static io.godwit.kernel.netlink.Codes.AF_INET;
import static io.godwit.kernel.netlink.Codes.AF_INET6;
import static io.godwit.kernel.netlink.Codes.NEXT_HOP_OCTETS;
import static io.godwit.kernel.netlink.Codes.RTA_DST;
import static io.godwit.kernel.netlink.Codes.RTA_GATEWAY;
import static io.godwit.kernel.netlink.Codes.RTA_MULTIPATH;
import static io.godwit.kernel.netlink.Codes.RTA_OIF;
import static io.godwit.kernel.netlink.Codes.RTA_PRIORITY;
import static io.godwit.kernel.netlink.Codes.RTA_TABLE;
import static io.godwit.kernel.netlink.Codes.RTA_VIA;
import static io.godwit.kernel.netlink.Codes.RTMSG_OCTETS;
import static io.godwit.kernel.netlink.Codes.RTM_F_CLONED;
import static io.godwit.kernel.netlink.Codes.RTNH_F_ONLINK;
import static io.godwit.kernel.netlink.Codes.RTN_BLACKHOLE;
import static io.godwit.kernel.netlink.Codes.RTN_LOCAL;
import static io.godwit.kernel.netlink.Codes.RTN_PROHIBIT;
import static io.godwit.kernel.netlink.Codes.RTN_UNICAST;
import static io.godwit.kernel.netlink.Codes.RTN_UNREACHABLE;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelRoute.Kind;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a route: `struct rtmsg` and its attributes. A route over a next hop object has the hops of
/// it beside its number (`net.ipv4.nexthop_compat_mode`), so it is read like any other.
final class RouteMessage {
    private final byte[] octets;
    private final boolean v6;
    private long table;
    private long metric;
    private Address to;
    private Optional<Address> via = Optional.empty();
    private int link;
    private final int flags;
    private final List<Hop> hops = new ArrayList<>(1);
    private boolean malformed;

    private RouteMessage(byte[] octets, int at) {
        this.octets = octets;
        this.v6 = octets[at] == AF_INET6;
        this.to = v6 ? Address.ofV6(0, 0) : Address.ofV4(0);
        this.table = Octets.u8(octets, at + 4);
        this.flags = Octets.i32(octets, at + 8);
    }

    /// Empty for a route of another table, for one that only some packets take (by their source or
    /// type of service), for what the kernel remembers of its own, and for what is malformed.
    static Optional<KernelRoute> read(byte[] octets, int at, int end, long wanted) {
        if (end - at < RTMSG_OCTETS) {
            return Optional.empty();
        }
        int family = Octets.u8(octets, at);
        int length = Octets.u8(octets, at + 1);
        Optional<Kind> kind = kind(Octets.u8(octets, at + 7));
        boolean plain =
                octets[at + 2] == 0
                        && octets[at + 3] == 0
                        && (Octets.i32(octets, at + 8) & RTM_F_CLONED) == 0;
        if (family != AF_INET && family != AF_INET6
                || length > (family == AF_INET ? 32 : 128)
                || kind.isEmpty()
                || !plain) {
            return Optional.empty();
        }
        RouteMessage message = new RouteMessage(octets, at);
        message.attributes(at + RTMSG_OCTETS, end);
        return message.route(kind.get(), length, Octets.u8(octets, at + 5), wanted);
    }

    private static Optional<Kind> kind(int type) {
        return switch (type) {
            case RTN_UNICAST -> Optional.of(Kind.UNICAST);
            case RTN_LOCAL -> Optional.of(Kind.LOCAL);
            case RTN_BLACKHOLE -> Optional.of(Kind.BLACKHOLE);
            case RTN_UNREACHABLE -> Optional.of(Kind.UNREACHABLE);
            case RTN_PROHIBIT -> Optional.of(Kind.PROHIBIT);
            default -> Optional.empty();
        };
    }

    private void attributes(int from, int end) {
        Attributes attributes = new Attributes(octets, from, end);
        while (attributes.next()) {
            int value = attributes.value();
            int length = attributes.length();
            switch (attributes.type()) {
                case RTA_DST -> {
                    malformed |= length != to.octets();
                    to = malformed ? to : Address.read(octets, value, length);
                }
                case RTA_TABLE -> table = number(value, length);
                case RTA_PRIORITY -> metric = number(value, length);
                case RTA_OIF -> link = (int) number(value, length);
                case RTA_GATEWAY -> via = address(value, length);
                case RTA_VIA -> via = address(value + 2, length - 2);
                case RTA_MULTIPATH -> multipath(value, attributes.end());
                default -> {}
            }
        }
    }

    private long number(int value, int length) {
        malformed |= length != 4;
        return length == 4 ? Octets.u32(octets, value) : 0;
    }

    private Optional<Address> address(int value, int length) {
        malformed |= length != 4 && length != 16;
        return malformed ? Optional.empty() : Optional.of(Address.read(octets, value, length));
    }

    private void multipath(int from, int end) {
        int at = from;
        while (end - at >= NEXT_HOP_OCTETS) {
            int size = Octets.u16(octets, at);
            if (size < NEXT_HOP_OCTETS || size > end - at) {
                malformed = true;
                return;
            }
            via = Optional.empty();
            Attributes attributes = new Attributes(octets, at + NEXT_HOP_OCTETS, at + size);
            while (attributes.next()) {
                switch (attributes.type()) {
                    case RTA_GATEWAY -> via = address(attributes.value(), attributes.length());
                    case RTA_VIA -> via = address(attributes.value() + 2, attributes.length() - 2);
                    default -> {}
                }
            }
            int weight = Octets.u8(octets, at + 3) + 1;
            hop(Octets.i32(octets, at + 4), weight, Octets.u8(octets, at + 2));
            at += Octets.aligned(size);
        }
        via = Optional.empty();
    }

    private void hop(int on, int weight, int hopFlags) {
        malformed |= on < 0;
        if (!malformed) {
            hops.add(new Hop(via, on, weight, (hopFlags & RTNH_F_ONLINK) != 0));
        }
    }

    private Optional<KernelRoute> route(Kind kind, int length, int protocol, long wanted) {
        if (table != wanted) {
            return Optional.empty();
        }
        if (hops.isEmpty() && (link != 0 || via.isPresent())) {
            hop(link, 1, flags);
        }
        // IPv6 routes to nowhere are told with the loopback interface.
        if (kind != Kind.UNICAST && kind != Kind.LOCAL) {
            hops.clear();
        }
        if (malformed || kind == Kind.UNICAST && hops.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new KernelRoute(Prefix.of(to, length), table, protocol, metric, kind, hops));
    }
}

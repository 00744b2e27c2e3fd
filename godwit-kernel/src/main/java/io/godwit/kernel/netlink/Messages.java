package io.godwit.kernel.netlink;

import static io.godwit.kernel.netlink.Codes.AF_INET;
import static io.godwit.kernel.netlink.Codes.AF_INET6;
import static io.godwit.kernel.netlink.Codes.HEAD_OCTETS;
import static io.godwit.kernel.netlink.Codes.IFADDR_OCTETS;
import static io.godwit.kernel.netlink.Codes.IFA_ADDRESS;
import static io.godwit.kernel.netlink.Codes.IFA_LOCAL;
import static io.godwit.kernel.netlink.Codes.IFF_LOOPBACK;
import static io.godwit.kernel.netlink.Codes.IFF_LOWER_UP;
import static io.godwit.kernel.netlink.Codes.IFF_UP;
import static io.godwit.kernel.netlink.Codes.IFINFO_OCTETS;
import static io.godwit.kernel.netlink.Codes.IFLA_IFNAME;
import static io.godwit.kernel.netlink.Codes.NLMSG_DONE;
import static io.godwit.kernel.netlink.Codes.NLMSG_ERROR;
import static io.godwit.kernel.netlink.Codes.NLMSG_OVERRUN;
import static io.godwit.kernel.netlink.Codes.NLM_F_DUMP_INTR;
import static io.godwit.kernel.netlink.Codes.NLM_F_REPLACE;
import static io.godwit.kernel.netlink.Codes.RTM_DELADDR;
import static io.godwit.kernel.netlink.Codes.RTM_DELLINK;
import static io.godwit.kernel.netlink.Codes.RTM_DELNEXTHOP;
import static io.godwit.kernel.netlink.Codes.RTM_DELROUTE;
import static io.godwit.kernel.netlink.Codes.RTM_NEWADDR;
import static io.godwit.kernel.netlink.Codes.RTM_NEWLINK;
import static io.godwit.kernel.netlink.Codes.RTM_NEWNEXTHOP;
import static io.godwit.kernel.netlink.Codes.RTM_NEWROUTE;

import io.godwit.kernel.KernelEvent.AddressGone;
import io.godwit.kernel.KernelEvent.AddressThere;
import io.godwit.kernel.KernelEvent.LinkGone;
import io.godwit.kernel.KernelEvent.LinkThere;
import io.godwit.kernel.KernelEvent.ObjectThere;
import io.godwit.kernel.KernelEvent.RouteGone;
import io.godwit.kernel.KernelEvent.RouteThere;
import io.godwit.kernel.Link;
import io.godwit.kernel.LinkAddress;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads what the kernel says. What is malformed, or no affair of ours, is passed over: nothing
/// here throws.
public final class Messages {
    private Messages() {}

    /// Reads the messages that one receive brought.
    ///
    /// @param octets they start at 0
    /// @param length how many of the octets were received
    /// @param table the routes of which table count
    /// @param says takes what they come to
    public static void read(byte[] octets, int length, long table, KernelSays says) {
        int at = 0;
        while (at + HEAD_OCTETS <= length) {
            long size = Octets.u32(octets, at);
            if (size < HEAD_OCTETS || size > length - at) {
                return;
            }
            int end = at + (int) size;
            message(octets, at, end, table, says);
            at += Octets.aligned((int) size);
        }
    }

    private static void message(byte[] octets, int at, int end, long table, KernelSays says) {
        int type = Octets.u16(octets, at + 4);
        int flags = Octets.u16(octets, at + 6);
        int number = Octets.i32(octets, at + 8);
        int body = at + HEAD_OCTETS;
        if ((flags & NLM_F_DUMP_INTR) != 0) {
            says.interrupted();
        }
        switch (type) {
            case NLMSG_ERROR -> {
                if (end - body >= 4) {
                    says.answered(number, -Octets.i32(octets, body));
                }
            }
            case NLMSG_DONE -> says.ended(number);
            case NLMSG_OVERRUN -> says.lost();
            case RTM_DELNEXTHOP ->
                    ObjectMessage.read(octets, body, end)
                            .ifPresentOrElse(o -> says.objectGone(o.number()), says::lost);
            case RTM_NEWROUTE ->
                    RouteMessage.read(octets, body, end, table)
                            .ifPresent(r ->
                                    says.told(new RouteThere(r, (flags & NLM_F_REPLACE) != 0)));
            case RTM_DELROUTE ->
                    RouteMessage.read(octets, body, end, table)
                            .ifPresent(r -> says.told(new RouteGone(r)));
            case RTM_NEWNEXTHOP ->
                    ObjectMessage.read(octets, body, end)
                            .ifPresent(o -> says.told(new ObjectThere(o)));
            case RTM_NEWLINK, RTM_DELLINK -> link(octets, type, body, end, says);
            case RTM_NEWADDR ->
                    address(octets, body, end).ifPresent(a -> says.told(new AddressThere(a)));
            case RTM_DELADDR ->
                    address(octets, body, end).ifPresent(a -> says.told(new AddressGone(a)));
            default -> {}
        }
    }

    /// `struct ifinfomsg`. Bridges tell of their ports under a family of their own, also that one
    /// left: the link is there all the same.
    private static void link(byte[] octets, int type, int at, int end, KernelSays says) {
        if (end - at < IFINFO_OCTETS || octets[at] != 0) {
            return;
        }
        int index = Octets.i32(octets, at + 4);
        int flags = Octets.i32(octets, at + 8);
        if (index < 1) {
            return;
        }
        if (type == RTM_DELLINK) {
            says.told(new LinkGone(index));
            return;
        }
        String name = "";
        Attributes attributes = new Attributes(octets, at + IFINFO_OCTETS, end);
        while (attributes.next()) {
            if (attributes.type() == IFLA_IFNAME) {
                name = text(octets, attributes.value(), attributes.end());
            }
        }
        boolean on = (flags & IFF_UP) != 0;
        says.told(
                new LinkThere(
                        new Link(
                                index,
                                name,
                                on,
                                on && (flags & IFF_LOWER_UP) != 0,
                                (flags & IFF_LOOPBACK) != 0)));
    }

    private static String text(byte[] octets, int from, int end) {
        int to = from;
        while (to < end && octets[to] != 0) {
            to++;
        }
        return new String(octets, from, to - from, StandardCharsets.UTF_8);
    }

    /// `struct ifaddrmsg`. Where both are told, the first one is the other end of a point-to-point
    /// link, and the local one is ours.
    private static Optional<LinkAddress> address(byte[] octets, int at, int end) {
        if (end - at < IFADDR_OCTETS) {
            return Optional.empty();
        }
        int family = Octets.u8(octets, at);
        int length = Octets.u8(octets, at + 1);
        int index = Octets.i32(octets, at + 4);
        int size = family == AF_INET ? 4 : family == AF_INET6 ? 16 : 0;
        if (size == 0 || length > size * 8 || index < 1) {
            return Optional.empty();
        }
        Address local = null;
        Address other = null;
        Attributes attributes = new Attributes(octets, at + IFADDR_OCTETS, end);
        while (attributes.next()) {
            if (attributes.length() == size && attributes.type() == IFA_ADDRESS) {
                other = Address.read(octets, attributes.value(), size);
            } else if (attributes.length() == size && attributes.type() == IFA_LOCAL) {
                local = Address.read(octets, attributes.value(), size);
            }
        }
        if (local == null && other == null) {
            return Optional.empty();
        }
        return Optional.of(
                new LinkAddress(
                        index,
                        local == null ? other : local,
                        Prefix.of(other == null ? local : other, length)));
    }
}

package io.godwit.kernel.netlink;

import static io.godwit.kernel.netlink.Codes.AF_INET;
import static io.godwit.kernel.netlink.Codes.AF_INET6;
import static io.godwit.kernel.netlink.Codes.AF_UNSPEC;
import static io.godwit.kernel.netlink.Codes.HEAD_OCTETS;
import static io.godwit.kernel.netlink.Codes.IFADDR_OCTETS;
import static io.godwit.kernel.netlink.Codes.IFINFO_OCTETS;
import static io.godwit.kernel.netlink.Codes.NHMSG_OCTETS;
import static io.godwit.kernel.netlink.Codes.NLMSG_NOOP;
import static io.godwit.kernel.netlink.Codes.NLM_F_ACK;
import static io.godwit.kernel.netlink.Codes.NLM_F_DUMP;
import static io.godwit.kernel.netlink.Codes.NLM_F_REQUEST;
import static io.godwit.kernel.netlink.Codes.RTA_TABLE;
import static io.godwit.kernel.netlink.Codes.RTMSG_OCTETS;
import static io.godwit.kernel.netlink.Codes.RTM_GETADDR;
import static io.godwit.kernel.netlink.Codes.RTM_GETLINK;
import static io.godwit.kernel.netlink.Codes.RTM_GETNEXTHOP;
import static io.godwit.kernel.netlink.Codes.RTM_GETROUTE;

/// Asks the kernel for everything there is, in forms that strict checking takes
/// (`NETLINK_GET_STRICT_CHK`): then it sends only what was asked for.
public final class Questions {
    private Questions() {}

    /// All links.
    ///
    /// @param number what the answers are known by
    public static byte[] links(int number) {
        return question(RTM_GETLINK, AF_UNSPEC, IFINFO_OCTETS, 0, number);
    }

    /// All addresses of both versions of IP.
    ///
    /// @param number what the answers are known by
    public static byte[] addresses(int number) {
        return question(RTM_GETADDR, AF_UNSPEC, IFADDR_OCTETS, 0, number);
    }

    /// All next hop objects. A kernel older than 5.3 answers with an error.
    ///
    /// @param number what the answers are known by
    public static byte[] objects(int number) {
        return question(RTM_GETNEXTHOP, AF_UNSPEC, NHMSG_OCTETS, 0, number);
    }

    /// The routes of a table.
    ///
    /// @param v6 the version of IP
    /// @param table 1 to 2^32-1
    /// @param number what the answers are known by
    public static byte[] routes(boolean v6, long table, int number) {
        int family = v6 ? AF_INET6 : AF_INET;
        byte[] octets = question(RTM_GETROUTE, family, RTMSG_OCTETS, 8, number);
        Octets.putNumber(octets, HEAD_OCTETS + RTMSG_OCTETS, RTA_TABLE, table);
        return octets;
    }

    /// Nothing, to be confirmed at once: who waits for a message gets one.
    ///
    /// @param number what the answer is known by
    public static byte[] nothing(int number) {
        byte[] octets = question(NLMSG_NOOP, AF_UNSPEC, 0, 4, number);
        Octets.put16(octets, 6, NLM_F_REQUEST | NLM_F_ACK);
        return octets;
    }

    private static byte[] question(int type, int family, int head, int attributes, int number) {
        byte[] octets = new byte[HEAD_OCTETS + head + attributes];
        Octets.put32(octets, 0, octets.length);
        Octets.put16(octets, 4, type);
        Octets.put16(octets, 6, NLM_F_REQUEST | NLM_F_DUMP);
        Octets.put32(octets, 8, number);
        octets[HEAD_OCTETS] = (byte) family;
        return octets;
    }
}

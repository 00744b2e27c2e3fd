package io.godwit.kernel.netlink;

/// Numbers of `linux/netlink.h`, `linux/rtnetlink.h`, `linux/nexthop.h`, `linux/if_link.h` and
/// `linux/if_addr.h`.
final class Codes {
    static final int HEAD_OCTETS = 16;
    static final int RTMSG_OCTETS = 12;
    static final int IFINFO_OCTETS = 16;
    static final int IFADDR_OCTETS = 8;
    static final int NEXT_HOP_OCTETS = 8;
    static final int NHMSG_OCTETS = 8;
    static final int GROUP_MEMBER_OCTETS = 8;

    static final int NLMSG_NOOP = 1;
    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLMSG_OVERRUN = 4;
    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    static final int RTM_GETADDR = 22;
    static final int RTM_NEWROUTE = 24;
    static final int RTM_DELROUTE = 25;
    static final int RTM_GETROUTE = 26;
    static final int RTM_NEWNEXTHOP = 104;
    static final int RTM_DELNEXTHOP = 105;
    static final int RTM_GETNEXTHOP = 106;

    static final int NLM_F_REQUEST = 0x1;
    static final int NLM_F_ACK = 0x4;
    static final int NLM_F_DUMP_INTR = 0x10;
    static final int NLM_F_REPLACE = 0x100;
    static final int NLM_F_EXCL = 0x200;
    static final int NLM_F_DUMP = 0x300;
    static final int NLM_F_CREATE = 0x400;

    static final int AF_UNSPEC = 0;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    static final int RTA_DST = 1;
    static final int RTA_OIF = 4;
    static final int RTA_GATEWAY = 5;
    static final int RTA_PRIORITY = 6;
    static final int RTA_MULTIPATH = 9;
    static final int RTA_TABLE = 15;
    static final int RTA_VIA = 18;
    static final int RTA_NH_ID = 30;

    static final int NHA_ID = 1;
    static final int NHA_GROUP = 2;
    static final int NHA_OIF = 5;
    static final int NHA_GATEWAY = 6;

    /// The attributes' numbers; the high bits say how the value is made.
    static final int TYPE_MASK = 0x3fff;

    static final int RTN_UNICAST = 1;
    static final int RTN_LOCAL = 2;
    static final int RTN_BLACKHOLE = 6;
    static final int RTN_UNREACHABLE = 7;
    static final int RTN_PROHIBIT = 8;
    static final int RT_SCOPE_UNIVERSE = 0;
    static final int RT_SCOPE_LINK = 253;
    static final int RT_SCOPE_NOWHERE = 255;
    static final int RT_TABLE_COMPAT = 252;
    static final int RTNH_F_ONLINK = 4;
    static final int RTM_F_CLONED = 0x200;

    static final int IFLA_IFNAME = 3;
    static final int IFF_LOOPBACK = 0x8;
    static final int IFF_UP = 0x1;
    static final int IFF_LOWER_UP = 0x10000;

    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;

    private Codes() {}
}

package io.godwit.kernel.netlink;

import static io.godwit.kernel.netlink.Codes.AF_INET;
import static io.godwit.kernel.netlink.Codes.AF_INET6;
import static io.godwit.kernel.netlink.Codes.AF_UNSPEC;
import static io.godwit.kernel.netlink.Codes.GROUP_MEMBER_OCTETS;
import static io.godwit.kernel.netlink.Codes.HEAD_OCTETS;
import static io.godwit.kernel.netlink.Codes.NHA_GATEWAY;
import static io.godwit.kernel.netlink.Codes.NHA_GROUP;
import static io.godwit.kernel.netlink.Codes.NHA_ID;
import static io.godwit.kernel.netlink.Codes.NHA_OIF;
import static io.godwit.kernel.netlink.Codes.NHMSG_OCTETS;
import static io.godwit.kernel.netlink.Codes.NLM_F_ACK;
import static io.godwit.kernel.netlink.Codes.NLM_F_CREATE;
import static io.godwit.kernel.netlink.Codes.NLM_F_EXCL;
import static io.godwit.kernel.netlink.Codes.NLM_F_REPLACE;
import static io.godwit.kernel.netlink.Codes.NLM_F_REQUEST;
import static io.godwit.kernel.netlink.Codes.RTA_DST;
import static io.godwit.kernel.netlink.Codes.RTA_NH_ID;
import static io.godwit.kernel.netlink.Codes.RTA_PRIORITY;
import static io.godwit.kernel.netlink.Codes.RTA_TABLE;
import static io.godwit.kernel.netlink.Codes.RTMSG_OCTETS;
import static io.godwit.kernel.netlink.Codes.RTM_DELNEXTHOP;
import static io.godwit.kernel.netlink.Codes.RTM_DELROUTE;
import static io.godwit.kernel.netlink.Codes.RTM_NEWNEXTHOP;
import static io.godwit.kernel.netlink.Codes.RTM_NEWROUTE;
import static io.godwit.kernel.netlink.Codes.RTNH_F_ONLINK;
import static io.godwit.kernel.netlink.Codes.RT_SCOPE_NOWHERE;
import static io.godwit.kernel.netlink.Codes.RT_SCOPE_UNIVERSE;
import static io.godwit.kernel.netlink.Codes.RT_TABLE_COMPAT;

import io.godwit.kernel.Hop;
import io.godwit.kernel.NextHopObject.Member;
import io.godwit.kernel.RouteMark;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.Arrays;
import java.util.List;

/// Changes of our routes in the kernel: ready netlink messages, a ticket for each, and later what
/// the kernel said to each. Filled on the lane, handed over by `Kernel.send`, and handed back by
/// `KernelListener.kernelAnswered`; then it may be cleared and filled anew. Nothing is allocated
/// for a change.
public final class RouteBatch {
    private static final int OCTETS_USUAL = 64; // also of a next hop object, less than 16 more
    private static final int ENTRIES_AT_FIRST = 256;

    private final RouteMark mark;
    private byte[] octets = new byte[ENTRIES_AT_FIRST * OCTETS_USUAL];
    private int[] starts = new int[ENTRIES_AT_FIRST + 1];
    private int[] tickets = new int[ENTRIES_AT_FIRST];
    private int[] errors = new int[ENTRIES_AT_FIRST];
    private int size;
    private int refused;

    /// An empty one.
    ///
    /// @param mark what our routes are known by
    public RouteBatch(RouteMark mark) {
        this.mark = mark;
    }

    // ---- filled by the lane

    /// A route that is new. The kernel refuses it (17, EEXIST) when a route of this prefix, table
    /// and metric stands there, whoever made it: nothing of others is overwritten.
    ///
    /// @param v6 the version of IP
    /// @param high the first 64 bits of an IPv6 prefix; else 0
    /// @param low the other 64 bits, or the 32 bits of an IPv4 prefix
    /// @param length of the prefix in bits
    /// @param way where it leads; must fit the version of IP
    /// @param ticket what the answer is told by, any number
    public void install(boolean v6, long high, long low, int length, Way way, int ticket) {
        put(v6, high, low, length, way, ticket, NLM_F_CREATE | NLM_F_EXCL);
    }

    /// A route that takes the place of the one of this prefix, table and metric, at once and
    /// without a gap; new when there is none. Only for a prefix known to be ours: the kernel does
    /// not ask whose route is overwritten. Parameters as of [#install].
    public void replace(boolean v6, long high, long low, int length, Way way, int ticket) {
        put(v6, high, low, length, way, ticket, NLM_F_CREATE | NLM_F_REPLACE);
    }

    /// Our route of this prefix goes, with all its hops, whatever they are; never another's. The
    /// kernel refuses it (3, ESRCH) when there is none. Parameters as of [#install].
    public void remove(boolean v6, long high, long low, int length, int ticket) {
        int at = begin(RTM_DELROUTE, 0, v6);
        head(at + HEAD_OCTETS, v6, length, v6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_NOWHERE, 0, 0);
        end(at, which(at, v6, high, low), ticket);
    }

    /// A next hop object, named by routes behind it.
    ///
    /// @param number of it, not 0
    /// @param hop where it leads, over a gateway
    /// @param isNew whether none of this number may be there: else the kernel refuses it (17,
    ///   EEXIST); otherwise it takes the place of one, and all its routes lead here at once
    public void object(int number, Hop hop, boolean isNew) {
        Address via = hop.via().orElseThrow();
        int at = beginObject(number, isNew, via.isV6() ? AF_INET6 : AF_INET);
        Octets.put32(octets, at + HEAD_OCTETS + 4, hop.onLink() ? RTNH_F_ONLINK : 0);
        int end = at + HEAD_OCTETS + NHMSG_OCTETS + 8;
        end = Octets.putNumber(octets, end, NHA_OIF, hop.link());
        end = Octets.putHead(octets, end, NHA_GATEWAY, via.octets());
        end = Octets.putAddress(octets, end, via.isV6(), via.high(), via.low());
        end(at, end, number);
    }

    /// A group of next hop objects that share the traffic. Parameters as of [#object].
    ///
    /// @param members numbers of objects that lead over a gateway each
    public void group(int number, List<Member> members, boolean isNew) {
        reserve(2 * OCTETS_USUAL + members.size() * GROUP_MEMBER_OCTETS);
        int at = beginObject(number, isNew, AF_UNSPEC);
        int end = at + HEAD_OCTETS + NHMSG_OCTETS + 8;
        end = Octets.putHead(octets, end, NHA_GROUP, members.size() * GROUP_MEMBER_OCTETS);
        for (Member member : members) {
            Octets.put32(octets, end, member.number());
            Octets.put32(octets, end + 4, 0);
            octets[end + 4] = (byte) (member.weight() - 1);
            end += GROUP_MEMBER_OCTETS;
        }
        end(at, end, number);
    }

    /// A next hop object goes, and with it all routes that name it.
    public void removeObject(int number) {
        int at = begin(RTM_DELNEXTHOP, 0, false);
        end(at, object(at, number, AF_UNSPEC), number);
    }

    private int beginObject(int number, boolean isNew, int family) {
        int at = begin(RTM_NEWNEXTHOP, NLM_F_CREATE | (isNew ? NLM_F_EXCL : NLM_F_REPLACE), false);
        object(at, number, family);
        octets[at + HEAD_OCTETS + 2] = (byte) mark.protocol();
        return at;
    }

    /// `struct nhmsg` and the number of the object.
    private int object(int at, int number, int family) {
        int body = at + HEAD_OCTETS;
        Octets.put32(octets, body, family);
        Octets.put32(octets, body + 4, 0);
        return Octets.putNumber(octets, body + NHMSG_OCTETS, NHA_ID, number);
    }

    private void put(boolean v6, long high, long low, int length, Way way, int ticket, int flags) {
        if (!way.fits(v6)) {
            throw new IllegalArgumentException("an IPv6 route over an IPv4 gateway: " + way);
        }
        byte[] attributes = way.attributes(v6);
        reserve(OCTETS_USUAL + 16 + attributes.length);
        int at = begin(RTM_NEWROUTE, flags, v6);
        head(at + HEAD_OCTETS, v6, length, way.scope(), way.type(), way.flags());
        int end = which(at, v6, high, low);
        System.arraycopy(attributes, 0, octets, end, attributes.length);
        end(at, end + attributes.length, ticket);
    }

    /// `struct nlmsghdr`, its length and number to be filled in.
    private int begin(int type, int flags, boolean v6) {
        reserve(OCTETS_USUAL + 16);
        int at = starts[size];
        Octets.put16(octets, at + 4, type);
        Octets.put16(octets, at + 6, NLM_F_REQUEST | flags);
        Octets.put32(octets, at + 12, 0);
        octets[at + HEAD_OCTETS] = (byte) (v6 ? AF_INET6 : AF_INET);
        return at;
    }

    /// `struct rtmsg` behind the family.
    private void head(int at, boolean v6, int length, int scope, int type, int flags) {
        octets[at + 1] = (byte) length;
        octets[at + 2] = 0;
        octets[at + 3] = 0;
        octets[at + 4] = (byte) (mark.table() < 256 ? mark.table() : RT_TABLE_COMPAT);
        octets[at + 5] = (byte) mark.protocol();
        octets[at + 6] = (byte) (v6 ? RT_SCOPE_UNIVERSE : scope);
        octets[at + 7] = (byte) type;
        Octets.put32(octets, at + 8, flags);
    }

    private int which(int at, boolean v6, long high, long low) {
        int end = at + HEAD_OCTETS + RTMSG_OCTETS;
        end =
                Octets.putAddress(
                        octets, Octets.putHead(octets, end, RTA_DST, v6 ? 16 : 4), v6, high, low);
        if (mark.table() > 255) {
            end = Octets.putNumber(octets, end, RTA_TABLE, mark.table());
        }
        return Octets.putNumber(octets, end, RTA_PRIORITY, mark.metric());
    }

    private void end(int at, int end, int ticket) {
        Octets.put32(octets, at, end - at);
        tickets[size] = ticket;
        errors[size] = 0;
        starts[++size] = end;
    }

    private void reserve(int more) {
        int used = starts[size];
        if (used + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, used + more));
        }
        if (size == tickets.length) {
            starts = Arrays.copyOf(starts, 2 * size + 1);
            tickets = Arrays.copyOf(tickets, 2 * size);
            errors = Arrays.copyOf(errors, 2 * size);
        }
    }

    /// Forgets all changes and answers; keeps the memory.
    public void clear() {
        size = 0;
        refused = 0;
    }

    // ---- read when the answers are there

    /// How many changes.
    public int size() {
        return size;
    }

    /// The ticket of a change.
    ///
    /// @param index 0 to [#size] less one, in the order in which they were put
    public int ticket(int index) {
        return tickets[index];
    }

    /// What the kernel said.
    ///
    /// @param index of the change
    /// @return 0 = done, else the error number of Linux, e.g. 101 (ENETUNREACH: the gateway is on
    ///   no link); after 105 (ENOBUFS) it may have been done: ask again by [#replace]
    public int error(int index) {
        return errors[index];
    }

    /// Whether a change installs or replaces; else it removes.
    public boolean installs(int index) {
        return Octets.u16(octets, starts[index] + 4) == RTM_NEWROUTE;
    }

    /// Whether a change is about a next hop object, not a route; its ticket is the number of it.
    public boolean ofObject(int index) {
        return Octets.u16(octets, starts[index] + 4) >= RTM_NEWNEXTHOP;
    }

    /// The next hop object that an installed route names; 0 = none.
    public int namedObject(int index) {
        int from = starts[index] + HEAD_OCTETS + RTMSG_OCTETS;
        Attributes attributes = new Attributes(octets, from, starts[index + 1]);
        while (attributes.next()) {
            if (attributes.type() == RTA_NH_ID) {
                return Octets.i32(octets, attributes.value());
            }
        }
        return 0;
    }

    /// Whether a change overwrites what stands there.
    public boolean replaces(int index) {
        return (installs(index) || ofObject(index))
                && (Octets.u16(octets, starts[index] + 6) & NLM_F_REPLACE) != 0;
    }

    /// What the routes are known by.
    public RouteMark mark() {
        return mark;
    }

    /// The prefix of a change of a route; for logs, not for the hot path.
    public Prefix prefix(int index) {
        int at = starts[index] + HEAD_OCTETS;
        boolean v6 = octets[at] == AF_INET6;
        Address address = Address.read(octets, at + RTMSG_OCTETS + 4, v6 ? 16 : 4);
        return Prefix.of(address, Octets.u8(octets, at + 1));
    }

    /// How many changes the kernel refused.
    public int refused() {
        return refused;
    }

    // ---- for whoever sends it

    /// The messages, one behind another.
    public byte[] octets() {
        return octets;
    }

    /// Where the message of a change starts.
    ///
    /// @param index 0 to [#size]; that of `size` is the end
    public int start(int index) {
        return starts[index];
    }

    /// Gives numbers to the messages, and has the kernel confirm the last of each packet: its
    /// answer says that all before it were looked at.
    ///
    /// @param firstNumber of the first change; the others follow
    /// @param packet how many messages are sent at once
    public void number(int firstNumber, int packet) {
        for (int i = 0; i < size; i++) {
            int at = starts[i];
            boolean last = i % packet == packet - 1 || i == size - 1;
            int flags = Octets.u16(octets, at + 6);
            Octets.put16(octets, at + 6, last ? flags | NLM_F_ACK : flags & ~NLM_F_ACK);
            Octets.put32(octets, at + 8, firstNumber + i);
        }
    }

    /// Notes that the kernel refused a change.
    ///
    /// @param index of the change
    /// @param error the error number, not 0
    public void refuse(int index, int error) {
        if (errors[index] == 0) {
            refused++;
        }
        errors[index] = error;
    }
}

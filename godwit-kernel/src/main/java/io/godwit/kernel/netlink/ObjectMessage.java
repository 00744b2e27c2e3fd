package io.godwit.kernel.netlink;

import static io.godwit.kernel.netlink.Codes.GROUP_MEMBER_OCTETS;
import static io.godwit.kernel.netlink.Codes.NHA_GATEWAY;
import static io.godwit.kernel.netlink.Codes.NHA_GROUP;
import static io.godwit.kernel.netlink.Codes.NHA_ID;
import static io.godwit.kernel.netlink.Codes.NHA_OIF;
import static io.godwit.kernel.netlink.Codes.NHMSG_OCTETS;
import static io.godwit.kernel.netlink.Codes.RTNH_F_ONLINK;

import io.godwit.kernel.Hop;
import io.godwit.kernel.NextHopObject;
import io.godwit.kernel.NextHopObject.Member;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a next hop object: `struct nhmsg` and its attributes.
final class ObjectMessage {
    private ObjectMessage() {}

    /// Empty for what is malformed.
    static Optional<NextHopObject> read(byte[] octets, int at, int end) {
        if (end - at < NHMSG_OCTETS) {
            return Optional.empty();
        }
        int number = 0;
        int link = 0;
        Optional<Address> via = Optional.empty();
        List<Member> members = List.of();
        Attributes attributes = new Attributes(octets, at + NHMSG_OCTETS, end);
        while (attributes.next()) {
            int value = attributes.value();
            int length = attributes.length();
            switch (attributes.type()) {
                case NHA_ID -> number = length == 4 ? Octets.i32(octets, value) : 0;
                case NHA_OIF -> link = length == 4 ? Octets.i32(octets, value) : 0;
                case NHA_GATEWAY ->
                        via =
                                length == 4 || length == 16
                                        ? Optional.of(Address.read(octets, value, length))
                                        : Optional.empty();
                case NHA_GROUP -> members = members(octets, value, value + length);
                default -> {}
            }
        }
        if (number == 0) {
            return Optional.empty();
        }
        boolean onLink = (Octets.i32(octets, at + 4) & RTNH_F_ONLINK) != 0;
        Optional<Hop> hop =
                link > 0 && via.isPresent()
                        ? Optional.of(new Hop(via, link, 1, onLink))
                        : Optional.empty();
        return Optional.of(new NextHopObject(number, Octets.u8(octets, at + 2), hop, members));
    }

    /// `struct nexthop_grp`: number, weight less one.
    private static List<Member> members(byte[] octets, int from, int end) {
        List<Member> members = new ArrayList<>();
        for (int at = from; end - at >= GROUP_MEMBER_OCTETS; at += GROUP_MEMBER_OCTETS) {
            members.add(new Member(Octets.i32(octets, at), Octets.u8(octets, at + 4) + 1));
        }
        return members;
    }
}

package io.godwit.wire.nlri;

import io.godwit.wire.Family;

import java.util.List;
import java.util.Optional;

/// The address families we have a name for; every other pair is named `afi/safi`. One line adds
/// one.
public final class Families {
    private static final List<Family> KNOWN =
            List.of(
                    Family.IPV4_UNICAST,
                    Family.IPV6_UNICAST,
                    new Family(1, 2, "ipv4-multicast"),
                    new Family(2, 2, "ipv6-multicast"),
                    new Family(1, 4, "ipv4-labeled"),
                    new Family(2, 4, "ipv6-labeled"),
                    new Family(1, 5, "ipv4-mvpn"),
                    new Family(2, 5, "ipv6-mvpn"),
                    new Family(1, 7, "ipv4-encap"),
                    new Family(2, 7, "ipv6-encap"),
                    new Family(25, 65, "vpls"),
                    new Family(1, 66, "ipv4-mdt"),
                    new Family(25, 70, "evpn"),
                    new Family(16388, 71, "ls"),
                    new Family(16388, 72, "ls-vpn"),
                    new Family(1, 73, "ipv4-srpolicy"),
                    new Family(2, 73, "ipv6-srpolicy"),
                    new Family(1, 85, "ipv4-mup"),
                    new Family(2, 85, "ipv6-mup"),
                    new Family(1, 128, "ipv4-vpn"),
                    new Family(2, 128, "ipv6-vpn"),
                    new Family(1, 129, "ipv4-vpn-multicast"),
                    new Family(2, 129, "ipv6-vpn-multicast"),
                    new Family(1, 132, "rtc"),
                    new Family(1, 133, "ipv4-flowspec"),
                    new Family(2, 133, "ipv6-flowspec"),
                    new Family(25, 133, "l2vpn-flowspec"),
                    new Family(1, 134, "ipv4-flowspec-vpn"),
                    new Family(2, 134, "ipv6-flowspec-vpn"),
                    new Family(25, 134, "l2vpn-flowspec-vpn"));

    private Families() {}

    /// The family of these code points; never fails.
    public static Family of(int afi, int safi) {
        for (Family family : KNOWN) {
            if (family.afi() == afi && family.safi() == safi) {
                return family;
            }
        }
        return new Family(afi, safi, afi + "/" + safi);
    }

    /// The families that have a name of their own.
    public static List<Family> known() {
        return KNOWN;
    }

    /// The family with this name, also of the form `afi/safi`.
    public static Optional<Family> byName(String name) {
        for (Family family : KNOWN) {
            if (family.name().equals(name)) {
                return Optional.of(family);
            }
        }
        int slash = name.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        int afi = number(name.substring(0, slash), 65535);
        int safi = number(name.substring(slash + 1), 255);
        return afi < 0 || safi < 0 ? Optional.empty() : Optional.of(of(afi, safi));
    }

    private static int number(String text, int max) {
        if (text.isEmpty()
                || text.length() > 5
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int value = Integer.parseInt(text);
        return value <= max ? value : -1;
    }
}

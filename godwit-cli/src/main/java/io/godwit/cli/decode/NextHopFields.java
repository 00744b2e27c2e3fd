package io.godwit.cli.decode;

import io.godwit.wire.Address;
import io.godwit.wire.Bytes;

import java.util.ArrayList;
import java.util.List;

/// The next hop field of MP_REACH_NLRI: one or two addresses (RFC 2545 §3), in VPN families each
/// behind a route distinguisher of zero (RFC 4364 §4.3.2, RFC 4659 §3.2.1).
final class NextHopFields {
    private static final int RD_OCTETS = 8;

    private NextHopFields() {}

    private static boolean vpn(int safi) {
        return safi == 128 || safi == 129 || safi == 134;
    }

    /// The addresses, empty when the length fits none.
    static List<Address> addresses(Bytes octets, int safi) {
        byte[] b = octets.toArray();
        int skip = vpn(safi) && b.length % 12 == 0 ? RD_OCTETS : 0;
        int one = addressOctets(b.length, skip);
        List<Address> addresses = new ArrayList<>();
        for (int at = skip; one > 0 && at + one <= b.length; at += skip + one) {
            addresses.add(Address.read(b, at, one));
        }
        return addresses;
    }

    private static int addressOctets(int length, int skip) {
        int count = length > skip + 16 ? 2 : 1;
        int one = length / count - skip;
        boolean fits = length % count == 0 && ((one == 4 && count == 1) || one == 16);
        return fits ? one : 0;
    }

    static Field field(Cursor c, int afi, int safi) {
        int length = c.left();
        Field field = c.span("Network Address of Next Hop", length).by("RFC 4760 §3");
        int skip = vpn(safi) && length % 12 == 0 ? RD_OCTETS : 0;
        int one = addressOctets(length, skip);
        if (one == 0) {
            return c.takeRaw("Network Address of Next Hop", length).by("RFC 4760 §3");
        }
        List<String> all = new ArrayList<>();
        while (c.left() >= skip + one) {
            if (skip > 0) {
                field.add(c.takeRaw("Route Distinguisher", skip).means("always zero here"));
            }
            Address address = c.peekAddress(0, one);
            all.add(address.toString());
            String means =
                    address.isLinkLocal()
                            ? "link-local (RFC 2545 §3)"
                            : afi == 1 && one == 16 ? "IPv6 for routes of IPv4 (RFC 8950)" : "";
            field.add(c.takeAddress("Next Hop", one).means(means));
        }
        return field.is(String.join(" and ", all));
    }
}

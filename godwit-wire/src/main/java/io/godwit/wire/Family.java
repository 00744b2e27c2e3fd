package io.godwit.wire;

/// An address family: AFI 0..65535, SAFI 0..255 and our name for the pair. Made by
/// [io.godwit.wire.nlri.Families#of], so that equal numbers have equal names.
public record Family(int afi, int safi, String name) {
    /// AFI of IPv4.
    public static final int AFI_IPV4 = 1;

    /// AFI of IPv6.
    public static final int AFI_IPV6 = 2;

    /// SAFI of unicast.
    public static final int SAFI_UNICAST = 1;

    /// IPv4 unicast, `ipv4`.
    public static final Family IPV4_UNICAST = new Family(AFI_IPV4, SAFI_UNICAST, "ipv4");

    /// IPv6 unicast, `ipv6`.
    public static final Family IPV6_UNICAST = new Family(AFI_IPV6, SAFI_UNICAST, "ipv6");

    @Override
    public String toString() {
        return name;
    }
}

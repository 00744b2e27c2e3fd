package io.godwit.wire;

/// What a session negotiated, as far as reading and writing UPDATEs needs it.
///
/// @param asn4 AS numbers have four octets in AS_PATH and AGGREGATOR (RFC 6793 §4.1)
/// @param ebgp the other side is in another AS
/// @param addPathIpv4 IPv4 unicast NLRI carry a Path Identifier (RFC 7911)
/// @param addPathIpv6 IPv6 unicast NLRI carry a Path Identifier
/// @param maxMessageOctets 4096, or 65535 with RFC 8654
/// @param ipv4 IPv4 unicast is negotiated
/// @param ipv6 IPv6 unicast is negotiated
/// @param extendedNextHop IPv4 unicast may have IPv6 next hops (RFC 8950)
/// @param confederation the other side is in another member AS of our confederation (RFC 5065);
///   then `ebgp` holds, too
/// @param aigp AIGP is sent, and heeded (RFC 7311 §3.3, AIGP_SESSION)
public record Context(
        boolean asn4,
        boolean ebgp,
        boolean addPathIpv4,
        boolean addPathIpv6,
        int maxMessageOctets,
        boolean ipv4,
        boolean ipv6,
        boolean extendedNextHop,
        boolean confederation,
        boolean aigp) {

    /// How attribute blocks are kept: four-octet AS numbers, nothing else decided.
    public static final Context CANONICAL =
            new Context(true, false, false, false, Framer.MAX_EXTENDED_OCTETS, true, true);

    /// Inside of the AS and confederation AIGP_SESSION is on, else it is off.
    public Context(
            boolean asn4,
            boolean ebgp,
            boolean addPathIpv4,
            boolean addPathIpv6,
            int maxMessageOctets,
            boolean ipv4,
            boolean ipv6,
            boolean extendedNextHop,
            boolean confederation) {
        this(
                asn4,
                ebgp,
                addPathIpv4,
                addPathIpv6,
                maxMessageOctets,
                ipv4,
                ipv6,
                extendedNextHop,
                confederation,
                !ebgp || confederation);
    }

    /// A session without RFC 8950, and not between member ASes of a confederation.
    public Context(
            boolean asn4,
            boolean ebgp,
            boolean addPathIpv4,
            boolean addPathIpv6,
            int maxMessageOctets,
            boolean ipv4,
            boolean ipv6) {
        this(asn4, ebgp, addPathIpv4, addPathIpv6, maxMessageOctets, ipv4, ipv6, false, false);
    }

    /// The same between two member ASes of a confederation.
    public Context ofConfederation() {
        return new Context(
                asn4,
                true,
                addPathIpv4,
                addPathIpv6,
                maxMessageOctets,
                ipv4,
                ipv6,
                extendedNextHop,
                true,
                true);
    }

    /// The same with AIGP_SESSION as it is configured (RFC 7311 §3.3).
    public Context withAigp(boolean on) {
        return new Context(
                asn4,
                ebgp,
                addPathIpv4,
                addPathIpv6,
                maxMessageOctets,
                ipv4,
                ipv6,
                extendedNextHop,
                confederation,
                on);
    }

    /// Whether AIGP_SESSION is as it is where nobody says it.
    public boolean isAigpStandard() {
        return aigp == (!ebgp || confederation);
    }

    /// Whether NLRI of this family carry a Path Identifier.
    public boolean addPath(int afi, int safi) {
        return safi == Family.SAFI_UNICAST
                && (afi == Family.AFI_IPV4 ? addPathIpv4 : afi == Family.AFI_IPV6 && addPathIpv6);
    }

    /// Whether this family was negotiated.
    public boolean negotiated(int afi, int safi) {
        return safi == Family.SAFI_UNICAST
                && (afi == Family.AFI_IPV4 ? ipv4 : afi == Family.AFI_IPV6 && ipv6);
    }
}

package io.godwit.cli.decode;

import io.godwit.wire.attr.AttributeTypes;
import io.godwit.wire.cap.Capabilities;

/// Names of code points as the RFCs and the IANA registries write them, and what they mean.
final class CodePoints {
    private CodePoints() {}

    static String messageType(int type) {
        return switch (type) {
            case 1 -> "OPEN";
            case 2 -> "UPDATE";
            case 3 -> "NOTIFICATION";
            case 4 -> "KEEPALIVE";
            case 5 -> "ROUTE-REFRESH";
            default -> "unknown";
        };
    }

    static String afi(int afi) {
        return switch (afi) {
            case 1 -> "IPv4";
            case 2 -> "IPv6";
            case 25 -> "L2VPN";
            case 16388 -> "BGP-LS";
            default -> "unknown";
        };
    }

    static String safi(int safi) {
        return switch (safi) {
            case 1 -> "unicast";
            case 2 -> "multicast";
            case 4 -> "labeled unicast (RFC 8277)";
            case 5 -> "MCAST-VPN (RFC 6514)";
            case 65 -> "VPLS (RFC 4761)";
            case 66 -> "MDT (RFC 6037)";
            case 70 -> "EVPN (RFC 7432)";
            case 71 -> "BGP-LS (RFC 9552)";
            case 72 -> "BGP-LS-VPN (RFC 9552)";
            case 73 -> "SR Policy (RFC 9830)";
            case 85 -> "MUP";
            case 128 -> "labeled VPN unicast (RFC 4364)";
            case 129 -> "labeled VPN multicast (RFC 6513)";
            case 132 -> "Route Target constraint (RFC 4684)";
            case 133 -> "FlowSpec (RFC 8955)";
            case 134 -> "FlowSpec VPN (RFC 8955)";
            default -> "unknown";
        };
    }

    /// Names of IANA's registry; the neutral schema has the same but for a few.
    static String attribute(int code) {
        return switch (code) {
            case 11 -> "DPA";
            case 12 -> "ADVERTISER";
            case 13 -> "RCID_PATH / CLUSTER_ID";
            case 19 -> "SAFI Specific Attribute";
            case 20 -> "Connector Attribute";
            case 21 -> "AS_PATHLIMIT";
            case 28 -> "BGP Entropy Label Capability Attribute";
            default -> {
                String name = AttributeTypes.of(code).name();
                yield name.startsWith("ATTR_") && code != 128 ? "attribute " + code : name;
            }
        };
    }

    /// The clause that defines an attribute.
    static String attributeRfc(int code) {
        return switch (code) {
            case 1, 2, 3, 4, 5, 6, 7 -> "RFC 4271 §5.1." + code;
            case 8 -> "RFC 1997";
            case 9, 10 -> "RFC 4456 §8";
            case 14 -> "RFC 4760 §3";
            case 15 -> "RFC 4760 §4";
            case 16 -> "RFC 4360 §2";
            case 17, 18 -> "RFC 6793 §3";
            case 22 -> "RFC 6514 §5";
            case 23 -> "RFC 9012 §2";
            case 24 -> "RFC 5543";
            case 25 -> "RFC 5701";
            case 26 -> "RFC 7311 §3";
            case 27 -> "RFC 6514 §8";
            case 29 -> "RFC 9552 §5.3";
            case 32 -> "RFC 8092 §3";
            case 33 -> "RFC 8205 §3";
            case 35 -> "RFC 9234 §5";
            case 38 -> "RFC 9026 §3.1.6";
            case 40 -> "RFC 8669 §3";
            case 128 -> "RFC 6368 §5";
            default -> "";
        };
    }

    /// For a learner, in a few words.
    static String attributeMeaning(int code) {
        return switch (code) {
            case 1 -> "how the route came into BGP";
            case 2 -> "the ASes it went through, the neighbor first";
            case 3 -> "where to send the packets";
            case 4 -> "which of several links into our AS the neighbor prefers; lower wins";
            case 5 -> "how much we prefer the route, within our AS; higher wins";
            case 6 -> "an aggregate from which some ASes were left out";
            case 7 -> "who formed the aggregate";
            case 8 -> "tags that policies act upon";
            case 9 -> "the router that brought the route into the AS (route reflection)";
            case 10 -> "the reflection clusters it went through";
            case 14 -> "routes of any address family, with their next hop";
            case 15 -> "routes of any address family that are withdrawn";
            case 16 -> "tags with a type, for VPNs and more";
            case 17 -> "the AS path with 4-octet numbers, for those who speak them";
            case 18 -> "the aggregator with its 4-octet AS number";
            case 26 -> "the cost of the path through several ASes of one administration";
            case 32 -> "tags of three 4-octet numbers";
            case 35 -> "set by the first who sent the route downhill: no leaking upward";
            default -> "";
        };
    }

    /// Names as IANA writes them.
    static String capability(int code) {
        return switch (code) {
            case 1 -> "Multiprotocol Extensions";
            case 2 -> "Route Refresh";
            case 3 -> "Outbound Route Filtering";
            case 5 -> "Extended Next Hop Encoding";
            case 6 -> "BGP Extended Message";
            case 7 -> "BGPsec";
            case 8 -> "Multiple Labels";
            case 9 -> "BGP Role";
            case 64 -> "Graceful Restart";
            case 65 -> "4-octet AS number";
            case 67 -> "Dynamic Capability";
            case 68 -> "Multisession BGP";
            case 69 -> "ADD-PATH";
            case 70 -> "Enhanced Route Refresh";
            case 71 -> "Long-Lived Graceful Restart";
            case 73 -> "FQDN";
            case 75 -> "Software Version";
            case 76 -> "PATHS-LIMIT";
            case 128 -> "Route Refresh (Cisco, before the standard)";
            case 130 -> "Outbound Route Filtering (Cisco, before the standard)";
            case 131 -> "Multisession BGP (Cisco)";
            default -> Capabilities.name(code);
        };
    }

    static String capabilityRfc(int code) {
        return switch (code) {
            case 1 -> "RFC 4760 §8";
            case 2 -> "RFC 2918 §2";
            case 3 -> "RFC 5291 §5";
            case 5 -> "RFC 8950 §4";
            case 6 -> "RFC 8654 §3";
            case 7 -> "RFC 8205 §2";
            case 8 -> "RFC 8277 §2.1";
            case 9 -> "RFC 9234 §4.1";
            case 64 -> "RFC 4724 §3";
            case 65 -> "RFC 6793 §3";
            case 69 -> "RFC 7911 §4";
            case 70 -> "RFC 7313 §3.1";
            case 71 -> "RFC 9494 §3.1";
            default -> "";
        };
    }

    static String capabilityMeaning(int code) {
        return switch (code) {
            case 1 -> "carries routes of this family";
            case 2 -> "can be asked to send its routes again";
            case 5 -> "takes IPv4 routes with IPv6 next hops";
            case 6 -> "takes messages of up to 65535 octets";
            case 9 -> "what it is to its neighbor; both must fit";
            case 64 -> "keeps forwarding while its BGP restarts; sends End-of-RIB";
            case 65 -> "its AS number in full";
            case 69 -> "more than one path for a prefix";
            case 70 -> "marks begin and end of a refresh";
            case 71 -> "stale routes may be kept for long";
            case 73 -> "its name, for people";
            default -> "";
        };
    }

    static String segmentType(int type) {
        return switch (type) {
            case 1 -> "AS_SET";
            case 2 -> "AS_SEQUENCE";
            case 3 -> "AS_CONFED_SEQUENCE";
            case 4 -> "AS_CONFED_SET";
            default -> "unknown";
        };
    }

    static String segmentMeaning(int type) {
        return switch (type) {
            case 1 -> "in no order, from aggregation";
            case 2 -> "in order, the nearest first";
            case 3 -> "in order, within a confederation (RFC 5065)";
            case 4 -> "in no order, within a confederation (RFC 5065)";
            default -> "";
        };
    }

    static String origin(int origin) {
        return switch (origin) {
            case 0 -> "IGP";
            case 1 -> "EGP";
            case 2 -> "INCOMPLETE";
            default -> "undefined";
        };
    }

    /// AS numbers that are set aside.
    static String as(long as) {
        if (as == 0) {
            return "reserved, must not appear (RFC 7607)";
        }
        if (as == 23456) {
            return "AS_TRANS, stands for a number that needs four octets (RFC 6793 §9)";
        }
        if ((as >= 64496 && as <= 64511) || (as >= 65536 && as <= 65551)) {
            return "for documentation (RFC 5398)";
        }
        if ((as >= 64512 && as <= 65534) || (as >= 4_200_000_000L && as <= 4_294_967_294L)) {
            return "for private use (RFC 6996)";
        }
        return as == 65535 || as == 4_294_967_295L ? "reserved (RFC 7300)" : "";
    }

    static String refreshSubtype(int subtype) {
        return switch (subtype) {
            case 0 -> "request: send the routes of this family again";
            case 1 -> "BoRR, beginning of a route refresh (RFC 7313)";
            case 2 -> "EoRR, end of a route refresh (RFC 7313)";
            default -> "unknown, to be ignored (RFC 7313 §5)";
        };
    }

    static String role(int role) {
        return switch (role) {
            case 0 -> "Provider";
            case 1 -> "RS (route server)";
            case 2 -> "RS-Client";
            case 3 -> "Customer";
            case 4 -> "Peer";
            default -> "unassigned";
        };
    }

    static String sendReceive(int value) {
        return switch (value) {
            case 1 -> "receive";
            case 2 -> "send";
            case 3 -> "send and receive";
            default -> "undefined, to be ignored";
        };
    }

    static String pmsiTunnelType(int type) {
        return switch (type) {
            case 0 -> "no tunnel information";
            case 1 -> "RSVP-TE P2MP LSP";
            case 2 -> "mLDP P2MP LSP";
            case 3 -> "PIM-SSM Tree";
            case 4 -> "PIM-SM Tree";
            case 5 -> "BIDIR-PIM Tree";
            case 6 -> "Ingress Replication";
            case 7 -> "mLDP MP2MP LSP";
            default -> "unknown";
        };
    }
}

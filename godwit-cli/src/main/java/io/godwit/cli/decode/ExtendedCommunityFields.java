package io.godwit.cli.decode;

import io.godwit.wire.Address;
import io.godwit.wire.attr.CostCommunity;

import java.util.ArrayList;
import java.util.List;

/// Extended communities of 8 octets (RFC 4360) and of 20 (RFC 5701): type, subtype, value.
final class ExtendedCommunityFields {
    private ExtendedCommunityFields() {}

    static void value(Cursor c, Field attribute, int octets) {
        if (c.left() % octets != 0) {
            return;
        }
        List<String> all = new ArrayList<>();
        while (c.left() >= octets) {
            String text = octets == 8 ? text(c) : ipv6Text(c);
            String kind = octets == 8 ? kind(c.peek(0), c.peek(1)) : subtype(c.peek(1));
            all.add(text);
            attribute.add(c.take("Extended Community", octets).is(text).called(kind));
        }
        attribute.is(String.join(", ", all));
    }

    private static String text(Cursor c) {
        byte[] octets = c.peekBytes(8).toArray();
        if (CostCommunity.is(octets, 0)) {
            return CostCommunity.read(octets, 0).text();
        }
        int subtype = c.peek(1);
        String value =
                switch (c.peek(0) & 0x3f) {
                    case 0 -> c.peek16(2) + ":" + c.peek32(4);
                    case 1 -> c.peekAddress(2, 4) + ":" + c.peek16(6);
                    case 2 -> c.peek32(2) + ":" + c.peek16(6);
                    default -> "";
                };
        // 0x80 and above are defined one by one (RFC 7153): only those below share formats.
        return value.isEmpty() || c.peek(0) >= 0x80
                ? c.peekBytes(8).hex()
                : prefix(subtype) + value;
    }

    private static String ipv6Text(Cursor c) {
        Address address = c.peekAddress(2, 16);
        return prefix(c.peek(1)) + address + ":" + c.peek16(18);
    }

    private static String prefix(int subtype) {
        return subtype == 2 ? "rt:" : subtype == 3 ? "soo:" : "";
    }

    private static String subtype(int subtype) {
        return switch (subtype) {
            case 2 -> "Route Target";
            case 3 -> "Route Origin";
            case 4 -> "Generic or Link Bandwidth";
            case 5 -> "OSPF Domain Identifier";
            case 7 -> "OSPF Route ID";
            case 8 -> "BGP Data Collection";
            case 9 -> "Source AS";
            case 10 -> "L2VPN Identifier";
            case 11 -> "VRF Route Import";
            default -> "subtype " + subtype;
        };
    }

    private static String kind(int type, int subtype) {
        String transitive = (type & 0x40) != 0 ? "non-transitive " : "";
        return switch (type) {
            case 0x00, 0x40 -> transitive + subtype(subtype) + ", 2-octet AS";
            case 0x01, 0x41 -> transitive + subtype(subtype) + ", IPv4 address";
            case 0x02, 0x42 -> transitive + subtype(subtype) + ", 4-octet AS";
            case 0x03, 0x43 -> transitive + opaque(type, subtype);
            case 0x06 -> evpn(subtype);
            case 0x80 -> experimental(subtype);
            case 0x81 -> subtype == 8 ? "FlowSpec redirect, IPv4 address" : numbers(type, subtype);
            case 0x82 -> subtype == 8 ? "FlowSpec redirect, 4-octet AS" : numbers(type, subtype);
            default -> numbers(type, subtype);
        };
    }

    private static String numbers(int type, int subtype) {
        return String.format("type 0x%02x, subtype 0x%02x", type, subtype);
    }

    private static String opaque(int type, int subtype) {
        if (subtype == 1) {
            return "Cost (draft-ietf-idr-custom-decision-08)";
        }
        if (type == 0x43) {
            return subtype == 0 ? "Origin Validation State (RFC 8097)" : "opaque " + subtype;
        }
        return switch (subtype) {
            case 6 -> "OSPF Route Type";
            case 11 -> "Color (RFC 9012 §4.3)";
            case 12 -> "Encapsulation (RFC 9012 §4.1)";
            case 13 -> "Default Gateway";
            default -> "opaque, subtype " + subtype;
        };
    }

    private static String evpn(int subtype) {
        return switch (subtype) {
            case 0 -> "MAC Mobility (RFC 7432 §7.7)";
            case 1 -> "ESI Label (RFC 7432 §7.5)";
            case 2 -> "ES-Import Route Target (RFC 7432 §7.6)";
            case 3 -> "EVPN Router's MAC (RFC 9135 §8.1)";
            case 4 -> "EVPN Layer 2 Attributes (RFC 8214 §3.1)";
            case 5 -> "E-Tree (RFC 8317)";
            case 6 -> "DF Election (RFC 8584)";
            default -> "EVPN, subtype " + subtype;
        };
    }

    private static String experimental(int subtype) {
        return switch (subtype) {
            case 6 -> "FlowSpec traffic-rate-bytes (RFC 8955 §7.1)";
            case 7 -> "FlowSpec traffic-action (RFC 8955 §7.3)";
            case 8 -> "FlowSpec redirect, 2-octet AS (RFC 8955 §7.4)";
            case 9 -> "FlowSpec traffic-marking (RFC 8955 §7.5)";
            case 10 -> "Layer2 Info (RFC 4761 §3.2.4)";
            default -> "experimental, subtype " + subtype;
        };
    }
}

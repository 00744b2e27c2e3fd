package io.godwit.cli.decode;

import java.util.Map;

/// Families with a short format of their own: Route Target constraint, VPLS, SR Policy, BGP-LS,
/// MCAST-VPN and MUP, the last three without what their routes describe.
final class OtherNlri {
    private OtherNlri() {}

    static void nlri(Cursor c, int afi, int safi, Field whole, Map<String, Object> neutral) {
        switch (safi) {
            case 5 -> multicastVpn(c, whole, neutral);
            case 65 -> vpls(c, whole, neutral);
            case 71, 72 -> linkState(c, safi == 72, whole, neutral);
            case 73 -> srPolicy(c, afi, whole, neutral);
            case 85 -> mup(c, whole, neutral);
            case 132 -> routeTarget(c, whole, neutral);
            default -> throw new IllegalArgumentException("SAFI " + safi);
        }
    }

    private static void rest(Cursor c, String name, Field whole, Map<String, Object> neutral) {
        neutral.put("raw", c.peekBytes(c.left()).hex());
        if (c.left() > 0) {
            whole.add(c.takeRaw(name, c.left()));
        }
    }

    private static void multicastVpn(Cursor c, Field whole, Map<String, Object> neutral) {
        int type = c.peek(0);
        neutral.put("routeType", type);
        whole.is("MCAST-VPN route type " + type).by("RFC 6514 §4");
        whole.add(c.take8("Route Type")).add(c.take8("Length").of("octets"));
        rest(c, "Route Type specific", whole, neutral);
    }

    private static void mup(Cursor c, Field whole, Map<String, Object> neutral) {
        neutral.put("architecture", c.peek(0));
        neutral.put("routeType", c.peek16(1));
        whole.is("MUP route type " + c.peek16(1));
        whole.add(c.take8("Architecture Type")).add(c.take16("Route Type"));
        whole.add(c.take8("Length").of("octets"));
        rest(c, "Route Type specific", whole, neutral);
    }

    private static void vpls(Cursor c, Field whole, Map<String, Object> neutral) {
        whole.by("RFC 4761 §3.2.2").add(c.take16("Length").of("octets"));
        String rd = NlriFields.rd(c);
        neutral.put("rd", rd);
        whole.is("VPLS " + rd).add(c.take("Route Distinguisher", 8).is(rd));
        neutral.put("veId", c.peek16(0));
        whole.add(c.take16("VE ID"));
        neutral.put("veBlockOffset", c.peek16(0));
        whole.add(c.take16("VE Block Offset"));
        neutral.put("veBlockSize", c.peek16(0));
        whole.add(c.take16("VE Block Size"));
        int base = (c.peek16(0) << 8 | c.peek(2)) >>> 4;
        neutral.put("labelBase", base);
        whole.add(c.take("Label Base", 3).is(base));
        if (c.left() > 0) {
            whole.add(c.takeRaw("Left over", c.left()));
        }
    }

    private static void linkState(Cursor c, boolean vpn, Field whole, Map<String, Object> neutral) {
        int type = c.peek16(0);
        neutral.put("nlriType", type);
        whole.is(linkStateType(type)).by("RFC 9552 §5.2");
        whole.add(c.take16("NLRI Type").called(linkStateType(type)));
        whole.add(c.take16("Total NLRI Length").of("octets"));
        if (vpn) {
            String rd = NlriFields.rd(c);
            neutral.put("rd", rd);
            whole.add(c.take("Route Distinguisher", 8).is(rd));
        }
        neutral.put("protocolId", c.peek(0));
        whole.add(c.take8("Protocol-ID"));
        long identifier = c.peek32(0) << 32 | c.peek32(4);
        neutral.put("identifier", identifier);
        whole.add(c.take("Identifier", 8).is(Long.toUnsignedString(identifier)));
        rest(c, "Descriptors", whole, neutral);
    }

    private static String linkStateType(int type) {
        return switch (type) {
            case 1 -> "Node";
            case 2 -> "Link";
            case 3 -> "IPv4 Topology Prefix";
            case 4 -> "IPv6 Topology Prefix";
            case 6 -> "SRv6 SID";
            default -> "BGP-LS NLRI type " + type;
        };
    }

    private static void srPolicy(Cursor c, int afi, Field whole, Map<String, Object> neutral) {
        int octets = afi == 1 ? 4 : 16;
        whole.by("RFC 9830 §2.1").add(c.take8("NLRI Length").of("bits"));
        neutral.put("distinguisher", c.peek32(0));
        whole.add(c.take32("Distinguisher"));
        long color = c.peek32(0);
        neutral.put("color", color);
        whole.add(c.take32("Policy Color"));
        String endpoint = c.peekAddress(0, octets).toString();
        neutral.put("endpoint", endpoint);
        whole.is("color " + color + " to " + endpoint);
        whole.add(c.takeAddress("Endpoint", octets));
        if (c.left() > 0) {
            c.take("", c.left() + 1); // marks the overrun: longer than an SR Policy NLRI can be
        }
    }

    private static void routeTarget(Cursor c, Field whole, Map<String, Object> neutral) {
        int bits = c.peek(0);
        whole.by("RFC 4684 §4").add(c.take8("Length").of("bits"));
        if (bits == 0) {
            neutral.put("default", true);
            whole.is("default: all route targets");
            return;
        }
        long as = c.peek32(0);
        neutral.put("originAs", as);
        whole.add(c.take32("origin AS").means(CodePoints.as(as)));
        neutral.put("rt", c.peekBytes(c.left()).hex());
        neutral.put("length", bits);
        String hex = c.peekBytes(c.left()).hex();
        whole.is("AS " + as + " wants " + hex);
        if (c.left() > 0) {
            whole.add(c.takeRaw("Route Target", c.left()));
        }
    }
}

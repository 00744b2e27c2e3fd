package io.godwit.cli.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// EVPN routes (RFC 7432 §7, RFC 9136 §3.1).
final class EvpnFields {
    private EvpnFields() {}

    static void nlri(Cursor c, Field whole, Map<String, Object> neutral) {
        int type = c.peek(0);
        neutral.put("routeType", type);
        whole.add(c.take8("Route Type").called(name(type)).by("RFC 7432 §7"));
        whole.add(c.take8("Length").of("octets"));
        if (type < 1 || type > 5) {
            neutral.put("raw", c.peekBytes(c.left()).hex());
            whole.is(name(type));
            if (c.left() > 0) {
                whole.add(c.takeRaw("Route Type specific", c.left()));
            }
            return;
        }
        String rd = NlriFields.rd(c);
        neutral.put("rd", rd);
        whole.add(c.take("Route Distinguisher", 8).is(rd));
        if (type != 3) {
            neutral.put("esi", c.peekBytes(10).hex());
            whole.add(c.takeRaw("Ethernet Segment Identifier", 10));
        }
        if (type != 4) {
            neutral.put("ethernetTag", c.peek32(0));
            whole.add(c.take32("Ethernet Tag ID"));
        }
        switch (type) {
            case 2 -> mac(c, whole, neutral);
            case 3, 4 -> ip(c, whole, neutral);
            case 5 -> prefix(c, whole, neutral);
            default -> {
                // Nothing between tag and label.
            }
        }
        if (type == 1 || type == 2 || type == 5) {
            labels(c, whole, neutral);
        }
        whole.is(name(type) + ", " + rd);
        if (c.left() > 0) {
            whole.add(c.takeRaw("Left over", c.left()));
        }
    }

    private static String name(int type) {
        return switch (type) {
            case 1 -> "Ethernet A-D route";
            case 2 -> "MAC/IP Advertisement route";
            case 3 -> "Inclusive Multicast Ethernet Tag route";
            case 4 -> "Ethernet Segment route";
            case 5 -> "IP Prefix route";
            case 6 -> "Selective Multicast Ethernet Tag route";
            case 7 -> "Multicast Membership Report Synch route";
            case 8 -> "Multicast Leave Synch route";
            default -> "EVPN route type " + type;
        };
    }

    private static void mac(Cursor c, Field whole, Map<String, Object> neutral) {
        whole.add(c.take8("MAC Address Length").of("bits"));
        StringBuilder mac = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            mac.append(i == 0 ? "" : ":").append(String.format("%02x", c.peek(i)));
        }
        neutral.put("mac", mac.toString());
        whole.add(c.take("MAC Address", 6).is(mac));
        ip(c, whole, neutral);
    }

    private static void ip(Cursor c, Field whole, Map<String, Object> neutral) {
        int octets = c.peek(0) / 8;
        whole.add(c.take8("IP Address Length").of("bits"));
        if (octets == 4 || octets == 16) {
            neutral.put("ip", c.peekAddress(0, octets).toString());
            whole.add(c.takeAddress("IP Address", octets));
        } else if (octets != 0) {
            c.take("", c.left() + 1); // marks the overrun: no such address
        }
    }

    private static void prefix(Cursor c, Field whole, Map<String, Object> neutral) {
        int bits = c.peek(0);
        whole.add(c.take8("IP Prefix Length").of("bits"));
        int octets = c.left() >= 35 ? 16 : 4; // 4 + 4 + 3 or 16 + 16 + 3 are left
        String prefix = NlriFields.prefix(c, 0, bits, octets == 4 ? 1 : 2).toString();
        neutral.put("prefix", prefix);
        whole.add(c.take("IP Prefix", octets).is(prefix));
        neutral.put("gateway", c.peekAddress(0, octets).toString());
        whole.add(c.takeAddress("GW IP Address", octets));
    }

    private static void labels(Cursor c, Field whole, Map<String, Object> neutral) {
        List<Long> labels = new ArrayList<>();
        while (c.left() >= 3) {
            long raw = c.peek32(0) >>> 8;
            raw = c.left() == 3 ? (long) c.peek16(0) << 8 | c.peek(2) : raw;
            labels.add(raw);
            whole.add(c.take("MPLS Label", 3).is(raw >>> 4).means("or a VNI of " + raw));
        }
        neutral.put("labels", labels);
    }
}

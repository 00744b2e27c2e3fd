package io.godwit.cli.decode;

import io.godwit.cli.Plural;
import io.godwit.feeds.NlriOctets;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The NLRI of a field, of any family: as fields for people, and in the neutral schema of the
/// adapter. Both come out of the same walk.
///
/// @param items one for each NLRI, as far as they could be read
/// @param problem why reading stopped, empty when it did not
record NlriFields(List<Item> items, String problem) {
    /// One NLRI.
    ///
    /// @param neutral its members in the neutral schema
    record Item(Field field, Map<String, Object> neutral) {}

    private static final int UNICAST = 1;
    private static final int MULTICAST = 2;
    private static final int LABELED = 4;
    private static final int VPN = 128;

    /// Reads up to the end of the cursor, or up to the first NLRI that does not fit.
    static NlriFields read(Cursor c, int afi, int safi, boolean addPath, boolean withdrawn) {
        List<Item> items = new ArrayList<>();
        if (!delimited(afi, safi)) {
            if (c.left() > 0) {
                Map<String, Object> neutral = new LinkedHashMap<>();
                neutral.put("raw", c.peekBytes(c.left()).hex());
                items.add(new Item(c.takeRaw("NLRI", c.left()), neutral));
            }
            return new NlriFields(items, "");
        }
        while (c.left() > 0) {
            int octets = NlriOctets.next(c.buffer(), c.at(), c.end(), afi, safi, addPath);
            if (octets < 0) {
                return new NlriFields(items, problem(c, afi, safi, addPath));
            }
            Cursor one = new Cursor(c.buffer(), c.base(), c.at(), c.at() + octets);
            Item item = item(one, afi, safi, addPath, withdrawn);
            if (one.overran()) {
                return new NlriFields(items, "an NLRI is shorter than its fields");
            }
            c.sub(octets);
            items.add(item);
        }
        return new NlriFields(items, "");
    }

    /// Families of which we know where one NLRI ends.
    private static boolean delimited(int afi, int safi) {
        boolean ip = afi == 1 || afi == 2;
        return switch (safi) {
            case UNICAST, MULTICAST, LABELED, 5, 73, 85, VPN, 133, 134 -> ip;
            case 132 -> afi == 1;
            case 65, 70 -> afi == 25;
            case 71, 72 -> afi == 16388;
            default -> false;
        };
    }

    private static String problem(Cursor c, int afi, int safi, boolean addPath) {
        int bits = c.peek(addPath ? 4 : 0);
        int most = afi == 1 ? 32 : 128;
        if (safi <= MULTICAST && bits > most && c.left() > (addPath ? 4 : 0)) {
            return "prefix length " + bits + " is more than " + most;
        }
        return "an NLRI passes the end of its field";
    }

    private static Item item(Cursor c, int afi, int safi, boolean addPath, boolean withdrawn) {
        Map<String, Object> neutral = new LinkedHashMap<>();
        Field whole = c.span("NLRI", c.left());
        if (addPath) {
            neutral.put("pathId", c.peek32(0));
            whole.add(c.take32("Path Identifier").by("RFC 7911 §3"));
        }
        int head = whole.parts().size();
        switch (safi) {
            case UNICAST, MULTICAST -> {
                Field prefix = prefix(c, afi, neutral);
                if (!addPath) {
                    return new Item(prefix, neutral);
                }
                whole.add(prefix).is(prefix.value());
            }
            case LABELED -> labeled(c, afi, false, withdrawn, whole, neutral);
            case VPN -> labeled(c, afi, true, withdrawn, whole, neutral);
            case 70 -> EvpnFields.nlri(c, whole, neutral);
            case 133, 134 -> FlowSpecFields.nlri(c, afi, safi == 134, whole, neutral);
            default -> OtherNlri.nlri(c, afi, safi, whole, neutral);
        }
        if (addPath) {
            whole.is(whole.value() + " (path " + neutral.get("pathId") + ")");
        }
        assert whole.parts().size() > head || c.overran() : safi;
        return new Item(whole, neutral);
    }

    /// Length and prefix in one field: `18 c0 00 02` is 192.0.2.0/24.
    static Field prefix(Cursor c, int afi, Map<String, Object> neutral) {
        int bits = c.peek(0);
        Prefix prefix = prefix(c, 1, bits, afi);
        int octets = (bits + 7) / 8;
        boolean host = bits % 8 != 0 && (c.peek(octets) & 0xff >> bits % 8) != 0;
        neutral.put("prefix", prefix.toString());
        String means = Plural.of(bits, "bit") + " in " + Plural.of(octets, "octet");
        return c.take("Prefix", 1 + octets)
                .is(prefix)
                .means(host ? means + "; bits after them do not count" : means);
    }

    /// The prefix of so many bits that begins `ahead`; host bits cleared. A length that the family
    /// cannot have is cut.
    static Prefix prefix(Cursor c, int ahead, int bits, int afi) {
        byte[] octets = new byte[afi == 1 ? 4 : 16];
        for (int i = 0; i < Math.min((bits + 7) / 8, octets.length); i++) {
            octets[i] = (byte) c.peek(ahead + i);
        }
        Address address = Address.read(octets, 0, octets.length);
        return Prefix.of(address, Math.min(bits, octets.length * 8));
    }

    /// RFC 8277 §2: labels until the one with the S bit; RFC 4364 §4.3.4: then a route
    /// distinguisher. What is withdrawn has one label field whose value does not matter (§2.4).
    private static void labeled(
            Cursor c,
            int afi,
            boolean rd,
            boolean withdrawn,
            Field whole,
            Map<String, Object> neutral) {
        int bits = c.peek(0);
        whole.add(c.take8("Length").of("bits").means("labels and all"));
        List<Integer> labels = new ArrayList<>();
        int fixed = rd ? 64 : 0;
        boolean bottom = false;
        while (!bottom && bits >= 24 + fixed && c.left() >= 3) {
            int raw = c.peek16(0) << 8 | c.peek(2);
            bottom = (raw & 1) != 0 || raw == 0x80_0000 || (withdrawn && raw == 0);
            labels.add(raw >>> 4);
            whole.add(c.take("MPLS Label", 3).is(raw >>> 4).means(labelMeaning(raw)));
            bits -= 24;
        }
        if (!bottom || bits < fixed || bits - fixed > (afi == 1 ? 32 : 128)) {
            c.take("", c.left() + 1); // marks the overrun: this is no labeled prefix
            return;
        }
        neutral.put("labels", labels);
        StringBuilder text = new StringBuilder();
        if (rd) {
            String distinguisher = rd(c);
            neutral.put("rd", distinguisher);
            whole.add(c.take("Route Distinguisher", 8).is(distinguisher).by("RFC 4364 §4.2"));
            text.append(distinguisher).append(' ');
        }
        Prefix prefix = prefix(c, 0, bits - fixed, afi);
        neutral.put("prefix", prefix.toString());
        int octets = (bits - fixed + 7) / 8;
        Field last = c.take("Prefix", octets).is(prefix);
        if (octets > 0) {
            whole.add(last);
        }
        whole.is(text.append(prefix).append(" label ").append(joined(labels)));
    }

    private static String labelMeaning(int raw) {
        if (raw == 0x80_0000) {
            return "0x800000, no label: withdrawn (RFC 8277 §2.4)";
        }
        return (raw & 1) != 0 ? "bottom of the stack" : "";
    }

    private static String joined(List<Integer> labels) {
        List<String> all = new ArrayList<>();
        labels.forEach(label -> all.add(String.valueOf(label)));
        return String.join("/", all);
    }

    /// The next eight octets as `type:administrator:number`.
    static String rd(Cursor c) {
        return switch (c.peek16(0)) {
            case 0 -> "0:" + c.peek16(2) + ":" + c.peek32(4);
            case 1 -> "1:" + c.peekAddress(2, 4) + ":" + c.peek16(6);
            case 2 -> "2:" + c.peek32(2) + ":" + c.peek16(6);
            default -> "raw:" + c.peekBytes(8).hex();
        };
    }
}

package io.godwit.cli.decode;

import io.godwit.wire.nlri.Families;

/// The values of the capabilities whose formats we know. What is left over stays raw.
final class CapabilityFields {
    private CapabilityFields() {}

    static void value(int code, Cursor c, Field capability) {
        switch (code) {
            case 1 -> multiprotocol(c, capability);
            case 3, 130 -> orf(c, capability);
            case 5 -> extendedNextHop(c, capability);
            case 9 -> role(c, capability);
            case 64 -> gracefulRestart(c, capability);
            case 65 -> fourOctetAs(c, capability);
            case 69 -> addPath(c, capability);
            case 71 -> longLivedGracefulRestart(c, capability);
            case 73 -> fqdn(c, capability);
            case 75 -> softwareVersion(c, capability);
            case 76 -> pathsLimit(c, capability);
            default -> {
                // No value, or one that nobody explains.
            }
        }
    }

    static String family(int afi, int safi) {
        return Families.of(afi, safi).name();
    }

    static Field afi(Cursor c) {
        int afi = c.peek16(0);
        return c.take16("AFI").called(CodePoints.afi(afi));
    }

    static Field safi(Cursor c) {
        int safi = c.peek(0);
        return c.take8("SAFI").called(CodePoints.safi(safi));
    }

    private static void tell(Field capability, String value) {
        capability.is(capability.value() + ": " + value);
    }

    private static void multiprotocol(Cursor c, Field capability) {
        if (c.left() < 4) {
            return;
        }
        tell(capability, family(c.peek16(0), c.peek(3)));
        capability.add(afi(c)).add(c.take8("Reserved")).add(safi(c));
    }

    private static void orf(Cursor c, Field capability) {
        while (c.left() >= 5) {
            int entries = c.peek(4);
            Field family = c.span("ORF entry", 5 + 2 * entries);
            family.is(family(c.peek16(0), c.peek(3)));
            family.add(afi(c)).add(c.take8("Reserved")).add(safi(c)).add(c.take8("Number of ORFs"));
            for (int i = 0; i < entries && c.left() >= 2; i++) {
                family.add(c.take8("ORF Type"));
                int value = c.peek(0);
                family.add(c.take8("Send/Receive").called(CodePoints.sendReceive(value)));
            }
            capability.add(family);
        }
    }

    private static void extendedNextHop(Cursor c, Field capability) {
        while (c.left() >= 6) {
            String name = family(c.peek16(0), c.peek16(2));
            Field entry = c.span("Family", 6).is(name);
            entry.add(afi(c));
            int safi = c.peek16(0);
            entry.add(c.take16("NLRI SAFI").called(CodePoints.safi(safi)));
            int hop = c.peek16(0);
            entry.add(c.take16("Nexthop AFI").called(CodePoints.afi(hop)));
            capability.add(entry);
        }
    }

    private static void role(Cursor c, Field capability) {
        int role = c.peek(0);
        if (c.left() >= 1) {
            tell(capability, CodePoints.role(role));
            capability.add(c.take8("Role").called(CodePoints.role(role)));
        }
    }

    private static void gracefulRestart(Cursor c, Field capability) {
        if (c.left() < 2) {
            return;
        }
        int head = c.peek16(0);
        StringBuilder flags = new StringBuilder();
        flags.append((head & 0x8000) != 0 ? "R: has restarted; " : "");
        flags.append((head & 0x4000) != 0 ? "N: also after NOTIFICATION (RFC 8538); " : "");
        flags.append("Restart Time ").append(head & 0xfff).append(" s");
        capability.add(
                c.take("Restart Flags and Restart Time", 2)
                        .is(String.format("0x%04x", head))
                        .means(flags.toString()));
        while (c.left() >= 4) {
            Field entry = c.span("Family", 4).is(family(c.peek16(0), c.peek(2)));
            entry.add(afi(c)).add(safi(c)).add(forwarding(c));
            capability.add(entry);
        }
    }

    private static Field forwarding(Cursor c) {
        int flags = c.peek(0);
        return c.take("Flags for Address Family", 1)
                .is(String.format("0x%02x", flags))
                .means((flags & 0x80) != 0 ? "F: forwarding state was preserved" : "");
    }

    private static void fourOctetAs(Cursor c, Field capability) {
        if (c.left() < 4) {
            return;
        }
        long as = c.peek32(0);
        tell(capability, String.valueOf(as));
        capability.add(c.take32("AS Number").means(CodePoints.as(as)));
    }

    private static void addPath(Cursor c, Field capability) {
        while (c.left() >= 4) {
            int value = c.peek(3);
            Field entry = c.span("Family", 4).is(family(c.peek16(0), c.peek(2)));
            entry.add(afi(c)).add(safi(c));
            entry.add(c.take8("Send/Receive").called(CodePoints.sendReceive(value)));
            capability.add(entry);
        }
    }

    private static void longLivedGracefulRestart(Cursor c, Field capability) {
        while (c.left() >= 7) {
            Field entry = c.span("Family", 7).is(family(c.peek16(0), c.peek(2)));
            entry.add(afi(c)).add(safi(c)).add(forwarding(c));
            long seconds = c.peek32(0) >>> 8;
            entry.add(c.take("Long-lived Stale Time", 3).is(seconds).of("seconds"));
            capability.add(entry);
        }
    }

    private static void fqdn(Cursor c, Field capability) {
        if (c.left() < 2 || 2 + c.peek(0) > c.left()) {
            return;
        }
        text(c, "Hostname", capability);
        text(c, "Domain Name", capability);
    }

    private static void softwareVersion(Cursor c, Field capability) {
        text(c, "Software Version", capability);
    }

    private static void text(Cursor c, String name, Field capability) {
        int octets = c.peek(0);
        if (c.left() < 1 + octets) {
            return;
        }
        capability.add(c.take8(name + " Length"));
        String text = Phrases.printable(c.peekBytes(octets).utf8());
        if (octets > 0) {
            tell(capability, text);
            capability.add(c.take(name, octets).is(text));
        }
    }

    private static void pathsLimit(Cursor c, Field capability) {
        while (c.left() >= 5) {
            Field entry = c.span("Family", 5).is(family(c.peek16(0), c.peek(2)));
            entry.add(afi(c)).add(safi(c)).add(c.take16("Paths Limit"));
            capability.add(entry);
        }
    }
}

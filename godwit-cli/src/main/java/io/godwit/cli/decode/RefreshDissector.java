package io.godwit.cli.decode;

import io.godwit.wire.Verdict;

/// The body of a ROUTE-REFRESH (RFC 2918 §3, RFC 7313 §3.2, RFC 5291 §6).
final class RefreshDissector {
    private RefreshDissector() {}

    static void body(Cursor c, Field message) {
        int subtype = c.peek(2);
        if (c.left() < 4) {
            message.add(c.takeRaw("Body", c.left()));
            return;
        }
        message.add(CapabilityFields.afi(c).by("RFC 2918 §3"));
        message.add(
                c.take8("Message Subtype")
                        .means(CodePoints.refreshSubtype(subtype))
                        .by("RFC 7313 §3.2"));
        message.add(CapabilityFields.safi(c));
        if (c.left() > 0) {
            orf(c, message);
        }
    }

    private static void orf(Cursor c, Field message) {
        int when = c.peek(0);
        String words = when == 1 ? "IMMEDIATE" : when == 2 ? "DEFER" : "undefined";
        message.add(c.take8("When-to-refresh").called(words).by("RFC 5291 §6"));
        while (c.left() >= 3) {
            int octets = c.peek16(1);
            Field group = c.span("ORF entries", 3 + octets);
            int type = c.peek(0);
            group.is(orfType(type));
            group.add(c.take8("ORF Type").called(orfType(type)));
            group.add(c.take16("Length of ORF entries").of("octets"));
            if (octets > c.left()) {
                String what = "says " + octets + " octets, but " + c.left() + " are left";
                group.fault(Verdict.RESET, what, "RFC 5291 §6");
            }
            Cursor entries = c.sub(Math.min(octets, c.left()));
            if (entries.left() > 0) {
                group.add(entries.takeRaw("Entries", entries.left()));
            }
            message.add(group);
        }
    }

    private static String orfType(int type) {
        return switch (type) {
            case 64 -> "Address Prefix (RFC 5292)";
            case 65 -> "CP-ORF (RFC 7543)";
            case 128 -> "Address Prefix (Cisco)";
            default -> "unknown";
        };
    }
}

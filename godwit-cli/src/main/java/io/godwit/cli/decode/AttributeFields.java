package io.godwit.cli.decode;

import io.godwit.wire.Address;
import io.godwit.wire.attr.Communities;

import java.util.ArrayList;
import java.util.List;

/// The values of path attributes, field by field. What does not have the length that it should have
/// is left to be shown raw.
final class AttributeFields {
    private AttributeFields() {}

    static void value(int code, Cursor c, Field attribute, boolean asn4) {
        switch (code) {
            case 1 -> origin(c, attribute);
            case 2 -> path(c, attribute, asn4 ? 4 : 2);
            case 3, 9 -> address(c, attribute);
            case 4, 5 -> number(c, attribute);
            case 6 -> attribute.is(c.left() == 0 ? "set" : "");
            case 7 -> aggregator(c, attribute, asn4 ? 4 : 2);
            case 8 -> communities(c, attribute);
            case 10 -> addresses(c, attribute);
            case 16 -> ExtendedCommunityFields.value(c, attribute, 8);
            case 17 -> path(c, attribute, 4);
            case 18 -> aggregator(c, attribute, 4);
            case 22 -> pmsiTunnel(c, attribute);
            case 25 -> ExtendedCommunityFields.value(c, attribute, 20);
            case 26 -> aigp(c, attribute);
            case 32 -> largeCommunities(c, attribute);
            case 35 -> as(c, attribute);
            default -> {
                // Nobody explains it: raw.
            }
        }
    }

    private static void origin(Cursor c, Field attribute) {
        int origin = c.peek(0);
        if (c.left() != 1) {
            return;
        }
        attribute.is(CodePoints.origin(origin));
        String meaning =
                switch (origin) {
                    case 0 -> "interior to the AS that originated it";
                    case 1 -> "learned by the EGP protocol of RFC 904";
                    case 2 -> "by other means, such as redistribution";
                    default -> "must be 0, 1 or 2";
                };
        attribute.add(c.take8("Origin").called(CodePoints.origin(origin)).means(meaning));
    }

    private static void path(Cursor c, Field attribute, int asOctets) {
        List<String> path = new ArrayList<>();
        boolean empty = c.left() == 0;
        while (c.left() >= 2) {
            int type = c.peek(0);
            int count = c.peek(1);
            if (type < 1 || type > 4 || 2 + count * asOctets > c.left()) {
                break;
            }
            path.add(segment(c.sub(2 + count * asOctets), attribute, asOctets));
        }
        attribute.is(empty ? "empty" : String.join(" ", path));
        if (empty) {
            attribute.means("the route begins in the sender's own AS");
        }
    }

    private static String segment(Cursor c, Field attribute, int asOctets) {
        int type = c.peek(0);
        Field segment = c.span("Path Segment", c.left());
        segment.add(
                c.take8("Path Segment Type")
                        .called(CodePoints.segmentType(type))
                        .means(CodePoints.segmentMeaning(type)));
        segment.add(c.take8("Path Segment Length").of("AS numbers"));
        List<String> asns = new ArrayList<>();
        while (c.left() >= asOctets) {
            long as = asOctets == 4 ? c.peek32(0) : c.peek16(0);
            asns.add(String.valueOf(as));
            segment.add(c.take("AS", asOctets).is(as).means(CodePoints.as(as)));
        }
        String text =
                switch (type) {
                    case 1 -> "{" + String.join(",", asns) + "}";
                    case 3 -> "(" + String.join(" ", asns) + ")";
                    case 4 -> "[" + String.join(",", asns) + "]";
                    default -> String.join(" ", asns);
                };
        attribute.add(segment.is(text));
        return text;
    }

    private static void address(Cursor c, Field attribute) {
        if (c.left() != 4) {
            return;
        }
        Address address = c.peekAddress(0, 4);
        attribute.is(address).add(c.takeAddress("Address", 4));
    }

    private static void number(Cursor c, Field attribute) {
        if (c.left() == 4) {
            attribute.is(c.peek32(0)).add(c.take32("Value"));
        }
    }

    private static void as(Cursor c, Field attribute) {
        if (c.left() == 4) {
            long as = c.peek32(0);
            attribute.is("AS " + as).add(c.take32("AS").means(CodePoints.as(as)));
        }
    }

    private static void aggregator(Cursor c, Field attribute, int asOctets) {
        if (c.left() != asOctets + 4) {
            return;
        }
        long as = asOctets == 4 ? c.peek32(0) : c.peek16(0);
        Address address = c.peekAddress(asOctets, 4);
        attribute.is("AS " + as + ", " + address);
        attribute.add(c.take("AS", asOctets).is(as).means(CodePoints.as(as)));
        attribute.add(c.takeAddress("Router", 4));
    }

    private static void addresses(Cursor c, Field attribute) {
        List<String> all = new ArrayList<>();
        while (c.left() >= 4) {
            all.add(c.peekAddress(0, 4).toString());
            attribute.add(c.takeAddress("Cluster", 4));
        }
        attribute.is(String.join(" ", all));
    }

    private static void communities(Cursor c, Field attribute) {
        if (c.left() % 4 != 0) {
            return;
        }
        List<String> all = new ArrayList<>();
        while (c.left() >= 4) {
            int community = (int) c.peek32(0);
            String numbers = Communities.numbers(community);
            String name = Communities.text(community);
            all.add(name);
            attribute.add(
                    c.take("Community", 4).is(numbers).called(name.equals(numbers) ? "" : name));
        }
        attribute.is(String.join(" ", all));
    }

    private static void largeCommunities(Cursor c, Field attribute) {
        if (c.left() % 12 != 0) {
            return;
        }
        List<String> all = new ArrayList<>();
        while (c.left() >= 12) {
            String text = c.peek32(0) + ":" + c.peek32(4) + ":" + c.peek32(8);
            all.add(text);
            attribute.add(c.take("Large Community", 12).is(text));
        }
        attribute.is(String.join(" ", all));
    }

    private static void aigp(Cursor c, Field attribute) {
        while (c.left() >= 3 && c.peek16(1) >= 3 && c.peek16(1) <= c.left()) {
            Cursor tlv = c.sub(c.peek16(1));
            int type = tlv.peek(0);
            Field field = tlv.span("TLV", tlv.left());
            field.add(tlv.take8("Type").called(type == 1 ? "AIGP" : "unknown"));
            field.add(tlv.take16("Length").of("octets").means("type and length included"));
            if (type == 1 && tlv.left() == 8) {
                String metric = Long.toUnsignedString(tlv.peek32(0) << 32 | tlv.peek32(4));
                attribute.is(metric);
                field.add(tlv.take("Accumulated IGP Metric", 8).is(metric));
            }
            if (tlv.left() > 0) {
                field.add(tlv.takeRaw("Value", tlv.left()));
            }
            attribute.add(field);
        }
    }

    private static void pmsiTunnel(Cursor c, Field attribute) {
        if (c.left() < 5) {
            return;
        }
        int flags = c.peek(0);
        int type = c.peek(1);
        long label = c.peek32(2) >>> 8;
        attribute.is(CodePoints.pmsiTunnelType(type));
        attribute.add(
                c.take("Flags", 1)
                        .is(String.format("0x%02x", flags))
                        .means((flags & 1) != 0 ? "Leaf Information Required" : ""));
        attribute.add(c.take8("Tunnel Type").called(CodePoints.pmsiTunnelType(type)));
        attribute.add(c.take("MPLS Label", 3).is(label >>> 4));
        if (c.left() == 4) {
            attribute.add(c.takeAddress("Tunnel Identifier", 4));
        }
    }
}

package io.godwit.cli.decode;

import io.godwit.cli.Plural;
import io.godwit.feeds.Reading;
import io.godwit.wire.Verdict;

import java.util.ArrayList;
import java.util.List;

/// The body of an UPDATE (RFC 4271 §4.3): withdrawn routes, path attributes, NLRI.
final class UpdateDissector {
    private static final int EXTENDED_LENGTH = 0x10;

    private final Reading reading;
    private final boolean rib;
    private final List<Field> attributes = new ArrayList<>();
    private String nlriProblem = "";

    UpdateDissector(Reading reading) {
        this(reading, false);
    }

    /// @param rib whether the attributes are those of a route in an MRT file, whose MP_REACH_NLRI
    ///   is cut to the next hop (RFC 6396 §4.3.4)
    UpdateDissector(Reading reading, boolean rib) {
        this.reading = reading;
        this.rib = rib;
    }

    /// The fields of the attributes, in the order of the message; the name of each is its number.
    List<Field> attributes() {
        return attributes;
    }

    /// What is wrong with NLRI, empty when nothing is.
    String nlriProblem() {
        return nlriProblem;
    }

    void body(Cursor c, Field message) {
        int withdrawnOctets = c.peek16(0);
        message.add(
                c.take16("Withdrawn Routes Length")
                        .of("octets")
                        .means(withdrawnOctets == 0 ? "no IPv4 routes are withdrawn" : "")
                        .by("RFC 4271 §4.3"));
        if (withdrawnOctets > c.left() - 2) {
            message.add(tooLong(c, withdrawnOctets, Math.max(0, c.left() - 2)));
            return;
        }
        if (withdrawnOctets > 0) {
            Field field = c.span("Withdrawn Routes", withdrawnOctets).by("RFC 4271 §4.3");
            nlri(c.sub(withdrawnOctets), 1, 1, true, field);
            message.add(field);
        }
        int octets = c.peek16(0);
        message.add(
                c.take16("Total Path Attribute Length")
                        .of("octets")
                        .means(octets == 0 ? "no path attributes, so no NLRI either" : ""));
        if (octets > c.left()) {
            message.add(tooLong(c, octets, c.left()));
            return;
        }
        if (octets > 0) {
            Field field = c.span("Path Attributes", octets);
            attributes(c.sub(octets), field);
            message.add(field);
        }
        if (c.left() > 0) {
            Field field = c.span("Network Layer Reachability Information", c.left());
            field.by("RFC 4271 §4.3");
            nlri(c.sub(c.left()), 1, 1, false, field);
            message.add(field);
        }
    }

    private static Field tooLong(Cursor c, int octets, int room) {
        String what = octets + " octets are promised, " + room + " are left";
        return c.takeRaw("Left over", c.left()).fault(Verdict.RESET, what, "RFC 7606 §3 b");
    }

    /// All attributes of a section.
    void attributes(Cursor c, Field section) {
        int n = 0;
        while (c.left() >= 3) {
            boolean extended = (c.peek(0) & EXTENDED_LENGTH) != 0;
            int octets = extended ? 4 + c.peek16(2) : 3 + c.peek(2);
            if (extended && c.left() < 4) {
                break;
            }
            section.add(attribute(c.sub(Math.min(octets, c.left())), octets));
            n++;
        }
        section.is(Plural.of(n, "attribute"));
        if (c.left() > 0) {
            String what = "too few octets for an attribute";
            section.add(
                    c.takeRaw("Left over", c.left()).fault(Verdict.WITHDRAW, what, "RFC 7606 §4"));
        }
    }

    private Field attribute(Cursor c, int octets) {
        int flags = c.peek(0);
        int code = c.peek(1);
        String name = CodePoints.attribute(code);
        Field attribute = c.span(name, c.left());
        attribute.by(CodePoints.attributeRfc(code)).means(CodePoints.attributeMeaning(code));
        attributes.add(attribute);
        if (c.left() < octets) {
            String what = "is said to have " + octets + " octets, but " + c.left() + " are left";
            attribute.fault(Verdict.WITHDRAW, what, "RFC 7606 §4");
        }
        attribute.add(
                c.take("Attribute Flags", 1)
                        .is(String.format("0x%02x", flags))
                        .called(flags(flags)));
        attribute.add(c.take8("Attribute Type Code").called(name));
        boolean extended = (flags & EXTENDED_LENGTH) != 0;
        attribute.add(
                (extended ? c.take16("Attribute Length") : c.take8("Attribute Length"))
                        .of("octets"));
        switch (code) {
            case 14 -> mpReach(c, attribute);
            case 15 -> mpUnreach(c, attribute);
            default -> AttributeFields.value(code, c, attribute, reading.asn4());
        }
        if (c.left() > 0) {
            attribute.add(c.takeRaw("Attribute Value", c.left()));
        }
        return attribute;
    }

    static String flags(int flags) {
        boolean optional = (flags & 0x80) != 0;
        boolean transitive = (flags & 0x40) != 0;
        StringBuilder words = new StringBuilder();
        words.append(optional ? "Optional" : "Well-known");
        words.append(transitive ? ", Transitive" : ", Non-transitive");
        words.append((flags & 0x20) != 0 ? ", Partial" : ", Complete");
        words.append((flags & EXTENDED_LENGTH) != 0 ? ", Extended Length" : "");
        if ((flags & 0x0f) != 0) {
            words.append(String.format(", lower bits 0x%x (to be ignored)", flags & 0x0f));
        }
        return words.toString();
    }

    private void mpReach(Cursor c, Field attribute) {
        if (rib && c.left() == 1 + c.peek(0)) {
            int octets = c.peek(0);
            attribute.is("next hop only").means("").by("RFC 6396 §4.3.4");
            attribute.add(c.take8("Length of Next Hop Network Address").of("octets"));
            attribute.add(NextHopFields.field(c.sub(octets), 0, octets % 12 == 0 ? 128 : 1));
            return;
        }
        if (c.left() < 5) {
            attribute.is("too short");
            return;
        }
        int afi = c.peek16(0);
        int safi = c.peek(2);
        attribute.is(CapabilityFields.family(afi, safi));
        attribute.add(CapabilityFields.afi(c)).add(CapabilityFields.safi(c));
        int octets = c.peek(0);
        attribute.add(c.take8("Length of Next Hop Network Address").of("octets"));
        if (octets >= c.left()) {
            String what = "the next hop of " + octets + " octets leaves no room";
            attribute.fault(Verdict.RESET, what, "RFC 7606 §7.11");
            return;
        }
        if (octets > 0) {
            attribute.add(NextHopFields.field(c.sub(octets), afi, safi));
        }
        attribute.add(c.take8("Reserved"));
        if (c.left() > 0) {
            Field field = c.span("Network Layer Reachability Information", c.left());
            nlri(c.sub(c.left()), afi, safi, false, field.by("RFC 4760 §5"));
            attribute.add(field);
        }
    }

    private void mpUnreach(Cursor c, Field attribute) {
        if (c.left() < 3) {
            attribute.is("too short");
            return;
        }
        int afi = c.peek16(0);
        int safi = c.peek(2);
        attribute.is(CapabilityFields.family(afi, safi));
        attribute.add(CapabilityFields.afi(c)).add(CapabilityFields.safi(c));
        if (c.left() > 0) {
            Field field = c.span("Withdrawn Routes", c.left());
            nlri(c.sub(c.left()), afi, safi, true, field.by("RFC 4760 §5"));
            attribute.add(field);
        }
    }

    private void nlri(Cursor c, int afi, int safi, boolean isWithdrawn, Field field) {
        boolean addPath = reading.addPath(afi, safi);
        NlriFields read = NlriFields.read(c, afi, safi, addPath, isWithdrawn);
        for (NlriFields.Item item : read.items()) {
            field.add(item.field());
        }
        field.is(Plural.of(read.items().size(), afi <= 2 && safi <= 2 ? "prefix" : "route"));
        if (!read.problem().isEmpty()) {
            nlriProblem = nlriProblem.isEmpty() ? read.problem() : nlriProblem;
            field.add(
                    c.takeRaw("Left over", c.left())
                            .fault(Verdict.RESET, read.problem(), "RFC 7606 §5.3"));
        }
    }
}

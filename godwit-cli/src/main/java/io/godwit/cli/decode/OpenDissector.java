package io.godwit.cli.decode;

import io.godwit.wire.Verdict;

/// The body of an OPEN (RFC 4271 §4.2, RFC 5492, RFC 9072).
final class OpenDissector {
    private static final int CAPABILITIES = 2;
    private static final int EXTENDED = 255;

    private OpenDissector() {}

    static void body(Cursor c, Field message) {
        int version = c.peek(0);
        message.add(c.take8("Version").called(version == 4 ? "BGP-4" : "").by("RFC 4271 §4.2"));
        int as = c.peek16(0);
        message.add(c.take16("My Autonomous System").means(asMeaning(as)));
        int hold = c.peek16(0);
        message.add(c.take16("Hold Time").of("seconds").means(holdTime(hold)));
        message.add(c.takeAddress("BGP Identifier", 4).means("unique in its AS (RFC 6286)"));
        int length = c.peek(0);
        message.add(
                c.take8("Optional Parameters Length")
                        .of("octets")
                        .means(length == 0 ? "no optional parameters" : ""));
        parameters(c, message, length);
    }

    private static String asMeaning(int as) {
        return as == 23456
                ? "AS_TRANS: the real number is in the 4-octet AS number capability"
                : CodePoints.as(as);
    }

    private static String holdTime(int seconds) {
        return switch (seconds) {
            case 0 -> "no KEEPALIVEs, the session never times out";
            case 1, 2 -> "not allowed: 0 or at least 3";
            default -> "both sides use the smaller of their two";
        };
    }

    private static void parameters(Cursor c, Field message, int length) {
        boolean extended = length != 0 && c.peek(0) == EXTENDED;
        if (extended) {
            message.add(
                    c.take8("Non-Extended OP Type")
                            .means("the lengths that follow have two octets")
                            .by("RFC 9072 §2"));
            message.add(c.take16("Extended Opt. Parm Length").of("octets"));
        }
        int head = extended ? 3 : 2;
        while (c.left() >= head) {
            int octets = extended ? c.peek16(1) : c.peek(1);
            message.add(parameter(c.sub(head + octets), extended));
        }
        if (c.left() > 0) {
            message.add(
                    c.takeRaw("Left over", c.left())
                            .fault(Verdict.RESET, "too short for a parameter", "RFC 4271 §6.2"));
        }
    }

    private static Field parameter(Cursor c, boolean extended) {
        int type = c.peek(0);
        int octets = extended ? c.peek16(1) : c.peek(1);
        Field parameter = c.span("Optional Parameter", c.left()).is(parameterName(type));
        parameter.by(type == CAPABILITIES ? "RFC 5492 §4" : "RFC 4271 §4.2");
        parameter.add(c.take8("Parm. Type").called(parameterName(type)));
        parameter.add((extended ? c.take16("Parm. Length") : c.take8("Parm. Length")).of("octets"));
        if (c.left() < octets) {
            parameter.fault(
                    Verdict.RESET,
                    "says " + octets + " octets, but " + c.left() + " are left",
                    "RFC 4271 §6.2");
        }
        if (type != CAPABILITIES) {
            parameter.add(c.takeRaw("Parameter Value", c.left()));
            return parameter;
        }
        while (c.left() >= 2) {
            parameter.add(capability(c.sub(2 + c.peek(1))));
        }
        if (c.left() > 0) {
            parameter.add(
                    c.takeRaw("Left over", c.left())
                            .fault(Verdict.RESET, "too short for a capability", "RFC 5492 §4"));
        }
        return parameter;
    }

    private static String parameterName(int type) {
        return switch (type) {
            case 1 -> "Authentication (deprecated)";
            case CAPABILITIES -> "Capabilities";
            default -> "unknown parameter";
        };
    }

    static Field capability(Cursor c) {
        int code = c.peek(0);
        int octets = c.peek(1);
        Field capability = c.span("Capability", c.left()).is(CodePoints.capability(code));
        capability.by(CodePoints.capabilityRfc(code)).means(CodePoints.capabilityMeaning(code));
        capability.add(c.take8("Capability Code").called(CodePoints.capability(code)));
        capability.add(c.take8("Capability Length").of("octets"));
        if (c.left() < octets) {
            capability.fault(
                    Verdict.RESET,
                    "says " + octets + " octets, but " + c.left() + " are left",
                    "RFC 5492 §4");
        }
        CapabilityFields.value(code, c, capability);
        if (c.left() > 0) {
            capability.add(c.takeRaw("Capability Value", c.left()));
        }
        return capability;
    }
}

package io.godwit.cli.decode;

import io.godwit.cli.Plural;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// FlowSpec rules (RFC 8955 §4, RFC 8956 §3).
final class FlowSpecFields {
    private FlowSpecFields() {}

    static void nlri(Cursor c, int afi, boolean vpn, Field whole, Map<String, Object> neutral) {
        int first = c.peek(0);
        Field length = first < 0xf0 ? c.take8("Length") : c.take16("Length");
        whole.add(length.of("octets").by("RFC 8955 §4.1"));
        if (vpn) {
            String rd = NlriFields.rd(c);
            neutral.put("rd", rd);
            whole.add(c.take("Route Distinguisher", 8).is(rd));
        }
        List<Map<String, Object>> components = new ArrayList<>();
        List<String> words = new ArrayList<>();
        while (c.left() > 0 && !c.overran()) {
            Map<String, Object> component = new LinkedHashMap<>();
            Field field = component(c, afi, component);
            whole.add(field);
            words.add(field.value());
            components.add(component);
        }
        neutral.put("components", components);
        whole.is(String.join(", ", words));
    }

    private static Field component(Cursor c, int afi, Map<String, Object> neutral) {
        int type = c.peek(0);
        neutral.put("type", type);
        Field field = c.span("Component", c.left()).by("RFC 8955 §4.2.2." + type);
        field.add(c.take8("Type").called(name(type)));
        String text;
        if (type <= 2) {
            text = afi == 1 ? prefix4(c, field, neutral) : prefix6(c, field, neutral);
        } else {
            text = terms(c, type, field, neutral);
        }
        return field.is(name(type) + " " + text);
    }

    private static String prefix4(Cursor c, Field field, Map<String, Object> neutral) {
        Field prefix = NlriFields.prefix(c, 1, neutral);
        field.add(prefix);
        return prefix.value();
    }

    /// RFC 8956 §3.1: the pattern begins after `offset` bits.
    private static String prefix6(Cursor c, Field field, Map<String, Object> neutral) {
        int bits = c.peek(0);
        int offset = c.peek(1);
        field.add(c.take8("Length")).add(c.take8("Offset").by("RFC 8956 §3.1"));
        int octets = Math.max(0, bits - offset + 7) / 8;
        byte[] address = new byte[16];
        for (int i = 0; i < Math.max(0, Math.min(bits, 128) - offset); i++) {
            int bit = c.peek(i / 8) >> (7 - i % 8) & 1;
            address[(offset + i) / 8] |= (byte) (bit << (7 - (offset + i) % 8));
        }
        Prefix prefix = Prefix.of(Address.read(address, 0, 16), Math.min(bits, 128));
        neutral.put("prefix", prefix.toString());
        neutral.put("offset", offset);
        field.add(c.take("Pattern", octets).is(prefix));
        return prefix + (offset == 0 ? "" : " offset " + offset);
    }

    private static String terms(Cursor c, int type, Field field, Map<String, Object> neutral) {
        List<Map<String, Object>> terms = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean bitmask = type == 9 || type == 12;
        boolean last = false;
        while (!last && !c.overran()) {
            int op = c.peek(0);
            last = (op & 0x80) != 0 || c.left() == 0;
            int octets = 1 << (op >> 4 & 3);
            Field term = c.span("Term", 1 + octets);
            String sign = bitmask ? bitmaskSign(op) : numericSign(op);
            term.add(
                    c.take("Operator", 1)
                            .is(String.format("0x%02x", op))
                            .means(operator(op, octets)));
            long value = 0;
            for (int i = 0; i < octets; i++) {
                value = value << 8 | c.peek(i);
            }
            term.add(c.take("Value", octets).is(Long.toUnsignedString(value)));
            String joint = text.isEmpty() ? "" : (op & 0x40) != 0 ? " and " : " or ";
            text.append(joint).append(sign).append(Long.toUnsignedString(value));
            field.add(term.is(sign + Long.toUnsignedString(value)));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("op", op & 0x4f);
            one.put("value", value);
            terms.add(one);
        }
        neutral.put("terms", terms);
        return text.toString();
    }

    private static String operator(int op, int octets) {
        return ((op & 0x80) != 0 ? "end of list, " : "")
                + ((op & 0x40) != 0 ? "AND, " : "")
                + Plural.of(octets, "octet")
                + " of value";
    }

    private static String numericSign(int op) {
        return switch (op & 7) {
            case 0 -> "false ";
            case 1 -> "=";
            case 2 -> ">";
            case 3 -> ">=";
            case 4 -> "<";
            case 5 -> "<=";
            case 6 -> "!=";
            default -> "true ";
        };
    }

    private static String bitmaskSign(int op) {
        return switch (op & 3) {
            case 0 -> "any of ";
            case 1 -> "all of ";
            case 2 -> "none of ";
            default -> "not all of ";
        };
    }

    private static String name(int type) {
        return switch (type) {
            case 1 -> "destination";
            case 2 -> "source";
            case 3 -> "protocol";
            case 4 -> "port";
            case 5 -> "destination port";
            case 6 -> "source port";
            case 7 -> "ICMP type";
            case 8 -> "ICMP code";
            case 9 -> "TCP flags";
            case 10 -> "packet length";
            case 11 -> "DSCP";
            case 12 -> "fragment";
            case 13 -> "flow label";
            default -> "component " + type;
        };
    }
}

package io.godwit.wire;

import java.util.Optional;

/// Addresses to text (RFC 5952) and back (RFC 4291 §2.2).
final class AddressText {
    private AddressText() {}

    static String v4(int bits) {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 255)
                + "."
                + (bits >>> 8 & 255)
                + "."
                + (bits & 255);
    }

    static String v6(long high, long low) {
        if (high == 0 && low >>> 32 == 0xffff) {
            return "::ffff:" + v4((int) low); // RFC 5952 §5: IPv4-mapped
        }
        int start = 8;
        int length = 1; // a single zero field is not shortened (RFC 5952 §4.2.2)
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && field(high, low, i + run) == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
            i += run;
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (i > 0 && i != start + length) {
                text.append(':');
            }
            text.append(Integer.toHexString(field(high, low, i)));
        }
        return text.toString();
    }

    private static int field(long high, long low, int i) {
        return (int) ((i < 4 ? high : low) >>> 48 - 16 * (i & 3)) & 0xffff;
    }

    static Optional<Address> parseV4(String text) {
        long bits = v4Bits(text);
        return bits < 0 ? Optional.empty() : Optional.of(Address.ofV4((int) bits));
    }

    /// The bits of a dotted quad, or -1. Leading zeros are refused: some read them as octal.
    private static long v4Bits(String text) {
        long bits = 0;
        int at = 0;
        for (int i = 0; i < 4; i++) {
            int start = at;
            int value = 0;
            while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
                value = value * 10 + text.charAt(at++) - '0';
            }
            int digits = at - start;
            if (digits == 0 || value > 255 || digits > 1 && text.charAt(start) == '0') {
                return -1;
            }
            bits = bits << 8 | value;
            if (i < 3 && (at == text.length() || text.charAt(at++) != '.')) {
                return -1;
            }
        }
        return at == text.length() ? bits : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static Optional<Address> parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] fields = fields(text);
            return fields.length == 8 ? Optional.of(ofFields(fields)) : Optional.empty();
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int[] head = before.isEmpty() ? new int[0] : fields(before);
        int[] tail = after.isEmpty() ? new int[0] : fields(after);
        boolean bad = !before.isEmpty() && head.length == 0 || !after.isEmpty() && tail.length == 0;
        // "::" stands for at least one field; a dotted quad can only end the whole address.
        if (bad || head.length + tail.length > 7 || before.indexOf('.') >= 0) {
            return Optional.empty();
        }
        int[] all = new int[8];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
        return Optional.of(ofFields(all));
    }

    /// Fields between single colons, the last possibly a dotted quad; none if malformed.
    private static int[] fields(String text) {
        String[] parts = text.split(":", -1);
        boolean quad = parts[parts.length - 1].indexOf('.') >= 0;
        int[] fields = new int[parts.length + (quad ? 1 : 0)];
        for (int i = 0; i < parts.length; i++) {
            if (quad && i == parts.length - 1) {
                long bits = v4Bits(parts[i]);
                if (bits < 0) {
                    return new int[0];
                }
                fields[i] = (int) (bits >>> 16);
                fields[i + 1] = (int) bits & 0xffff;
            } else {
                int value = hexField(parts[i]);
                if (value < 0) {
                    return new int[0];
                }
                fields[i] = value;
            }
        }
        return fields.length > 8 ? new int[0] : fields;
    }

    private static int hexField(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static Address ofFields(int[] fields) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | fields[i];
            low = low << 16 | fields[i + 4];
        }
        return Address.ofV6(high, low);
    }
}

package io.godwit.cli.decode;

import java.io.ByteArrayOutputStream;

/// Hexadecimal text to octets, the way people paste it: with or without spaces, colons, `0x`, `\x`,
/// commas and quotes; as hexdump, xxd, od, tcpdump or Wireshark print it, with offsets in front and
/// characters behind; with `#` comments.
final class HexText {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private String problem = "";
    private boolean swapped;

    private HexText() {}

    /// Reads all of the text.
    static HexText read(String text) {
        HexText hex = new HexText();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            hex.line(line, number);
            if (!hex.problem.isEmpty()) {
                break;
            }
        }
        return hex;
    }

    byte[] octets() {
        return octets.toByteArray();
    }

    /// What cannot be read, with line and column; empty when all could.
    String problem() {
        return problem;
    }

    private void line(String raw, int number) {
        String line = raw.strip();
        int comment = line.indexOf('#');
        line = comment < 0 ? line : line.substring(0, comment).strip();
        if (line.isEmpty() || lastOffset(line)) {
            return;
        }
        int from = afterOffset(line);
        int to = beforeCharacters(line, from);
        digits(line.substring(from, to), number, raw.indexOf(line) + from);
    }

    /// The last line of a hexdump is the length alone.
    private boolean lastOffset(String line) {
        boolean dump = octets.size() > 0 && line.length() >= 7 && line.length() <= 8;
        return dump && isHex(line) && Integer.parseUnsignedInt(line, 16) == octets.size();
    }

    /// Behind an offset: one with a colon (xxd, tcpdump), or one with at least two blanks behind it
    /// (hexdump -C, Wireshark), or seven digits and a blank: hexdump and od -x, which print
    /// little-endian words.
    private int afterOffset(String line) {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String first = line.substring(0, end);
        String digits = first.endsWith(":") ? first.substring(0, first.length() - 1) : first;
        digits = digits.startsWith("0x") ? digits.substring(2) : digits;
        if (!isHex(digits) || end == line.length()) {
            return 0;
        }
        if (first.endsWith(":") && digits.length() >= 2 && first.indexOf(':') == end - 1) {
            return end;
        }
        boolean wide = end + 1 < line.length() && Character.isWhitespace(line.charAt(end + 1));
        if (wide && digits.length() >= 4 && digits.length() <= 8 && continues(digits)) {
            return end;
        }
        boolean words = digits.length() == 7 && first.equals(digits) && continues(digits);
        if (words && line.substring(end).strip().matches("[0-9a-fA-F]{4}( +[0-9a-fA-F]{4})*")) {
            swapped = true;
            return end;
        }
        return 0;
    }

    /// Whether this is the offset of what comes next; a first offset may be any.
    private boolean continues(String digits) {
        return octets.size() == 0 || Integer.parseUnsignedInt(digits, 16) >= octets.size();
    }

    /// Before the column of characters: `|..|` of hexdump -C, or what follows two blanks in lines
    /// that have an offset. hexdump parts two halves with two blanks, so hexadecimal goes on.
    private static int beforeCharacters(String line, int from) {
        int bar = line.indexOf('|', from);
        if (bar >= 0) {
            return bar;
        }
        if (from == 0) {
            return line.length();
        }
        int start = from;
        while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
            start++;
        }
        int gap = line.indexOf("  ", start);
        while (gap >= 0) {
            int next = gap;
            while (next < line.length() && line.charAt(next) == ' ') {
                next++;
            }
            int end = line.indexOf(' ', next);
            String word = line.substring(next, end < 0 ? line.length() : end);
            if (word.length() != 2 || !isHex(word)) {
                return gap;
            }
            gap = line.indexOf("  ", next);
        }
        return line.length();
    }

    private void digits(String text, int number, int column) {
        ByteArrayOutputStream here = new ByteArrayOutputStream();
        int high = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = Character.digit(c, 16);
            boolean prefix =
                    (c == '0' || c == '\\')
                            && high < 0
                            && i + 1 < text.length()
                            && (text.charAt(i + 1) | 0x20) == 'x';
            if (prefix) {
                i++;
            } else if (digit >= 0 && c < 0x80) {
                if (high >= 0) {
                    here.write(high << 4 | digit);
                }
                high = high >= 0 ? -1 : digit;
            } else if (" \t:-.,;\"'{}[]()".indexOf(c) < 0 || high >= 0) {
                String what = high >= 0 ? "half an octet before" : "no hexadecimal digit:";
                problem = number + ":" + (column + i + 1) + ": " + what + " `" + c + "`";
                return;
            }
        }
        if (high >= 0) {
            problem = number + ":" + (column + text.length()) + ": half an octet at the end";
            return;
        }
        byte[] octetsHere = here.toByteArray();
        for (int i = 0; swapped && i + 1 < octetsHere.length; i += 2) {
            byte first = octetsHere[i];
            octetsHere[i] = octetsHere[i + 1];
            octetsHere[i + 1] = first;
        }
        octets.writeBytes(octetsHere);
    }

    private static boolean isHex(String text) {
        if (text.isEmpty() || text.length() > 8) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}

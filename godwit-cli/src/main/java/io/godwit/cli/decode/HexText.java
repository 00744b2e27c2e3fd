package io.godwit.cli.decode;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Hexadecimal text to octets, the way people paste it: with or without spaces, colons, `0x`, `\x`,
/// commas and quotes; as hexdump, xxd, od, tcpdump or Wireshark print it, with offsets in front and
/// characters behind; with `#` comments.
final class HexText {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private String problem = "";
    private boolean swapped;
    private boolean dump;
    private int length = -1;

    private HexText() {}

    /// Reads all of the text.
    static HexText read(String text) {
        HexText hex = new HexText();
        int number = 0;
        for (String line : braces(text).lines().toList()) {
            number++;
            hex.line(line, number);
            if (!hex.problem.isEmpty()) {
                break;
            }
        }
        return hex;
    }

    /// Of an array in C, what is in its braces.
    private static String braces(String text) {
        int open = text.indexOf('{');
        int close = text.indexOf('}', open + 1);
        return open >= 0 && close >= 0 ? text.substring(open + 1, close) : text;
    }

    byte[] octets() {
        byte[] all = octets.toByteArray();
        return length < 0 ? all : Arrays.copyOf(all, length);
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

    /// The last line of a dump is the length alone; words of two octets may be filled up with one
    /// octet more.
    private boolean lastOffset(String line) {
        if (!dump || line.length() < 6 || !isHex(line)) {
            return false;
        }
        for (int radix : new int[] {16, 8}) {
            long said = isDigits(line, radix) ? Long.parseLong(line, radix) : -1;
            if (said == octets.size() || said == octets.size() - 1) {
                length = (int) said;
                return true;
            }
        }
        return false;
    }

    /// Behind an offset, when the line has one; [#dump] remembers that lines do.
    private int afterOffset(String line) {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String first = line.substring(0, end);
        boolean colon = first.indexOf(':') == end - 1;
        String digits = colon ? first.substring(0, end - 1) : first;
        digits = digits.startsWith("0x") ? digits.substring(2) : digits;
        if (!isHex(digits) || end == line.length()) {
            return 0;
        }
        boolean offset =
                (colon && digits.length() >= 2) || plainOffset(digits, line.substring(end));
        dump |= offset;
        return offset ? end : 0;
    }

    /// An offset without a colon is told from data by two blanks behind it (hexdump -C, Wireshark),
    /// or because it is longer than the single octets (od -t x1) or words of seven digits and more
    /// (hexdump, od -x: little-endian) that follow.
    private boolean plainOffset(String digits, String rest) {
        boolean fits = digits.length() >= 4 && digits.length() <= 8;
        if (!fits || (octets.size() > 0 && Long.parseLong(digits, 16) < octets.size())) {
            return false;
        }
        if (rest.length() > 1 && Character.isWhitespace(rest.charAt(1))) {
            return true;
        }
        String data = rest.strip();
        boolean words = digits.length() == 7 && data.matches("[0-9a-fA-F]{4}( +[0-9a-fA-F]{4})*");
        swapped |= words;
        return words || data.matches("[0-9a-fA-F]{2}( +[0-9a-fA-F]{2})*");
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
        return isDigits(text, 16);
    }

    private static boolean isDigits(String text, int radix) {
        if (text.isEmpty() || text.length() > 8) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80 || Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }
}

package io.godwit.cli.table;

/// Text from outside, made harmless for a terminal: a neighbor's shutdown message or a description
/// may hold anything.
public final class Plain {
    private static final String REPLACEMENT = "\uFFFD";

    private Plain() {}

    /// The text with every control character replaced; the same text when there is none.
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (moves(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (moves(c)) {
                plain.append(REPLACEMENT);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /// Controls, and what changes the direction of writing or breaks the line.
    private static boolean moves(char c) {
        return c < ' '
                || c >= 0x7F && c < 0xA0
                || c == 0x2028
                || c == 0x2029
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }
}

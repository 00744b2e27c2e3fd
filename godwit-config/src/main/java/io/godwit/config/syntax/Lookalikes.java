package io.godwit.config.syntax;

/// Characters that input methods and word processors put where ASCII was meant.
final class Lookalikes {
    private Lookalikes() {}

    /// The ASCII character that is probably meant, or the character itself.
    static char ascii(char c) {
        if (c < 0x80) {
            return c;
        }
        if (c >= '\uff01' && c <= '\uff5e') {
            return (char) (c - 0xfee0);
        }
        return switch (c) {
            case '\u00a0', '\u1680', '\u202f', '\u205f', '\u3000', '\u200b', '\u2060', '\ufeff' ->
                    ' ';
            case '\u201c', '\u201d', '\u201e', '\u201f', '\u300c', '\u300d' -> '"';
            case '\u2018', '\u2019', '\u201a', '\u201b' -> '\'';
            case '\u3001' -> ',';
            case '\u3002' -> '.';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> '-';
            default -> c >= '\u2000' && c <= '\u200a' ? ' ' : c;
        };
    }

    /// What the character is, for a message.
    static String name(char c) {
        return switch (c) {
            case '\u00a0' -> "no-break space";
            case '\u3000' -> "ideographic space";
            case '\u200b' -> "zero-width space";
            case '\ufeff' -> "byte order mark";
            case '\u201c', '\u201d', '\u201e', '\u201f', '\u2018', '\u2019', '\u201a', '\u201b' ->
                    "a typographic quote";
            case '\u300c', '\u300d' -> "a corner bracket";
            default ->
                    c >= '\uff01' && c <= '\uff5e'
                            ? "its full-width form"
                            : "U+%04X".formatted((int) c);
        };
    }
}

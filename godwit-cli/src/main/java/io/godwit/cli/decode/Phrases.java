package io.godwit.cli.decode;

import java.util.List;

/// Small things about text.
final class Phrases {
    private Phrases() {}

    /// What a neighbor sends ends up on terminals: no control or formatting characters.
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(Phrases::printable).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static int printable(int point) {
        int type = Character.getType(point);
        boolean bad =
                Character.isISOControl(point)
                        || type == Character.FORMAT
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR
                        || type == Character.SURROGATE;
        return bad ? '\ufffd' : point;
    }

    /// The first few and how many more: "a, b and 7 more".
    static String some(List<String> all, int most) {
        if (all.size() <= most) {
            return String.join(", ", all);
        }
        return String.join(", ", all.subList(0, most)) + " and " + (all.size() - most) + " more";
    }
}

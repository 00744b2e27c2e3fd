package io.godwit.cli;

import java.util.ArrayList;
import java.util.List;

/// A parsed usage line.
///
/// @param text the line as written
/// @param elements its words in order
/// @param alias whether it is a second way to write a command
record Syntax(String text, List<Element> elements, boolean alias) {
    /// One word of a usage line. `spellings` has the keyword's spellings, or is empty for a
    /// parameter.
    record Element(String name, List<String> spellings, boolean optional, boolean repeats) {
        boolean keyword() {
            return !spellings.isEmpty();
        }

        /// `COMMAND...` takes all that follows as it stands.
        boolean verbatim() {
            return repeats && name.equals("COMMAND");
        }
    }

    static Syntax of(String text, boolean alias) {
        var elements = new ArrayList<Element>();
        int from = 0;
        while (from < text.length()) {
            int space = text.indexOf(' ', from);
            int end = space < 0 ? text.length() : space;
            elements.add(element(text.substring(from, end)));
            from = end + 1;
        }
        return new Syntax(text, List.copyOf(elements), alias);
    }

    private static Element element(String word) {
        boolean optional = word.startsWith("[");
        String name = optional ? word.substring(1, word.length() - 1) : word;
        boolean repeats = name.endsWith("...");
        if (repeats) {
            name = name.substring(0, name.length() - 3);
        }
        boolean keyword = Character.isLowerCase(name.charAt(0));
        return new Element(name, keyword ? spellings(name) : List.of(), optional, repeats);
    }

    private static List<String> spellings(String name) {
        int bar = name.indexOf('|');
        return bar < 0 ? List.of(name) : List.of(name.substring(0, bar), name.substring(bar + 1));
    }

    /// The line with one spelling for each keyword.
    String shown() {
        var shown = new StringBuilder();
        for (int from = 0; from < text.length(); ) {
            int space = text.indexOf(' ', from);
            int end = space < 0 ? text.length() : space;
            boolean keyword = Character.isLowerCase(text.charAt(from));
            int bar = keyword ? text.indexOf('|', from) : -1;
            shown.append(from == 0 ? "" : " ").append(text, from, bar > 0 && bar < end ? bar : end);
            from = end + 1;
        }
        return shown.toString();
    }

    /// How many words at least.
    int required() {
        int count = 0;
        for (var element : elements) {
            count += element.optional() ? 0 : 1;
        }
        return count;
    }
}

package io.godwit.cli.importer.frr;

import io.godwit.cli.importer.At;

import java.util.ArrayList;
import java.util.List;

/// One line: its words, without a leading `no`.
record Line(At at, boolean no, List<String> words) {
    static List<Line> read(String file, String text) {
        var lines = new ArrayList<Line>();
        int number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("!") && !stripped.startsWith("#")) {
                boolean no = stripped.startsWith("no ");
                var words = List.of((no ? stripped.substring(3) : stripped).split("\\s+"));
                lines.add(new Line(new At(file, number), no, words));
            }
        }
        return lines;
    }

    boolean is(String... start) {
        return words.size() >= start.length
                && words.subList(0, start.length).equals(List.of(start));
    }

    /// A word, or "" behind the end.
    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /// The words from one on.
    String from(int index) {
        return index < words.size() ? String.join(" ", words.subList(index, words.size())) : "";
    }

    /// The word behind this one, or "".
    String after(String word) {
        int at = words.indexOf(word);
        return at < 0 ? "" : word(at + 1);
    }

    /// Without the first words.
    Line tail(int from) {
        return new Line(at, no, words.subList(Math.min(from, words.size()), words.size()));
    }

    String text() {
        return (no ? "no " : "") + String.join(" ", words);
    }
}

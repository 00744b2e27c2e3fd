package io.godwit.config.syntax;

import io.godwit.config.report.Excerpt;
import io.godwit.policy.Place;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/// One text with its name: turns offsets into lines and columns, and cuts excerpts.
///
/// Tokens carry only offsets; places are computed when somebody needs them, by binary search, also
/// in a text of a megabyte on one line. Of most files of sets nobody ever asks for a place, so
/// where lines begin is looked for when the first one is asked for.
public final class SourceText {
    private static final int EXCERPT_CHARS = 400;

    private final String name;
    private final String text;
    private final boolean json;
    private final int order;
    private int[] lineStarts = {};
    // Where pairs end: each pair is two chars and one column.
    private int[] lowSurrogates = {};
    private BitSet secrets;

    /// @param order the number of the text in the order of reading; sorts diagnostics
    public SourceText(String name, String text, int order) {
        this.name = name;
        this.text = text;
        this.order = order;
        this.json = name.endsWith(".json") || beginsWithBrace(text);
    }

    private void measure() {
        if (lineStarts.length == 0) {
            lineStarts = lineStarts(text);
            lowSurrogates = lowSurrogates(text);
        }
    }

    private static boolean beginsWithBrace(String text) {
        int first = 0;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return first < text.length() && text.charAt(first) == '{';
    }

    private static int[] lineStarts(String text) {
        var starts = new int[16];
        int lines = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, 2 * lines);
            }
            starts[lines++] = at + 1;
        }
        return Arrays.copyOf(starts, lines);
    }

    private static int[] lowSurrogates(String text) {
        return IntStream.range(1, text.length())
                .filter(i ->
                        Character.isLowSurrogate(text.charAt(i))
                                && Character.isHighSurrogate(text.charAt(i - 1)))
                .toArray();
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /// Whether the text is the machine form.
    public boolean json() {
        return json;
    }

    int order() {
        return order;
    }

    int line(int offset) {
        measure();
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    public int column(int offset) {
        int line = line(offset);
        int start = lineStarts[line - 1];
        return offset - start + 1 - (pairsBefore(offset) - pairsBefore(start));
    }

    private int pairsBefore(int offset) {
        int found = Arrays.binarySearch(lowSurrogates, offset);
        return found >= 0 ? found : -found - 1;
    }

    Place place(int offset) {
        return new Place(name, line(offset), column(offset));
    }

    /// The column behind `end`, or behind the last character of the line where `start` is when
    /// `end` is on another one; always greater than the column of `start`.
    int endColumn(int start, int end) {
        int line = line(start);
        int last = Math.min(end, endOfLine(line));
        return Math.max(column(Math.max(last, start)), column(start) + 1);
    }

    private int endOfLine(int line) {
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        return end > lineStarts[line - 1] && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /// The line around an offset, cut when it is very long.
    Excerpt excerpt(int offset) {
        int line = line(offset);
        int start = lineStarts[line - 1];
        int end = endOfLine(line);
        if (end - start <= EXCERPT_CHARS) {
            return new Excerpt(shown(start, end), 1);
        }
        int from = onBoundary(Math.max(start, offset - EXCERPT_CHARS / 2));
        int to = onBoundary(Math.min(end, offset + EXCERPT_CHARS / 2));
        return new Excerpt(shown(from, to), column(from));
    }

    private String shown(int from, int to) {
        return Secrets.shown(text, from, to, secrets());
    }

    /// Whether a stretch is part of a secret, or ends where one begins or the other way round.
    boolean isSecret(int start, int end) {
        int hidden = secrets().nextSetBit(Math.max(0, start - 1));
        return hidden >= 0 && hidden <= end;
    }

    private BitSet secrets() {
        if (secrets == null) {
            secrets = Secrets.in(text, json);
        }
        return secrets;
    }

    private int onBoundary(int offset) {
        boolean split =
                offset > 0
                        && offset < text.length()
                        && Character.isLowSurrogate(text.charAt(offset))
                        && Character.isHighSurrogate(text.charAt(offset - 1));
        return split ? offset - 1 : offset;
    }
}

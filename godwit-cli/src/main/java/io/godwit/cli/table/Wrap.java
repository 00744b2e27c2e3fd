package io.godwit.cli.table;

import io.godwit.config.report.DisplayWidth;

import java.util.ArrayList;
import java.util.List;

/// Running text in lines. Breaks at blanks, and between Chinese characters, which have none.
public final class Wrap {
    private Wrap() {}

    /// The lines of a text, each at most `columns` wide; a longer word keeps its line to itself.
    public static List<String> lines(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int width = 0;
        for (int at = 0; at < text.length(); ) {
            int end = pieceEnd(text, at);
            String piece = text.substring(at, end);
            int pieceWidth = DisplayWidth.of(piece.stripTrailing());
            if (width > 0 && width + pieceWidth > columns) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                width = 0;
            }
            line.append(piece);
            width += DisplayWidth.of(piece);
            at = end;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /// Behind the piece that begins at `from`: a wide character with the punctuation that follows,
    /// or a word with its blanks.
    private static int pieceEnd(String text, int from) {
        int at = next(text, from);
        boolean wide = isWide(text.codePointAt(from));
        while (at < text.length()) {
            int point = text.codePointAt(at);
            boolean blankBefore = text.charAt(at - 1) == ' ';
            boolean joins =
                    point == ' ' || isClosing(point) || !wide && !blankBefore && !isWide(point);
            if (!joins) {
                return at;
            }
            at = next(text, at);
        }
        return at;
    }

    private static boolean isWide(int point) {
        return DisplayWidth.of(point) == 2;
    }

    /// Never at the beginning of a line.
    private static boolean isClosing(int point) {
        return "，。；：、）！？".indexOf(point) >= 0;
    }

    private static int next(String text, int at) {
        return at + Character.charCount(text.codePointAt(at));
    }
}

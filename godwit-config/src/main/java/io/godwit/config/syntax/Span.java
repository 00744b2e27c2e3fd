package io.godwit.config.syntax;

import io.godwit.policy.Place;

/// A stretch of a text.
///
/// @param start the offset of the first `char`
/// @param end the offset behind the last `char`; equal to `start` for a place where something is
///   missing
public record Span(SourceText source, int start, int end) {
    /// The empty stretch behind this one: where something should follow.
    public Span behind() {
        return new Span(source, end, end);
    }

    /// From the beginning of this one to the end of a later one.
    public Span to(Span last) {
        return new Span(source, start, Math.max(end, last.end));
    }

    public Place place() {
        return source.place(start);
    }

    public String text() {
        return source.text().substring(start, end);
    }

    /// The text as it appears in a message: in backquotes, cut when it is long.
    public String quoted() {
        return quoted(text());
    }

    public static String quoted(String text) {
        int newLine = text.indexOf('\n');
        if (newLine >= 0) {
            return quoted(text.substring(0, newLine).stripTrailing() + "…");
        }
        boolean isLong = text.length() > 48;
        return "`"
                + (isLong ? text.substring(0, text.offsetByCodePoints(0, 40)) + "…" : text)
                + "`";
    }
}

package io.godwit.config.report;

/// The source line of a diagnostic, or of a very long line the part around the place.
///
/// @param text the characters, without the end of the line
/// @param firstColumn the column of the first character; 1 unless the line was cut
public record Excerpt(String text, int firstColumn) {
    /// For a diagnostic that points to no text.
    public static final Excerpt NONE = new Excerpt("", 1);
}

package io.godwit.json;

/// Where a value stands in its text.
///
/// @param line the line of the first character, counted from 1
/// @param column the column of the first character, counted from 1 in Unicode code points
/// @param offset the index of the first `char`, counted from 0
/// @param endOffset the index behind the last `char`
public record JsonPlace(int line, int column, int offset, int endOffset) {
    /// The place of a value that was made by a program and stands in no text.
    public static final JsonPlace NONE = new JsonPlace(0, 0, 0, 0);
}

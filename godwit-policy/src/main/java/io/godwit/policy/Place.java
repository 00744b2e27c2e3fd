package io.godwit.policy;

/// A place in a configuration file, or of a policy in it.
///
/// @param file the name of the file, as it was given or as an `include` led to it
/// @param line counted from 1; 0 when the thing stands in no file
/// @param column counted from 1 in Unicode code points
public record Place(String file, int line, int column) {
    /// For what a program made and no file says.
    public static final Place NONE = new Place("", 0, 0);

    /// `file:line:column`, as editors understand it.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

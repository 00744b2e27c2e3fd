package io.godwit.cli.importer;

/// Something of the imported files that is not in the result.
///
/// @param at where it stands
/// @param what as it was written, shortened
/// @param why in words, and what to do
/// @param lost whether routes or sessions can behave differently without it; else there is nothing
///   that it could mean here
public record Note(At at, String what, String why, boolean lost) {
    /// On one line: `bird.conf:7: password "…": not carried over: …`.
    public String line() {
        return at + ": " + what + (lost ? ": not carried over: " : ": not needed: ") + why;
    }
}

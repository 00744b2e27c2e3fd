package io.godwit.cli.importer;

/// A line of a file that is imported.
///
/// @param file as it was named
/// @param line from 1; 0 = the file as a whole
public record At(String file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}

package io.godwit.cli.importer;

/// A file that is not in the language it was said to be in, or cannot be read. Nothing is imported
/// then.
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// `why` in words.
    public Unreadable(At at, String why) {
        super(at + ": " + why, null, false, false);
    }
}

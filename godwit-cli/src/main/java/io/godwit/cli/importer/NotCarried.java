package io.godwit.cli.importer;

/// A part of a filter that has no counterpart. Caught where a statement is translated, which then
/// rejects instead of guessing.
public final class NotCarried extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient At at;
    private final String what;

    /// `what` as it was written; `why` in words.
    public NotCarried(At at, String what, String why) {
        super(why, null, false, false);
        this.at = at;
        this.what = what;
    }

    /// As a note.
    public Note note() {
        return new Note(at, what, getMessage(), true);
    }
}

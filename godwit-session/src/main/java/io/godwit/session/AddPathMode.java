package io.godwit.session;

/// Whether a neighbor and we exchange several paths of a prefix (RFC 7911).
public enum AddPathMode {
    /// One path a prefix, in both directions.
    NO("no"),
    /// It may send us several.
    RECEIVE("receive");

    private final String word;

    AddPathMode(String word) {
        this.word = word;
    }

    /// As it is configured.
    public String word() {
        return word;
    }
}

package io.godwit.config.report;

/// How bad it is.
public enum Severity {
    /// Nothing of the configuration is used.
    ERROR,
    /// Legal, but probably not what was meant.
    WARNING;

    /// The word in texts and JSON: `error`, `warning`.
    public String word() {
        return this == ERROR ? "error" : "warning";
    }
}

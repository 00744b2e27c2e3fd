package io.godwit.rib;

/// What a neighbor is told of routes that are kept for long, those with LLGR_STALE (RFC 9494 §4.3,
/// §4.6).
public enum LongLivedTold {
    /// Nothing: it does not know them.
    NOT,
    /// All: it treats them as least preferred.
    ALL,
    /// All, as an internal neighbor that does not know them: with LOCAL_PREF 0, and NO_EXPORT.
    LEAST_PREFERRED
}

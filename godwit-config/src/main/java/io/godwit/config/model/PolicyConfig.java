package io.godwit.config.model;

/// What a neighbor's routes meet on their way in or out.
public enum PolicyConfig {
    /// Every route passes.
    ACCEPT,
    /// No route passes.
    REJECT,
    /// An external neighbor without a statement: no route passes, and every view says why (RFC
    /// 8212).
    NONE
}

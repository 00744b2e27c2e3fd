package io.godwit.wire.attr;

/// Whether the octets of an attribute may be copied from one session to another.
public enum Relay {
    /// As they are.
    VERBATIM,
    /// As they are between sessions with AS numbers of the same width, else encoded again.
    ASN_WIDTH,
    /// Never: each session gets its own, or none.
    REWRITTEN
}

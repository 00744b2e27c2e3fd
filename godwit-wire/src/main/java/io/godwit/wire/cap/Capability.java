package io.godwit.wire.cap;

/// A capability of an OPEN message (RFC 5492): one record each, or [UnknownCapability].
public interface Capability {
    /// The code of the registry, 0..255.
    int code();
}

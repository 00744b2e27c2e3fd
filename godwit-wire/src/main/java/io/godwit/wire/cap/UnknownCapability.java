package io.godwit.wire.cap;

import io.godwit.wire.Bytes;

/// A capability we do not understand, or one whose value has the wrong size.
///
/// @param code the code of the registry, 0..255
/// @param value its octets as received
public record UnknownCapability(int code, Bytes value) implements Capability {}

package io.godwit.wire;

import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.AttributeType;
import io.godwit.wire.attr.UnknownAttribute;

/// A path attribute of an UPDATE, for `show`, `decode` and tests.
///
/// @param flags the flags octet
/// @param code type code, 0..255
/// @param value the record; [UnknownAttribute] if we do not know it or it was malformed
/// @param raw octets of the value as received; empty if made by [#of]
public record PathAttribute(int flags, int code, Attribute value, Bytes raw) {
    /// An attribute to be written: flags by its descriptor.
    public static PathAttribute of(Attribute value) {
        AttributeType<?> type = value.type();
        int flags = value instanceof UnknownAttribute u ? u.flags() : type.flags().octet();
        return new PathAttribute(flags, type.code(), value, Bytes.EMPTY);
    }
}

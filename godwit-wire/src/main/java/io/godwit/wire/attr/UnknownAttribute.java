package io.godwit.wire.attr;

import io.godwit.wire.Bytes;
import io.godwit.wire.Context;

/// An attribute we do not understand, or one whose value was malformed.
///
/// @param flags the flags octet as received
/// @param code type code, 0..255
/// @param value its octets
public record UnknownAttribute(int flags, int code, Bytes value) implements Attribute {
    /// A descriptor that takes the value as it is, even where the type code is a known one.
    @Override
    public AttributeType<UnknownAttribute> type() {
        return AttributeTypes.unknown(code);
    }

    @Override
    public String text() {
        return value.hex();
    }

    record ValueCodec(int code) implements AttributeType.Codec<UnknownAttribute> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return true;
        }

        @Override
        public UnknownAttribute read(byte[] buf, int off, int len, Context context) {
            return new UnknownAttribute(
                    Flags.OPTIONAL_TRANSITIVE.octet(), code, Bytes.copyOf(buf, off, len));
        }

        @Override
        public int write(UnknownAttribute v, byte[] buf, int off, Context context) {
            return v.value.copyTo(buf, off);
        }

        @Override
        public String text(UnknownAttribute v) {
            return v.value.hex();
        }
    }
}

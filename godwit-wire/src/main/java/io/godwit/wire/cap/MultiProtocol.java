package io.godwit.wire.cap;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

/// The sender speaks this family (RFC 4760 §8).
public record MultiProtocol(Family family) implements Capability {
    /// Its descriptor.
    public static final CapabilityType<MultiProtocol> TYPE =
            new CapabilityType<>(1, "multiprotocol", MultiProtocol.class, new ValueCodec());

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<MultiProtocol> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            return len == 4;
        }

        @Override
        public MultiProtocol read(byte[] buf, int off, int len) {
            return new MultiProtocol(Families.of(Wire.u16(buf, off), Wire.u8(buf, off + 3)));
        }

        @Override
        public int write(MultiProtocol v, byte[] buf, int off) {
            int at = Wire.put16(buf, off, v.family.afi());
            return Wire.put8(buf, Wire.put8(buf, at, 0), v.family.safi());
        }
    }
}

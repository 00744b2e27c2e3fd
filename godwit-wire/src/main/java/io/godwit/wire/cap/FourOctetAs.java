package io.godwit.wire.cap;

import io.godwit.wire.Wire;

/// The sender's AS number, 0..4294967295, and that it reads AS numbers of four octets (RFC 6793
/// §3).
public record FourOctetAs(long as) implements Capability {
    /// Its descriptor.
    public static final CapabilityType<FourOctetAs> TYPE =
            new CapabilityType<>(65, "four-octet-as", FourOctetAs.class, new ValueCodec());

    public FourOctetAs {
        if (as < 0 || as > 0xffff_ffffL) {
            throw new IllegalArgumentException("AS " + as);
        }
    }

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<FourOctetAs> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            return len == 4;
        }

        @Override
        public FourOctetAs read(byte[] buf, int off, int len) {
            return new FourOctetAs(Wire.u32(buf, off));
        }

        @Override
        public int write(FourOctetAs v, byte[] buf, int off) {
            return Wire.put32(buf, off, (int) v.as);
        }
    }
}

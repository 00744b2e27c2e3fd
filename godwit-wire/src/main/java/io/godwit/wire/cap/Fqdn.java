package io.godwit.wire.cap;

import io.godwit.wire.Bytes;
import io.godwit.wire.Wire;

/// The sender's host and domain name (draft-walton-bgp-hostname-capability): for people only.
public record Fqdn(String host, String domain) implements Capability {
    /// Its descriptor.
    public static final CapabilityType<Fqdn> TYPE =
            new CapabilityType<>(73, "fqdn", Fqdn.class, new ValueCodec());

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<Fqdn> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            if (len < 2) {
                return false;
            }
            int host = Wire.u8(buf, off);
            return host + 2 <= len && host + 2 + Wire.u8(buf, off + 1 + host) == len;
        }

        @Override
        public Fqdn read(byte[] buf, int off, int len) {
            int host = Wire.u8(buf, off);
            int domainAt = off + 1 + host;
            return new Fqdn(
                    Bytes.copyOf(buf, off + 1, host).utf8(),
                    Bytes.copyOf(buf, domainAt + 1, Wire.u8(buf, domainAt)).utf8());
        }

        @Override
        public int write(Fqdn v, byte[] buf, int off) {
            Bytes host = Bytes.ofUtf8(v.host);
            Bytes domain = Bytes.ofUtf8(v.domain);
            int at = host.copyTo(buf, Wire.put8(buf, off, host.length()));
            return domain.copyTo(buf, Wire.put8(buf, at, domain.length()));
        }
    }
}

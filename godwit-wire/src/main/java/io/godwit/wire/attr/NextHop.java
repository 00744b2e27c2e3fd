package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

/// NEXT_HOP (3), RFC 4271 §5.1.3: an IPv4 address. Whether it suits the session is not asked here.
public record NextHop(Address address) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<NextHop> TYPE =
            new AttributeType<>(
                    Attributes.NEXT_HOP,
                    "NEXT_HOP",
                    NextHop.class,
                    Flags.WELL_KNOWN,
                    Verdict.WITHDRAW,
                    Relay.REWRITTEN,
                    "RFC 7606 §7.3",
                    new ValueCodec());

    private static final int FIRST_MULTICAST_V4 = 224;
    private static final int MULTICAST_V6 = 0xff;

    public NextHop {
        if (address.isV6()) {
            throw new IllegalArgumentException("NEXT_HOP " + address);
        }
    }

    @Override
    public AttributeType<NextHop> type() {
        return TYPE;
    }

    /// Whether a host can have this address of 4 or 16 octets (RFC 4271 §6.3: a valid IP host
    /// address): not one of 0.0.0.0/8, 224.0.0.0/4 or 240.0.0.0/4 (RFC 1122 §3.2.1.3), not :: nor
    /// one of ff00::/8 (RFC 4291 §2.5.2, §2.7).
    public static boolean isHost(byte[] buf, int off, int octets) {
        if (octets == 4) {
            return buf[off] != 0 && Wire.u8(buf, off) < FIRST_MULTICAST_V4;
        }
        return Wire.u8(buf, off) != MULTICAST_V6
                && (Wire.i64(buf, off) | Wire.i64(buf, off + 8)) != 0;
    }

    private static final class ValueCodec implements AttributeType.Codec<NextHop> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == 4 && isHost(buf, off, 4);
        }

        @Override
        public boolean readable(byte[] buf, int off, int len, Context context) {
            return len == 4;
        }

        @Override
        public NextHop read(byte[] buf, int off, int len, Context context) {
            return new NextHop(Address.read(buf, off, 4));
        }

        @Override
        public int write(NextHop v, byte[] buf, int off, Context context) {
            return v.address.write(buf, off);
        }

        @Override
        public String text(NextHop v) {
            return v.address.toString();
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return len == 4
                    ? "is " + Address.read(buf, off, 4) + ", which no host can have"
                    : "has " + len + " octets, not 4";
        }

        @Override
        public int subcode(byte[] buf, int off, int len, Context context) {
            return len == 4 ? Notification.INVALID_NEXT_HOP : Notification.ATTRIBUTE_LENGTH;
        }
    }
}

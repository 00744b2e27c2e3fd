package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

/// NEXT_HOP (3), RFC 4271 §5.1.3: an IPv4 address. Whether it is a good one is not asked here.
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

    public NextHop {
        if (address.isV6()) {
            throw new IllegalArgumentException("NEXT_HOP " + address);
        }
    }

    @Override
    public AttributeType<NextHop> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<NextHop> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
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
            return "has " + len + " octets, not 4";
        }

        @Override
        public int subcode(byte[] buf, int off, int len, Context context) {
            return Notification.ATTRIBUTE_LENGTH;
        }
    }
}

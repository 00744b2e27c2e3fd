package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

/// ONLY_TO_CUSTOMER (35), RFC 9234 §5: the AS number, 0..4294967295, that set it.
public record OnlyToCustomer(long as) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<OnlyToCustomer> TYPE =
            new AttributeType<>(
                    Attributes.ONLY_TO_CUSTOMER,
                    "ONLY_TO_CUSTOMER",
                    OnlyToCustomer.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 9234 §5",
                    new ValueCodec());

    public OnlyToCustomer {
        if (as < 0 || as > 0xffff_ffffL) {
            throw new IllegalArgumentException("ONLY_TO_CUSTOMER " + as);
        }
    }

    @Override
    public AttributeType<OnlyToCustomer> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<OnlyToCustomer> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == 4;
        }

        @Override
        public OnlyToCustomer read(byte[] buf, int off, int len, Context context) {
            return new OnlyToCustomer(Wire.u32(buf, off));
        }

        @Override
        public int write(OnlyToCustomer v, byte[] buf, int off, Context context) {
            return Wire.put32(buf, off, (int) v.as);
        }

        @Override
        public String text(OnlyToCustomer v) {
            return Long.toString(v.as);
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

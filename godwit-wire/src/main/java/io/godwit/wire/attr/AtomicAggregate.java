package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

/// ATOMIC_AGGREGATE (6), RFC 4271 §5.1.6: no value.
public record AtomicAggregate() implements Attribute {
    /// Its descriptor.
    public static final AttributeType<AtomicAggregate> TYPE =
            new AttributeType<>(
                    Attributes.ATOMIC_AGGREGATE,
                    "ATOMIC_AGGREGATE",
                    AtomicAggregate.class,
                    Flags.WELL_KNOWN,
                    Verdict.DISCARD,
                    Relay.VERBATIM,
                    "RFC 7606 §7.6",
                    new ValueCodec());

    @Override
    public AttributeType<AtomicAggregate> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<AtomicAggregate> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == 0;
        }

        @Override
        public AtomicAggregate read(byte[] buf, int off, int len, Context context) {
            return new AtomicAggregate();
        }

        @Override
        public int write(AtomicAggregate v, byte[] buf, int off, Context context) {
            return off;
        }

        @Override
        public String text(AtomicAggregate v) {
            return "yes";
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return "has " + len + " octets, not 0";
        }

        @Override
        public int subcode(byte[] buf, int off, int len, Context context) {
            return Notification.ATTRIBUTE_LENGTH;
        }
    }
}

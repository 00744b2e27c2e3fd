package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

/// MULTI_EXIT_DISC (4), RFC 4271 §5.1.4: 0..4294967295, smaller is better.
public record MultiExitDisc(long med) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<MultiExitDisc> TYPE =
            new AttributeType<>(
                    Attributes.MULTI_EXIT_DISC,
                    "MULTI_EXIT_DISC",
                    MultiExitDisc.class,
                    Flags.OPTIONAL,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 7606 §7.4",
                    new ValueCodec());

    public MultiExitDisc {
        if (med < 0 || med > 0xffff_ffffL) {
            throw new IllegalArgumentException("MULTI_EXIT_DISC " + med);
        }
    }

    @Override
    public AttributeType<MultiExitDisc> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<MultiExitDisc> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == 4;
        }

        @Override
        public MultiExitDisc read(byte[] buf, int off, int len, Context context) {
            return new MultiExitDisc(Wire.u32(buf, off));
        }

        @Override
        public int write(MultiExitDisc v, byte[] buf, int off, Context context) {
            return Wire.put32(buf, off, (int) v.med);
        }

        @Override
        public String text(MultiExitDisc v) {
            return Long.toString(v.med);
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

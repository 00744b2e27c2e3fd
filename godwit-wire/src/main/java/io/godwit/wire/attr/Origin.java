package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

/// ORIGIN (1), RFC 4271 §5.1.1: [#IGP], [#EGP] or [#INCOMPLETE].
public record Origin(int value) implements Attribute {
    /// Interior to the originating AS.
    public static final int IGP = 0;

    /// Learned by EGP.
    public static final int EGP = 1;

    /// Learned by some other means.
    public static final int INCOMPLETE = 2;

    /// Its descriptor.
    public static final AttributeType<Origin> TYPE =
            new AttributeType<>(
                    Attributes.ORIGIN,
                    "ORIGIN",
                    Origin.class,
                    Flags.WELL_KNOWN,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 7606 §7.1",
                    new ValueCodec());

    public Origin {
        if (value < IGP || value > INCOMPLETE) {
            throw new IllegalArgumentException("ORIGIN " + value);
        }
    }

    @Override
    public AttributeType<Origin> type() {
        return TYPE;
    }

    /// `IGP`, `EGP` or `INCOMPLETE`.
    public static String name(int value) {
        return switch (value) {
            case IGP -> "IGP";
            case EGP -> "EGP";
            case INCOMPLETE -> "INCOMPLETE";
            default -> Integer.toString(value);
        };
    }

    private static final class ValueCodec implements AttributeType.Codec<Origin> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == 1 && Wire.u8(buf, off) <= INCOMPLETE;
        }

        @Override
        public Origin read(byte[] buf, int off, int len, Context context) {
            return new Origin(Wire.u8(buf, off));
        }

        @Override
        public int write(Origin v, byte[] buf, int off, Context context) {
            return Wire.put8(buf, off, v.value);
        }

        @Override
        public String text(Origin v) {
            return name(v.value);
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return len == 1
                    ? "has the undefined value " + Wire.u8(buf, off)
                    : "has " + len + " octets, not 1";
        }

        @Override
        public int subcode(byte[] buf, int off, int len, Context context) {
            return len == 1 ? Notification.INVALID_ORIGIN : Notification.ATTRIBUTE_LENGTH;
        }
    }
}

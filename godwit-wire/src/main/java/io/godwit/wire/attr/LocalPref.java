package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

/// LOCAL_PREF (5), RFC 4271 §5.1.5: 0..4294967295, bigger is better. Only between internal
/// neighbors.
public record LocalPref(long preference) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<LocalPref> TYPE =
            new AttributeType<LocalPref>(
                            Attributes.LOCAL_PREF,
                            "LOCAL_PREF",
                            LocalPref.class,
                            Flags.WELL_KNOWN,
                            Verdict.WITHDRAW,
                            Relay.REWRITTEN,
                            "RFC 7606 §7.5",
                            new ValueCodec())
                    .internalOnly();

    public LocalPref {
        if (preference < 0 || preference > 0xffff_ffffL) {
            throw new IllegalArgumentException("LOCAL_PREF " + preference);
        }
    }

    @Override
    public AttributeType<LocalPref> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<LocalPref> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == 4;
        }

        @Override
        public LocalPref read(byte[] buf, int off, int len, Context context) {
            return new LocalPref(Wire.u32(buf, off));
        }

        @Override
        public int write(LocalPref v, byte[] buf, int off, Context context) {
            return Wire.put32(buf, off, (int) v.preference);
        }

        @Override
        public String text(LocalPref v) {
            return Long.toString(v.preference);
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

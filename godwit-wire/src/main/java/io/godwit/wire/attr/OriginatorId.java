package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

/// ORIGINATOR_ID (9), RFC 4456 §8: the BGP Identifier of the router that brought the route into the
/// AS.
public record OriginatorId(Address id) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<OriginatorId> TYPE =
            new AttributeType<OriginatorId>(
                            Attributes.ORIGINATOR_ID,
                            "ORIGINATOR_ID",
                            OriginatorId.class,
                            Flags.OPTIONAL,
                            Verdict.WITHDRAW,
                            Relay.VERBATIM,
                            "RFC 7606 §7.9",
                            new ValueCodec())
                    .internalOnly();

    public OriginatorId {
        if (id.isV6()) {
            throw new IllegalArgumentException("ORIGINATOR_ID " + id);
        }
    }

    @Override
    public AttributeType<OriginatorId> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<OriginatorId> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == 4;
        }

        @Override
        public OriginatorId read(byte[] buf, int off, int len, Context context) {
            return new OriginatorId(Address.read(buf, off, 4));
        }

        @Override
        public int write(OriginatorId v, byte[] buf, int off, Context context) {
            return v.id.write(buf, off);
        }

        @Override
        public String text(OriginatorId v) {
            return v.id.toString();
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return "has " + len + " octets, not 4";
        }

        @Override
        public int subcode(byte[] buf, int off, int len, Context context) {
            return Notification.OPTIONAL_ATTRIBUTE;
        }
    }
}

package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Ints;
import io.godwit.wire.Verdict;

/// LARGE_COMMUNITIES (32), RFC 8092. Values stay packed: three ints each, as on the wire.
public record LargeCommunities(Ints packed) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<LargeCommunities> TYPE =
            new AttributeType<>(
                    Attributes.LARGE_COMMUNITIES,
                    "LARGE_COMMUNITIES",
                    LargeCommunities.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 8092 §6",
                    new ValueCodec());

    @Override
    public AttributeType<LargeCommunities> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<LargeCommunities> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len > 0 && len % 12 == 0;
        }

        @Override
        public LargeCommunities read(byte[] buf, int off, int len, Context context) {
            return new LargeCommunities(Ints.read(buf, off, len / 4));
        }

        @Override
        public int write(LargeCommunities v, byte[] buf, int off, Context context) {
            return v.packed.write(buf, off);
        }

        @Override
        public String text(LargeCommunities v) {
            return v.packed.joinUnsigned(3, ":", " ");
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return "has " + len + " octets, not a multiple of 12 above 0";
        }
    }
}

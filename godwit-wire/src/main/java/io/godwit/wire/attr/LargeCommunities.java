package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Ints;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

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
        private static final int OCTETS = 12;

        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len > 0 && len % OCTETS == 0;
        }

        @Override
        public LargeCommunities read(byte[] buf, int off, int len, Context context) {
            return new LargeCommunities(Ints.read(buf, off, len / 4));
        }

        @Override
        public int write(LargeCommunities v, byte[] buf, int off, Context context) {
            return v.packed.write(buf, off);
        }

        /// Without repetitions (RFC 8092 §3): the first of equal ones stays.
        @Override
        public int canonical(
                byte[] buf, int off, int len, Context context, byte[] out, int outOff) {
            int to = outOff;
            for (int at = off; at < off + len; at += OCTETS) {
                if (!holds(out, outOff, to, buf, at)) {
                    System.arraycopy(buf, at, out, to, OCTETS);
                    to += OCTETS;
                }
            }
            return to;
        }

        private static boolean holds(byte[] out, int from, int to, byte[] buf, int at) {
            for (int i = from; i < to; i += OCTETS) {
                if (Wire.i64(out, i) == Wire.i64(buf, at)
                        && Wire.i32(out, i + 8) == Wire.i32(buf, at + 8)) {
                    return true;
                }
            }
            return false;
        }

        /// RFC 8092 §5.
        @Override
        public String text(LargeCommunities v) {
            return v.packed.joinUnsigned(3, ":", " ");
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return "has " + len + " octets, not a multiple of " + OCTETS + " above 0";
        }
    }
}

package io.godwit.wire.attr;

import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Verdict;

/// EXTENDED_COMMUNITIES (16), RFC 4360: eight octets each. Types are not judged (RFC 7606 §7.14).
public record ExtendedCommunities(Bytes packed) implements Attribute {
    /// Octets of one community.
    public static final int OCTETS = 8;

    /// Its descriptor.
    public static final AttributeType<ExtendedCommunities> TYPE =
            new AttributeType<>(
                    Attributes.EXTENDED_COMMUNITIES,
                    "EXTENDED_COMMUNITIES",
                    ExtendedCommunities.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 7606 §7.14",
                    new ValueCodec());

    @Override
    public AttributeType<ExtendedCommunities> type() {
        return TYPE;
    }

    /// How many communities.
    public int size() {
        return packed.length() / OCTETS;
    }

    /// The octets of community `i`.
    public Bytes at(int i) {
        return packed.slice(i * OCTETS, (i + 1) * OCTETS);
    }

    private static final class ValueCodec implements AttributeType.Codec<ExtendedCommunities> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len > 0 && len % OCTETS == 0;
        }

        @Override
        public ExtendedCommunities read(byte[] buf, int off, int len, Context context) {
            return new ExtendedCommunities(Bytes.copyOf(buf, off, len));
        }

        /// draft-ietf-idr-custom-decision-08 §4, §6: from across an AS boundary Cost Communities
        /// are stripped.
        @Override
        public int canonical(byte[] buf, int off, int len, Context context, byte[] out, int to) {
            boolean outside = context.ebgp() && !context.confederation();
            int at = to;
            for (int c = off; c < off + len; c += OCTETS) {
                if (!outside || !CostCommunity.is(buf, c)) {
                    System.arraycopy(buf, c, out, at, OCTETS);
                    at += OCTETS;
                }
            }
            return at;
        }

        @Override
        public int write(ExtendedCommunities v, byte[] buf, int off, Context context) {
            return v.packed.copyTo(buf, off);
        }

        @Override
        public String text(ExtendedCommunities v) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < v.size(); i++) {
                text.append(i == 0 ? "" : " ").append(ExtendedCommunityText.of(v.at(i)));
            }
            return text.toString();
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return "has " + len + " octets, not a multiple of " + OCTETS + " above 0";
        }
    }
}

package io.godwit.wire.attr;

import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Verdict;

/// IPV6_EXTENDED_COMMUNITIES (25), RFC 5701 §2: twenty octets each.
public record Ipv6ExtendedCommunities(Bytes packed) implements Attribute {
    /// Octets of one community.
    public static final int OCTETS = 20;

    /// Its descriptor.
    public static final AttributeType<Ipv6ExtendedCommunities> TYPE =
            new AttributeType<>(
                    Attributes.IPV6_EXTENDED_COMMUNITIES,
                    "IPV6_EXTENDED_COMMUNITIES",
                    Ipv6ExtendedCommunities.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 7606 §7.15",
                    new ValueCodec());

    @Override
    public AttributeType<Ipv6ExtendedCommunities> type() {
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

    private static final class ValueCodec implements AttributeType.Codec<Ipv6ExtendedCommunities> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len > 0 && len % OCTETS == 0;
        }

        @Override
        public Ipv6ExtendedCommunities read(byte[] buf, int off, int len, Context context) {
            return new Ipv6ExtendedCommunities(Bytes.copyOf(buf, off, len));
        }

        @Override
        public int write(Ipv6ExtendedCommunities v, byte[] buf, int off, Context context) {
            return v.packed.copyTo(buf, off);
        }

        @Override
        public String text(Ipv6ExtendedCommunities v) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < v.size(); i++) {
                text.append(i == 0 ? "" : " ").append(v.at(i).hex());
            }
            return text.toString();
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return "has " + len + " octets, not a multiple of " + OCTETS + " above 0";
        }
    }
}

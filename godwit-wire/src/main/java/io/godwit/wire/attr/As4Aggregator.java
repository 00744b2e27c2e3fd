package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

/// AS4_AGGREGATOR (18), RFC 6793 §3: the AGGREGATOR that a session with two-octet AS numbers cannot
/// carry. AS 0 is malformed (RFC 7607 §2).
///
/// @param as AS number, 0..4294967295
/// @param address IPv4 address or BGP Identifier of the router
public record As4Aggregator(long as, Address address) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<As4Aggregator> TYPE =
            new AttributeType<>(
                    Attributes.AS4_AGGREGATOR,
                    "AS4_AGGREGATOR",
                    As4Aggregator.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.DISCARD,
                    Relay.ASN_WIDTH,
                    "RFC 6793 §6",
                    new ValueCodec());

    @Override
    public AttributeType<As4Aggregator> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<As4Aggregator> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == 8 && Wire.i32(buf, off) != 0;
        }

        @Override
        public boolean readable(byte[] buf, int off, int len, Context context) {
            return len == 8;
        }

        @Override
        public As4Aggregator read(byte[] buf, int off, int len, Context context) {
            return new As4Aggregator(Wire.u32(buf, off), Address.read(buf, off + 4, 4));
        }

        @Override
        public int write(As4Aggregator v, byte[] buf, int off, Context context) {
            return v.address.write(buf, Wire.put32(buf, off, (int) v.as));
        }

        @Override
        public String text(As4Aggregator v) {
            return "AS " + v.as + " " + v.address;
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return len == 8 ? "has AS 0" : "has " + len + " octets, not 8";
        }
    }
}

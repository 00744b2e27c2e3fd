package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

/// AGGREGATOR (7), RFC 4271 §5.1.7: who formed the aggregate. AS 0 is malformed (RFC 7607 §2).
///
/// @param as AS number, 0..4294967295
/// @param address IPv4 address or BGP Identifier of the router
public record Aggregator(long as, Address address) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<Aggregator> TYPE =
            new AttributeType<>(
                    Attributes.AGGREGATOR,
                    "AGGREGATOR",
                    Aggregator.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.DISCARD,
                    Relay.ASN_WIDTH,
                    "RFC 7606 §7.7",
                    new ValueCodec());

    @Override
    public AttributeType<Aggregator> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<Aggregator> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len == octets(context)
                    && (context.asn4() ? Wire.i32(buf, off) != 0 : Wire.u16(buf, off) != 0);
        }

        private static int octets(Context context) {
            return context.asn4() ? 8 : 6;
        }

        @Override
        public boolean readable(byte[] buf, int off, int len, Context context) {
            return len == octets(context);
        }

        @Override
        public Aggregator read(byte[] buf, int off, int len, Context context) {
            return context.asn4()
                    ? new Aggregator(Wire.u32(buf, off), Address.read(buf, off + 4, 4))
                    : new Aggregator(Wire.u16(buf, off), Address.read(buf, off + 2, 4));
        }

        @Override
        public int write(Aggregator v, byte[] buf, int off, Context context) {
            if (context.asn4()) {
                return v.address.write(buf, Wire.put32(buf, off, (int) v.as));
            }
            int as2 = v.as <= 0xffff ? (int) v.as : Open.AS_TRANS;
            return v.address.write(buf, Wire.put16(buf, off, as2));
        }

        @Override
        public int canonical(
                byte[] buf, int off, int len, Context context, byte[] out, int outOff) {
            if (context.asn4()) {
                return AttributeType.Codec.super.canonical(buf, off, len, context, out, outOff);
            }
            int at = Wire.put32(out, outOff, Wire.u16(buf, off));
            return Wire.put32(out, at, Wire.i32(buf, off + 2));
        }

        @Override
        public String text(Aggregator v) {
            return "AS " + v.as + " " + v.address;
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            int octets = octets(context);
            return len == octets ? "has AS 0" : "has " + len + " octets, not " + octets;
        }

        @Override
        public int subcode(byte[] buf, int off, int len, Context context) {
            return len == octets(context)
                    ? Notification.OPTIONAL_ATTRIBUTE
                    : Notification.ATTRIBUTE_LENGTH;
        }
    }
}

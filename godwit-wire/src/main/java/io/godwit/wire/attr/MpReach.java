package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

import java.util.List;

/// MP_REACH_NLRI (14), RFC 4760 §3.
///
/// @param family of the NLRI
/// @param nextHop octets of the next hop field
/// @param nlri the prefixes, if the family is IPv4 or IPv6 unicast and the field is well-formed
/// @param rawNlri octets of the NLRI field as received; when writing, used if `nlri` is empty
public record MpReach(Family family, Bytes nextHop, List<NlriEntry> nlri, Bytes rawNlri)
        implements Attribute {

    /// Its descriptor.
    public static final AttributeType<MpReach> TYPE =
            new AttributeType<>(
                    Attributes.MP_REACH_NLRI,
                    "MP_REACH_NLRI",
                    MpReach.class,
                    Flags.OPTIONAL,
                    Verdict.RESET,
                    Relay.REWRITTEN,
                    "RFC 7606 §7.11",
                    new ValueCodec());

    /// Octets of a Route Distinguisher.
    private static final int RD = 8;

    public MpReach {
        nlri = List.copyOf(nlri);
    }

    /// Prefixes of one family with a next hop of 4, 16 or 32 octets.
    public static MpReach of(Family family, Bytes nextHop, List<NlriEntry> nlri) {
        return new MpReach(family, nextHop, nlri, Bytes.EMPTY);
    }

    @Override
    public AttributeType<MpReach> type() {
        return TYPE;
    }

    /// The addresses that the next hop field says: one, or global and link-local (RFC 2545 §3),
    /// each behind a Route Distinguisher in VPN families (RFC 4364 §4.3.2, RFC 4659 §3.2.1). Empty
    /// if its size is another.
    public List<Address> nextHops() {
        byte[] octets = nextHop.toArray();
        return switch (octets.length) {
            case 4, 16 -> List.of(Address.read(octets, 0, octets.length));
            case 32 ->
                    LinkLocal.offset(octets, 0, 32) == 0
                            ? List.of(Address.read(octets, 0, 16), Address.read(octets, 16, 16))
                            : List.of(Address.read(octets, 16, 16));
            case RD + 4, RD + 16 -> List.of(Address.read(octets, RD, octets.length - RD));
            case 2 * RD + 32 ->
                    List.of(Address.read(octets, RD, 16), Address.read(octets, 2 * RD + 16, 16));
            default -> List.of();
        };
    }

    private static final class ValueCodec implements AttributeType.Codec<MpReach> {
        private static final int MIN_OCTETS = 5;

        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len >= MIN_OCTETS && MIN_OCTETS + Wire.u8(buf, off + 3) <= len;
        }

        @Override
        public MpReach read(byte[] buf, int off, int len, Context context) {
            Family family = Families.of(Wire.u16(buf, off), Wire.u8(buf, off + 2));
            int hopOctets = Wire.u8(buf, off + 3);
            int at = off + MIN_OCTETS + hopOctets;
            int octets = off + len - at;
            return new MpReach(
                    family,
                    Bytes.copyOf(buf, off + 4, hopOctets),
                    MpNlri.read(family, buf, at, octets, context),
                    Bytes.copyOf(buf, at, octets));
        }

        @Override
        public int write(MpReach v, byte[] buf, int off, Context context) {
            int at = Wire.put16(buf, off, v.family.afi());
            at = Wire.put8(buf, at, v.family.safi());
            at = v.nextHop.copyTo(buf, Wire.put8(buf, at, v.nextHop.length()));
            at = Wire.put8(buf, at, 0); // reserved
            return MpNlri.write(v.family, v.nlri, v.rawNlri, buf, at, context);
        }

        /// Family and next hop only: the routes are kept elsewhere.
        @Override
        public int canonical(
                byte[] buf, int off, int len, Context context, byte[] out, int outOff) {
            int octets = 4 + Wire.u8(buf, off + 3);
            System.arraycopy(buf, off, out, outOff, octets);
            return Wire.put8(out, outOff + octets, 0); // reserved: ignored by RFC 4760 §3
        }

        @Override
        public String text(MpReach v) {
            List<Address> hops = v.nextHops();
            String hop =
                    switch (hops.size()) {
                        case 0 -> v.nextHop.hex();
                        case 1 -> hops.get(0).toString();
                        default -> hops.get(0) + " " + hops.get(1);
                    };
            return v.family + " next hop " + hop + MpNlri.text(v.nlri, v.rawNlri);
        }
    }
}

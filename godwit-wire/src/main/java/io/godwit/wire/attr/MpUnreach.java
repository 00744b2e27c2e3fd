package io.godwit.wire.attr;

import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

import java.util.List;

/// MP_UNREACH_NLRI (15), RFC 4760 §4. Without NLRI it is an End-of-RIB (RFC 4724 §2).
///
/// @param family of the NLRI
/// @param nlri the prefixes, if the family is IPv4 or IPv6 unicast and the field is well-formed
/// @param rawNlri octets of the NLRI field as received; when writing, used if `nlri` is empty
public record MpUnreach(Family family, List<NlriEntry> nlri, Bytes rawNlri) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<MpUnreach> TYPE =
            new AttributeType<>(
                    Attributes.MP_UNREACH_NLRI,
                    "MP_UNREACH_NLRI",
                    MpUnreach.class,
                    Flags.OPTIONAL,
                    Verdict.RESET,
                    Relay.REWRITTEN,
                    "RFC 7606 §7.12",
                    new ValueCodec());

    public MpUnreach {
        nlri = List.copyOf(nlri);
    }

    /// Prefixes of one family.
    public static MpUnreach of(Family family, List<NlriEntry> nlri) {
        return new MpUnreach(family, nlri, Bytes.EMPTY);
    }

    @Override
    public AttributeType<MpUnreach> type() {
        return TYPE;
    }

    private static final class ValueCodec implements AttributeType.Codec<MpUnreach> {
        private static final int MIN_OCTETS = 3;

        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len >= MIN_OCTETS;
        }

        @Override
        public MpUnreach read(byte[] buf, int off, int len, Context context) {
            Family family = Families.of(Wire.u16(buf, off), Wire.u8(buf, off + 2));
            int at = off + MIN_OCTETS;
            int octets = len - MIN_OCTETS;
            return new MpUnreach(
                    family,
                    MpNlri.read(family, buf, at, octets, context),
                    Bytes.copyOf(buf, at, octets));
        }

        @Override
        public int write(MpUnreach v, byte[] buf, int off, Context context) {
            int at = Wire.put8(buf, Wire.put16(buf, off, v.family.afi()), v.family.safi());
            return MpNlri.write(v.family, v.nlri, v.rawNlri, buf, at, context);
        }

        @Override
        public String text(MpUnreach v) {
            return v.family + MpNlri.text(v.nlri, v.rawNlri);
        }
    }
}

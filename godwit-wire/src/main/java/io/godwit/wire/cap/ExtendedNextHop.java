package io.godwit.wire.cap;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// Next hops of another address family than the NLRI (RFC 8950 §4).
public record ExtendedNextHop(List<Entry> families) implements Capability {
    /// Its descriptor.
    public static final CapabilityType<ExtendedNextHop> TYPE =
            new CapabilityType<>(5, "extended-next-hop", ExtendedNextHop.class, new ValueCodec());

    /// NLRI of `family` may have next hops of `nextHopAfi`.
    public record Entry(Family family, int nextHopAfi) {}

    public ExtendedNextHop {
        families = List.copyOf(families);
    }

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<ExtendedNextHop> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            boolean fits = len % 6 == 0;
            for (int at = off; fits && at < off + len; at += 6) {
                fits = Wire.u16(buf, at + 2) <= 255; // the SAFI has two octets here
            }
            return fits;
        }

        @Override
        public ExtendedNextHop read(byte[] buf, int off, int len) {
            List<Entry> families = new ArrayList<>();
            for (int at = off; at < off + len; at += 6) {
                Family family = Families.of(Wire.u16(buf, at), Wire.u16(buf, at + 2));
                families.add(new Entry(family, Wire.u16(buf, at + 4)));
            }
            return new ExtendedNextHop(families);
        }

        @Override
        public int write(ExtendedNextHop v, byte[] buf, int off) {
            int at = off;
            for (Entry e : v.families) {
                at = Wire.put16(buf, at, e.family.afi());
                at = Wire.put16(buf, Wire.put16(buf, at, e.family.safi()), e.nextHopAfi);
            }
            return at;
        }
    }
}

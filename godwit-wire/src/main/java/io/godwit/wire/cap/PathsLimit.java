package io.godwit.wire.cap;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// How many paths of a prefix the sender wants at most, where it can receive several
/// (draft-abraitis-idr-addpath-paths-limit).
public record PathsLimit(List<Entry> families) implements Capability {
    /// Its descriptor.
    public static final CapabilityType<PathsLimit> TYPE =
            new CapabilityType<>(76, "paths-limit", PathsLimit.class, new ValueCodec());

    private static final int ENTRY_OCTETS = 5;

    /// A family and how many paths; 0 says nothing.
    public record Entry(Family family, int most) {}

    public PathsLimit {
        families = List.copyOf(families);
    }

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<PathsLimit> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            return len % ENTRY_OCTETS == 0;
        }

        @Override
        public PathsLimit read(byte[] buf, int off, int len) {
            List<Entry> families = new ArrayList<>();
            for (int at = off; at < off + len; at += ENTRY_OCTETS) {
                Family family = Families.of(Wire.u16(buf, at), Wire.u8(buf, at + 2));
                families.add(new Entry(family, Wire.u16(buf, at + 3)));
            }
            return new PathsLimit(families);
        }

        @Override
        public int write(PathsLimit v, byte[] buf, int off) {
            int at = off;
            for (Entry e : v.families) {
                at = Wire.put16(buf, at, e.family.afi());
                at = Wire.put16(buf, Wire.put8(buf, at, e.family.safi()), e.most);
            }
            return at;
        }
    }
}

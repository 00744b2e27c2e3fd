package io.godwit.wire.cap;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// Long-lived graceful restart (RFC 9494 §3.1).
public record LongLivedGracefulRestart(List<Entry> families) implements Capability {
    /// Its descriptor.
    public static final CapabilityType<LongLivedGracefulRestart> TYPE =
            new CapabilityType<>(
                    71,
                    "long-lived-graceful-restart",
                    LongLivedGracefulRestart.class,
                    new ValueCodec());

    /// The state of a family was preserved (§3.1).
    public static final int FORWARDING = 0x80;

    /// A family, its flags octet and how long its stale routes are kept.
    ///
    /// @param family the family
    /// @param flags 0x80: forwarding state was preserved
    /// @param timeSeconds stale time, 0..16777215
    public record Entry(Family family, int flags, int timeSeconds) {
        /// Whether its state was preserved; the other flags are ignored.
        public boolean forwarding() {
            return (flags & FORWARDING) != 0;
        }
    }

    public LongLivedGracefulRestart {
        families = List.copyOf(families);
    }

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec
            implements CapabilityType.Codec<LongLivedGracefulRestart> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            return len % 7 == 0;
        }

        @Override
        public LongLivedGracefulRestart read(byte[] buf, int off, int len) {
            List<Entry> families = new ArrayList<>();
            for (int at = off; at < off + len; at += 7) {
                Family family = Families.of(Wire.u16(buf, at), Wire.u8(buf, at + 2));
                families.add(new Entry(family, Wire.u8(buf, at + 3), Wire.u24(buf, at + 4)));
            }
            return new LongLivedGracefulRestart(families);
        }

        @Override
        public int write(LongLivedGracefulRestart v, byte[] buf, int off) {
            int at = off;
            for (Entry e : v.families) {
                at = Wire.put16(buf, at, e.family.afi());
                at = Wire.put8(buf, Wire.put8(buf, at, e.family.safi()), e.flags);
                at = Wire.put24(buf, at, e.timeSeconds);
            }
            return at;
        }
    }
}

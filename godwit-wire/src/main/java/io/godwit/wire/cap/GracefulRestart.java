package io.godwit.wire.cap;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// Graceful restart (RFC 4724 §3, RFC 8538 §2). Without families it only promises End-of-RIB.
///
/// @param restarting Restart State: the sender has restarted
/// @param notification NOTIFICATION and hold time expiry count as restarts too (RFC 8538)
/// @param timeSeconds how long to wait for the sender to come back, 0..4095
/// @param families what the sender can keep
public record GracefulRestart(
        boolean restarting, boolean notification, int timeSeconds, List<FamilyFlags> families)
        implements Capability {

    /// Its descriptor.
    public static final CapabilityType<GracefulRestart> TYPE =
            new CapabilityType<>(64, "graceful-restart", GracefulRestart.class, new ValueCodec());

    /// A family and its flags octet.
    ///
    /// @param family the family
    /// @param flags 0x80: forwarding state was preserved
    public record FamilyFlags(Family family, int flags) {
        /// The forwarding state was preserved.
        public static final int FORWARDING = 0x80;

        /// Whether the forwarding state was preserved.
        public boolean forwarding() {
            return (flags & FORWARDING) != 0;
        }
    }

    public GracefulRestart {
        if (timeSeconds < 0 || timeSeconds > 4095) {
            throw new IllegalArgumentException("restart time " + timeSeconds);
        }
        families = List.copyOf(families);
    }

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<GracefulRestart> {
        private static final int RESTARTING = 0x8000;
        private static final int NOTIFICATION = 0x4000;

        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            return len >= 2 && (len - 2) % 4 == 0;
        }

        @Override
        public GracefulRestart read(byte[] buf, int off, int len) {
            int head = Wire.u16(buf, off);
            List<FamilyFlags> families = new ArrayList<>();
            for (int at = off + 2; at < off + len; at += 4) {
                Family family = Families.of(Wire.u16(buf, at), Wire.u8(buf, at + 2));
                families.add(new FamilyFlags(family, Wire.u8(buf, at + 3)));
            }
            return new GracefulRestart(
                    (head & RESTARTING) != 0, (head & NOTIFICATION) != 0, head & 0xfff, families);
        }

        @Override
        public int write(GracefulRestart v, byte[] buf, int off) {
            int head =
                    (v.restarting ? RESTARTING : 0)
                            | (v.notification ? NOTIFICATION : 0)
                            | v.timeSeconds;
            int at = Wire.put16(buf, off, head);
            for (FamilyFlags f : v.families) {
                at = Wire.put16(buf, at, f.family.afi());
                at = Wire.put8(buf, Wire.put8(buf, at, f.family.safi()), f.flags);
            }
            return at;
        }
    }
}

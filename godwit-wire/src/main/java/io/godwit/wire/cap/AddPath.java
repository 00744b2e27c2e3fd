package io.godwit.wire.cap;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// More than one path for a prefix (RFC 7911 §4).
public record AddPath(List<Entry> families) implements Capability {
    /// The sender can receive several paths.
    public static final int RECEIVE = 1;

    /// The sender can send several paths.
    public static final int SEND = 2;

    /// The sender can do both.
    public static final int BOTH = 3;

    /// Its descriptor.
    public static final CapabilityType<AddPath> TYPE =
            new CapabilityType<>(69, "add-path", AddPath.class, new ValueCodec());

    /// A family and what the sender can do: [#RECEIVE], [#SEND] or [#BOTH]; other values are to be
    /// ignored (RFC 7911 §4).
    public record Entry(Family family, int sendReceive) {
        /// Whether the sender of the capability can receive Path Identifiers.
        public boolean receives() {
            return sendReceive == RECEIVE || sendReceive == BOTH;
        }

        /// Whether the sender of the capability can send Path Identifiers.
        public boolean sends() {
            return sendReceive == SEND || sendReceive == BOTH;
        }
    }

    public AddPath {
        families = List.copyOf(families);
    }

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<AddPath> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            return len % 4 == 0;
        }

        @Override
        public AddPath read(byte[] buf, int off, int len) {
            List<Entry> families = new ArrayList<>();
            for (int at = off; at < off + len; at += 4) {
                Family family = Families.of(Wire.u16(buf, at), Wire.u8(buf, at + 2));
                families.add(new Entry(family, Wire.u8(buf, at + 3)));
            }
            return new AddPath(families);
        }

        @Override
        public int write(AddPath v, byte[] buf, int off) {
            int at = off;
            for (Entry e : v.families) {
                at = Wire.put16(buf, at, e.family.afi());
                at = Wire.put8(buf, Wire.put8(buf, at, e.family.safi()), e.sendReceive);
            }
            return at;
        }
    }
}

package io.godwit.wire.cap;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// Outbound route filters (RFC 5291 §5).
public record OutboundRouteFiltering(List<Entry> families) implements Capability {
    /// Filters by address prefix (RFC 5292 §3).
    public static final int ADDRESS_PREFIX = 64;

    /// The sender takes filters.
    public static final int RECEIVE = 1;

    /// The sender would like to send filters.
    public static final int SEND = 2;

    /// Its descriptor.
    public static final CapabilityType<OutboundRouteFiltering> TYPE =
            new CapabilityType<>(3, "orf", OutboundRouteFiltering.class, new ValueCodec());

    private static final int HEAD_OCTETS = 5;

    /// What the sender says of one family.
    public record Entry(Family family, List<Filter> filters) {
        public Entry {
            filters = List.copyOf(filters);
        }
    }

    /// One kind of filters.
    ///
    /// @param type [#ADDRESS_PREFIX], or another one
    /// @param directions [#RECEIVE], [#SEND], or both; other values say nothing
    public record Filter(int type, int directions) {}

    public OutboundRouteFiltering {
        families = List.copyOf(families);
    }

    /// Whether its sender says [#RECEIVE] or [#SEND] of filters by prefix of a family.
    public boolean says(Family family, int direction) {
        return families.stream()
                .filter(entry -> entry.family.equals(family))
                .flatMap(entry -> entry.filters.stream())
                .filter(filter -> filter.type == ADDRESS_PREFIX)
                .anyMatch(filter ->
                        filter.directions <= (RECEIVE | SEND)
                                && (filter.directions & direction) != 0);
    }

    @Override
    public int code() {
        return TYPE.code();
    }

    private static final class ValueCodec implements CapabilityType.Codec<OutboundRouteFiltering> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len) {
            int at = off;
            while (at + HEAD_OCTETS <= off + len) {
                at += HEAD_OCTETS + 2 * Wire.u8(buf, at + HEAD_OCTETS - 1);
            }
            return at == off + len;
        }

        @Override
        public OutboundRouteFiltering read(byte[] buf, int off, int len) {
            List<Entry> families = new ArrayList<>();
            for (int at = off; at < off + len; ) {
                // The third octet is reserved.
                Family family = Families.of(Wire.u16(buf, at), Wire.u8(buf, at + 3));
                int end = at + HEAD_OCTETS + 2 * Wire.u8(buf, at + 4);
                List<Filter> filters = new ArrayList<>();
                for (at += HEAD_OCTETS; at < end; at += 2) {
                    filters.add(new Filter(Wire.u8(buf, at), Wire.u8(buf, at + 1)));
                }
                families.add(new Entry(family, filters));
            }
            return new OutboundRouteFiltering(families);
        }

        @Override
        public int write(OutboundRouteFiltering v, byte[] buf, int off) {
            int at = off;
            for (Entry entry : v.families) {
                at = Wire.put16(buf, at, entry.family.afi());
                at = Wire.put8(buf, Wire.put8(buf, at, 0), entry.family.safi());
                at = Wire.put8(buf, at, entry.filters.size());
                for (Filter filter : entry.filters) {
                    at = Wire.put8(buf, Wire.put8(buf, at, filter.type), filter.directions);
                }
            }
            return at;
        }
    }
}

package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Ints;
import io.godwit.wire.Open;
import io.godwit.wire.Wire;

import java.util.ArrayList;
import java.util.List;

/// The segments of AS_PATH and AS4_PATH (RFC 4271 §4.3, RFC 6793 §3): type, count, AS numbers.
final class AsSegments {
    static final int OK = 0;
    static final int UNDERRUN = 1;
    static final int OVERRUN = 2;
    static final int EMPTY_SEGMENT = 3;
    static final int UNKNOWN_TYPE = 4;
    static final int AS_ZERO = 5;
    static final int CONFEDERATION = 6;
    static final int NO_CONFEDERATION = 7;

    private AsSegments() {}

    /// What is wrong with the path that such a neighbor sent. From outside there may be no segments
    /// of a confederation; from another member AS of ours they come first (RFC 5065 §5).
    static int fault(byte[] buf, int off, int len, Context context) {
        if (!context.confederation()) {
            return fault(buf, off, len, context.asn4(), context.ebgp());
        }
        return len == 0 || buf[off] != AsPath.CONFED_SEQUENCE
                ? NO_CONFEDERATION
                : fault(buf, off, len, context.asn4(), false);
    }

    /// What is wrong by RFC 7606 §7.2; by RFC 7607 §2 (AS 0); by RFC 5065 §5 (confederation
    /// segments from another AS); [#OK] if nothing is.
    static int fault(byte[] buf, int off, int len, boolean asn4, boolean refuseConfederation) {
        int end = off + len;
        int at = off;
        while (at < end) {
            if (at + 2 > end) {
                return UNDERRUN;
            }
            int type = buf[at];
            int count = buf[at + 1] & 0xff;
            at += 2;
            if (type < AsPath.SET || type > AsPath.CONFED_SET) {
                return UNKNOWN_TYPE;
            }
            if (refuseConfederation && type >= AsPath.CONFED_SEQUENCE) {
                return CONFEDERATION;
            }
            if (count == 0) {
                return EMPTY_SEGMENT;
            }
            if (at + count * (asn4 ? 4 : 2) > end) {
                return OVERRUN;
            }
            for (int i = 0; i < count; i++) {
                if ((asn4 ? Wire.i32(buf, at) : Wire.u16(buf, at)) == 0) {
                    return AS_ZERO;
                }
                at += asn4 ? 4 : 2;
            }
        }
        return OK;
    }

    /// Whether all segments end where they should; what is in them does not matter.
    static boolean readable(byte[] buf, int off, int len, boolean asn4) {
        int end = off + len;
        int at = off;
        while (at + 2 <= end) {
            at += 2 + (buf[at + 1] & 0xff) * (asn4 ? 4 : 2);
        }
        return at == end;
    }

    static String words(int fault) {
        return switch (fault) {
            case UNDERRUN -> "ends inside of a segment header";
            case OVERRUN -> "has a segment that goes beyond its end";
            case EMPTY_SEGMENT -> "has an empty segment";
            case UNKNOWN_TYPE -> "has a segment of unknown type";
            case AS_ZERO -> "has AS 0";
            case CONFEDERATION -> "has a confederation segment from an external neighbor";
            case NO_CONFEDERATION -> "does not begin with the member AS that sent it";
            default -> "is well-formed";
        };
    }

    static List<AsPath.Segment> read(byte[] buf, int off, int len, boolean asn4) {
        List<AsPath.Segment> segments = new ArrayList<>();
        int at = off;
        while (at < off + len) {
            int type = Wire.u8(buf, at);
            int count = Wire.u8(buf, at + 1);
            at += 2;
            Ints asns = asn4 ? Ints.read(buf, at, count) : Ints.readShorts(buf, at, count);
            segments.add(new AsPath.Segment(type, asns));
            at += count * (asn4 ? 4 : 2);
        }
        return segments;
    }

    /// Copies segments with two-octet AS numbers to four octets each.
    static int widen(byte[] buf, int off, int len, byte[] out, int outOff) {
        int to = outOff;
        int at = off;
        while (at < off + len) {
            int count = buf[at + 1] & 0xff;
            out[to++] = buf[at];
            out[to++] = buf[at + 1];
            at += 2;
            for (int i = 0; i < count; i++, at += 2) {
                to = Wire.put32(out, to, Wire.u16(buf, at));
            }
        }
        return to;
    }

    /// Segments of more than 255 AS numbers become several of the same type.
    static int write(List<AsPath.Segment> segments, byte[] buf, int off, boolean asn4) {
        int at = off;
        for (AsPath.Segment s : segments) {
            Ints asns = s.asns();
            for (int from = 0; from < asns.size(); from += AsPath.MAX_SEGMENT) {
                int count = Math.min(AsPath.MAX_SEGMENT, asns.size() - from);
                at = Wire.put8(buf, Wire.put8(buf, at, s.type()), count);
                for (int i = from; i < from + count; i++) {
                    at =
                            asn4
                                    ? Wire.put32(buf, at, asns.at(i))
                                    : Wire.put16(buf, at, as2(asns.at(i)));
                }
            }
        }
        return at;
    }

    /// The AS number for a field of two octets (RFC 6793 §4.2.2).
    static int as2(int as) {
        return as >>> 16 == 0 ? as : Open.AS_TRANS;
    }

    /// `65001 65002 {1,2}`, confederation segments in `()` and `[]`.
    static String text(List<AsPath.Segment> segments) {
        StringBuilder text = new StringBuilder();
        for (AsPath.Segment s : segments) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(
                    switch (s.type()) {
                        case AsPath.SEQUENCE -> s.asns().joinUnsigned(1, " ", " ");
                        case AsPath.SET -> "{" + s.asns().joinUnsigned(1, ",", ",") + "}";
                        case AsPath.CONFED_SEQUENCE ->
                                "(" + s.asns().joinUnsigned(1, " ", " ") + ")";
                        case AsPath.CONFED_SET -> "[" + s.asns().joinUnsigned(1, ",", ",") + "]";
                        default -> "?" + s.type() + "?" + s.asns();
                    });
        }
        return text.toString();
    }
}

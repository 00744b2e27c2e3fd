package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Ints;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

import java.util.List;

/// AS_PATH (2), RFC 4271 §5.1.2, with AS numbers of two or four octets by context (RFC 6793) and
/// confederation segments (RFC 5065).
public record AsPath(List<Segment> segments) implements Attribute {
    /// An unordered set.
    public static final int SET = 1;

    /// An ordered list, the neighbor first.
    public static final int SEQUENCE = 2;

    /// An ordered list of member ASes of the confederation.
    public static final int CONFED_SEQUENCE = 3;

    /// An unordered set of member ASes of the confederation.
    public static final int CONFED_SET = 4;

    /// The most AS numbers a segment can hold.
    public static final int MAX_SEGMENT = 255;

    /// No segments.
    public static final AsPath EMPTY = new AsPath(List.of());

    /// Its descriptor.
    public static final AttributeType<AsPath> TYPE =
            new AttributeType<>(
                    Attributes.AS_PATH,
                    "AS_PATH",
                    AsPath.class,
                    Flags.WELL_KNOWN,
                    Verdict.WITHDRAW,
                    Relay.ASN_WIDTH,
                    "RFC 7606 §7.2",
                    new ValueCodec());

    /// A segment: its type and AS numbers.
    public record Segment(int type, Ints asns) {}

    public AsPath {
        segments = List.copyOf(segments);
    }

    /// A path of one AS_SEQUENCE.
    public static AsPath sequence(int... asns) {
        return asns.length == 0 ? EMPTY : new AsPath(List.of(new Segment(SEQUENCE, Ints.of(asns))));
    }

    @Override
    public AttributeType<AsPath> type() {
        return TYPE;
    }

    /// The length for the decision process: a set counts 1, confederation segments 0 (RFC 4271
    /// §9.1.2.2 a, RFC 5065 §5.3).
    public int length() {
        int length = 0;
        for (Segment s : segments) {
            length += s.type == SEQUENCE ? s.asns.size() : s.type == SET ? 1 : 0;
        }
        return length;
    }

    private static final class ValueCodec implements AttributeType.Codec<AsPath> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return AsSegments.fault(buf, off, len, context) == AsSegments.OK;
        }

        @Override
        public boolean readable(byte[] buf, int off, int len, Context context) {
            return AsSegments.readable(buf, off, len, context.asn4());
        }

        @Override
        public AsPath read(byte[] buf, int off, int len, Context context) {
            return new AsPath(AsSegments.read(buf, off, len, context.asn4()));
        }

        @Override
        public int write(AsPath v, byte[] buf, int off, Context context) {
            return AsSegments.write(v.segments, buf, off, context.asn4());
        }

        @Override
        public int canonical(
                byte[] buf, int off, int len, Context context, byte[] out, int outOff) {
            return context.asn4()
                    ? AttributeType.Codec.super.canonical(buf, off, len, context, out, outOff)
                    : AsSegments.widen(buf, off, len, out, outOff);
        }

        @Override
        public String text(AsPath v) {
            return AsSegments.text(v.segments);
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return AsSegments.words(AsSegments.fault(buf, off, len, context));
        }

        @Override
        public int subcode(byte[] buf, int off, int len, Context context) {
            return Notification.MALFORMED_AS_PATH;
        }
    }
}

package io.godwit.wire.attr;

import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Verdict;
import io.godwit.wire.Wire;

import java.util.OptionalLong;

/// AIGP (26), RFC 7311 §3: TLVs, of which the first of type 1 counts.
public record Aigp(Bytes tlvs) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<Aigp> TYPE =
            new AttributeType<Aigp>(
                            Attributes.AIGP,
                            "AIGP",
                            Aigp.class,
                            Flags.OPTIONAL,
                            Verdict.DISCARD,
                            Relay.REWRITTEN,
                            "RFC 7311 §3.2",
                            new ValueCodec())
                    .internalOnly()
                    .onBadFlags(Verdict.DISCARD);

    private static final int METRIC_TYPE = 1;
    private static final int METRIC_OCTETS = 11;
    private static final int HEAD_OCTETS = 3;

    /// An attribute with one AIGP TLV; `metric` is an unsigned bit pattern.
    public static Aigp of(long metric) {
        byte[] tlv = new byte[METRIC_OCTETS];
        Wire.put64(tlv, Wire.put16(tlv, Wire.put8(tlv, 0, METRIC_TYPE), METRIC_OCTETS), metric);
        return new Aigp(Bytes.of(tlv));
    }

    @Override
    public AttributeType<Aigp> type() {
        return TYPE;
    }

    /// The metric of the first AIGP TLV as an unsigned bit pattern.
    public OptionalLong metric() {
        byte[] buf = tlvs.toArray();
        int at = metricOffset(buf, 0, buf.length);
        return at < 0 ? OptionalLong.empty() : OptionalLong.of(Wire.i64(buf, at));
    }

    /// Where in a well-formed value the metric stands, -1 if there is none.
    public static int metricOffset(byte[] buf, int off, int len) {
        for (int at = off; at < off + len; at += Wire.u16(buf, at + 1)) {
            if (buf[at] == METRIC_TYPE) {
                return at + HEAD_OCTETS;
            }
        }
        return -1;
    }

    /// A metric and a distance: the highest there is instead of more (RFC 7311 §3.4.3).
    public static long increased(long metric, long distance) {
        long sum = metric + distance;
        return Long.compareUnsigned(sum, metric) < 0 ? -1 : sum;
    }

    private static final class ValueCodec implements AttributeType.Codec<Aigp> {
        /// The highest metric is no metric: it could not grow any more (RFC 7311 §3.2).
        private static final long TOO_HIGH = -1L;

        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            if (!readable(buf, off, len, context)) {
                return false;
            }
            int at = metricOffset(buf, off, len);
            return at < 0 || Wire.i64(buf, at) != TOO_HIGH;
        }

        @Override
        public boolean readable(byte[] buf, int off, int len, Context context) {
            int end = off + len;
            int at = off;
            boolean metric = false;
            while (at < end) {
                if (at + HEAD_OCTETS > end) {
                    return false;
                }
                int octets = Wire.u16(buf, at + 1);
                if (octets < HEAD_OCTETS || at + octets > end) {
                    return false;
                }
                if (buf[at] == METRIC_TYPE && !metric) {
                    metric = true;
                    if (octets != METRIC_OCTETS) {
                        return false;
                    }
                }
                at += octets;
            }
            return len > 0;
        }

        @Override
        public Aigp read(byte[] buf, int off, int len, Context context) {
            return new Aigp(Bytes.copyOf(buf, off, len));
        }

        @Override
        public int write(Aigp v, byte[] buf, int off, Context context) {
            return v.tlvs.copyTo(buf, off);
        }

        @Override
        public String text(Aigp v) {
            OptionalLong metric = v.metric();
            return metric.isPresent() ? Long.toUnsignedString(metric.getAsLong()) : v.tlvs.hex();
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return "has TLVs whose lengths do not fit, or the highest metric";
        }
    }
}

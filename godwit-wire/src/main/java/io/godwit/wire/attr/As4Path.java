package io.godwit.wire.attr;

import io.godwit.wire.Context;
import io.godwit.wire.Verdict;

import java.util.List;

/// AS4_PATH (17), RFC 6793 §3: the AS path that a session with two-octet AS numbers cannot carry.
public record As4Path(List<AsPath.Segment> segments) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<As4Path> TYPE =
            new AttributeType<>(
                    Attributes.AS4_PATH,
                    "AS4_PATH",
                    As4Path.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.DISCARD,
                    Relay.ASN_WIDTH,
                    "RFC 6793 §6",
                    new ValueCodec());

    public As4Path {
        segments = List.copyOf(segments);
    }

    @Override
    public AttributeType<As4Path> type() {
        return TYPE;
    }

    /// Confederation segments are no reason to call it malformed: they are dropped (RFC 6793 §6).
    private static final class ValueCodec implements AttributeType.Codec<As4Path> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len >= 6 && AsSegments.fault(buf, off, len, true, false) == AsSegments.OK;
        }

        @Override
        public boolean readable(byte[] buf, int off, int len, Context context) {
            return AsSegments.readable(buf, off, len, true);
        }

        @Override
        public As4Path read(byte[] buf, int off, int len, Context context) {
            return new As4Path(AsSegments.read(buf, off, len, true));
        }

        @Override
        public int write(As4Path v, byte[] buf, int off, Context context) {
            return AsSegments.write(v.segments, buf, off, true);
        }

        @Override
        public String text(As4Path v) {
            return AsSegments.text(v.segments);
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return len < 6
                    ? "has " + len + " octets, fewer than 6"
                    : AsSegments.words(AsSegments.fault(buf, off, len, true, false));
        }
    }
}

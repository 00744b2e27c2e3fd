package io.godwit.wire.attr;

import io.godwit.wire.Open;
import io.godwit.wire.Wire;

/// Canonical blocks for neighbors with two-octet AS numbers (RFC 6793 §4.2.2).
final class TwoOctet {
    private TwoOctet() {}

    static int write(byte[] buf, int off, byte[] block, int blockOff, int len) {
        int end = blockOff + len;
        int path = -1;
        int aggregator = -1;
        int to = off;
        for (int at = blockOff; at < end; at = Attributes.next(block, at)) {
            int code = Attributes.code(block, at);
            if (code > Attributes.AS4_AGGREGATOR) {
                to = as4(buf, to, block, path, aggregator);
                path = -1;
                aggregator = -1;
            }
            if (code == Attributes.AS_PATH) {
                path = at;
                to = narrowPath(buf, to, block, at);
            } else if (code == Attributes.AGGREGATOR) {
                aggregator = at;
                to = narrowAggregator(buf, to, block, at);
            } else {
                to = AttributeWriter.copy(buf, to, block, at);
            }
        }
        return as4(buf, to, block, path, aggregator);
    }

    private static int narrowPath(byte[] buf, int off, byte[] block, int at) {
        int from = Attributes.valueOffset(block, at);
        int end = Attributes.next(block, at);
        int octets = 0;
        for (int s = from; s < end; s = AsPaths.nextSegment(block, s)) {
            octets += 2 + 2 * (block[s + 1] & 0xff);
        }
        int to =
                AttributeWriter.head(
                        buf, off, Attributes.flags(block, at), Attributes.AS_PATH, octets);
        int s = from;
        while (s < end) {
            int next = AsPaths.nextSegment(block, s);
            buf[to++] = block[s];
            buf[to++] = block[s + 1];
            for (s += 2; s < next; s += 4) {
                to = Wire.put16(buf, to, AsSegments.as2(Wire.i32(block, s)));
            }
        }
        return to;
    }

    private static int narrowAggregator(byte[] buf, int off, byte[] block, int at) {
        int from = Attributes.valueOffset(block, at);
        int to =
                AttributeWriter.head(
                        buf, off, Attributes.flags(block, at), Attributes.AGGREGATOR, 6);
        to = Wire.put16(buf, to, AsSegments.as2(Wire.i32(block, from)));
        return Wire.put32(buf, to, Wire.i32(block, from + 4));
    }

    /// AS4_PATH and AS4_AGGREGATOR, each only if an AS number did not fit.
    private static int as4(byte[] buf, int off, byte[] block, int path, int aggregator) {
        int to = off;
        if (path >= 0) {
            int from = Attributes.valueOffset(block, path);
            int octets = Attributes.valueOctets(block, path);
            if (!AsPaths.isMappable(block, from, octets)) {
                to = as4Path(buf, to, block, from, octets);
            }
        }
        if (aggregator >= 0) {
            int from = Attributes.valueOffset(block, aggregator);
            if (AsSegments.as2(Wire.i32(block, from)) == Open.AS_TRANS
                    && Wire.i32(block, from) != Open.AS_TRANS) {
                to =
                        AttributeWriter.head(
                                buf,
                                to,
                                Flags.OPTIONAL_TRANSITIVE.octet(),
                                Attributes.AS4_AGGREGATOR,
                                8);
                System.arraycopy(block, from, buf, to, 8);
                to += 8;
            }
        }
        return to;
    }

    /// Without confederation segments (RFC 6793 §4.2.2); nothing if nothing is left.
    private static int as4Path(byte[] buf, int off, byte[] block, int from, int octets) {
        int end = from + octets;
        int kept = 0;
        for (int s = from; s < end; s = AsPaths.nextSegment(block, s)) {
            kept += block[s] <= AsPath.SEQUENCE ? AsPaths.nextSegment(block, s) - s : 0;
        }
        if (kept == 0) {
            return off;
        }
        int to =
                AttributeWriter.head(
                        buf, off, Flags.OPTIONAL_TRANSITIVE.octet(), Attributes.AS4_PATH, kept);
        for (int s = from; s < end; s = AsPaths.nextSegment(block, s)) {
            if (block[s] <= AsPath.SEQUENCE) {
                int segment = AsPaths.nextSegment(block, s) - s;
                System.arraycopy(block, s, buf, to, segment);
                to += segment;
            }
        }
        return to;
    }
}

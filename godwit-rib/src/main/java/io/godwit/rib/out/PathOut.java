package io.godwit.rib.out;

import io.godwit.policy.PathsSent;
import io.godwit.policy.PathsSent.Privates;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.Attributes;

/// Writes AS_PATH for external neighbors: without what is not for them, our AS in front.
final class PathOut {
    private final PathTerms terms;
    private final int outsideAs;
    private byte[] path = new byte[256];
    private byte[] longer = new byte[256];

    PathOut(PathTerms terms, int outsideAs) {
        this.terms = terms;
        this.outsideAs = outsideAs;
    }

    /// Writes the attribute.
    ///
    /// @param from with a value of `len` octets at `off`
    /// @return the offset behind it
    int write(byte[] out, int to, byte[] from, int off, int len) {
        byte[] source = from;
        int at = off;
        int octets = len;
        if (terms.rewrites() || hasConfederation(from, off, len)) {
            octets = rewritten(from, off, len);
            source = path;
            at = 0;
        }
        if (!terms.localAs().isSet()) {
            return AttributeWriter.asPathPrepended(out, to, source, at, octets, outsideAs, 1);
        }
        int local = (int) terms.localAs().as();
        if (terms.localAs().replaces()) { // RFC 7705 §3.3, option 2
            return AttributeWriter.asPathPrepended(out, to, source, at, octets, local, 1);
        }
        // RFC 7705 §3.3, 2: ours first, then in front of it the other one.
        if (longer.length < octets + 16) {
            longer = new byte[2 * octets + 16];
        }
        AttributeWriter.asPathPrepended(longer, 0, source, at, octets, outsideAs, 1);
        return AttributeWriter.asPathPrepended(
                out,
                to,
                longer,
                Attributes.valueOffset(longer, 0),
                Attributes.valueOctets(longer, 0),
                local,
                1);
    }

    private static boolean hasConfederation(byte[] from, int off, int len) {
        for (int at = off; at < off + len; at = next(from, at)) {
            if (from[at] > AsPath.SEQUENCE) {
                return true;
            }
        }
        return false;
    }

    private static int next(byte[] from, int segment) {
        return segment + 2 + 4 * (from[segment + 1] & 0xff);
    }

    /// Writes the path into `path`: without members of our confederation, which nobody sees outside
    /// (RFC 5065 §4.1 c 1), and with the AS numbers that may be told.
    private int rewritten(byte[] from, int off, int len) {
        if (path.length < len) {
            path = new byte[2 * len];
        }
        Privates privates = terms.sent().privates();
        boolean hides = privates != Privates.STAY && (privates.all() || isPrivate(from, off, len));
        int to = 0;
        for (int at = off; at < off + len; at = next(from, at)) {
            if (from[at] <= AsPath.SEQUENCE) {
                to = segment(from, at, hides, to);
            }
        }
        return to;
    }

    private int segment(byte[] from, int segment, boolean hides, int to) {
        int count = 0;
        int at = to + 2;
        int end = next(from, segment);
        for (int i = segment + 2; i < end; i += 4) {
            int as = Wire.i32(from, i);
            boolean hidden = hides && as != (int) terms.neighborAs() && PathsSent.isPrivate(as);
            if (!hidden || terms.sent().privates().replaces()) {
                Wire.put32(path, at, hidden || isOverridden(as) ? ours() : as);
                at += 4;
                count++;
            }
        }
        path[to] = from[segment];
        path[to + 1] = (byte) count;
        return count == 0 ? to : at;
    }

    private boolean isOverridden(int as) {
        return terms.sent().override() && as == (int) terms.neighborAs();
    }

    /// Ours within the path: the one that stands before it.
    private int ours() {
        return terms.localAs().replaces() ? (int) terms.localAs().as() : outsideAs;
    }

    /// Whether all numbers outside of our confederation are for private use.
    private static boolean isPrivate(byte[] from, int off, int len) {
        for (int at = off; at < off + len; at = next(from, at)) {
            for (int i = at + 2; i < next(from, at) && from[at] <= AsPath.SEQUENCE; i += 4) {
                if (!PathsSent.isPrivate(Wire.i32(from, i))) {
                    return false;
                }
            }
        }
        return true;
    }
}

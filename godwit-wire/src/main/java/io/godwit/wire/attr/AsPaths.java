package io.godwit.wire.attr;

import io.godwit.wire.Wire;

/// Questions about the value of an AS_PATH with four-octet AS numbers, as canonical blocks hold it,
/// without allocation. All values must be well-formed.
public final class AsPaths {
    private AsPaths() {}

    /// The length for the decision process: a set counts 1, confederation segments 0 (RFC 4271
    /// §9.1.2.2 a, RFC 5065 §5.3).
    public static int length(byte[] buf, int off, int len) {
        int length = 0;
        int end = off + len;
        for (int at = off; at < end; at = nextSegment(buf, at)) {
            int type = buf[at];
            if (type == AsPath.SEQUENCE) {
                length += buf[at + 1] & 0xff;
            } else if (type == AsPath.SET) {
                length++;
            }
        }
        return length;
    }

    /// The AS that the route came from: the first one of the first segment that is not of a
    /// confederation (RFC 5065 §5.2). As a bit pattern; 0 if that is a set, or if there is none.
    public static int first(byte[] buf, int off, int len) {
        int end = off + len;
        for (int at = off; at < end; at = nextSegment(buf, at)) {
            if (buf[at] == AsPath.SEQUENCE) {
                return Wire.i32(buf, at + 2);
            }
            if (buf[at] == AsPath.SET) {
                return 0;
            }
        }
        return 0;
    }

    /// The AS that originated the route: the last one of the last segment. As a bit pattern; 0 if
    /// that is no AS_SEQUENCE, or if there is none (RFC 6811 §2).
    public static int last(byte[] buf, int off, int len) {
        int last = 0;
        int end = off + len;
        for (int at = off; at < end; at = nextSegment(buf, at)) {
            last = buf[at] == AsPath.SEQUENCE ? Wire.i32(buf, nextSegment(buf, at) - 4) : 0;
        }
        return last;
    }

    /// The origin AS for validation (RFC 6811 §2): as [#last], but `localAs` for a path that is
    /// empty or ends inside of our confederation. 0 = none: the path ends with a set.
    public static int origin(byte[] buf, int off, int len, int localAs) {
        int last = localAs;
        int end = off + len;
        for (int at = off; at < end; at = nextSegment(buf, at)) {
            last =
                    switch (buf[at]) {
                        case AsPath.SEQUENCE -> Wire.i32(buf, nextSegment(buf, at) - 4);
                        case AsPath.SET -> 0;
                        default -> localAs;
                    };
        }
        return last;
    }

    /// Whether an AS is anywhere in the path, sets and confederation segments included.
    public static boolean contains(byte[] buf, int off, int len, int as) {
        int end = off + len;
        int at = off;
        while (at < end) {
            int next = nextSegment(buf, at);
            for (at += 2; at < next; at += 4) {
                if (Wire.i32(buf, at) == as) {
                    return true;
                }
            }
        }
        return false;
    }

    /// How often an AS is in the path, sets and confederation segments included.
    public static int count(byte[] buf, int off, int len, int as) {
        int times = 0;
        int end = off + len;
        for (int at = off; at < end; ) {
            int next = nextSegment(buf, at);
            for (at += 2; at < next; at += 4) {
                times += Wire.i32(buf, at) == as ? 1 : 0;
            }
        }
        return times;
    }

    /// Whether a route with this path has been here before: the AS number that we have outside is
    /// anywhere in it (RFC 4271 §9.1.2, RFC 5065 §4), or that of our member AS in a segment of the
    /// confederation. Elsewhere that number is somebody else's.
    ///
    /// @param as our AS number; in a confederation that of our member AS
    /// @param outsideAs that of the confederation, or the same
    public static boolean loops(byte[] buf, int off, int len, int as, int outsideAs) {
        int end = off + len;
        int at = off;
        while (at < end) {
            int next = nextSegment(buf, at);
            boolean inside = buf[at] >= AsPath.CONFED_SEQUENCE;
            for (at += 2; at < next; at += 4) {
                int there = Wire.i32(buf, at);
                if (there == outsideAs || inside && there == as) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Which types of segments there are: bit `1 << type` for each.
    public static int segmentTypes(byte[] buf, int off, int len) {
        int types = 0;
        int end = off + len;
        for (int at = off; at < end; at = nextSegment(buf, at)) {
            types |= 1 << buf[at];
        }
        return types;
    }

    /// Whether all AS numbers fit in two octets.
    public static boolean isMappable(byte[] buf, int off, int len) {
        int end = off + len;
        int at = off;
        while (at < end) {
            int next = nextSegment(buf, at);
            for (at += 2; at < next; at += 4) {
                if (Wire.i32(buf, at) >>> 16 != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The path that AS_PATH and AS4_PATH of a session with two-octet AS numbers tell together (RFC
    /// 6793 §4.2.3): the leading part of `path`, as much as `as4` lacks, then `as4`. Both have four
    /// octets for an AS number here. Writes at most `pathLen + as4Len` octets; returns the offset
    /// behind them.
    public static int merge(
            byte[] path, int pathLen, byte[] as4, int as4Off, int as4Len, byte[] out, int outOff) {
        int missing = length(path, 0, pathLen) - length(as4, as4Off, as4Len);
        if (missing < 0) {
            System.arraycopy(path, 0, out, outOff, pathLen);
            return outOff + pathLen;
        }
        int to = outOff;
        int lastSegment = -1;
        boolean adjacent = true; // confederation segments go with what stands before them
        for (int at = 0; at < pathLen && adjacent; at = nextSegment(path, at)) {
            int take = taken(path[at], path[at + 1] & 0xff, missing);
            adjacent = take == (path[at + 1] & 0xff);
            if (take > 0) {
                lastSegment = to;
                to = copySegment(path, at, take, out, to);
                missing -= counted(path[at], take);
            }
        }
        return append(as4, as4Off, as4Len, out, to, lastSegment);
    }

    /// How many AS numbers of a segment belong to the leading part.
    private static int taken(int type, int count, int missing) {
        return switch (type) {
            case AsPath.SEQUENCE -> Math.min(count, missing);
            case AsPath.SET -> missing > 0 ? count : 0;
            default -> count;
        };
    }

    private static int counted(int type, int taken) {
        return type == AsPath.SEQUENCE ? taken : type == AsPath.SET ? 1 : 0;
    }

    private static int copySegment(byte[] buf, int at, int count, byte[] out, int to) {
        out[to] = buf[at];
        out[to + 1] = (byte) count;
        System.arraycopy(buf, at + 2, out, to + 2, 4 * count);
        return to + 2 + 4 * count;
    }

    /// Appends the segments of AS4_PATH without those of confederations, which have no place there
    /// (RFC 6793 §6). An AS_SEQUENCE continues one that ends the leading part, if they fit
    /// together.
    private static int append(
            byte[] as4, int as4Off, int as4Len, byte[] out, int outOff, int lastSegment) {
        int to = outOff;
        int open = lastSegment >= 0 && out[lastSegment] == AsPath.SEQUENCE ? lastSegment : -1;
        for (int at = as4Off; at < as4Off + as4Len; at = nextSegment(as4, at)) {
            int type = as4[at];
            if (type != AsPath.SEQUENCE && type != AsPath.SET) {
                continue;
            }
            int count = as4[at + 1] & 0xff;
            boolean joins = open >= 0 && type == AsPath.SEQUENCE;
            if (joins && (out[open + 1] & 0xff) + count <= AsPath.MAX_SEGMENT) {
                out[open + 1] += (byte) count;
                System.arraycopy(as4, at + 2, out, to, 4 * count);
                to += 4 * count;
            } else {
                to = copySegment(as4, at, count, out, to);
            }
            open = -1;
        }
        return to;
    }

    /// The offset behind the segment at `at`.
    static int nextSegment(byte[] buf, int at) {
        return at + 2 + 4 * (buf[at + 1] & 0xff);
    }
}

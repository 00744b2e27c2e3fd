package io.godwit.cli.load;

import io.godwit.wire.Wire;

/// What of a route must pass a router unchanged, in 32 bits, never 0: AS path, ORIGIN, and the sets
/// of communities and large communities. Made on one side from the table, on the other from the
/// octets that came back, by a reader that shares nothing with the daemon's own.
///
/// NEXT_HOP and MED are left out: routers rewrite them, each by its own rules.
public final class Fingerprint {
    private static final int ORIGIN = 1;
    private static final int AS_PATH = 2;
    private static final int COMMUNITIES = 8;
    private static final int LARGE_COMMUNITIES = 32;
    private static final int AS_SEQUENCE = 2;
    private static final int EXTENDED = 0x10;

    private Fingerprint() {}

    /// Of a group, with a path of `length` ASes.
    public static int of(Group group, int[] path, int length) {
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = step(hash, path[i]);
        }
        for (int i = 0; i < group.communityCount; i++) {
            hash += member(COMMUNITIES, group.communities[i], 0);
        }
        if (group.hasLarge) {
            hash += large(group.large[0], group.large[1], group.large[2]);
        }
        return fold(hash + member(ORIGIN, group.origin, 0));
    }

    /// Of the attributes of an UPDATE, `octets` long at `off`, AS numbers of four octets.
    static int of(byte[] buf, int off, int octets) {
        int end = off + octets;
        long hash = 0;
        for (int at = off; at < end; ) {
            boolean extended = (buf[at] & EXTENDED) != 0;
            int type = Wire.u8(buf, at + 1);
            int length = extended ? Wire.u16(buf, at + 2) : Wire.u8(buf, at + 2);
            at += extended ? 4 : 3;
            hash +=
                    switch (type) {
                        case ORIGIN -> member(ORIGIN, buf[at], 0);
                        case AS_PATH -> path(buf, at, length);
                        case COMMUNITIES -> communities(buf, at, length);
                        case LARGE_COMMUNITIES -> larges(buf, at, length);
                        default -> 0;
                    };
            at += length;
        }
        return fold(hash);
    }

    private static long path(byte[] buf, int off, int octets) {
        long hash = 0;
        for (int at = off; at < off + octets; ) {
            if (buf[at] != AS_SEQUENCE) {
                hash = step(hash, -buf[at]);
            }
            int end = at + 2 + 4 * Wire.u8(buf, at + 1);
            for (at += 2; at < end; at += 4) {
                hash = step(hash, Wire.i32(buf, at));
            }
        }
        return hash;
    }

    private static long communities(byte[] buf, int off, int octets) {
        long hash = 0;
        for (int at = off; at < off + octets; at += 4) {
            hash += member(COMMUNITIES, Wire.i32(buf, at), 0);
        }
        return hash;
    }

    private static long larges(byte[] buf, int off, int octets) {
        long hash = 0;
        for (int at = off; at < off + octets; at += 12) {
            hash += large(Wire.i32(buf, at), Wire.i32(buf, at + 4), Wire.i32(buf, at + 8));
        }
        return hash;
    }

    private static long large(int administrator, int first, int second) {
        return member(LARGE_COMMUNITIES, administrator, (long) first << 32 | second & 0xFFFF_FFFFL);
    }

    /// The next AS of a path: order matters.
    private static long step(long hash, int as) {
        return (hash + as + 1) * 0x9E3779B97F4A7C15L ^ hash >>> 29;
    }

    /// One of a set: order does not matter.
    private static long member(int type, int value, long more) {
        long z = ((long) type << 32 | value & 0xFFFF_FFFFL) * 0xBF58476D1CE4E5B9L + more;
        return (z ^ z >>> 31) * 0x94D049BB133111EBL;
    }

    private static int fold(long hash) {
        long mixed = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        int folded = (int) (mixed >>> 32);
        return folded == 0 ? 1 : folded;
    }
}

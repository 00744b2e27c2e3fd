package io.godwit.policy;

import io.godwit.policy.tree.CommunityKind;
import io.godwit.wire.Wire;

/// A pattern of communities, compiled: each part is a range, or one number that is known only with
/// the route.
///
/// The parts of an extended community are its type with subtype, administrator and number (RFC 4360
/// §3). The types with two and with four octets of AS number (RFC 5668) count as one, the one with
/// two, so that `rt:64500:1` means both.
final class CommunityMask {
    private static final int FOUR_OCTET_AS = 0x02;
    private static final int KEPT_TYPE_BITS = 0x3f;

    private final long[] from;
    private final long[] to;

    /// null where the range says all.
    private final Num[] exact;

    /// Whether a part is the AS of the neighbor.
    private final boolean compares;

    CommunityMask(long[] from, long[] to, Num[] exact) {
        this.from = from;
        this.to = to;
        this.exact = exact;
        boolean any = false;
        for (Num num : exact) {
            any |= num instanceof Num.PeerAs;
        }
        compares = any;
    }

    boolean compares() {
        return compares;
    }

    /// Octets of one community.
    static int octets(CommunityKind kind) {
        return switch (kind) {
            case STANDARD -> 4;
            case LARGE -> 12;
            case EXTENDED -> 8;
        };
    }

    /// One part of the community at `at`.
    static long part(CommunityKind kind, byte[] buf, int at, int index) {
        return switch (kind) {
            case STANDARD -> Wire.u16(buf, at + 2 * index);
            case LARGE -> Wire.u32(buf, at + 4 * index);
            case EXTENDED ->
                    switch (index) {
                        case 0 -> type(Wire.u16(buf, at));
                        case 1 -> wide(buf[at]) ? Wire.u32(buf, at + 2) : Wire.u16(buf, at + 2);
                        default -> wide(buf[at]) ? Wire.u16(buf, at + 6) : Wire.u32(buf, at + 4);
                    };
        };
    }

    /// Whether the administrator has four octets: an IPv4 address or such an AS.
    private static boolean wide(int type) {
        int kept = type & KEPT_TYPE_BITS;
        return kept == 1 || kept == FOUR_OCTET_AS;
    }

    /// Type and subtype, of an AS with two octets for one with four.
    static int type(int typeAndSubtype) {
        boolean fourOctets = (typeAndSubtype >> 8 & KEPT_TYPE_BITS) == FOUR_OCTET_AS;
        return fourOctets ? typeAndSubtype & ~(FOUR_OCTET_AS << 8) : typeAndSubtype;
    }

    /// Writes the mask as words of 32 bits; returns false if it is none of plain bits.
    boolean words(CommunityKind kind, int[] care, int[] want, int to) {
        for (int i = 0; i < from.length; i++) {
            boolean any = from[i] == 0 && this.to[i] >= kind.most();
            if (exact[i] != null || !any && from[i] != this.to[i] || from[i] > kind.most()) {
                return false;
            }
            int word = kind == CommunityKind.STANDARD ? to : to + i;
            int shift = kind == CommunityKind.STANDARD && i == 0 ? 16 : 0;
            care[word] |= any ? 0 : (int) kind.most() << shift;
            want[word] |= any ? 0 : (int) from[i] << shift;
        }
        return true;
    }

    /// Whether the community at `at` is one of these.
    boolean matches(Route route, CommunityKind kind, byte[] buf, int at) {
        for (int i = 0; i < from.length; i++) {
            long part = part(kind, buf, at, i);
            if (exact[i] == null) {
                if (part < from[i] || part > to[i]) {
                    return false;
                }
            } else if (exact[i].of(route) != part) {
                return false;
            }
        }
        return true;
    }

    /// Tells for which AS the community at `at` is one of these.
    void except(Route route, CommunityKind kind, byte[] buf, int at) {
        long as = Route.NONE;
        for (int i = 0; i < from.length; i++) {
            long part = part(kind, buf, at, i);
            if (exact[i] instanceof Num.PeerAs(long more)) {
                if (as != Route.NONE && as != part - more) {
                    return;
                }
                as = part - more;
            } else if (exact[i] == null
                    ? part < from[i] || part > to[i]
                    : exact[i].of(route) != part) {
                return;
            }
        }
        route.except(as);
    }

    /// Writes the community that all parts name exactly; returns false if a part does not fit.
    boolean write(Route route, CommunityKind kind, byte[] buf, int at) {
        return switch (kind) {
            case STANDARD -> {
                long high = value(route, 0);
                long low = value(route, 1);
                if (bits(high) > 16 || bits(low) > 16) {
                    yield false;
                }
                Wire.put16(buf, Wire.put16(buf, at, (int) high), (int) low);
                yield true;
            }
            case LARGE -> {
                long first = value(route, 0);
                long second = value(route, 1);
                long third = value(route, 2);
                if ((first | second | third) < 0) {
                    yield false;
                }
                int to = Wire.put32(buf, at, (int) first);
                Wire.put32(buf, Wire.put32(buf, to, (int) second), (int) third);
                yield true;
            }
            case EXTENDED -> writeExtended(route, buf, at);
        };
    }

    private boolean writeExtended(Route route, byte[] buf, int at) {
        long type = value(route, 0);
        long administrator = value(route, 1);
        long number = value(route, 2);
        if (bits(type) > 16 || bits(administrator) > 32 || bits(number) > 32) {
            return false;
        }
        int octets = (int) type;
        if ((type >> 8 & KEPT_TYPE_BITS) == 0 && bits(administrator) > 16) {
            octets |= FOUR_OCTET_AS << 8; // RFC 5668 §2
        }
        boolean wide = wide(octets >> 8);
        if (bits(wide ? number : administrator) > 16) {
            return false;
        }
        int to = Wire.put16(buf, at, octets);
        if (wide) {
            Wire.put16(buf, Wire.put32(buf, to, (int) administrator), (int) number);
        } else {
            Wire.put32(buf, Wire.put16(buf, to, (int) administrator), (int) number);
        }
        return true;
    }

    private long value(Route route, int part) {
        return exact[part] == null ? from[part] : exact[part].of(route);
    }

    /// How many bits a number needs; 64 for none.
    private static int bits(long value) {
        return 64 - Long.numberOfLeadingZeros(value);
    }
}

package io.godwit.feeds;

import io.godwit.wire.Family;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// How an UPDATE of unknown origin is to be read: octets do not say whether AS numbers have two or
/// four octets, nor whether NLRI begin with a Path Identifier; but rarely more than one reading is
/// well-formed. AS numbers: a path of n two-octet numbers has 2 + 2n octets where the other reading
/// wants 2 + 4n. Path Identifiers: they are small numbers, so the plain reading sees several
/// default routes, or bits beyond a prefix's length.
public final class ReadingGuess {
    private static final int MALFORMED = 0;
    private static final int STRANGE = 1;
    private static final int CLEAN = 2;

    private static final int AS_PATH = 2;
    private static final int AGGREGATOR = 7;
    private static final int MP_REACH = 14;
    private static final int MP_UNREACH = 15;

    private final byte[] buf;
    private final List<Family> addPath = new ArrayList<>();
    private boolean two;
    private boolean four;
    private boolean told;

    private ReadingGuess(byte[] buf) {
        this.buf = buf;
    }

    /// The reading of the message (header included) at `off`. Where nothing in it tells, what
    /// `before` says of its session stands.
    public static Reading of(byte[] buf, int off, int len, Reading before) {
        if (len < 23 || buf[off + 18] != 2) {
            return before;
        }
        ReadingGuess guess = new ReadingGuess(buf);
        guess.update(off + 19, off + len);
        return guess.reading(before);
    }

    private Reading reading(Reading before) {
        boolean asn4 = two == four ? before.asn4() : four;
        List<Family> families = told ? addPath : before.addPath();
        if (asn4 == before.asn4() && families.equals(before.addPath())) {
            boolean evidence = two != four || told;
            return evidence && before.source() == Reading.Source.ASSUMED
                    ? before.from(Reading.Source.INFERRED)
                    : before;
        }
        return new Reading(asn4, families, false, Reading.Source.INFERRED);
    }

    private void update(int off, int end) {
        int withdrawn = u16(off);
        int attributes = off + 2 + withdrawn;
        if (attributes + 2 > end || attributes + 2 + u16(attributes) > end) {
            return;
        }
        int nlri = attributes + 2 + u16(attributes);
        prefixes(off + 2, attributes, 1, 1);
        prefixes(nlri, end, 1, 1);
        int at = attributes + 2;
        while (at + 3 <= nlri) {
            boolean extended = (buf[at] & 0x10) != 0;
            if (extended && at + 4 > nlri) {
                return;
            }
            int code = buf[at + 1] & 0xff;
            int length = extended ? u16(at + 2) : buf[at + 2] & 0xff;
            int value = at + (extended ? 4 : 3);
            at = value + length;
            if (at > nlri) {
                return;
            }
            attribute(code, value, length);
        }
    }

    private void attribute(int code, int off, int len) {
        if (code == AS_PATH && len > 0) {
            two |= segments(off, off + len, 2);
            four |= segments(off, off + len, 4);
        } else if (code == AGGREGATOR) {
            two |= len == 6;
            four |= len == 8;
        } else if (code == MP_REACH && len >= 5) {
            int nlri = off + 5 + (buf[off + 3] & 0xff);
            if (nlri <= off + len) {
                prefixes(nlri, off + len, u16(off), buf[off + 2] & 0xff);
            }
        } else if (code == MP_UNREACH && len >= 3) {
            prefixes(off + 3, off + len, u16(off), buf[off + 2] & 0xff);
        }
    }

    /// Whether these are AS_PATH segments with AS numbers of so many octets (RFC 7606 §7.2). Halves
    /// of four octets are often zero, and AS 0 is in no path (RFC 7607).
    private boolean segments(int off, int end, int asOctets) {
        int at = off;
        while (at + 2 <= end) {
            int type = buf[at] & 0xff;
            int count = buf[at + 1] & 0xff;
            if (type < 1 || type > 4 || count == 0) {
                return false;
            }
            int next = at + 2 + count * asOctets;
            for (int as = at + 2; as < Math.min(next, end - 1); as += asOctets) {
                if (u16(as) == 0 && (asOctets == 2 || as + 4 > end || u16(as + 2) == 0)) {
                    return false;
                }
            }
            at = next;
        }
        return at == end;
    }

    private void prefixes(int off, int end, int afi, int safi) {
        if (off >= end) {
            return;
        }
        int plain = quality(off, end, afi, safi, false);
        int withId = quality(off, end, afi, safi, true);
        if (plain == withId) {
            return;
        }
        told = true;
        Family family = Families.of(afi, safi);
        if (withId > plain && !addPath.contains(family)) {
            addPath.add(family);
        }
    }

    private int quality(int off, int end, int afi, int safi, boolean withId) {
        int quality = CLEAN;
        int defaults = 0;
        int at = off;
        while (at < end) {
            int octets = NlriOctets.next(buf, at, end, afi, safi, withId);
            if (octets < 0) {
                return MALFORMED;
            }
            if (withId && buf[at] != 0) {
                return MALFORMED; // who assigns identifiers counts up from small ones
            }
            int start = at + (withId ? 4 : 0);
            int first = buf[start] & 0xff;
            defaults += first == 0 ? 1 : 0;
            boolean strange =
                    switch (safi) {
                        case 1, 2 -> hostBits(start, first);
                        case 4 -> first < 24;
                        case 128 -> first < 88;
                        case 5, 70 -> first == 0;
                        default -> false;
                    };
            if (strange || defaults > 1) {
                quality = STRANGE;
            }
            at += octets;
        }
        return quality;
    }

    private boolean hostBits(int at, int bits) {
        return bits % 8 != 0 && (buf[at + (bits + 7) / 8] & 0xff >> bits % 8) != 0;
    }

    private int u16(int at) {
        return (buf[at] & 0xff) << 8 | (buf[at + 1] & 0xff);
    }
}

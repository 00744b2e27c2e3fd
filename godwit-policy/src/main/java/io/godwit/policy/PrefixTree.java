package io.godwit.policy;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The ranges of one family as arrays, sorted by address and length, so that a prefix stands before
/// those within it. A prefix that is asked for stands behind all that cover it; going up from the
/// one before it leads to the closest of these, which knows all lengths that are in the set there.
final class PrefixTree {
    private static final int NONE = -1;

    private final boolean isV6;
    private int count;
    private final long[] high;
    private final long[] low;
    private final byte[] lengths;

    /// The closest prefix that covers this one.
    private final int[] parent;

    /// Bit n: prefixes of n, 64 + n bits in this one are in the set, because of this prefix or one
    /// that covers it.
    private final long[] upTo63;

    private final long[] upTo127;

    /// The same for 128 bits.
    private final boolean[] hosts;

    private PrefixTree(boolean isV6, int most) {
        this.isV6 = isV6;
        high = new long[isV6 ? most : 0];
        low = new long[most];
        lengths = new byte[most];
        parent = new int[most];
        upTo63 = new long[most];
        upTo127 = new long[isV6 ? most : 0];
        hosts = new boolean[isV6 ? most : 0];
    }

    /// The IPv4 ones of these ranges. They are sorted as numbers: address, length, least, most.
    static PrefixTree v4(List<PrefixRange> ranges) {
        long[] keys = new long[ranges.size()];
        int size = 0;
        for (PrefixRange range : ranges) {
            Prefix prefix = range.prefix();
            if (!prefix.address().isV6()) {
                long lengths = (long) prefix.length() << 12 | range.least() << 6 | range.most();
                keys[size++] = prefix.address().low() << 18 | lengths;
            }
        }
        Arrays.sort(keys, 0, size);
        var tree = new PrefixTree(false, size);
        for (int i = 0; i < size; i++) {
            int lengths = (int) keys[i];
            tree.add(0, keys[i] >>> 18, lengths >> 12 & 0x3f, lengths >> 6 & 0x3f, lengths & 0x3f);
        }
        return tree;
    }

    /// The IPv6 ones of these ranges.
    static PrefixTree v6(List<PrefixRange> ranges) {
        PrefixRange[] sorted =
                ranges.stream()
                        .filter(range -> range.prefix().address().isV6())
                        .toArray(PrefixRange[]::new);
        Arrays.sort(sorted, Comparator.comparing(PrefixRange::prefix));
        var tree = new PrefixTree(true, sorted.length);
        for (PrefixRange range : sorted) {
            Address address = range.prefix().address();
            tree.add(
                    address.high(),
                    address.low(),
                    range.prefix().length(),
                    range.least(),
                    range.most());
        }
        return tree;
    }

    /// Adds a range that stands behind all that are there, unless it adds nothing.
    private void add(long addedHigh, long addedLow, int length, int least, int most) {
        int up = count - 1;
        while (up != NONE && !covers(up, addedHigh, addedLow, length)) {
            up = parent[up];
        }
        if (up != NONE && allowsAll(up, least, most)) {
            return;
        }
        int at = up; // another range of the same prefix; nothing stands between
        if (up == NONE || (lengths[up] & 0xff) != length) {
            at = count++;
            if (isV6) {
                high[at] = addedHigh;
            }
            low[at] = addedLow;
            lengths[at] = (byte) length;
            parent[at] = up;
            inherit(at, up);
        }
        for (int n = least; n <= most; n++) {
            allow(at, n);
        }
    }

    private boolean allowsAll(int at, int least, int most) {
        for (int n = least; n <= most; n++) {
            if (!allows(at, n)) {
                return false;
            }
        }
        return true;
    }

    private void inherit(int at, int up) {
        if (up != NONE) {
            int length = lengths[at] & 0xff;
            upTo63[at] = length < 64 ? upTo63[up] & -1L << length : 0;
            if (isV6) {
                upTo127[at] = length <= 64 ? upTo127[up] : upTo127[up] & mask(length);
                hosts[at] = hosts[up];
            }
        }
    }

    private static long mask(int length) {
        return length == 128 ? 0 : -1L << length - 64;
    }

    private void allow(int at, int length) {
        if (length < 64) {
            upTo63[at] |= 1L << length;
        } else if (length < 128) {
            upTo127[at] |= 1L << length;
        } else {
            hosts[at] = true;
        }
    }

    private boolean allows(int at, int length) {
        if (length < 64) {
            return (upTo63[at] & 1L << length) != 0;
        }
        return length < 128 ? (upTo127[at] & 1L << length) != 0 : hosts[at];
    }

    boolean contains(long askedHigh, long askedLow, int length) {
        int at = closest(askedHigh, askedLow, length);
        return at != NONE && allows(at, length);
    }

    /// Whether this tree has, in one range each, what the ranges of another have; it may miss that,
    /// but is never wrong.
    boolean includes(PrefixTree other) {
        for (int at = 0; at < other.count; at++) {
            int length = other.lengths[at] & 0xff;
            int up = closest(isV6 ? other.high[at] : 0, other.low[at], length);
            for (int n = length; n <= (isV6 ? 128 : 32); n++) {
                if (other.allows(at, n) && (up == NONE || !allows(up, n))) {
                    return false;
                }
            }
        }
        return true;
    }

    boolean covers(long askedHigh, long askedLow, int length) {
        return closest(askedHigh, askedLow, length) != NONE;
    }

    /// The longest prefix that covers one, or -1.
    private int closest(long askedHigh, long askedLow, int length) {
        int at = isV6 ? before6(askedHigh, askedLow, length) : before4(askedLow, length);
        while (at != NONE && !covers(at, askedHigh, askedLow, length)) {
            at = parent[at];
        }
        return at;
    }

    /// The last IPv4 prefix that does not stand behind this one.
    private int before4(long asked, int length) {
        int from = 0;
        int to = count;
        while (from < to) {
            int middle = from + to >>> 1;
            long here = low[middle];
            if (here < asked || here == asked && lengths[middle] <= length) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }

    private int before6(long askedHigh, long askedLow, int length) {
        int from = 0;
        int to = count;
        while (from < to) {
            int middle = from + to >>> 1;
            int order = Long.compareUnsigned(high[middle], askedHigh);
            if (order == 0) {
                order = Long.compareUnsigned(low[middle], askedLow);
            }
            if (order < 0 || order == 0 && (lengths[middle] & 0xff) <= length) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }

    private boolean covers(int at, long askedHigh, long askedLow, int length) {
        int bits = lengths[at] & 0xff;
        if (bits > length) {
            return false;
        }
        if (!isV6) {
            return bits == 0 || low[at] >>> 32 - bits == askedLow >>> 32 - bits;
        }
        if (bits <= 64) {
            return bits == 0 || high[at] >>> 64 - bits == askedHigh >>> 64 - bits;
        }
        return high[at] == askedHigh && low[at] >>> 128 - bits == askedLow >>> 128 - bits;
    }

    Optional<PrefixRange> match(Prefix prefix) {
        Address address = prefix.address();
        int at = closest(address.high(), address.low(), prefix.length());
        Optional<PrefixRange> match = Optional.empty();
        while (at != NONE && allows(at, prefix.length())) {
            match = Optional.of(run(at, prefix.length()));
            at = parent[at];
        }
        return match;
    }

    /// The lengths around `length` that are in the set below this prefix.
    private PrefixRange run(int at, int length) {
        int least = length;
        while (least > (lengths[at] & 0xff) && allows(at, least - 1)) {
            least--;
        }
        int most = length;
        while (most < (isV6 ? 128 : 32) && allows(at, most + 1)) {
            most++;
        }
        return new PrefixRange(prefix(at), least, most);
    }

    private Prefix prefix(int at) {
        Address address = isV6 ? Address.ofV6(high[at], low[at]) : Address.ofV4((int) low[at]);
        return new Prefix(address, lengths[at] & 0xff);
    }

    int size() {
        int ranges = 0;
        for (int at = 0; at < count; at++) {
            for (int n = lengths[at] & 0xff; n <= (isV6 ? 128 : 32); n++) {
                if (begins(at, n)) {
                    ranges++;
                }
            }
        }
        return ranges;
    }

    void addTo(List<PrefixRange> ranges) {
        for (int at = 0; at < count; at++) {
            for (int n = lengths[at] & 0xff; n <= (isV6 ? 128 : 32); n++) {
                if (begins(at, n)) {
                    ranges.add(new PrefixRange(prefix(at), n, end(at, n)));
                }
            }
        }
    }

    /// Whether a run of lengths that only this prefix brings begins with `length`.
    private boolean begins(int at, int length) {
        return own(at, length) && (length == (lengths[at] & 0xff) || !own(at, length - 1));
    }

    private int end(int at, int length) {
        int end = length;
        while (end < (isV6 ? 128 : 32) && own(at, end + 1)) {
            end++;
        }
        return end;
    }

    private boolean own(int at, int length) {
        return allows(at, length) && (parent[at] == NONE || !allows(parent[at], length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrefixTree that
                && count == that.count
                && same(high, that.high)
                && same(low, that.low)
                && Arrays.equals(lengths, 0, count, that.lengths, 0, count)
                && same(upTo63, that.upTo63)
                && same(upTo127, that.upTo127)
                && (!isV6 || Arrays.equals(hosts, 0, count, that.hosts, 0, count));
    }

    private boolean same(long[] mine, long[] yours) {
        return mine.length == 0 && yours.length == 0
                || Arrays.equals(mine, 0, Math.min(count, mine.length), yours, 0, count);
    }

    @Override
    public int hashCode() {
        int hash = count;
        for (int at = 0; at < count; at++) {
            long address = isV6 ? high[at] ^ low[at] : low[at];
            hash = 31 * hash + Long.hashCode(address * 31 + lengths[at] ^ upTo63[at]);
        }
        return hash;
    }
}

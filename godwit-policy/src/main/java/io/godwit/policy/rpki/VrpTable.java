package io.godwit.policy.rpki;

import io.godwit.policy.Validation;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Validated ROA payloads of several sources, and origin validation against them (RFC 6811 §2).
///
/// A VRP is a row of columns with a set of bits: for each source one *held* bit (the source has it)
/// and one *next* bit (it will have it when the set that it is telling is whole; between two sets
/// the same as the held bit). So the old data of a source stay in force until the new ones are
/// whole, and a source that dies in the middle changes nothing. A VRP is in force if a source that
/// counts holds it and no filter (RFC 8416 §3.3) forbids it.
///
/// Rows are found by a hash of their prefix; a look-up asks for each length that VRPs have.
/// Beginning and ending a set walk over all rows, a few milliseconds for a million.
final class VrpTable {
    /// Sources of this kind are 0 to 29.
    static final int MAX_SOURCES = 30;

    /// Local exceptions are a source that always counts and that no filter touches.
    static final int ASSERTIONS = 30;

    private static final long FILTERED = 1L << 63;
    private static final int NONE = -1;
    private static final int V6 = 1 << 16;

    private final int[][] lengths = {new int[33], new int[129]};
    private int[] buckets = new int[1024];
    private long[] high = new long[1024];
    private long[] low = new long[1024];
    private int[] as = new int[1024];

    /// V6, maximum length, length: an octet each.
    private int[] shape = new int[1024];

    private long[] sources = new long[1024];

    /// The next row of the bucket, or of the free ones.
    private int[] next = new int[1024];

    private int used;
    private int rows;
    private int free = NONE;
    private long counting;
    private Predicate<Vrp> filter = vrp -> false;
    private final Force inForce = row -> inForce(sources[row]);

    VrpTable() {
        Arrays.fill(buckets, NONE);
    }

    static long held(int source) {
        return 1L << 2 * source;
    }

    private static long next(int source) {
        return 2L << 2 * source;
    }

    /// Which VRPs are in force.
    private interface Force {
        boolean has(int row);
    }

    /// The origin validation state; see [Validation#origin].
    int origin(boolean v6, long high, long low, int length, int originAs) {
        return origin(v6, high, low, length, originAs, inForce);
    }

    /// What [#origin] would be without some sources, and with other local exceptions: those that
    /// count as a cache told them are left out.
    ///
    /// @param gone a union of [#held] bits
    /// @param filter instead of the one in force
    Origins without(long gone, Predicate<Vrp> filter) {
        Force force =
                row ->
                        (sources[row] & counting & ~gone & ~held(ASSERTIONS)) != 0
                                && !filter.test(vrp(row));
        return (v6, high, low, length, as) -> origin(v6, high, low, length, as, force);
    }

    /// Answers as [Validation#origin] does.
    interface Origins {
        int origin(boolean v6, long high, long low, int length, int originAs);
    }

    private int origin(boolean v6, long high, long low, int length, int originAs, Force force) {
        int[] present = lengths[v6 ? 1 : 0];
        int state = Validation.NOT_FOUND;
        for (int l = length; l >= 0; l--) {
            if (present[l] == 0) {
                continue;
            }
            long h = v6 ? high & mask(l) : 0;
            long lo = v6 ? low & mask(l - 64) : low & mask(l + 32);
            int head = l | (v6 ? V6 : 0);
            for (int row = buckets[bucket(h, lo, head)]; row >= 0; row = next[row]) {
                if (!isPrefix(row, h, lo, head) || !force.has(row)) {
                    continue;
                }
                state = Validation.INVALID;
                // RFC 6811 §2: neither AS 0 nor a path without an origin AS matches.
                if (originAs != 0 && as[row] == originAs && length <= (shape[row] >> 8 & 0xff)) {
                    return Validation.VALID;
                }
            }
        }
        return state;
    }

    private boolean inForce(long sources) {
        return inForce(sources, counting);
    }

    private static boolean inForce(long sources, long counting) {
        return (sources & held(ASSERTIONS)) != 0 || (sources & counting) != 0 && sources >= 0;
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << 64 - bits;
    }

    private int bucket(long high, long low, int head) {
        long mixed = (high * 0x9e37_79b9_7f4a_7c15L ^ low) * 0xbf58_476d_1ce4_e5b9L + head;
        mixed *= 0x94d0_49bb_1331_11ebL;
        return (int) (mixed >>> 40) & buckets.length - 1;
    }

    /// The set that a source tells is empty so far; else it is what the source holds.
    void clear(int source) {
        for (int row = 0; row < used; row++) {
            sources[row] &= ~next(source);
        }
    }

    /// A source tells a VRP of its set.
    ///
    /// @return false if it had told the VRP before
    boolean announce(int source, Vrp vrp) {
        int row = row(vrp);
        if (row < 0) {
            row = add(vrp);
        }
        boolean isNew = (sources[row] & next(source)) == 0;
        sources[row] |= next(source);
        return isNew;
    }

    /// A source takes a VRP out of its set.
    ///
    /// @return false if it was not there
    boolean withdraw(int source, Vrp vrp) {
        int row = row(vrp);
        if (row < 0 || (sources[row] & next(source)) == 0) {
            return false;
        }
        sources[row] &= ~next(source);
        if (sources[row] << 1 == 0) {
            remove(row);
        }
        return true;
    }

    /// The set of a source is whole: it holds from now on what it told.
    void commit(int source, Changes changes) {
        for (int row = 0; row < used; row++) {
            long before = sources[row];
            long told = (before & next(source)) >> 1;
            set(row, before & ~held(source) | told, changes);
        }
    }

    /// The set of a source will not become whole.
    void abort(int source) {
        for (int row = 0; row < used; row++) {
            long kept = (sources[row] & held(source)) << 1;
            sources[row] = sources[row] & ~next(source) | kept;
            reap(row);
        }
    }

    /// From now on these sources count: a union of [#held] bits.
    void count(long held, Changes changes) {
        if (counting == held) {
            return;
        }
        for (int row = 0; row < used; row++) {
            boolean before = inForce(sources[row]);
            boolean after = inForce(sources[row], held);
            note(row, before, after, changes);
        }
        counting = held;
    }

    /// From now on VRPs that match are not in force, whoever tells them.
    void filter(Predicate<Vrp> filter, Changes changes) {
        this.filter = filter;
        for (int row = 0; row < used; row++) {
            if (sources[row] << 1 != 0) {
                long rest = sources[row] & ~FILTERED;
                set(row, filter.test(vrp(row)) ? rest | FILTERED : rest, changes);
            }
        }
    }

    private void set(int row, long after, Changes changes) {
        long before = sources[row];
        sources[row] = after;
        if (before != after) {
            note(row, inForce(before), inForce(after), changes);
            reap(row);
        }
    }

    private void note(int row, boolean before, boolean after, Changes changes) {
        if (before != after) {
            changes.add((shape[row] & V6) != 0, high[row], low[row], shape[row] & 0xff);
        }
    }

    /// How many VRPs of a family are in force.
    int size(boolean v6) {
        int count = 0;
        for (int row = 0; row < used; row++) {
            if (inForce(sources[row]) && (shape[row] & V6) != 0 == v6) {
                count++;
            }
        }
        return count;
    }

    /// How many VRPs a source holds.
    int held(int source, boolean v6) {
        int count = 0;
        for (int row = 0; row < used; row++) {
            if ((sources[row] & held(source)) != 0 && (shape[row] & V6) != 0 == v6) {
                count++;
            }
        }
        return count;
    }

    /// The VRPs in force that cover a prefix, the shortest prefix first.
    List<Vrp> covering(Prefix prefix) {
        List<Vrp> found = new ArrayList<>();
        for (int l = 0; l <= prefix.length(); l++) {
            Address address = prefix.address().masked(l);
            int head = l | (address.isV6() ? V6 : 0);
            int row = buckets[bucket(address.high(), address.low(), head)];
            for (; row >= 0; row = next[row]) {
                if (isPrefix(row, address.high(), address.low(), head) && inForce(sources[row])) {
                    found.add(vrp(row));
                }
            }
        }
        return found;
    }

    private boolean isPrefix(int row, long h, long l, int head) {
        return low[row] == l && high[row] == h && (shape[row] & ~0xff00) == head;
    }

    private Vrp vrp(int row) {
        Address address = new Address((shape[row] & V6) != 0, high[row], low[row]);
        return new Vrp(
                new Prefix(address, shape[row] & 0xff),
                shape[row] >> 8 & 0xff,
                Integer.toUnsignedLong(as[row]));
    }

    private int row(Vrp vrp) {
        Address address = vrp.prefix().address();
        int head = head(vrp);
        int row = buckets[bucket(address.high(), address.low(), head)];
        while (row >= 0
                && !(isPrefix(row, address.high(), address.low(), head)
                        && as[row] == (int) vrp.as()
                        && (shape[row] >> 8 & 0xff) == vrp.maxLength())) {
            row = next[row];
        }
        return row;
    }

    private static int head(Vrp vrp) {
        return vrp.prefix().length() | (vrp.prefix().address().isV6() ? V6 : 0);
    }

    private int add(Vrp vrp) {
        if (rows == buckets.length) {
            grow();
        }
        int row = free;
        if (row >= 0) {
            free = next[row];
        } else {
            row = used++;
        }
        Address address = vrp.prefix().address();
        high[row] = address.high();
        low[row] = address.low();
        as[row] = (int) vrp.as();
        shape[row] = head(vrp) | vrp.maxLength() << 8;
        sources[row] = filter.test(vrp) ? FILTERED : 0;
        link(row);
        lengths[address.isV6() ? 1 : 0][vrp.prefix().length()]++;
        rows++;
        return row;
    }

    private void link(int row) {
        int bucket = bucket(high[row], low[row], shape[row] & ~0xff00);
        next[row] = buckets[bucket];
        buckets[bucket] = row;
    }

    private void grow() {
        int size = 2 * buckets.length;
        high = Arrays.copyOf(high, size);
        low = Arrays.copyOf(low, size);
        as = Arrays.copyOf(as, size);
        shape = Arrays.copyOf(shape, size);
        sources = Arrays.copyOf(sources, size);
        next = Arrays.copyOf(next, size);
        buckets = new int[size];
        Arrays.fill(buckets, NONE);
        // Only called without free rows: all used ones are linked.
        for (int row = 0; row < used; row++) {
            link(row);
        }
    }

    private void reap(int row) {
        if (sources[row] << 1 == 0 && shape[row] != NONE) {
            remove(row);
        }
    }

    private void remove(int row) {
        int bucket = bucket(high[row], low[row], shape[row] & ~0xff00);
        if (buckets[bucket] == row) {
            buckets[bucket] = next[row];
        } else {
            int before = buckets[bucket];
            while (next[before] != row) {
                before = next[before];
            }
            next[before] = next[row];
        }
        lengths[(shape[row] & V6) != 0 ? 1 : 0][shape[row] & 0xff]--;
        rows--;
        sources[row] = 0;
        shape[row] = NONE;
        next[row] = free;
        free = row;
    }
}

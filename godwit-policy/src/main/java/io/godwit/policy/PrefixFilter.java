package io.godwit.policy;

import io.godwit.wire.Prefix;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// An ordered filter of the prefixes of one family: the first entry that matches decides, and what
/// none matches does not pass; without entries everything passes (RFC 5291 §6, RFC 5292 §4).
///
/// Entries are looked up by the lengths of their prefixes, so asking takes a few steps for each
/// length that there is, however many entries there are.
public final class PrefixFilter {
    /// Everything passes.
    public static final PrefixFilter NONE = new PrefixFilter(List.of(), true);

    /// Nothing passes.
    public static final PrefixFilter NOTHING = new PrefixFilter(List.of(), false);

    private final List<Entry> entries;
    private final boolean otherwise;

    // By length and address of the prefix.
    private final long[] high;
    private final long[] low;
    private final int[] ranks;

    // Where the entries of each length begin; one more than there are lengths.
    private final int[] lengths;
    private final int[] begins;

    /// One entry.
    ///
    /// @param permit whether what matches passes
    /// @param range what matches
    public record Entry(boolean permit, PrefixRange range) {}

    private PrefixFilter(List<Entry> entries, boolean otherwise) {
        this.entries = entries;
        this.otherwise = otherwise;
        Integer[] order = new Integer[entries.size()];
        Arrays.setAll(order, rank -> rank);
        Arrays.sort(
                order,
                Comparator.comparingInt((Integer rank) -> prefix(rank).length())
                        .thenComparing(this::prefix));
        high = Arrays.stream(order).mapToLong(rank -> prefix(rank).address().high()).toArray();
        low = Arrays.stream(order).mapToLong(rank -> prefix(rank).address().low()).toArray();
        ranks = Arrays.stream(order).mapToInt(rank -> rank).toArray();
        lengths = Arrays.stream(ranks).map(rank -> prefix(rank).length()).distinct().toArray();
        begins = new int[lengths.length + 1];
        int at = 0;
        for (int i = 0; i < lengths.length; i++) {
            begins[i] = at;
            while (at < ranks.length && prefix(ranks[at]).length() == lengths[i]) {
                at++;
            }
        }
        begins[lengths.length] = at;
    }

    private Prefix prefix(int rank) {
        return entries.get(rank).range.prefix();
    }

    /// A filter of these entries, in their order.
    public static PrefixFilter of(List<Entry> entries) {
        return entries.isEmpty() ? NONE : new PrefixFilter(List.copyOf(entries), false);
    }

    /// How many entries it has.
    public int size() {
        return entries.size();
    }

    /// Whether a prefix passes.
    ///
    /// @param askedHigh the upper half of the address; 0 for IPv4
    /// @param askedLow the lower half; for IPv4 the address in the lower 32 bits
    public boolean passes(boolean v6, long askedHigh, long askedLow, int length) {
        int first = ranks.length;
        for (int i = 0; i < lengths.length && lengths[i] <= length; i++) {
            long upper = v6 ? masked(askedHigh, lengths[i]) : 0;
            long lower = masked(askedLow, lengths[i] + (v6 ? -64 : 32));
            first = Math.min(first, first(i, upper, lower, length));
        }
        return first == ranks.length ? otherwise : entries.get(first).permit;
    }

    /// The first bits of 64; an IPv4 address is the last 32 of them.
    private static long masked(long half, int bits) {
        if (bits >= 64) {
            return half;
        }
        return bits <= 0 ? 0 : half & -1L << 64 - bits;
    }

    /// The first entry with this very prefix that matches the length; as many as there are if none
    /// does.
    private int first(int group, long upper, long lower, int length) {
        int from = begins[group];
        int to = begins[group + 1];
        while (from < to) {
            int middle = from + to >>> 1;
            int order = Long.compareUnsigned(high[middle], upper);
            order = order == 0 ? Long.compareUnsigned(low[middle], lower) : order;
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        int first = ranks.length;
        for (int at = from; at < begins[group + 1] && high[at] == upper && low[at] == lower; at++) {
            PrefixRange range = entries.get(ranks[at]).range;
            if (range.least() <= length && length <= range.most()) {
                first = Math.min(first, ranks[at]);
            }
        }
        return first;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrefixFilter that
                && otherwise == that.otherwise
                && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return 31 * entries.hashCode() + Boolean.hashCode(otherwise);
    }
}

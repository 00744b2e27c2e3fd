package io.godwit.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A set of AS numbers. Two sets with the same members are equal.
public final class AsSet {
    /// Without an AS.
    public static final AsSet EMPTY = of(List.of());

    /// Both ends are included; ranges ascend and neither meet nor touch each other.
    private final long[] from;

    private final long[] to;

    /// Both ends are included.
    public record Range(long from, long to) {}

    private AsSet(long[] from, long[] to) {
        this.from = from;
        this.to = to;
    }

    /// The AS numbers of all ranges; a range that ends before it begins has none.
    public static AsSet of(List<Range> ranges) {
        Range[] sorted = ranges.toArray(Range[]::new);
        Arrays.sort(sorted, (a, b) -> Long.compare(a.from, b.from));
        long[] from = new long[sorted.length];
        long[] to = new long[sorted.length];
        int count = 0;
        for (Range range : sorted) {
            if (range.to < range.from) {
                continue;
            }
            if (count > 0 && range.from <= to[count - 1] + 1) {
                to[count - 1] = Math.max(to[count - 1], range.to);
            } else {
                from[count] = range.from;
                to[count++] = range.to;
            }
        }
        return new AsSet(Arrays.copyOf(from, count), Arrays.copyOf(to, count));
    }

    /// Whether an AS, as a bit pattern, is in the set.
    public boolean contains(int as) {
        return contains(as & 0xffff_ffffL);
    }

    /// Whether each AS of the other set is in this one.
    boolean includes(AsSet other) {
        for (int i = 0; i < other.from.length; i++) {
            int at = Arrays.binarySearch(from, other.from[i]);
            int range = at >= 0 ? at : -at - 2;
            if (range < 0 || other.to[i] > to[range]) {
                return false;
            }
        }
        return true;
    }

    boolean contains(long as) {
        int low = 0;
        int high = from.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (from[middle] <= as) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && as <= to[low - 1];
    }

    /// How many ranges it has.
    public int size() {
        return from.length;
    }

    /// The ranges, sorted, without overlaps.
    public List<Range> ranges() {
        List<Range> ranges = new ArrayList<>(from.length);
        for (int i = 0; i < from.length; i++) {
            ranges.add(new Range(from[i], to[i]));
        }
        return List.copyOf(ranges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AsSet that
                && Arrays.equals(from, that.from)
                && Arrays.equals(to, that.to);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    /// `[ 1, 5..9 ]`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < from.length; i++) {
            text.append(i == 0 ? " " : ", ").append(from[i]);
            if (to[i] > from[i]) {
                text.append("..").append(to[i]);
            }
        }
        return text.append(" ]").toString();
    }
}

package io.godwit.policy;

import java.util.List;

/// A set of AS numbers.
public final class AsSet {
    /// Without an AS.
    public static final AsSet EMPTY = of(List.of());

    private final List<Range> ranges;

    /// Both ends are included.
    public record Range(long from, long to) {}

    private AsSet(List<Range> ranges) {
        this.ranges = ranges;
    }

    public static AsSet of(List<Range> ranges) {
        return new AsSet(List.copyOf(ranges));
    }

    /// Whether an AS, as a bit pattern, is in the set.
    public boolean contains(int as) {
        return false;
    }

    /// How many ranges it has.
    public int size() {
        return ranges.size();
    }

    /// The ranges, sorted, without overlaps.
    public List<Range> ranges() {
        return ranges;
    }
}

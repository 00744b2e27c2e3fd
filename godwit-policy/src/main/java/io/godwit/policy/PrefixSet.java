package io.godwit.policy;

import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;

/// A set of prefixes of both families, given by ranges; hundreds of thousands of them.
public final class PrefixSet {
    /// Without a prefix.
    public static final PrefixSet EMPTY = of(List.of());

    private final List<PrefixRange> ranges;

    private PrefixSet(List<PrefixRange> ranges) {
        this.ranges = ranges;
    }

    public static PrefixSet of(List<PrefixRange> ranges) {
        return new PrefixSet(List.copyOf(ranges));
    }

    /// Whether a prefix is in the set.
    ///
    /// @param high the upper half of the address; 0 for IPv4
    /// @param low the lower half; for IPv4 the address in the lower 32 bits
    public boolean contains(boolean v6, long high, long low, int length) {
        return false;
    }

    /// The range that a prefix is in, the longest one; for people.
    public Optional<PrefixRange> match(Prefix prefix) {
        return Optional.empty();
    }

    /// How many ranges it has.
    public int size() {
        return ranges.size();
    }

    /// The ranges, sorted.
    public List<PrefixRange> ranges() {
        return ranges;
    }
}

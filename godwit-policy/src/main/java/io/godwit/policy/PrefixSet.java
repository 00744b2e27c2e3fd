package io.godwit.policy;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A set of prefixes of both families, given by ranges; hundreds of thousands of them. Two sets
/// made of the same ranges are equal, whatever their order.
///
/// Each family is a [PrefixTree]: the prefixes of the ranges in order of address and length, each
/// with the lengths that are in the set at and below it.
public final class PrefixSet {
    /// Without a prefix.
    public static final PrefixSet EMPTY = of(List.of());

    private final PrefixTree v4;
    private final PrefixTree v6;

    private PrefixSet(PrefixTree v4, PrefixTree v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    /// The prefixes of all ranges.
    public static PrefixSet of(List<PrefixRange> ranges) {
        return new PrefixSet(PrefixTree.v4(ranges), PrefixTree.v6(ranges));
    }

    /// Whether a prefix is in the set.
    ///
    /// @param high the upper half of the address; 0 for IPv4
    /// @param low the lower half; for IPv4 the address in the lower 32 bits
    public boolean contains(boolean v6, long high, long low, int length) {
        return (v6 ? this.v6 : v4).contains(high, low, length);
    }

    /// Whether a prefix is in the set.
    public boolean contains(Prefix prefix) {
        Address address = prefix.address();
        return contains(address.isV6(), address.high(), address.low(), prefix.length());
    }

    /// Whether the prefix of some range covers this one, whatever lengths the range asks for; an
    /// address is a prefix of all its bits.
    public boolean covers(boolean v6, long high, long low, int length) {
        return (v6 ? this.v6 : v4).covers(high, low, length);
    }

    /// Whether each prefix of the other set is known to be in this one. Ranges are looked at one by
    /// one: two that together include a third are not found.
    boolean includes(PrefixSet other) {
        return v4.includes(other.v4) && v6.includes(other.v6);
    }

    /// A range that a prefix is in, the widest one; for people.
    public Optional<PrefixRange> match(Prefix prefix) {
        return (prefix.address().isV6() ? v6 : v4).match(prefix);
    }

    /// How many ranges it has.
    public int size() {
        return v4.size() + v6.size();
    }

    /// Whether no prefix is in it.
    public boolean isEmpty() {
        return size() == 0;
    }

    /// The ranges, sorted; those that others cover are gone.
    public List<PrefixRange> ranges() {
        List<PrefixRange> ranges = new ArrayList<>(size());
        v4.addTo(ranges);
        v6.addTo(ranges);
        return List.copyOf(ranges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrefixSet that && v4.equals(that.v4) && v6.equals(that.v6);
    }

    @Override
    public int hashCode() {
        return Objects.hash(v4, v6);
    }

    /// `[ 10.0.0.0/8+, 192.0.2.0/24 ]`, of a long one the number of ranges.
    @Override
    public String toString() {
        return size() > 20 ? "[ " + size() + " ranges ]" : ranges().toString();
    }
}

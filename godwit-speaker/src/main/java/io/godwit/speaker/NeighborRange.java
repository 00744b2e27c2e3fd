package io.godwit.speaker;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

/// Neighbors that nobody wrote one by one: whoever connects from these addresses.
///
/// @param prefix the addresses
/// @param template what they are, but for the address; passive
/// @param maxNeighbors how many at a time, at least 1
public record NeighborRange(Prefix prefix, NeighborSettings template, int maxNeighbors) {
    /// Checks that we never connect and that there may be one.
    public NeighborRange {
        if (!template.transport().passive() || maxNeighbors < 1) {
            throw new IllegalArgumentException(prefix + " of " + maxNeighbors);
        }
    }

    /// The neighbor at one of the addresses.
    NeighborSettings at(Address address) {
        return template.at(address);
    }
}

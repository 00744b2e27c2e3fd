package io.godwit.speaker;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

/// Neighbors that nobody wrote one by one: whoever connects from these addresses, or is found on a
/// link.
///
/// @param prefix the addresses
/// @param link the link that they are on, and where they are looked for; empty = anywhere
/// @param template what they are, but for the address; passive unless they are on a link
/// @param maxNeighbors how many at a time, at least 1
public record NeighborRange(
        Prefix prefix, String link, NeighborSettings template, int maxNeighbors) {
    /// Checks that we never connect without knowing where, and that there may be one.
    public NeighborRange {
        boolean known = template.transport().passive() || !link.isEmpty();
        if (!known || maxNeighbors < 1) {
            throw new IllegalArgumentException(prefix + " of " + maxNeighbors);
        }
    }

    /// Whoever connects from these addresses.
    public NeighborRange(Prefix prefix, NeighborSettings template, int maxNeighbors) {
        this(prefix, "", template, maxNeighbors);
    }

    /// Whether an address is one of them.
    boolean has(Address address) {
        return prefix.contains(address) && (link.isEmpty() || link.equals(address.zone()));
    }

    /// As it is written: `192.0.2.0/24`, `%eth0`.
    public String text() {
        return link.isEmpty() ? prefix.toString() : "%" + link;
    }

    /// The neighbor at one of the addresses.
    NeighborSettings at(Address address) {
        return template.at(address);
    }
}

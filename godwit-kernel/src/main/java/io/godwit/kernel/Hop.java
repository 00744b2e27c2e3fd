package io.godwit.kernel;

import io.godwit.wire.Address;

import java.util.Optional;

/// One way that a route leads.
///
/// @param via the gateway, of either version of IP; empty when the destination is on the link
/// @param link the index of the interface; 0 = left to the kernel
/// @param weight 1 to 256, the share of the traffic beside the other ways
/// @param onLink the gateway is reached on the link whatever the addresses say (`onlink`)
public record Hop(Optional<Address> via, int link, int weight, boolean onLink) {
    /// The most ways that differ in weight can be told apart by.
    public static final int WEIGHT_MOST = 256;

    /// Checks the ranges.
    public Hop {
        if (link < 0 || weight < 1 || weight > WEIGHT_MOST) {
            throw new IllegalArgumentException("link " + link + " weight " + weight);
        }
    }

    /// The only way, over a gateway.
    public static Hop via(Address gateway, int link) {
        return new Hop(Optional.of(gateway), link, 1, false);
    }

    /// The only way: the destination is on the link.
    public static Hop on(int link) {
        return new Hop(Optional.empty(), link, 1, false);
    }
}

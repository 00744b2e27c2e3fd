package io.godwit.kernel;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;

/// How an address is reached, or why it is not (RFC 4271 §9.1.2.1).
///
/// @param by the route that leads there; empty when none does
/// @param hops the ways that work, with the link each; empty = not reachable
/// @param direct whether the address is on a link of ours
/// @param metric the cost inside the AS, 0 to 2^32-1 (RFC 4271 §9.1.2.2 e): the metric of the route
/// @param why why it is not reachable, in words; empty when it is
public record Reach(Optional<Prefix> by, List<Hop> hops, boolean direct, long metric, String why) {
    /// Takes a copy of the hops.
    public Reach {
        hops = List.copyOf(hops);
    }

    /// Not reached.
    static Reach none(Optional<Prefix> by, String why) {
        return new Reach(by, List.of(), false, 0, why);
    }

    /// No route leads there.
    static Reach noRoute(Address to) {
        return none(Optional.empty(), "no route to " + to);
    }

    /// Whether packets get there.
    public boolean reachable() {
        return !hops.isEmpty();
    }
}

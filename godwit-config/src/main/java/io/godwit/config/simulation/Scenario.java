package io.godwit.config.simulation;

import io.godwit.config.model.Config;
import io.godwit.policy.Place;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;

/// What a file says of a network and of what happens in it.
///
/// @param seed of every chance
/// @param untilNanos when it ends
/// @param latency of a segment where no link says otherwise
/// @param splits whether segments break anywhere
/// @param links empty when everybody is beside everybody
/// @param steps in the order of time, then of the file
/// @param expectations the same
public record Scenario(
        long seed,
        long untilNanos,
        Latency latency,
        boolean splits,
        List<Node> nodes,
        List<Link> links,
        List<Step> steps,
        List<Expectation> expectations) {
    /// Takes copies of the lists.
    public Scenario {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        steps = List.copyOf(steps);
        expectations = List.copyOf(expectations);
    }

    /// How long a segment is under way.
    public record Latency(long leastNanos, long mostNanos) {}

    /// A router.
    ///
    /// @param addresses at least one
    /// @param networks that they are in; empty when none says a length
    /// @param config what it runs
    public record Node(String name, List<Address> addresses, List<Prefix> networks, Config config) {
        /// Takes copies of the lists.
        public Node {
            addresses = List.copyOf(addresses);
            networks = List.copyOf(networks);
        }
    }

    /// A wire between two nodes.
    public record Link(String a, String b, Latency latency) {}

    /// Something that happens.
    ///
    /// @param text as the file says it
    public record Step(long atNanos, Deed deed, String text) {}

    /// Something that must be so.
    ///
    /// @param text as the file says it
    /// @param place where
    public record Expectation(long atNanos, Claim claim, String text, Place place) {}
}

package io.godwit.policy.tree;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Place;
import io.godwit.policy.rpki.Aspa;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.Attribute;

import java.util.List;
import java.util.Optional;

/// A test of policies: one route, and what must become of it.
///
/// @param name what it shows
/// @param at the test
/// @param chain the policies, one after the other
/// @param peer the neighbor that they run for
/// @param source the neighbor that the route came from; empty = `peer`
/// @param vrps all that are known
/// @param aspas all that are known
/// @param route what arrives
/// @param expected what must become of it
public record PolicyTest(
        String name,
        Place at,
        List<Policy> chain,
        PeerFacts peer,
        Optional<PeerFacts> source,
        List<Vrp> vrps,
        List<Aspa> aspas,
        Route route,
        Expected expected) {
    /// Takes copies.
    public PolicyTest {
        chain = List.copyOf(chain);
        vrps = List.copyOf(vrps);
        aspas = List.copyOf(aspas);
    }

    /// A route. Without ORIGIN it is IGP, without AS_PATH the path is empty.
    ///
    /// @param nextHop empty = the address of the neighbor that it came from
    /// @param attributes all others, in any order, each once
    public record Route(Prefix prefix, Optional<Address> nextHop, List<Attribute> attributes) {
        /// Takes a copy.
        public Route {
            attributes = List.copyOf(attributes);
        }
    }

    /// What must become of the route.
    public sealed interface Expected {
        /// The statement that says it.
        Place at();

        /// `expect accept { … }`.
        ///
        /// @param at the statement
        /// @param nextHop what it must be; empty = anything
        /// @param attributes what they must be: communities in any order, everything else exactly
        /// @param absent type codes of attributes that must not be there
        record Accepted(
                Place at,
                Optional<Address> nextHop,
                List<Attribute> attributes,
                List<Integer> absent)
                implements Expected {
            /// Takes copies.
            public Accepted {
                attributes = List.copyOf(attributes);
                absent = List.copyOf(absent);
            }
        }

        /// `expect reject "label"`.
        ///
        /// @param at the statement
        /// @param label empty = any
        record Rejected(Place at, String label) implements Expected {}
    }
}

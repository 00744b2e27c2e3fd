package io.godwit.config.simulation;

import io.godwit.wire.Prefix;

import java.util.Optional;

/// What somebody expects.
public sealed interface Claim {
    /// Who is looked at.
    String node();

    /// It has a best path.
    ///
    /// @param via the node it comes from; itself for an own route
    /// @param asPath the numbers, with a space between two
    record Has(String node, Prefix prefix, Optional<String> via, Optional<String> asPath)
            implements Claim {}

    /// It has none.
    record Lacks(String node, Prefix prefix) implements Claim {}

    /// It has a session, or has none.
    record Session(String node, String other, boolean established) implements Claim {}
}

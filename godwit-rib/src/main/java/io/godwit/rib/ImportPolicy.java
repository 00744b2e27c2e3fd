package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Program;

/// What a peer's routes are to meet, compiled for it.
///
/// @param facts of the neighbor; with another `irr-prefixes` the same policy is another program
record ImportPolicy(PolicyChain chain, PeerFacts facts, Program program) {
    /// Compiles it.
    ///
    /// @throws IllegalArgumentException if it cannot be
    static ImportPolicy of(PolicyChain chain, PeerFacts facts) {
        return new ImportPolicy(chain, facts, chain.compile(facts));
    }

    /// The settings of a session with it.
    PeerSettings of(PeerSettings settings) {
        return settings.withImport(facts, chain);
    }
}

package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;

/// An import policy that a peer does not have yet, to see what would come of it.
///
/// @param facts of the neighbor, as they would be
public record ImportProposal(Peer peer, PolicyChain policy, PeerFacts facts) {}

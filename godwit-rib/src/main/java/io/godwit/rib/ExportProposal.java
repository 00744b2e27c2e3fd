package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;

/// An export policy that a peer does not have yet, to see what would come of it.
///
/// @param facts of the neighbor, as they would be
public record ExportProposal(Peer peer, PolicyChain policy, PeerFacts facts) {}

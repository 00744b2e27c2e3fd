package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;

/// How a peer's routes would be judged, or that they would go, to see what would come of it.
///
/// @param facts of the neighbor, as they would be
/// @param leaves whether its session ends: all its routes go
public record ImportProposal(Peer peer, PolicyChain policy, PeerFacts facts, boolean leaves) {
    /// The peer's routes are judged by this policy.
    public static ImportProposal of(Peer peer, PolicyChain policy, PeerFacts facts) {
        return new ImportProposal(peer, policy, facts, false);
    }

    /// The peer's session ends.
    public static ImportProposal ofLeaving(Peer peer) {
        PeerSettings settings = peer.settings();
        return new ImportProposal(peer, settings.importPolicy(), settings.facts(), true);
    }
}

package io.godwit.speaker;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Role;
import io.godwit.rib.NextHopTerms;
import io.godwit.rib.PathsTold;
import io.godwit.rib.PeerSettings;
import io.godwit.session.Negotiated;
import io.godwit.wire.Context;
import io.godwit.wire.Family;

/// What the tables need to know of a session: what was configured, and what was agreed.
final class PeerTerms {
    private PeerTerms() {}

    /// The settings of a neighbor's place in the tables.
    static PeerSettings of(
            NeighborSettings settings, PeerFacts facts, NextHopTerms nextHops, Negotiated agreed) {
        return new PeerSettings(
                        facts,
                        agreed.neighborId(),
                        context(settings, agreed.receiveContext()),
                        context(settings, agreed.sendContext()),
                        nextHops,
                        agreed.families(),
                        settings.policies().importPolicy(),
                        settings.policies().exportPolicy())
                .withPaths(pathsTold(settings, agreed))
                .withPathsTaken(pathsTaken(settings))
                .withFiltered(agreed.orfReceive())
                .withLongLived(Retention.told(settings, agreed));
    }

    /// No more than we were told to tell, nor than the neighbor wants.
    private static PathsTold pathsTold(NeighborSettings settings, Negotiated agreed) {
        int most = Math.max(1, settings.offers().addPath().most());
        return new PathsTold(
                Math.min(most, agreed.pathsLimit(Family.IPV4_UNICAST).orElse(most)),
                Math.min(most, agreed.pathsLimit(Family.IPV6_UNICAST).orElse(most)));
    }

    /// No more than it was asked for, whether it knows what that means or not.
    private static int pathsTaken(NeighborSettings settings) {
        int limit = settings.offers().addPath().limit();
        return limit == 0 ? PeerSettings.PATHS_TAKEN : limit;
    }

    /// What both OPENs cannot say: whether the other AS is a member of our confederation, or of our
    /// operator.
    private static Context context(NeighborSettings settings, Context agreed) {
        Context ours = settings.role() == Role.CONFEDERATION ? agreed.ofConfederation() : agreed;
        return settings.policies().rules().aigp().map(ours::withAigp).orElse(ours);
    }
}

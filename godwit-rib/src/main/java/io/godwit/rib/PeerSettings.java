package io.godwit.rib;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Role;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Family;

import java.util.List;

/// An Established session, as the routing tables see it.
///
/// @param facts who the neighbor is; its policies may ask for all of it
/// @param bgpId of the neighbor, from its OPEN (RFC 4271 §9.1.2.2 f)
/// @param receive how its UPDATEs are to be read
/// @param send how UPDATEs to it are to be written
/// @param nextHops what it is told as NEXT_HOP
/// @param paths how many paths it is told
/// @param pathsTaken how many paths of a prefix are taken from it, where it may send several
/// @param families negotiated
/// @param filtered families of which it is told nothing before it has said what it wants (RFC 5291)
/// @param longLived what it is told of routes that are kept for long (RFC 9494)
/// @param importPolicy for what it sends
/// @param exportPolicy for what we send
public record PeerSettings(
        PeerFacts facts,
        int bgpId,
        Context receive,
        Context send,
        NextHopTerms nextHops,
        PathsTold paths,
        int pathsTaken,
        List<Family> families,
        List<Family> filtered,
        LongLivedTold longLived,
        PolicyChain importPolicy,
        PolicyChain exportPolicy) {
    /// How many paths of a prefix are taken where nobody says it. What is done with a path costs as
    /// many steps as its prefix has paths.
    public static final int PATHS_TAKEN = 256;

    public PeerSettings {
        families = List.copyOf(families);
        filtered = List.copyOf(filtered);
    }

    /// Of who is told one path of each prefix, and does not know routes that are kept for long.
    public PeerSettings(
            PeerFacts facts,
            int bgpId,
            Context receive,
            Context send,
            NextHopTerms nextHops,
            List<Family> families,
            PolicyChain importPolicy,
            PolicyChain exportPolicy) {
        this(
                facts,
                bgpId,
                receive,
                send,
                nextHops,
                PathsTold.ONE,
                PATHS_TAKEN,
                families,
                List.of(),
                LongLivedTold.NOT,
                importPolicy,
                exportPolicy);
    }

    /// The same for who is told several.
    public PeerSettings withPaths(PathsTold told) {
        return new PeerSettings(
                facts,
                bgpId,
                receive,
                send,
                nextHops,
                told,
                pathsTaken,
                families,
                filtered,
                longLived,
                importPolicy,
                exportPolicy);
    }

    /// The same with a limit for what it sends.
    public PeerSettings withPathsTaken(int most) {
        return new PeerSettings(
                facts,
                bgpId,
                receive,
                send,
                nextHops,
                paths,
                most,
                families,
                filtered,
                longLived,
                importPolicy,
                exportPolicy);
    }

    /// The same for who says first what it wants of some families.
    public PeerSettings withFiltered(List<Family> some) {
        return new PeerSettings(
                facts,
                bgpId,
                receive,
                send,
                nextHops,
                paths,
                pathsTaken,
                families,
                some,
                longLived,
                importPolicy,
                exportPolicy);
    }

    /// The same for who is told of routes that are kept for long.
    public PeerSettings withLongLived(LongLivedTold told) {
        return new PeerSettings(
                facts,
                bgpId,
                receive,
                send,
                nextHops,
                paths,
                pathsTaken,
                families,
                filtered,
                told,
                importPolicy,
                exportPolicy);
    }

    /// The same with another import policy.
    PeerSettings withImport(PeerFacts otherFacts, PolicyChain policy) {
        return with(otherFacts, policy, exportPolicy);
    }

    /// The same with another export policy.
    PeerSettings withExport(PeerFacts otherFacts, PolicyChain policy) {
        return with(otherFacts, importPolicy, policy);
    }

    private PeerSettings with(PeerFacts otherFacts, PolicyChain in, PolicyChain out) {
        return new PeerSettings(
                otherFacts,
                bgpId,
                receive,
                send,
                nextHops,
                paths,
                pathsTaken,
                families,
                filtered,
                longLived,
                in,
                out);
    }

    /// Of the neighbor; last tie-breaker (RFC 4271 §9.1.2.2 g).
    public Address address() {
        return facts.address();
    }

    /// Its name, for people.
    public String name() {
        return facts.name();
    }

    /// Its AS number, 1 to 4294967295.
    public long as() {
        return facts.as();
    }

    /// What it is to us.
    public Role role() {
        return facts.role();
    }

    /// Whether the neighbor is in another AS.
    public boolean ebgp() {
        return facts.role().ebgp();
    }
}

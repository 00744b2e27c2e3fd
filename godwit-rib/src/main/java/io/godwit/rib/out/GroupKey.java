package io.godwit.rib.out;

import io.godwit.policy.Role;
import io.godwit.rib.LongLivedTold;
import io.godwit.rib.NextHopTerms;
import io.godwit.rib.PathsTold;
import io.godwit.rib.PeerSettings;
import io.godwit.wire.Context;
import io.godwit.wire.cap.PeeringRole;

/// What makes two neighbors be sent the same octets if their policies judge alike
/// ([io.godwit.policy.Program#judgesAs]), but for what those say to the one or the other by AS
/// number.
///
/// @param role what they are to us
/// @param send how UPDATEs to them are written, negotiated families included
/// @param nextHops what they are told as NEXT_HOP
/// @param peering what our AS is to theirs
/// @param paths how many paths they are told where NLRI have Path Identifiers
/// @param path what they are told as AS_PATH
/// @param longLived what they are told of routes that are kept for long
public record GroupKey(
        Role role,
        Context send,
        NextHopTerms nextHops,
        PeeringRole peering,
        PathsTold paths,
        PathTerms path,
        LongLivedTold longLived) {

    /// Of a neighbor with these settings.
    public static GroupKey of(PeerSettings settings) {
        return new GroupKey(
                settings.role(),
                settings.send(),
                settings.nextHops(),
                settings.facts().rules().role(),
                settings.paths(),
                PathTerms.of(settings.facts()),
                settings.longLived());
    }

    /// Whether they are outside of our AS and confederation.
    boolean isOutside() {
        return role.isOutside();
    }

    /// Whether they are in other ASes, members of our confederation included.
    boolean ebgp() {
        return role.ebgp();
    }

    /// Whether each member is told the first of the ranked paths that it may hear: of a route
    /// server's clients none is hidden a path because another is better (RFC 7947 §2.3), and who is
    /// told several paths may be told those behind the best one.
    public boolean ranked(boolean v6) {
        return role == Role.ROUTE_SERVER_CLIENT || hasPathIds(v6);
    }

    /// Whether that is so in some family.
    public boolean ranked() {
        return ranked(false) || ranked(true);
    }

    /// Whether a path that leads through a member stands for nothing, so that it hides none.
    boolean skipsLoops() {
        return role == Role.ROUTE_SERVER_CLIENT;
    }

    /// Whether NLRI have Path Identifiers (RFC 7911 §3).
    boolean hasPathIds(boolean v6) {
        return v6 ? send.addPathIpv6() : send.addPathIpv4();
    }

    /// How many of the paths that it may hear a member is told; the best one is among them (RFC
    /// 7911 §5).
    int most(boolean v6) {
        return hasPathIds(v6) ? paths.most(v6) : 1;
    }

    /// Whether IPv4 or IPv6 unicast was negotiated (RFC 4760 §8).
    boolean has(boolean v6) {
        return v6 ? send.ipv6() : send.ipv4();
    }
}

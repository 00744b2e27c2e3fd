package io.godwit.rib.out;

import io.godwit.policy.Role;
import io.godwit.rib.NextHopTerms;
import io.godwit.wire.Context;

/// What makes two neighbors be sent the same octets if their policies judge alike
/// ([io.godwit.policy.Program#judgesAs]), but for what those say to the one or the other by AS
/// number.
///
/// @param role what they are to us
/// @param send how UPDATEs to them are written, negotiated families included
/// @param nextHops what they are told as NEXT_HOP
public record GroupKey(Role role, Context send, NextHopTerms nextHops) {

    /// Whether they are outside of our AS and confederation.
    boolean isOutside() {
        return role.isOutside();
    }

    /// Whether they are in other ASes, members of our confederation included.
    boolean ebgp() {
        return role.ebgp();
    }

    /// Whether each member is told the first of the ranked paths that it may hear: of a route
    /// server's clients none is hidden a path because another is better (RFC 7947 §2.3).
    boolean ranked() {
        return role == Role.ROUTE_SERVER_CLIENT;
    }

    /// Whether IPv4 or IPv6 unicast was negotiated (RFC 4760 §8).
    boolean has(boolean v6) {
        return v6 ? send.ipv6() : send.ipv4();
    }
}

package io.godwit.policy;

import io.godwit.wire.cap.PeeringRole;

import java.util.Optional;

/// The rules of the protocol for the routes of a neighbor, as far as they can be configured. They
/// hold beside its policies.
///
/// @param paths which AS_PATHs it may send
/// @param role what our AS is to its AS (RFC 9234 §4)
/// @param honorsShutdown whether a path that it says is about to go is the last choice (RFC 8326
///   §4.1); of external neighbors only
/// @param localAs another AS number that we have for it
/// @param sent what becomes of AS numbers in the AS_PATHs that it is told
/// @param martians whether prefixes that no route should lead to are taken (RFC 4271 §6.3)
/// @param aigp whether AIGP is exchanged with it (RFC 7311 §3.3); empty = as its kind has it: on
///   inside of the AS and confederation, else off
public record PeerRules(
        AsPathRules paths,
        PeeringRole role,
        boolean honorsShutdown,
        LocalAs localAs,
        PathsSent sent,
        boolean martians,
        Optional<Boolean> aigp) {
    /// Any AS_PATH is taken, nobody said a role, no path is the last choice, and no martian is
    /// taken.
    public static final PeerRules NONE = of(AsPathRules.NONE, PeeringRole.NONE, false);

    /// With the AS number of the router, for AS_PATHs that are told as they are.
    public static PeerRules of(AsPathRules paths, PeeringRole role, boolean honorsShutdown) {
        return new PeerRules(
                paths,
                role,
                honorsShutdown,
                LocalAs.NONE,
                PathsSent.PLAIN,
                false,
                Optional.empty());
    }

    /// What holds in a session in which our OPEN said an AS number.
    PeerRules in(long said) {
        return new PeerRules(paths, role, honorsShutdown, localAs.in(said), sent, martians, aigp);
    }
}

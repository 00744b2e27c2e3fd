package io.godwit.policy;

/// What happens to the routes of a neighbor, and what only its policies know of it.
///
/// @param importPolicy what comes in meets; never [PolicyChain#NONE] for an internal neighbor
/// @param exportPolicy what goes out meets; never [PolicyChain#NONE] for an internal neighbor
/// @param keepRejected whether routes that import rejects stay, to be shown and to be judged again
/// @param irrPrefixes what policies call `peer.irr-prefixes`
/// @param irrOrigins what policies call `peer.irr-origins`
/// @param orfPrefixes what it is asked to send only, where it agrees (RFC 5291)
/// @param nextHop what it is told as NEXT_HOP
/// @param defaultOriginate whether it is told a default route of ours
/// @param rules the rules of the protocol for its routes
/// @param limits how many prefixes it may tell, and be told
public record PeerPolicies(
        PolicyChain importPolicy,
        PolicyChain exportPolicy,
        boolean keepRejected,
        PrefixSet irrPrefixes,
        AsSet irrOrigins,
        PrefixSet orfPrefixes,
        NextHopRule nextHop,
        DefaultOriginate defaultOriginate,
        PeerRules rules,
        PrefixLimits limits) {
    /// The same before or after a maintenance: routes in both directions are the last choice, or as
    /// the policies want them (RFC 8326 §4).
    public PeerPolicies inMaintenance(boolean on) {
        return new PeerPolicies(
                on ? importPolicy.closing(Maintenance.POLICY) : importPolicy.open(),
                on ? exportPolicy.closing(Maintenance.POLICY) : exportPolicy.open(),
                keepRejected,
                irrPrefixes,
                irrOrigins,
                orfPrefixes,
                nextHop,
                defaultOriginate,
                rules,
                limits);
    }

    /// Policies that know no sets of the neighbor; rejected routes are kept, next hops standard,
    /// any AS_PATH taken.
    public static PeerPolicies of(PolicyChain importPolicy, PolicyChain exportPolicy) {
        return new PeerPolicies(
                importPolicy,
                exportPolicy,
                true,
                PrefixSet.EMPTY,
                AsSet.EMPTY,
                PrefixSet.EMPTY,
                NextHopRule.STANDARD,
                DefaultOriginate.NO,
                PeerRules.NONE,
                PrefixLimits.NONE);
    }
}

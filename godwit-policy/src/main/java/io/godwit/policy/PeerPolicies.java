package io.godwit.policy;

/// What happens to the routes of a neighbor, and what only its policies know of it.
///
/// @param importPolicy what comes in meets; never [PolicyChain#NONE] for an internal neighbor
/// @param exportPolicy what goes out meets; never [PolicyChain#NONE] for an internal neighbor
/// @param irrPrefixes what policies call `peer.irr-prefixes`
/// @param irrOrigins what policies call `peer.irr-origins`
public record PeerPolicies(
        PolicyChain importPolicy,
        PolicyChain exportPolicy,
        PrefixSet irrPrefixes,
        AsSet irrOrigins) {
    /// Policies that know no sets of the neighbor.
    public static PeerPolicies of(PolicyChain importPolicy, PolicyChain exportPolicy) {
        return new PeerPolicies(importPolicy, exportPolicy, PrefixSet.EMPTY, AsSet.EMPTY);
    }
}

package io.godwit.policy;

import io.godwit.policy.tree.Policy;

import java.util.List;
import java.util.stream.Collectors;

/// What a neighbor's routes meet in one direction, as it is written: policies one after the other,
/// or one word.
///
/// @param word "accept", "reject", "none"; empty with policies
/// @param policies one at least when there is no word
public record PolicyChain(String word, List<Policy> policies) {
    /// Every route passes as it is.
    public static final PolicyChain ACCEPT = new PolicyChain("accept", List.of());

    /// No route passes; received ones stay visible as rejected.
    public static final PolicyChain REJECT = new PolicyChain("reject", List.of());

    /// Nobody wrote anything. On an external session nothing passes (RFC 8212 §3); on an internal
    /// one, which that RFC leaves alone, everything does.
    public static final PolicyChain NONE = new PolicyChain("none", List.of());

    /// Takes a copy.
    public PolicyChain {
        policies = List.copyOf(policies);
        if (word.isEmpty() == policies.isEmpty()) {
            throw new IllegalArgumentException("either a word or policies");
        }
    }

    /// Policies one after the other.
    public static PolicyChain of(List<Policy> policies) {
        return new PolicyChain("", policies);
    }

    /// Whether any route can pass in this direction of a session.
    public boolean passes(boolean ebgp) {
        return !equals(REJECT) && !(equals(NONE) && ebgp);
    }

    /// What runs for a neighbor.
    public Program compile(PeerFacts peer) {
        return switch (word) {
            case "accept" -> Program.ACCEPT_ALL;
            case "reject" -> Program.REJECT_ALL;
            case "none" -> peer.role().ebgp() ? Program.NONE : Program.ACCEPT_ALL;
            default -> Program.compile(policies, peer);
        };
    }

    /// The same chain as if no file said it; for comparing what two files mean.
    public PolicyChain withoutPlaces() {
        return new PolicyChain(word, policies.stream().map(Policy::withoutPlaces).toList());
    }

    /// The word, or the names of the policies.
    @Override
    public String toString() {
        return word.isEmpty()
                ? policies.stream().map(Policy::name).collect(Collectors.joining(", "))
                : word;
    }
}

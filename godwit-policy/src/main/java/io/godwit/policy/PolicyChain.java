package io.godwit.policy;

import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a neighbor's routes meet in one direction, as it is written: policies one after the other,
/// or one word.
///
/// @param word "accept", "reject", "none"; empty with policies
/// @param policies one at least when there is no word
/// @param closing what a route that was accepted meets last, wherever it was accepted: changes only
public record PolicyChain(String word, List<Policy> policies, Optional<Policy> closing) {
    /// Every route passes as it is.
    public static final PolicyChain ACCEPT = word("accept");

    /// No route passes; received ones stay visible as rejected.
    public static final PolicyChain REJECT = word("reject");

    /// Nobody wrote anything. On an external session nothing passes (RFC 8212 §3); on an internal
    /// one, which that RFC leaves alone, everything does.
    public static final PolicyChain NONE = word("none");

    private static final Policy EVERYTHING =
            new Policy(
                    "accept",
                    Place.NONE,
                    List.of(new Statement.Accept(Place.NONE, "accept", Optional.empty())));

    /// Takes a copy.
    public PolicyChain {
        policies = List.copyOf(policies);
        if (word.isEmpty() == policies.isEmpty()) {
            throw new IllegalArgumentException("either a word or policies");
        }
    }

    /// Policies one after the other.
    public static PolicyChain of(List<Policy> policies) {
        return new PolicyChain("", policies, Optional.empty());
    }

    private static PolicyChain word(String word) {
        return new PolicyChain(word, List.of(), Optional.empty());
    }

    /// The same, and what it accepts is changed by this in the end.
    public PolicyChain closing(Policy last) {
        return new PolicyChain(word, policies, Optional.of(last));
    }

    /// The same without what closes it.
    public PolicyChain open() {
        return new PolicyChain(word, policies, Optional.empty());
    }

    /// Whether any route can pass in this direction of a session.
    public boolean passes(boolean ebgp) {
        return !word.equals("reject") && !(word.equals("none") && ebgp);
    }

    /// What runs for a neighbor.
    public Program compile(PeerFacts peer) {
        return switch (word) {
            case "accept" -> all(peer);
            case "reject" -> Program.REJECT_ALL;
            case "none" -> peer.role().ebgp() ? Program.NONE : all(peer);
            default -> Program.compile(policies, closing, peer);
        };
    }

    private Program all(PeerFacts peer) {
        return closing.isEmpty()
                ? Program.ACCEPT_ALL
                : Program.compile(List.of(EVERYTHING), closing, peer);
    }

    /// The same chain as if no file said it; for comparing what two files mean.
    public PolicyChain withoutPlaces() {
        return new PolicyChain(
                word,
                policies.stream().map(Policy::withoutPlaces).toList(),
                closing.map(Policy::withoutPlaces));
    }

    /// The word, or the names of the policies.
    @Override
    public String toString() {
        String said =
                word.isEmpty()
                        ? policies.stream().map(Policy::name).collect(Collectors.joining(", "))
                        : word;
        return closing.map(last -> said + ", " + last.name()).orElse(said);
    }
}

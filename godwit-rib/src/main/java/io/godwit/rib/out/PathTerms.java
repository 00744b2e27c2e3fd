package io.godwit.rib.out;

import io.godwit.policy.LocalAs;
import io.godwit.policy.PathsSent;
import io.godwit.policy.PeerFacts;

/// What external neighbors of a group are told as AS_PATH, beyond our AS in front.
///
/// @param localAs another AS number that we have for them
/// @param sent what becomes of AS numbers
/// @param neighborAs their AS number where it matters for that; 0 = it does not
record PathTerms(LocalAs localAs, PathsSent sent, long neighborAs) {
    /// The path as it is, behind our AS.
    static final PathTerms PLAIN = new PathTerms(LocalAs.NONE, PathsSent.PLAIN, 0);

    /// Those of a neighbor. Its own number stays in what it is told, private or not: by it the
    /// neighbor sees loops.
    static PathTerms of(PeerFacts facts) {
        if (!facts.role().isOutside()) {
            return PLAIN;
        }
        PathsSent sent = facts.rules().sent();
        boolean named =
                sent.override()
                        || sent.privates() != PathsSent.Privates.STAY
                                && PathsSent.isPrivate((int) facts.as());
        return new PathTerms(facts.rules().localAs(), sent, named ? facts.as() : 0);
    }

    /// Whether AS numbers in the path itself may be told otherwise.
    boolean rewrites() {
        return !sent.equals(PathsSent.PLAIN);
    }

    /// The AS that they know us by.
    int ours(int outsideAs) {
        return localAs.isSet() ? (int) localAs.as() : outsideAs;
    }
}

package io.godwit.rib;

import io.godwit.policy.PeerRules;
import io.godwit.policy.Program;

/// What judges the routes of a peer: the rules for them, then a program, and the number of that: 0
/// and 1, turn by turn, so that a path that the one before rejected is told from those of this one
/// until all are judged again.
record Imports(PeerRules rules, Program program, int generation) {
    /// What a policy asks for, of a generation.
    static Imports of(ImportPolicy policy, int generation) {
        return new Imports(policy.facts().rules(), policy.program(), generation);
    }

    /// The generation after this one.
    int next() {
        return generation ^ 1;
    }

    /// Whether a policy judges alike.
    boolean sameAs(ImportPolicy policy) {
        return policy.program().sameAs(program) && policy.facts().rules().equals(rules);
    }
}

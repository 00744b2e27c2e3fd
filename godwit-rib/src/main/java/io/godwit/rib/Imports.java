package io.godwit.rib;

import io.godwit.policy.Program;

/// An import program of a peer, and its number among them: 0 and 1, turn by turn, so that a path
/// that the one before rejected is told from those of this one until all are judged again.
record Imports(Program program, int generation) {
    /// The next one.
    Imports then(Program next) {
        return new Imports(next, generation ^ 1);
    }
}

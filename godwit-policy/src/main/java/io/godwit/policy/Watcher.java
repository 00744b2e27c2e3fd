package io.godwit.policy;

import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;

/// Looks on while a program runs.
interface Watcher {
    /// A statement was reached.
    ///
    /// @param holds whether it takes effect; of an `if`, which branch
    /// @param route as it is before the statement takes effect
    void reached(Policy policy, Statement statement, boolean holds, Route route);
}

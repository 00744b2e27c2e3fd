package io.godwit.policy;

/// A statement, compiled.
interface Step {
    /// The route goes on to the next statement.
    int GO_ON = -1;

    /// Does what it does; returns 0 for a route that is accepted, the number of the [RejectPoint]
    /// for one that is rejected, or [#GO_ON].
    int run(Route route);

    /// One after the other until one ends it.
    static Step all(Step[] steps) {
        return route -> {
            for (Step step : steps) {
                int verdict = step.run(route);
                if (verdict != GO_ON) {
                    return verdict;
                }
            }
            return GO_ON;
        };
    }
}

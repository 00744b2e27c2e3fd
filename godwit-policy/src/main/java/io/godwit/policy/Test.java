package io.godwit.policy;

/// A condition, compiled.
interface Test {
    /// Holds always.
    Test ALWAYS = route -> true;

    /// Never holds.
    Test NEVER = route -> false;

    /// Whether it holds for the route as it is now.
    boolean holds(Route route);
}

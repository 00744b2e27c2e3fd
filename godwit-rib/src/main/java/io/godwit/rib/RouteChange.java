package io.godwit.rib;

/// What another policy makes of one route, as an example for people.
///
/// @param prefix as text
/// @param asPath as it came
/// @param before `accepted` or `sent`, with what the policy sets, or why it is rejected
/// @param after the same, then
public record RouteChange(Kind kind, String prefix, String asPath, String before, String after) {
    /// How many of a kind are kept.
    static final int EXAMPLES = 5;

    /// What can become of a route.
    public enum Kind {
        /// It passes now, and would be rejected.
        LOST,
        /// It is rejected now, and would pass.
        GAINED,
        /// It passes now and then, and looks different.
        ALTERED,
        /// It is rejected now and then, by another label.
        RELABELED
    }
}

package io.godwit.policy;

/// Which AS_PATHs a neighbor may send; a route with another one takes no part in the decision
/// (treat-as-withdraw, RFC 7606 §2), and is shown with the rule that it breaks.
///
/// @param firstAs the neighbor's own AS has to be the leftmost one (RFC 4271 §6.3); of external
///   neighbors only
/// @param sets AS_SET and AS_CONFED_SET are taken; else RFC 9774 §3 holds
/// @param confederation segments of a confederation are taken; without one of ours they are an
///   error (RFC 5065 §5)
/// @param maxLength the most ASes, counted as the decision does (RFC 4271 §9.1.2.2 a); 0 = any
///   number
/// @param ownAs how often our own AS may be in it without being a loop; 0 = RFC 4271 §9.1.2 holds
public record AsPathRules(
        boolean firstAs, boolean sets, boolean confederation, int maxLength, int ownAs) {
    /// All that is well-formed is taken.
    public static final AsPathRules NONE = new AsPathRules(false, true, true, 0, 0);

    /// Whether segments have to be looked at.
    public boolean askSegments() {
        return !sets || !confederation;
    }
}

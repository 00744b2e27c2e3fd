package io.godwit.policy;

/// How MULTI_EXIT_DISC is compared in the decision (RFC 4271 §9.1.2.2 c).
///
/// @param alwaysCompare also between paths of different neighbor ASes, where the RFC does not: the
///   numbers of two ASes mean the same only if they agreed on it
/// @param missingIsWorst a path without it counts as one with the highest, not with the lowest
public record MedRule(boolean alwaysCompare, boolean missingIsWorst) {
    /// As the RFC has it.
    public static final MedRule STANDARD = new MedRule(false, false);

    /// What a path without the attribute counts as, as a bit pattern.
    public int missing() {
        return missingIsWorst ? -1 : 0;
    }
}

package io.godwit.policy;

/// Where a policy rejects.
///
/// @param code for a reject tag, 0 = none
/// @param label the answer to "why"
/// @param policy its name
/// @param at the statement
/// @param text the statement as it was written
public record RejectPoint(int code, String label, String policy, Place at, String text) {}

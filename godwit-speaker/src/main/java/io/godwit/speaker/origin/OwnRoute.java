package io.godwit.speaker.origin;

import io.godwit.policy.Program;
import io.godwit.rib.RouteAttributes;

/// A route that a maker wants to be ours.
///
/// @param attributes before the policy
/// @param policy what it meets; may reject it
/// @param detail where it is from, in a few words; may be empty
/// @param gate what has to hold for it
public record OwnRoute(RouteAttributes attributes, Program policy, String detail, Gate gate) {
    /// One that waits for nothing.
    public OwnRoute(RouteAttributes attributes, Program policy, String detail) {
        this(attributes, policy, detail, Gate.OPEN);
    }
}

package io.godwit.rib;

import io.godwit.policy.RejectPoint;
import io.godwit.wire.Family;

import java.util.Optional;

/// How many routes of a neighbor are rejected for one reason.
///
/// @param label that of the statement or of the rule
/// @param text for people
/// @param by the statement; empty if a rule of the protocol did it
public record RejectedCount(
        Family family, String label, String text, Optional<RejectPoint> by, long routes) {}

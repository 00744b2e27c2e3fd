package io.godwit.speaker.origin;

import io.godwit.policy.OriginCondition;

import java.util.Set;

/// Finds out whether conditions of one kind hold. It is not asked: it says so by [Conditions#tell],
/// whenever that changes.
public interface ConditionSource {
    /// These are wanted from now on, those of other kinds among them. A source tells of each of its
    /// own that is new, now or as soon as it knows; until then the condition does not hold.
    void become(Set<OriginCondition> wanted, Conditions conditions);
}

package io.godwit.wire;

/// What becomes of an UPDATE (RFC 7606 §2), in order of severity: the worst one wins (§3 h).
public enum Verdict {
    /// As it should be.
    OK,
    /// "Attribute discard": the routes stay, the attribute goes.
    DISCARD,
    /// "Treat-as-withdraw": all routes of the UPDATE are withdrawn.
    WITHDRAW,
    /// "Session reset": a NOTIFICATION is sent and the session ends.
    RESET;

    /// The worse of the two.
    public Verdict or(Verdict other) {
        return other.ordinal() > ordinal() ? other : this;
    }
}

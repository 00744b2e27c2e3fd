package io.godwit.rib;

/// What is done with all routes of one direction of a session, until policies say more.
public enum PolicyAction {
    /// Routes pass unchanged.
    ACCEPT,
    /// No route passes; received ones stay visible as rejected.
    REJECT,
    /// Nobody configured anything. On an external session nothing passes (RFC 8212 §2); on an
    /// internal one, which that RFC leaves alone, everything does.
    NONE;

    /// Whether routes pass in this direction of a session.
    public boolean passes(boolean ebgp) {
        return this == ACCEPT || this == NONE && !ebgp;
    }
}

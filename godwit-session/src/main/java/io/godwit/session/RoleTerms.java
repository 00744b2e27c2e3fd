package io.godwit.session;

import io.godwit.wire.cap.PeeringRole;

/// What the OPENs have to say of roles (RFC 9234 §4).
///
/// @param ours what our AS is to the neighbor's
/// @param strict whether a neighbor that says nothing is refused (§4.2)
public record RoleTerms(PeeringRole ours, boolean strict) {
    /// No role.
    public static final RoleTerms NONE = new RoleTerms(PeeringRole.NONE, false);
}

package io.godwit.policy;

import io.godwit.wire.cap.PeeringRole;

/// The rules of the protocol for the routes of a neighbor, as far as they can be configured. They
/// hold beside its policies.
///
/// @param paths which AS_PATHs it may send
/// @param role what our AS is to its AS (RFC 9234 §4)
public record PeerRules(AsPathRules paths, PeeringRole role) {
    /// Any AS_PATH is taken, and nobody said a role.
    public static final PeerRules NONE = new PeerRules(AsPathRules.NONE, PeeringRole.NONE);
}

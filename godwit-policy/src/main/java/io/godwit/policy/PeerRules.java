package io.godwit.policy;

import io.godwit.wire.cap.PeeringRole;

/// The rules of the protocol for the routes of a neighbor, as far as they can be configured. They
/// hold beside its policies.
///
/// @param paths which AS_PATHs it may send
/// @param role what our AS is to its AS (RFC 9234 §4)
/// @param honorsShutdown whether a path that it says is about to go is the last choice (RFC 8326
///   §4.1); of external neighbors only
public record PeerRules(AsPathRules paths, PeeringRole role, boolean honorsShutdown) {
    /// Any AS_PATH is taken, nobody said a role, and no path is the last choice.
    public static final PeerRules NONE = new PeerRules(AsPathRules.NONE, PeeringRole.NONE, false);
}

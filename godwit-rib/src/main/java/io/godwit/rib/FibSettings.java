package io.godwit.rib;

import io.godwit.policy.PolicyChain;

/// What the kernel is given.
///
/// @param export which of the best paths
/// @param multipath how many paths that tie, 1 to 256
/// @param blackhole whether routes with the community BLACKHOLE (RFC 7999 §4) are routes to nowhere
public record FibSettings(PolicyChain export, int multipath, boolean blackhole) {
    /// The most paths of a route.
    public static final int MULTIPATH_MOST = 256;

    /// Checks the range.
    public FibSettings {
        if (multipath < 1 || multipath > MULTIPATH_MOST) {
            throw new IllegalArgumentException("multipath " + multipath);
        }
    }
}

package io.godwit.session;

import io.godwit.wire.Family;

import java.util.List;

/// What our OPEN says of our own last restart (RFC 4724 §4.1).
///
/// @param restarted we have restarted and were not Established with this neighbor since: the
///   Restart State bit
/// @param kept families whose routes were forwarded all the time since the neighbor was told them:
///   the Forwarding State bit
public record Restart(boolean restarted, List<Family> kept) {
    /// We started, and nothing was there before.
    public static final Restart NONE = new Restart(false, List.of());

    public Restart {
        kept = List.copyOf(kept);
    }
}

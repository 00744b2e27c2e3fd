package io.godwit.rib;

import io.godwit.wire.Family;

/// Hears that a peer is near a limit of prefixes, or over it.
@FunctionalInterface
public interface LimitListener {
    /// Told once each time that it comes to that.
    ///
    /// @param count what counts now
    /// @param limit of the family
    /// @param over whether more than the limit is here, or was not taken
    void near(Family family, long count, int limit, boolean over);
}

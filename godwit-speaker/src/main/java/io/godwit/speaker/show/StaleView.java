package io.godwit.speaker.show;

import io.godwit.rib.Peer;
import io.godwit.wire.Family;

import java.util.Optional;
import java.util.OptionalLong;

/// What show commands may see of the routes that a neighbor left behind. Read on the lane's thread
/// only.
public interface StaleView {
    /// Its place in the RIB while it is lost and its routes are kept (RFC 4724 §4.2).
    ///
    /// @return empty while Established
    Optional<Peer> lost();

    /// When the first of them go at the latest, if it does not tell them again.
    ///
    /// @return nanoseconds of the lane's clock; empty when none is stale
    OptionalLong untilNanos();

    /// When those of a family go that are kept for long (RFC 9494 §4.2).
    ///
    /// @return nanoseconds of the lane's clock; empty when the long-lived period has not begun
    OptionalLong longLivedUntilNanos(Family family);
}

package io.godwit.speaker.show;

import io.godwit.rib.Rib;
import io.godwit.speaker.Configuration;
import io.godwit.speaker.Interfaces;
import io.godwit.speaker.LaneCounters;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.origin.OwnRouteState;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What show commands may see of a speaker. Read on the lane's thread only.
public interface SpeakerView {
    /// What it was configured to be.
    ///
    /// @return the settings
    SpeakerSettings settings();

    /// Its neighbors.
    ///
    /// @return in the order of the configuration
    List<NeighborView> neighbors();

    /// Its routes.
    ///
    /// @return the tables
    Rib rib();

    /// What it knows of the RPKI.
    ///
    /// @return caches and tables
    RpkiView rpki();

    /// What it knows of the kernel.
    ///
    /// @return links, addresses, routes
    KernelView kernel();

    /// What BFD has seen.
    ///
    /// @return the paths to neighbors
    PathView paths();

    /// What is left to do after a restart (RFC 4724 §4.1).
    ///
    /// @return empty when there was none, or it is over
    Optional<RestartRow> restart();

    /// Where its time goes.
    ///
    /// @return the counters
    LaneCounters counters();

    /// The machine's addresses.
    ///
    /// @return the port
    Interfaces interfaces();

    /// Now.
    ///
    /// @return nanoseconds of the lane's clock
    long nowNanos();

    /// A moment of the lane's clock on the wall.
    ///
    /// @param nanos of the lane's clock
    /// @return the time of day
    Instant wall(long nanos);

    /// When it started.
    ///
    /// @return nanoseconds of the lane's clock
    long startedNanos();

    /// Own routes.
    ///
    /// @return their prefixes, oldest first
    Set<Prefix> originated();

    /// What all makers of own routes want, each prefix from the strongest on.
    List<OwnRouteState> ownRoutes();

    /// Where its configuration came from, and what became of the last change.
    ///
    /// @return the state
    Configuration configuration();

    /// Connections refused since their address is no neighbor.
    ///
    /// @return how many
    long strangersRefused();

    /// Who these were.
    ///
    /// @return the last few addresses, latest first
    List<Stranger> strangers();

    /// A moment of the lane's clock for people: to the millisecond.
    ///
    /// @param nanos of the lane's clock
    /// @return the time of day
    default Instant shown(long nanos) {
        return wall(nanos).truncatedTo(ChronoUnit.MILLIS);
    }

    /// Seconds since a moment.
    ///
    /// @param nanos of the lane's clock
    /// @return whole seconds
    default long secondsSince(long nanos) {
        return (nowNanos() - nanos) / 1_000_000_000L;
    }

    /// The neighbor with an address.
    ///
    /// @param text address or name
    /// @return empty when there is none, or when several have that name
    default Optional<NeighborView> neighbor(String text) {
        List<NeighborView> named =
                neighbors().stream().filter(n -> n.settings().name().equals(text)).toList();
        return neighbors().stream()
                .filter(n -> n.settings().address().toString().equals(text))
                .findFirst()
                .or(() -> named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty());
    }
}

package io.godwit.speaker.show;

import io.godwit.rib.Peer;
import io.godwit.session.Down;
import io.godwit.session.Negotiated;
import io.godwit.session.State;
import io.godwit.session.Transition;
import io.godwit.speaker.Connection;
import io.godwit.speaker.NeighborHistory;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Suspicion;
import io.godwit.speaker.Traffic;
import io.godwit.wire.Family;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What show commands may see of a neighbor. Read on the lane's thread only.
public interface NeighborView {
    /// What was configured.
    ///
    /// @return the settings
    NeighborSettings settings();

    /// Its state: that of its most advanced connection.
    ///
    /// @return one of six
    State state();

    /// What was negotiated.
    ///
    /// @return empty unless Established
    Optional<Negotiated> negotiated();

    /// How the last session or attempt ended.
    ///
    /// @return empty when none has
    Optional<Down> lastDown();

    /// The last steps of its state machine.
    ///
    /// @return oldest first
    List<Transition> transitions();

    /// Messages counted.
    ///
    /// @return the counters
    Traffic traffic();

    /// Whether the operator said that a maintenance is near, or over (RFC 8326).
    ///
    /// @return empty while the configuration alone says it
    Optional<Boolean> maintenance();

    /// Whether the operator shut it down here.
    ///
    /// @return true until it is enabled
    boolean adminDown();

    /// What the operator said when shutting it down.
    ///
    /// @return may be empty
    String adminText();

    /// Its AS: as configured, or as it says.
    ///
    /// @return 0 while that is not known
    default long as() {
        long written = settings().as();
        return written != 0 ? written : negotiated().map(Negotiated::neighborAs).orElse(0L);
    }

    /// What happened so far.
    ///
    /// @return the history
    NeighborHistory history();

    /// Its place in the RIB.
    ///
    /// @return empty unless Established
    Optional<Peer> peer();

    /// The outbound route filters of a family (RFC 5291).
    ///
    /// @return empty where none were agreed on
    Optional<NeighborRow.Filter> filter(Family family);

    /// Its routes that are stale.
    StaleView stale();

    /// The connection to show: the Established one, or one that is open.
    ///
    /// @return empty when there is none
    Optional<Connection> connection();

    /// Which routes it is told nothing of because we have no next hop for them.
    ///
    /// @return empty when there are none
    Optional<String> withoutNextHop();

    /// Octets that wait because its connection takes no more.
    ///
    /// @return 0 unless it reads more slowly than we write
    long queuedOctets();

    /// Why there can be no session with it: its protection cannot be had.
    ///
    /// @return empty when it can, or needs none
    Optional<String> unprotected();

    /// What was thrown away while it tried in vain.
    ///
    /// @return as far as it may concern it
    Suspicion suspicion();

    /// Whether what we send ends at the first router and it is behind one.
    ///
    /// @return true for an external neighbor without multihop that is not on a connected network
    boolean isUnreachedByTtl();

    /// When the pause in Idle is over.
    ///
    /// @return nanoseconds of the lane's clock; empty unless it pauses
    OptionalLong retryNanos();
}

package io.godwit.bfd;

import io.godwit.wire.Address;

import java.util.Map;
import java.util.Optional;

/// Port: who speaks BFD. What it has to say is told to a [PathListener] on the lane's own thread,
/// never from inside a call of this port.
public interface PathWatch {
    /// Watches the path to a neighbor from now on. A session that is there takes other times
    /// without an interruption; another path takes its place.
    void watch(Path path, BfdSettings settings);

    /// Does so no more; the other side is told that an operator wanted it.
    void forget(Address neighbor);

    /// How the session with a neighbor stands, as of its last packet.
    ///
    /// @return empty when it is not watched, or since too short a time
    Optional<SessionReport> report(Address neighbor);

    /// Packets that were discarded.
    Map<Refusal, Long> refused();

    /// What keeps it from working.
    ///
    /// @return in words for the operator; empty when all is well
    Optional<String> trouble();
}

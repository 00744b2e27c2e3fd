package io.godwit.speaker.show;

import io.godwit.bfd.Refusal;
import io.godwit.bfd.SessionReport;
import io.godwit.wire.Address;

import java.util.Map;
import java.util.Optional;

/// What show commands may see of the paths that BFD watches. Read on the lane's thread only.
public interface PathView {
    /// How the session with a neighbor stands.
    ///
    /// @return empty when its path is not watched, or there is nothing to tell yet
    Optional<SessionReport> report(Address neighbor);

    /// Packets that were discarded.
    ///
    /// @return how many, by what was wrong with them
    Map<Refusal, Long> refused();

    /// What keeps BFD from working.
    ///
    /// @return empty when all is well
    Optional<String> trouble();
}

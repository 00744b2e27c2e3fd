package io.godwit.speaker;

import io.godwit.bfd.BfdSettings.Hops;
import io.godwit.bfd.BfdState;
import io.godwit.bfd.Path;
import io.godwit.bfd.PathEvent;
import io.godwit.bfd.PathWatch;
import io.godwit.bfd.Refusal;
import io.godwit.bfd.SessionReport;
import io.godwit.speaker.show.PathView;
import io.godwit.wire.Address;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The paths to neighbors that BFD watches (RFC 5882).
final class Paths implements PathView {
    private final LaneState lane;
    private final Map<Address, BfdState> watched = new HashMap<>();

    Paths(LaneState lane) {
        this.lane = lane;
    }

    /// Watches the path to a neighbor if that is wanted, in the way that is wanted now.
    ///
    /// @param present whether there is to be a session with it
    void follow(NeighborSettings neighbor, boolean present) {
        if (present && neighbor.bfd().isPresent()) {
            watched.putIfAbsent(neighbor.address(), BfdState.DOWN);
            lane.watch().ifPresent(w -> w.watch(path(neighbor), neighbor.bfd().orElseThrow()));
        } else if (watched.remove(neighbor.address()) != null) {
            lane.watch().ifPresent(w -> w.forget(neighbor.address()));
        }
    }

    private Path path(NeighborSettings neighbor) {
        return new Path(
                neighbor.address(), neighbor.transport().localAddress(), overSeveral(neighbor));
    }

    private boolean overSeveral(NeighborSettings neighbor) {
        Hops hops = neighbor.bfd().orElseThrow().hops();
        if (hops != Hops.AS_BGP) {
            return hops == Hops.SEVERAL;
        }
        return neighbor.role().ebgp()
                ? neighbor.transport().multihopTtl() > 0
                        || neighbor.transport().protection().securityHops() > 1
                : !lane.interfaces().onLink(neighbor.address());
    }

    /// Notes a change; false when it is of nobody that is watched now.
    boolean told(PathEvent event) {
        return watched.replace(event.neighbor(), event.to()) != null;
    }

    /// The state of the session with a neighbor.
    ///
    /// @return empty when the path to it is not watched
    Optional<BfdState> state(Address neighbor) {
        return Optional.ofNullable(watched.get(neighbor));
    }

    @Override
    public Optional<SessionReport> report(Address neighbor) {
        return watched.containsKey(neighbor)
                ? lane.watch().flatMap(w -> w.report(neighbor))
                : Optional.empty();
    }

    @Override
    public Map<Refusal, Long> refused() {
        return lane.watch().map(PathWatch::refused).orElse(Map.of());
    }

    @Override
    public Optional<String> trouble() {
        return lane.watch().isEmpty()
                ? Optional.of("BFD cannot be spoken here")
                : lane.watch().get().trouble();
    }
}

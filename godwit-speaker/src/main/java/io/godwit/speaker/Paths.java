package io.godwit.speaker;

import io.godwit.bfd.BfdSettings.Hops;
import io.godwit.bfd.BfdState;
import io.godwit.bfd.Path;
import io.godwit.bfd.PathEvent;
import io.godwit.bfd.PathWatch;
import io.godwit.bfd.Refusal;
import io.godwit.bfd.SessionReport;
import io.godwit.policy.OriginCondition;
import io.godwit.policy.OriginCondition.PathUp;
import io.godwit.speaker.origin.ConditionSource;
import io.godwit.speaker.origin.Conditions;
import io.godwit.speaker.show.PathView;
import io.godwit.wire.Address;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The paths to neighbors that BFD watches (RFC 5882).
final class Paths implements PathView, ConditionSource {
    private final LaneState lane;
    private final Map<Address, BfdState> watched = new HashMap<>();
    private Map<Address, PathUp> asked = Map.of();
    private Optional<Conditions> conditions = Optional.empty();

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
        tell(neighbor.address());
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
        boolean known = watched.replace(event.neighbor(), event.to()) != null;
        tell(event.neighbor());
        return known;
    }

    @Override
    public void become(Set<OriginCondition> wanted, Conditions told) {
        conditions = Optional.of(told);
        asked = new HashMap<>();
        for (OriginCondition condition : wanted) {
            if (condition instanceof PathUp path) {
                asked.put(path.neighbor(), path);
            }
        }
        List.copyOf(asked.keySet()).forEach(this::tell);
    }

    private void tell(Address neighbor) {
        PathUp condition = asked.get(neighbor);
        if (condition != null) {
            BfdState state = watched.get(neighbor);
            String why = state == null ? "its path is not watched" : "its path is " + state.label();
            conditions.ifPresent(c -> c.tell(condition, state == BfdState.UP, why));
        }
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

package io.godwit.speaker;

import io.godwit.policy.DefaultOriginate;
import io.godwit.rib.Peer;
import io.godwit.speaker.origin.Conditions;
import io.godwit.speaker.origin.Gate;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The default route of ours that one neighbor is told while its conditions hold.
final class DefaultRoute {
    private final LaneState lane;
    private final Conditions conditions;
    private final Supplier<Optional<Peer>> peer;
    private DefaultOriginate wanted = DefaultOriginate.NO;
    private Gate gate = Gate.OPEN;

    /// @param peer who is told; empty while there is no session
    DefaultRoute(LaneState lane, Conditions conditions, Supplier<Optional<Peer>> peer) {
        this.lane = lane;
        this.conditions = conditions;
        this.peer = peer;
    }

    /// Wants something else from now on; [Conditions#settle] is to follow.
    void become(DefaultOriginate wish) {
        if (!wish.equals(wanted)) {
            Gate before = gate;
            wanted = wish;
            gate = conditions.open(wish.conditions(), this::tell);
            conditions.close(before);
            tell();
        }
    }

    /// Has the neighbor told what it is to hear now.
    void tell() {
        boolean yes = wanted.on() && gate.closed().isEmpty();
        peer.get().ifPresent(p -> lane.rib().originateDefault(p, yes));
    }

    /// What it waits for.
    List<Gate.Finding> conditions() {
        return gate.findings();
    }

    /// The neighbor is one no longer.
    void end() {
        become(DefaultOriginate.NO);
    }
}

package io.godwit.speaker;

import io.godwit.session.Protection;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is protected, and whose protection this system cannot give: there is no session with these
/// rather than an unprotected one.
final class Guards {
    private final LaneState lane;
    private Map<Prefix, String> failures = Map.of();

    Guards(LaneState lane) {
        this.lane = lane;
    }

    /// Makes the sockets that listen protect who the settings of the lane say.
    void apply() {
        List<Net.Guard> guards = new ArrayList<>();
        lane.settings().ranges().forEach(r -> add(r.prefix(), r.template(), guards));
        lane.settings().neighbors().forEach(n -> add(of(n.address()), n, guards));
        failures = lane.net().guard(guards);
        failures.forEach((from, why) -> lane.log(new SpeakerEvent.Unprotected(from, why)));
    }

    private static void add(Prefix from, NeighborSettings settings, List<Net.Guard> guards) {
        Protection protection = settings.transport().protection();
        if (!protection.equals(Protection.NONE)) {
            guards.add(new Net.Guard(from, protection));
        }
    }

    private static Prefix of(Address address) {
        return Prefix.of(address, address.bits());
    }

    /// Why there can be no session with a neighbor; empty when there can.
    Optional<String> refusal(Address neighbor) {
        SpeakerSettings settings = lane.settings();
        return Optional.ofNullable(
                settings.isWritten(neighbor)
                        ? failures.get(of(neighbor))
                        : settings.range(neighbor).map(r -> failures.get(r.prefix())).orElse(null));
    }
}

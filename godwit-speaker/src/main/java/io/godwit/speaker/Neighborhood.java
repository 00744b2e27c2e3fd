package io.godwit.speaker;

import io.godwit.speaker.origin.Conditions;
import io.godwit.speaker.plan.Effect;
import io.godwit.speaker.plan.Plan;
import io.godwit.speaker.show.NeighborView;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// All neighbors: those that are written, those that came from a range, and who is none and is told
/// so.
final class Neighborhood {
    private final LaneState lane;
    private final Conditions conditions;
    private final Strangers strangers;
    private final ConnectRates rates = new ConnectRates();
    private final Newcomers newcomers = new Newcomers();
    private final Map<Address, Neighbor> byAddress = new LinkedHashMap<>();
    private final List<NeighborView> views = new ArrayList<>();
    private int changes;

    /// Those of the lane's settings, which do nothing yet.
    Neighborhood(LaneState lane, Conditions conditions) {
        this.lane = lane;
        this.conditions = conditions;
        this.strangers = new Strangers(lane);
        lane.settings().neighbors().forEach(this::add);
    }

    private Neighbor add(NeighborSettings settings) {
        Neighbor one = new Neighbor(lane, conditions, settings, lane.entropy().nextInt());
        byAddress.put(settings.address(), one);
        views.add(one);
        changes++;
        return one;
    }

    private void remove(Neighbor neighbor, long now) {
        byAddress.remove(neighbor.settings().address());
        views.remove(neighbor);
        changes++;
        neighbor.remove(now);
    }

    Collection<Neighbor> all() {
        return byAddress.values();
    }

    Collection<Address> addresses() {
        return byAddress.keySet();
    }

    /// How often a neighbor came or went.
    int changes() {
        return changes;
    }

    Optional<Neighbor> at(Address address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /// In the order in which the configuration names them.
    List<NeighborView> views() {
        return Collections.unmodifiableList(views);
    }

    /// Who is not written and came from a range.
    List<Address> came() {
        return newcomers.addresses();
    }

    Strangers strangers() {
        return strangers;
    }

    // ---- who connects

    void accepted(Connection connection, long now) {
        Address remote = connection.remote();
        if (!rates.admits(remote, now)) {
            strangers.ignore(connection);
            return;
        }
        Optional<Neighbor> neighbor = at(remote).or(() -> newcomer(remote, now));
        Optional<String> why = neighbor.map(n -> wrongEnd(n, connection)).orElse(stranger(remote));
        if (why.isPresent()) {
            strangers.refuse(connection, why.get(), now);
        } else {
            neighbor.orElseThrow().accepted(connection, now);
        }
    }

    /// A neighbor that is not written but may come.
    private Optional<Neighbor> newcomer(Address remote, long now) {
        Optional<NeighborRange> range = lane.settings().range(remote);
        if (range.isEmpty()) {
            return Optional.empty();
        }
        if (newcomers.isFull(range.get())) {
            Optional<Neighbor> old = newcomers.giveWay(range.get(), now);
            if (old.isEmpty()) {
                return Optional.empty();
            }
            remove(old.get(), now);
        }
        lane.rib().notOwn(remote);
        Neighbor neighbor = add(range.get().at(remote));
        newcomers.add(remote, neighbor);
        conditions.settle();
        neighbor.start(now);
        return Optional.of(neighbor);
    }

    /// A neighbor was seen on a link; it is ours unless another one is there that gets on.
    void found(Address address, long now) {
        boolean wanted =
                lane.settings().range(address).filter(r -> !r.link().isEmpty()).isPresent();
        if (wanted && at(address).isEmpty()) {
            newcomer(address, now);
        }
    }

    /// The links on which neighbors are looked for.
    Set<String> links() {
        return lane.settings().ranges().stream()
                .map(NeighborRange::link)
                .filter(link -> !link.isEmpty())
                .collect(Collectors.toSet());
    }

    private Optional<String> stranger(Address remote) {
        String why =
                lane.settings()
                        .range(remote)
                        .map(r ->
                                r.text()
                                        + " has its "
                                        + r.maxNeighbors()
                                        + " neighbors, more are not allowed by max-neighbors")
                        .orElse("not configured as a neighbor");
        return Optional.of("connection from " + remote + " refused: " + why);
    }

    private static Optional<String> wrongEnd(Neighbor neighbor, Connection connection) {
        return neighbor.settings()
                .transport()
                .localAddress()
                .filter(ours -> !ours.equals(connection.local()))
                .map(ours ->
                        "connection from neighbor "
                                + connection.remote()
                                + " refused: it came to "
                                + connection.local()
                                + ", its local-address here is "
                                + ours);
    }

    // ---- other settings

    /// Becomes what a plan says; from then on its settings are those of the lane.
    void become(Plan plan, long now) {
        Map<Address, NeighborSettings> before = new HashMap<>();
        List<Address> came = newcomers.addresses();
        lane.settings().neighbors(came).forEach(n -> before.put(n.address(), n));
        lane.settings(plan.to());
        lane.guards().apply();
        lane.net().seek(links());
        Map<Address, Set<Effect>> effects = plan.effects();
        for (NeighborSettings wanted : plan.to().neighbors(came)) {
            NeighborSettings old = before.remove(wanted.address());
            if (old == null) {
                lane.rib().notOwn(wanted.address());
                add(wanted).start(now);
            } else if (!old.equals(wanted)) {
                byAddress
                        .get(wanted.address())
                        .reconfigure(wanted, effects.getOrDefault(wanted.address(), Set.of()), now);
            }
        }
        for (Address gone : before.keySet()) {
            remove(byAddress.get(gone), now);
        }
        newcomers.retain(byAddress, plan.to());
        views.clear();
        plan.to().neighbors(came).forEach(n -> views.add(byAddress.get(n.address())));
    }
}

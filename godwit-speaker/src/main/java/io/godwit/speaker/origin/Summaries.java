package io.godwit.speaker.origin;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Program;
import io.godwit.rib.AggregateRoute;
import io.godwit.rib.AggregateSettings;
import io.godwit.rib.Aggregates;
import io.godwit.rib.RouteAttributes;
import io.godwit.speaker.AggregateWish;
import io.godwit.wire.Prefix;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Aggregates that become own routes. Contributors may be hidden only while a route of ours to the
/// aggregate's prefix is there, of whichever maker: nothing is out of reach in between.
public final class Summaries {
    private final Aggregates aggregates;
    private final OwnRoutes own;
    private final PeerFacts ourselves;
    private final Map<Prefix, Program> policies = new HashMap<>();
    private List<AggregateWish> wishes = List.of();

    /// @param aggregates who merges
    /// @param own where the routes go
    /// @param ourselves what policies are told of who sent them
    public Summaries(Aggregates aggregates, OwnRoutes own, PeerFacts ourselves) {
        this.aggregates = aggregates;
        this.own = own;
        this.ourselves = ourselves;
    }

    /// Makes these from now on.
    public void become(List<AggregateWish> wanted) {
        if (wanted.equals(wishes)) {
            return;
        }
        Set<Prefix> gone = new HashSet<>(policies.keySet());
        policies.clear();
        for (AggregateWish wish : wanted) {
            Prefix prefix = wish.settings().prefix();
            policies.put(prefix, wish.policy().compile(ourselves));
            gone.remove(prefix);
        }
        gone.forEach(prefix -> own.retract(prefix, Maker.AGGREGATE));
        // One whose policy alone changed is merged anew, too.
        List<AggregateSettings> kept =
                wanted.stream().filter(wishes::contains).map(AggregateWish::settings).toList();
        aggregates.become(kept);
        aggregates.become(wanted.stream().map(AggregateWish::settings).toList());
        wishes = wanted;
    }

    /// Takes what was merged; true if own routes may have changed.
    public boolean run() {
        Optional<AggregateRoute> next = aggregates.next();
        boolean any = next.isPresent();
        while (next.isPresent()) {
            take(next.get());
            next = aggregates.next();
        }
        return any;
    }

    private void take(AggregateRoute route) {
        Prefix prefix = route.prefix();
        Optional<RouteAttributes> attributes = route.attributes();
        if (attributes.isPresent()) {
            String detail = "of " + route.contributors() + " routes";
            own.offer(
                    prefix,
                    Maker.AGGREGATE,
                    new OwnRoute(attributes.get(), policies.get(prefix), detail));
        } else {
            own.retract(prefix, Maker.AGGREGATE);
        }
        aggregates.stands(prefix, attributes.isPresent() && own.isAnnounced(prefix));
    }
}

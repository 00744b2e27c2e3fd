package io.godwit.rib;

import io.godwit.rib.table.Paths;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Family;

import java.util.ArrayList;
import java.util.List;

/// How many paths of neighbors have which validation state (RFC 6811 §2), counted a bounded number
/// of prefixes at a time. Accepted and rejected ones count alike: what a policy does with a state
/// is its own affair.
public final class ValidationCounts {
    /// One family.
    ///
    /// @param valid paths
    /// @param invalid paths
    /// @param notFound paths
    public record Count(Family family, long valid, long invalid, long notFound) {}

    private final Tables tables;
    private final ValidationText rpki;
    private final List<Count> done = new ArrayList<>();
    private final long[] states = new long[3];
    private int row;

    ValidationCounts(Tables tables, ValidationText rpki) {
        this.tables = tables;
        this.rpki = rpki;
    }

    /// Looks at up to `prefixes` more.
    ///
    /// @return whether there is more to look at
    public boolean step(int prefixes) {
        if (!rpki.known() || done.size() == tables.all().size()) {
            return false;
        }
        RouteTable routes = tables.all().get(done.size());
        int until = Math.min(routes.table().rows(), row + prefixes);
        while (row < until) {
            count(routes, row++);
        }
        if (row >= routes.table().rows()) {
            // The order is that of the states: not-found, valid, invalid.
            done.add(new Count(Tables.family(routes), states[1], states[2], states[0]));
            states[0] = states[1] = states[2] = 0;
            row = 0;
        }
        return done.size() < tables.all().size();
    }

    private void count(RouteTable routes, int at) {
        if (!routes.table().live(at)) {
            return;
        }
        PathWalk.forEach(
                routes,
                at,
                (attr, info, _) -> {
                    int peer = Paths.peer(info);
                    if (peer != OwnRoutes.US && !tables.sources().hasLeft(info, routes.isV6())) {
                        states[rpki.state(routes, at, attr)]++;
                    }
                });
    }

    /// What was counted.
    ///
    /// @return one entry for each family; none where nobody can say
    public List<Count> counts() {
        return List.copyOf(done);
    }
}

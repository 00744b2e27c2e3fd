package io.godwit.rib;

import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Prefix;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Prefixes of which somebody wants to know whether a path is chosen. Nobody asks for them: what
/// the decision does to them is noted, once until it is taken.
public final class RouteWatch {
    private final Tables tables;
    private PrefixLadder v4 = new PrefixLadder(Set.of(), false);
    private PrefixLadder v6 = new PrefixLadder(Set.of(), true);
    private final Set<Prefix> changed = new LinkedHashSet<>();

    RouteWatch(Tables tables) {
        this.tables = tables;
    }

    /// Watches these from now on.
    public void become(Set<Prefix> wanted) {
        v4 = new PrefixLadder(wanted, false);
        v6 = new PrefixLadder(wanted, true);
        changed.retainAll(wanted);
    }

    /// A row has got its first chosen path, or lost the last one.
    void decided(RouteTable routes, int row) {
        PrefixLadder ladder = routes.isV6() ? v6 : v4;
        if (ladder.size() > 0) {
            int found = ladder.narrowest(routes, row);
            if (found >= 0 && ladder.is(found, routes, row)) {
                changed.add(ladder.at(found));
            }
        }
    }

    /// A prefix of those for which this may have changed; empty when there is none any more.
    public Optional<Prefix> next() {
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        Prefix first = changed.iterator().next();
        changed.remove(first);
        return Optional.of(first);
    }

    /// Whether a path is chosen for exactly this prefix.
    public boolean isThere(Prefix prefix) {
        int row = tables.find(prefix);
        return row >= 0 && tables.of(prefix.address().isV6()).chosenAttr(row) != 0;
    }
}

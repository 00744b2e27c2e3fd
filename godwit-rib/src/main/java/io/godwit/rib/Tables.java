package io.godwit.rib;

import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.PathNames;
import io.godwit.rib.table.RouteTable;
import io.godwit.rib.table.Sources;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import java.util.List;

/// The state that the parts of a [Rib] share: blocks, routes of both families, sources.
record Tables(AttrStore store, RouteTable v4, RouteTable v6, Sources sources, PathNames names) {
    static Tables of(long seed) {
        AttrStore store = new AttrStore(seed);
        PathNames names = new PathNames(seed + 3);
        return new Tables(
                store,
                new RouteTable(false, store, names, seed + 1),
                new RouteTable(true, store, names, seed + 2),
                new Sources(names),
                names);
    }

    List<RouteTable> all() {
        return List.of(v4, v6);
    }

    RouteTable of(boolean isV6) {
        return isV6 ? v6 : v4;
    }

    static Family family(RouteTable routes) {
        return routes.isV6() ? Family.IPV6_UNICAST : Family.IPV4_UNICAST;
    }

    /// Whether it is one that we have a table for.
    static boolean has(Family family) {
        return family.safi() == Family.SAFI_UNICAST
                && (family.afi() == Family.AFI_IPV4 || family.afi() == Family.AFI_IPV6);
    }

    /// The row of a prefix, -1 if it has none.
    int find(Prefix prefix) {
        boolean isV6 = prefix.address().isV6();
        return isV6
                ? v6.table().find(prefix.address().high(), prefix.address().low(), prefix.length())
                : v4.table().find(prefix.address().v4(), prefix.length());
    }

    /// The row of a prefix, a new one if it has none.
    int obtain(Prefix prefix) {
        boolean isV6 = prefix.address().isV6();
        return isV6
                ? v6.table()
                        .obtain(prefix.address().high(), prefix.address().low(), prefix.length())
                : v4.table().obtain(prefix.address().v4(), prefix.length());
    }

    /// The prefix of the default route.
    static Prefix everything(RouteTable routes) {
        return new Prefix(routes.isV6() ? Address.ofV6(0, 0) : Address.ofV4(0), 0);
    }

    static Prefix prefix(RouteTable routes, int row) {
        Address address =
                routes.isV6()
                        ? Address.ofV6(routes.table().high(row), routes.table().low(row))
                        : Address.ofV4(routes.table().address(row));
        return new Prefix(address, routes.table().length(row));
    }
}

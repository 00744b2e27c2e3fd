package io.godwit.kernel;

import io.godwit.kernel.KernelEvent.AddressGone;
import io.godwit.kernel.KernelEvent.AddressThere;
import io.godwit.kernel.KernelEvent.Complete;
import io.godwit.kernel.KernelEvent.LinkGone;
import io.godwit.kernel.KernelEvent.LinkThere;
import io.godwit.kernel.KernelEvent.Restarted;
import io.godwit.kernel.KernelEvent.RouteGone;
import io.godwit.kernel.KernelEvent.RouteThere;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the kernel has told so far: links, addresses, and the routes of one table, as far as they
/// are not our own.
///
/// A route counts only while one of its links is up: when a link goes down, the kernel says so of
/// the link and keeps silent about its IPv4 routes.
public final class KernelTable {
    private final long table;
    private final int ownProtocol;
    private final Map<Integer, Link> links = new LinkedHashMap<>();
    private final List<LinkAddress> addresses = new ArrayList<>();
    private final Map<Prefix, List<KernelRoute>> routes = new HashMap<>();
    private final int[] v4Lengths = new int[33];
    private final int[] v6Lengths = new int[129];
    private boolean complete;

    /// An empty picture.
    ///
    /// @param table the routing table whose routes count
    /// @param ownProtocol routes of this protocol are our own: nothing is reached by them
    public KernelTable(long table, int ownProtocol) {
        this.table = table;
        this.ownProtocol = ownProtocol;
    }

    /// Takes what the kernel told.
    public void apply(KernelEvent event) {
        switch (event) {
            case Restarted() -> clear();
            case Complete() -> complete = true;
            case RouteThere(KernelRoute route, boolean replaces) -> add(route, replaces);
            case RouteGone(KernelRoute route) -> remove(route);
            case LinkThere(Link link) -> links.put(link.index(), link);
            case LinkGone(int index) -> {
                links.remove(index);
                addresses.removeIf(a -> a.link() == index);
            }
            case AddressThere(LinkAddress address) -> {
                addresses.remove(address);
                addresses.add(address);
            }
            case AddressGone(LinkAddress address) -> addresses.remove(address);
        }
    }

    private void clear() {
        links.clear();
        addresses.clear();
        routes.clear();
        Arrays.fill(v4Lengths, 0);
        Arrays.fill(v6Lengths, 0);
        complete = false;
    }

    /// Whether everything was told at least once.
    public boolean complete() {
        return complete;
    }

    /// The links, in the order in which they were told.
    public List<Link> links() {
        return List.copyOf(links.values());
    }

    /// The link with this number.
    public Optional<Link> link(int index) {
        return Optional.ofNullable(links.get(index));
    }

    /// The addresses, in the order in which they were told.
    public List<LinkAddress> addresses() {
        return List.copyOf(addresses);
    }

    /// All routes that count, in no order.
    public List<KernelRoute> routes() {
        return routes.values().stream().flatMap(List::stream).filter(this::works).toList();
    }

    /// The routes of exactly this prefix that count, the one that is used first.
    public List<KernelRoute> routes(Prefix prefix) {
        return routes.getOrDefault(prefix, List.of()).stream().filter(this::works).toList();
    }

    private int[] lengths(Prefix prefix) {
        return prefix.address().isV6() ? v6Lengths : v4Lengths;
    }

    /// Also one of our own takes the place of another's. What is told twice, by the dump and as it
    /// happened, or once more with the hops that were added, counts once.
    private void add(KernelRoute route, boolean replaces) {
        if (route.table() != table) {
            return;
        }
        List<KernelRoute> same = routes.get(route.prefix());
        int at = same == null ? -1 : place(same, route, replaces);
        if (at >= 0) {
            same.remove(at);
        }
        if (route.protocol() != ownProtocol) {
            put(route, at);
        } else if (at >= 0) {
            dropIfEmpty(route.prefix(), same);
        }
    }

    /// Which one it takes the place of; -1 = none.
    private static int place(List<KernelRoute> same, KernelRoute route, boolean replaces) {
        for (int i = 0; i < same.size(); i++) {
            KernelRoute old = same.get(i);
            if (old.metric() == route.metric() && (replaces || covers(route, old))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean covers(KernelRoute all, KernelRoute some) {
        return all.kind() == some.kind() && all.hops().containsAll(some.hops());
    }

    private void put(KernelRoute route, int at) {
        List<KernelRoute> same = routes.get(route.prefix());
        if (same == null) {
            same = new ArrayList<>(1);
            routes.put(route.prefix(), same);
        }
        if (same.isEmpty() && at < 0) {
            lengths(route.prefix())[route.prefix().length()]++;
        }
        same.add(at < 0 ? same.size() : at, route);
        same.sort(Comparator.comparingLong(KernelRoute::metric));
    }

    /// For the kernel, table, prefix, metric and hops make the route.
    private void remove(KernelRoute route) {
        List<KernelRoute> same = routes.get(route.prefix());
        if (route.table() != table || same == null) {
            return;
        }
        for (int i = 0; i < same.size(); i++) {
            KernelRoute old = same.get(i);
            if (old.metric() == route.metric() && covers(old, route)) {
                List<Hop> left = new ArrayList<>(old.hops());
                left.removeAll(route.hops());
                if (left.isEmpty()) {
                    same.remove(i);
                    dropIfEmpty(route.prefix(), same);
                } else {
                    same.set(i, old.over(left));
                }
                return;
            }
        }
    }

    private void dropIfEmpty(Prefix prefix, List<KernelRoute> same) {
        if (same.isEmpty()) {
            routes.remove(prefix);
            lengths(prefix)[prefix.length()]--;
        }
    }

    private boolean works(KernelRoute route) {
        return route.kind() != KernelRoute.Kind.UNICAST
                || route.hops().stream().anyMatch(this::works);
    }

    private boolean works(Hop hop) {
        Link link = links.get(hop.link());
        return link != null && link.up();
    }

    // ---- how an address is reached

    /// How an address is reached: by the longest prefix with a route that works (RFC 4271 §5.1.3,
    /// §9.1.2.1). The kernel itself takes no gateway that is not on a link, so one look is enough.
    public Reach reach(Address to) {
        Optional<KernelRoute> found = longest(to);
        if (found.isEmpty()) {
            return Reach.noRoute(to);
        }
        KernelRoute route = found.get();
        Optional<Prefix> by = Optional.of(route.prefix());
        return switch (route.kind()) {
            case BLACKHOLE, UNREACHABLE, PROHIBIT ->
                    Reach.none(by, route.prefix() + " is a route to nowhere");
            case LOCAL -> Reach.none(by, to + " is an address of this machine");
            case UNICAST -> over(to, route);
        };
    }

    private Reach over(Address to, KernelRoute route) {
        List<Hop> ways = route.hops().stream().filter(this::works).toList();
        boolean direct = ways.stream().anyMatch(hop -> hop.via().isEmpty());
        List<Hop> hops =
                ways.stream()
                        .map(hop ->
                                new Hop(
                                        Optional.of(hop.via().orElse(to)),
                                        hop.link(),
                                        hop.weight(),
                                        hop.onLink()))
                        .toList();
        return new Reach(Optional.of(route.prefix()), hops, direct, route.metric(), "");
    }

    private Optional<KernelRoute> longest(Address to) {
        int[] lengths = to.isV6() ? v6Lengths : v4Lengths;
        for (int length = lengths.length - 1; length >= 0; length--) {
            if (lengths[length] > 0) {
                for (KernelRoute route : routes.getOrDefault(Prefix.of(to, length), List.of())) {
                    if (works(route)) {
                        return Optional.of(route);
                    }
                }
            }
        }
        return Optional.empty();
    }
}

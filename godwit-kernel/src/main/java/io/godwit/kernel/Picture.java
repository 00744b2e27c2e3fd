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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Links, addresses and routes as the kernel told them at one time.
final class Picture {
    /// The length of fe80::/64, the network of each link (RFC 4291 §2.5.6).
    private static final int LINK_LOCAL = 64;

    private final long table;
    private final int ownProtocol;
    private final Map<Integer, Link> links = new LinkedHashMap<>();
    private final List<LinkAddress> addresses = new ArrayList<>();
    private final Map<Prefix, List<KernelRoute>> routes = new HashMap<>();
    private final int[] v4Lengths = new int[33];
    private final int[] v6Lengths = new int[129];

    Picture(long table, int ownProtocol) {
        this.table = table;
        this.ownProtocol = ownProtocol;
    }

    void apply(KernelEvent event) {
        switch (event) {
            case Restarted(), Complete(), KernelEvent.ObjectThere _ -> {}
            case RouteThere(KernelRoute route, boolean replaces) -> add(route, replaces);
            case RouteGone(KernelRoute route) -> remove(route);
            case LinkThere(Link link) -> {
                links.put(link.index(), link);
                if (!link.enabled()) {
                    forget(r -> r.hops().stream().allMatch(this::off));
                }
            }
            case LinkGone(int index) -> {
                links.remove(index);
                addresses.removeIf(a -> a.link() == index);
                forget(r -> r.hops().stream().anyMatch(hop -> hop.link() == index));
            }
            case AddressThere(LinkAddress address) -> {
                addresses.remove(address);
                addresses.add(address);
            }
            case AddressGone(LinkAddress address) -> gone(address);
        }
    }

    /// With the last IPv4 address of a link the kernel forgets the IPv4 routes over it.
    private void gone(LinkAddress address) {
        addresses.remove(address);
        int link = address.link();
        if (!address.address().isV6()
                && addresses.stream().noneMatch(a -> a.link() == link && !a.address().isV6())) {
            forget(r -> r.hops().stream().allMatch(hop -> hop.link() == link));
        }
    }

    /// The kernel drops IPv4 routes without a word when their links go.
    private void forget(Predicate<KernelRoute> lost) {
        List<KernelRoute> all =
                routes.values().stream()
                        .flatMap(List::stream)
                        .filter(r -> !r.prefix().address().isV6() && !r.hops().isEmpty())
                        .filter(lost)
                        .toList();
        all.forEach(this::remove);
    }

    private boolean off(Hop hop) {
        Link link = links.get(hop.link());
        return link != null && !link.enabled();
    }

    List<Link> links() {
        return List.copyOf(links.values());
    }

    Optional<Link> link(int index) {
        return Optional.ofNullable(links.get(index));
    }

    List<LinkAddress> addresses() {
        return List.copyOf(addresses);
    }

    List<KernelRoute> routes() {
        return routes.values().stream().flatMap(List::stream).filter(this::works).toList();
    }

    List<KernelRoute> routes(Prefix prefix) {
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
        int at =
                same == null
                        ? -1
                        : place(
                                same,
                                r ->
                                        r.metric() == route.metric()
                                                && (replaces || covers(route, r)));
        if (at >= 0) {
            same.remove(at);
        }
        if (route.protocol() != ownProtocol) {
            put(route, at);
        } else if (at >= 0) {
            dropIfEmpty(route.prefix(), same);
        }
    }

    private static int place(List<KernelRoute> same, Predicate<KernelRoute> wanted) {
        for (int i = 0; i < same.size(); i++) {
            if (wanted.test(same.get(i))) {
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

    /// For the kernel, table, prefix, metric and hops make the route; one whose hops were never
    /// told is the first of its metric.
    private void remove(KernelRoute route) {
        List<KernelRoute> same = routes.get(route.prefix());
        if (route.table() != table || same == null) {
            return;
        }
        int at = place(same, r -> r.metric() == route.metric() && covers(r, route));
        if (at < 0) {
            at = place(same, r -> r.metric() == route.metric());
        }
        if (at < 0) {
            return;
        }
        KernelRoute old = same.get(at);
        List<Hop> left = new ArrayList<>(old.hops());
        left.removeAll(route.hops());
        if (left.isEmpty() || !covers(old, route)) {
            same.remove(at);
            dropIfEmpty(route.prefix(), same);
        } else {
            same.set(at, old.over(left));
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

    Reach reach(Address to) {
        if (!to.zone().isEmpty()) {
            return onLink(to);
        }
        if (addresses.stream().anyMatch(a -> a.address().equals(to))) {
            return Reach.none(Optional.empty(), to + " is an address of this machine");
        }
        Optional<String> noHost = noHost(to);
        if (noHost.isPresent()) {
            return Reach.none(Optional.empty(), to + noHost.get());
        }
        if (to.isV6() && to.isLinkLocal() && linksOfLinkLocals() > 1) {
            return Reach.none(
                    Optional.empty(), to + " is link-local: which link is meant is not known");
        }
        Optional<KernelRoute> found = longest(to);
        Optional<LinkAddress> near = near(to, found.map(r -> r.prefix().length()).orElse(-1));
        if (near.isPresent()) {
            Hop hop = new Hop(Optional.of(to), near.get().link(), 1, false);
            return new Reach(Optional.of(near.get().network()), List.of(hop), true, 0, "");
        }
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

    /// Why packets to an address reach no host of the link it seems to be on (RFC 4271 §6.3; RFC
    /// 1122 §3.2.1.3; of IPv6 the routers' common address, RFC 4291 §2.6.1).
    private Optional<String> noHost(Address to) {
        if (to.isLoopback()) {
            return Optional.of(" is a loopback address");
        }
        for (LinkAddress own : addresses) {
            Prefix network = own.network();
            if (network.length() < to.bits() - 1 && network.contains(to)) {
                if (network.address().equals(to)) {
                    return Optional.of(" is the address of the network " + network + " itself");
                }
                if (!to.isV6() && to.v4() == (network.address().v4() | -1 >>> network.length())) {
                    return Optional.of(" is the broadcast address of " + network);
                }
            }
        }
        return Optional.empty();
    }

    /// Over more than one, the first that the kernel tells would be a guess, and whoever announces
    /// such a next hop (RFC 2545 §3 wants a global one) could send packets to another's link.
    private long linksOfLinkLocals() {
        return addresses.stream()
                .filter(a -> a.address().isV6() && a.address().isLinkLocal())
                .filter(a -> works(Hop.on(a.link())))
                .mapToInt(LinkAddress::link)
                .distinct()
                .count();
    }

    /// A link-local address is nowhere but on its link, whatever routes there are (RFC 4007 §9).
    private Reach onLink(Address to) {
        Address plain = to.in("");
        Optional<Link> link =
                links.values().stream().filter(l -> l.name().equals(to.zone())).findFirst();
        if (link.isEmpty()) {
            return Reach.none(Optional.empty(), "there is no link " + to.zone());
        }
        int index = link.get().index();
        if (addresses.stream().anyMatch(a -> a.link() == index && a.address().equals(plain))) {
            return Reach.none(Optional.empty(), to + " is an address of this machine");
        }
        if (!link.get().up()) {
            return Reach.none(Optional.empty(), "the link " + to.zone() + " is down");
        }
        Hop hop = new Hop(Optional.of(plain), index, 1, false);
        return new Reach(Optional.of(Prefix.of(plain, LINK_LOCAL)), List.of(hop), true, 0, "");
    }

    /// The networks of our addresses stand in the main table. The kernel takes gateways in them for
    /// routes of any table.
    private Optional<LinkAddress> near(Address to, int longerThan) {
        if (table == KernelRoute.MAIN_TABLE) {
            return Optional.empty();
        }
        return addresses.stream()
                .filter(a -> a.network().length() > longerThan && a.network().contains(to))
                .filter(a -> works(Hop.on(a.link())))
                .max(Comparator.comparingInt(a -> a.network().length()));
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

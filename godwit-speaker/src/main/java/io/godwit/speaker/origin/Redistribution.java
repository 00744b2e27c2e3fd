package io.godwit.speaker.origin;

import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.Link;
import io.godwit.kernel.LinkAddress;
import io.godwit.kernel.RouteProtocols;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.Program;
import io.godwit.rib.RouteAttributes;
import io.godwit.speaker.KernelImport;
import io.godwit.wire.Prefix;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Routes of the kernel that become own routes, by who made them (RFC 4271 §9.4). Only the route
/// that the kernel uses counts, not those behind it; and only while it leads somewhere.
public final class Redistribution {
    private static final int INCOMPLETE = 2;
    private static final List<Prefix> NEVER =
            List.of(
                    prefix("127.0.0.0/8"),
                    prefix("169.254.0.0/16"),
                    prefix("224.0.0.0/4"),
                    prefix("::1/128"),
                    prefix("fe80::/10"),
                    prefix("ff00::/8"));

    /// What one protocol is imported by.
    private record Source(String protocol, Program policy) {}

    /// What a prefix is offered as.
    private record Found(Source source, long metric) {
        OwnRoute route() {
            var attributes =
                    new RouteAttributes(
                            INCOMPLETE,
                            List.of(),
                            Optional.empty(),
                            OptionalLong.of(metric),
                            OptionalLong.empty(),
                            List.of());
            return new OwnRoute(attributes, source.policy(), source.protocol());
        }
    }

    private final OwnRoutes own;
    private final PeerFacts ourselves;
    private final Map<Integer, Source> sources = new HashMap<>();
    private final Map<Prefix, Found> offered = new HashMap<>();

    /// @param own where the routes go
    /// @param ourselves what policies are told of who sent them
    public Redistribution(OwnRoutes own, PeerFacts ourselves) {
        this.own = own;
        this.ourselves = ourselves;
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    /// Imports something else from now on.
    ///
    /// @param table the picture of the kernel; empty when it is not watched
    public void become(List<KernelImport> imports, Optional<KernelTable> table) {
        sources.clear();
        for (KernelImport wanted : imports) {
            var source = new Source(wanted.protocol(), wanted.policy().compile(ourselves));
            wanted.numbers().forEach(number -> sources.put(number, source));
        }
        if (table.isEmpty() || imports.isEmpty()) {
            become(Map.of());
        } else if (table.get().complete()) {
            become(all(table.get()));
        }
    }

    /// Looks at what the kernel has told; the picture knows it already. Before everything is told
    /// nothing is ours, and nothing goes that is only not yet told.
    public void told(List<KernelEvent> events, KernelTable table) {
        if (sources.isEmpty() || !table.complete()) {
            return;
        }
        Set<Prefix> changed = new HashSet<>();
        for (KernelEvent event : events) {
            switch (event) {
                case KernelEvent.RouteThere(KernelRoute route, _) -> changed.add(route.prefix());
                case KernelEvent.RouteGone(KernelRoute route) -> changed.add(route.prefix());
                default -> {
                    become(all(table));
                    return;
                }
            }
        }
        for (Prefix prefix : changed) {
            Optional<Found> found =
                    table.routes(prefix).stream()
                            .findFirst()
                            .map(this::found)
                            .orElseGet(() -> connected(prefix, table));
            become(prefix, found);
        }
    }

    private void become(Map<Prefix, Found> wanted) {
        Set<Prefix> gone = new HashSet<>(offered.keySet());
        gone.removeAll(wanted.keySet());
        gone.forEach(prefix -> become(prefix, Optional.empty()));
        wanted.forEach((prefix, found) -> become(prefix, Optional.of(found)));
    }

    private void become(Prefix prefix, Optional<Found> found) {
        if (found.isEmpty()) {
            if (offered.remove(prefix) != null) {
                own.retract(prefix, Maker.KERNEL);
            }
        } else if (!found.get().equals(offered.put(prefix, found.get()))) {
            own.offer(prefix, Maker.KERNEL, found.get().route());
        }
    }

    private Map<Prefix, Found> all(KernelTable table) {
        Map<Prefix, KernelRoute> used = new HashMap<>();
        // Of one prefix they come in the order in which the kernel uses them.
        table.routes().forEach(route -> used.putIfAbsent(route.prefix(), route));
        Map<Prefix, Found> all = new HashMap<>();
        used.forEach((prefix, route) -> found(route).ifPresent(found -> all.put(prefix, found)));
        for (LinkAddress address : table.addresses()) {
            if (!used.containsKey(address.network())) {
                connected(address, table).ifPresent(f -> all.putIfAbsent(address.network(), f));
            }
        }
        return all;
    }

    private Optional<Found> found(KernelRoute route) {
        boolean leads =
                switch (route.kind()) {
                    case UNICAST -> true;
                    // What the kernel makes itself of these kinds is no network of ours.
                    case BLACKHOLE, UNREACHABLE, PROHIBIT ->
                            route.protocol() != RouteProtocols.KERNEL;
                    case LOCAL -> false;
                };
        return leads && isMeantForOthers(route.prefix())
                ? Optional.ofNullable(sources.get(route.protocol()))
                        .map(source -> new Found(source, route.metric()))
                : Optional.empty();
    }

    /// The network of an address for which the kernel made no route in this table: a single address
    /// of the loopback, or another table is the one that is watched.
    private Optional<Found> connected(Prefix prefix, KernelTable table) {
        return table.addresses().stream()
                .filter(address -> address.network().equals(prefix))
                .flatMap(address -> connected(address, table).stream())
                .findFirst();
    }

    private Optional<Found> connected(LinkAddress address, KernelTable table) {
        return table.link(address.link()).filter(Link::up).isPresent()
                        && isMeantForOthers(address.network())
                ? Optional.ofNullable(sources.get(RouteProtocols.KERNEL))
                        .map(source -> new Found(source, 0))
                : Optional.empty();
    }

    private static boolean isMeantForOthers(Prefix prefix) {
        return NEVER.stream().noneMatch(never -> never.contains(prefix));
    }
}

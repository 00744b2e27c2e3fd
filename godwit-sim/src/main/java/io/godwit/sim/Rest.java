package io.godwit.sim;

import io.godwit.rib.RouteRow;
import io.godwit.session.State;
import io.godwit.speaker.Connection;
import io.godwit.speaker.show.NeighborView;
import io.godwit.wire.Address;
import io.godwit.wire.MessageType;
import io.godwit.wire.Prefix;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What must hold in a network when nothing has happened for a while.
final class Rest {
    private static final int SHUTDOWN_SECONDS = 60;

    private final Network network;
    private final World world;

    Rest(Network network) {
        this.network = network;
        world = network.world;
    }

    /// Everything at once.
    void check() {
        for (Network.Wire wire : network.wires) {
            connected(wire);
            mirrored(wire.a(), wire.b());
            mirrored(wire.b(), wire.a());
        }
        for (Network.Wire wire : network.wires) {
            counted(wire.a(), wire.b());
            counted(wire.b(), wire.a());
        }
        for (Router router : world.routers) {
            loops(router);
        }
    }

    /// RFC 4271 §6.8: of two connections, one is left, and it is the same one for both.
    private void connected(Network.Wire wire) {
        Pipe a = pipe(wire.a(), wire.b());
        Pipe b = pipe(wire.b(), wire.a());
        if (a.far() != b) {
            world.broken("two connections between " + wire.a().name + " and " + wire.b().name);
        }
        for (Router router : world.routers) {
            if (router.pipes.size() != router.neighbors.size()) {
                world.broken(router.pipes.size() + " connections of " + router.name);
            }
        }
    }

    private Pipe pipe(Router of, Router to) {
        NeighborView view = of.view(to.address).orElseThrow();
        Optional<Connection> connection = view.connection();
        if (view.state() != State.ESTABLISHED || connection.isEmpty()) {
            world.broken(of.name + " has no session with " + to.name);
        }
        return (Pipe) connection.orElseThrow();
    }

    /// What the show commands count is what the wire has seen; what comes after our own
    /// NOTIFICATION is read and does not count, and the last message of a connection that broke is
    /// counted and never left.
    private void counted(Router a, Router b) {
        NeighborView view = a.view(b.address).orElseThrow();
        for (MessageType type : MessageType.values()) {
            long in = view.traffic().in(type);
            long out = view.traffic().out(type);
            long least = pipe(a, b).heard.count(type.code());
            long most = a.messages(b.address, pipe -> pipe.heard, type);
            long sent = a.messages(b.address, pipe -> pipe.sent, type);
            if (in < least || in > most || out < sent || out > sent + a.ended(b.address)) {
                world.broken(
                        a.name
                                + " counts "
                                + in
                                + " "
                                + type
                                + " in, "
                                + out
                                + " out; the wire "
                                + least
                                + " to "
                                + most
                                + ", "
                                + sent);
            }
        }
    }

    /// The Adj-RIB-In of one is the Adj-RIB-Out of the other (RFC 4271 §3.2): as the sender's best
    /// paths want it, as the wire has seen it, and as the receiver has it.
    private void mirrored(Router from, Router to) {
        SortedMap<String, String> wanted = new TreeMap<>();
        for (RouteRow row : from.table()) {
            if (row.best() && isTold(row, from, to)) {
                wanted.put(row.prefix(), told(row, from, to));
            }
        }
        SortedMap<String, String> held = new TreeMap<>();
        for (RouteRow row : to.table()) {
            if (row.peer().equals(Optional.of(from.address))) {
                held.put(row.prefix(), row.asPath() + " via " + row.nextHop().orElseThrow());
            }
        }
        Set<String> said = new HashSet<>();
        for (Prefix prefix : pipe(from, to).sent.told()) {
            said.add(prefix.toString());
        }
        if (!wanted.equals(held) || !said.equals(held.keySet())) {
            world.broken(
                    from.name
                            + " to "
                            + to.name
                            + ": wanted "
                            + wanted
                            + ", said "
                            + said
                            + ", held "
                            + held);
        }
        long counted =
                from
                        .speaker
                        .rib()
                        .counts(from.view(to.address).orElseThrow().peer().orElseThrow())
                        .stream()
                        .mapToLong(c -> c.advertised())
                        .sum();
        if (counted != said.size()) {
            world.broken(
                    from.name + " counts " + counted + " told to " + to.name + ", said " + said);
        }
    }

    /// RFC 4271 §9.1.3, §9.2: not back to whom it is from, not from inside to inside.
    private boolean isTold(RouteRow row, Router from, Router to) {
        Optional<Router> source = row.peer().flatMap(world::at);
        boolean back = source.equals(Optional.of(to));
        boolean inside = source.isPresent() && source.get().as == from.as && from.as == to.as;
        return !back && !inside;
    }

    private static String told(RouteRow row, Router from, Router to) {
        if (from.as == to.as) {
            Address hop = row.nextHop().filter(a -> row.peer().isPresent()).orElse(from.address);
            return row.asPath() + " via " + hop;
        }
        return (from.as + " " + row.asPath()).strip() + " via " + from.address;
    }

    /// A packet that follows the best paths arrives, and no AS is twice in a path.
    private void loops(Router start) {
        for (RouteRow first : start.table()) {
            List<String> path = List.of(first.asPath().split(" "));
            if (first.best() && new HashSet<>(path).size() != path.size()) {
                world.broken(start.name + ": an AS twice in " + first.asPath());
            }
            if (first.best()) {
                follow(start, first.prefix());
            }
        }
    }

    void follow(Router start, String prefix) {
        Router at = start;
        for (int hops = 0; hops <= world.routers.size(); hops++) {
            Optional<RouteRow> best =
                    at.table().stream()
                            .filter(r -> r.best() && r.prefix().equals(prefix))
                            .findFirst();
            if (best.isEmpty()) {
                world.broken(
                        at.name + " has no path to " + prefix + ", " + start.name + " sends by it");
            }
            if (best.orElseThrow().peer().isEmpty()) {
                return;
            }
            at = best.get().nextHop().flatMap(world::at).orElseThrow();
        }
        world.broken("a loop to " + prefix + " from " + start.name);
    }

    /// All tables, for people and for comparison.
    String tables() {
        StringBuilder text = new StringBuilder();
        for (Router router : world.routers) {
            for (RouteRow row : router.table()) {
                text.append(router.name).append(row.best() ? " * " : "   ").append(row.prefix());
                text.append(" via ").append(row.nextHop().map(Address::toString).orElse("here"));
                text.append(" from ").append(row.peerName()).append(" path ").append(row.asPath());
                text.append('\n');
            }
        }
        return text.toString();
    }

    /// When all neighbors and own routes are gone, nothing is left.
    void close() {
        for (Router router : world.routers) {
            router.originated.forEach(router.speaker::withdraw);
            for (NeighborView neighbor : router.speaker.neighbors()) {
                String address = neighbor.settings().address().toString();
                router.ask("neighbor shutdown", "address", address, "text", "");
            }
        }
        world.pass(SHUTDOWN_SECONDS);
        for (Router router : world.routers) {
            long blocks = router.speaker.rib().totals().attributeBlocks();
            if (!router.table().isEmpty() || blocks != 0 || !router.pipes.isEmpty()) {
                world.broken(
                        router.name
                                + " still has "
                                + router.table().size()
                                + " paths, "
                                + blocks
                                + " blocks, "
                                + router.pipes.size()
                                + " connections");
            }
        }
    }
}

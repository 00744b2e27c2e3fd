package io.godwit.sim;

import io.godwit.rib.RouteRow;
import io.godwit.session.State;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Command;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.plan.Plan;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A network that somebody describes, and what happens in it: the same from the same seed, on every
/// machine.
public final class Simulation {
    /// A router.
    ///
    /// @param addresses at least one; the first is its own where no network is shared
    /// @param networks that the addresses are in; empty when everybody is in one
    public record Node(
            String name, List<Address> addresses, List<Prefix> networks, SpeakerSettings settings) {
        /// Takes copies of the lists.
        public Node {
            addresses = List.copyOf(addresses);
            networks = List.copyOf(networks);
        }
    }

    /// What came of a question.
    ///
    /// @param heads facts about the whole answer
    /// @param rows its rows
    public record Answered(List<Record> heads, List<Record> rows, Outcome outcome) {
        /// Takes copies of the lists.
        public Answered {
            heads = List.copyOf(heads);
            rows = List.copyOf(rows);
        }
    }

    private final World world;
    private final Map<String, Router> nodes = new LinkedHashMap<>();
    private final Choices choices;
    private final long begin;

    /// @param splits whether segments may break between any two octets
    /// @param witness who is told what happens
    public Simulation(long seed, boolean splits, List<Node> described, Witness witness) {
        world = new World(seed);
        world.net.splits = splits;
        world.witness = witness;
        begin = world.now();
        choices = new Choices(witness);
        world.turned.add(choices::look);
        for (Node node : described) {
            Address first = node.addresses().getFirst();
            Router router = world.router(node.name(), node.settings().as(), first.toString());
            router.alsoOwn = node.addresses().subList(1, node.addresses().size());
            router.networks = node.networks();
            router.configured = Optional.of(node.settings());
            nodes.put(node.name(), router);
        }
    }

    /// A wire between two nodes; without any, everybody is beside everybody.
    ///
    /// @param least how long a segment takes on it at least
    /// @param most and at most
    public void link(String a, String b, long least, long most) {
        world.net.links.add(new MemoryNet.Link(node(a), node(b), least, most));
    }

    /// How long a segment takes where there are no links.
    public void latency(long least, long most) {
        world.net.latencyLeast = least;
        world.net.latencyMost = most;
    }

    private Router node(String name) {
        Router router = nodes.get(name);
        if (router == null) {
            throw new IllegalArgumentException("no node " + name);
        }
        return router;
    }

    /// Something to do at a time.
    public void at(long nanos, Runnable deed) {
        world.after(begin + nanos - world.now(), deed);
    }

    /// Starts all nodes, and lets so much time pass.
    public void run(long nanos) {
        world.start();
        world.passNanos(begin + nanos - world.now());
    }

    /// The time since the beginning.
    public long nowNanos() {
        return world.now() - begin;
    }

    // ---- what may happen ----

    /// Nothing passes between two nodes that are beside each other, and nobody is told.
    public void cut(String a, String b) {
        world.cut(node(a), node(b));
    }

    /// And now it does again.
    public void heal(String a, String b) {
        world.heal(node(a), node(b));
    }

    /// Both ends of all connections between two nodes see a reset.
    public void reset(String a, String b) {
        world.reset(node(a), node(b));
    }

    /// A node reads nothing of what another one says, or does so again.
    public void stall(String node, String of, boolean stalled) {
        for (Pipe pipe : node(node).pipes) {
            if (pipe.far().owner() == node(of)) {
                pipe.stalled = stalled;
            }
        }
    }

    /// The process ends; its connections are reset.
    public void kill(String name) {
        node(name).crash();
        choices.forget(node(name));
    }

    /// The power fails; nobody is told.
    public void vanish(String name) {
        node(name).vanish();
        choices.forget(node(name));
    }

    /// The process ends in good order.
    public void stop(String name) {
        node(name).leave("");
        choices.forget(node(name));
    }

    /// A process that has ended starts again, with nothing; one that runs goes on.
    public void start(String name) {
        if (!node(name).isUp()) {
            node(name).start();
        }
    }

    /// Whether a process runs.
    public boolean isUp(String name) {
        return node(name).isUp();
    }

    /// An own route more.
    public void originate(String name, Prefix prefix) {
        if (isUp(name)) {
            node(name).speaker.originate(prefix);
            node(name).poke();
        }
    }

    /// An own route less.
    public void withdraw(String name, Prefix prefix) {
        if (isUp(name)) {
            node(name).speaker.withdraw(prefix);
            node(name).poke();
        }
    }

    /// A process reads another configuration; one that has ended will when it starts.
    public void become(String name, SpeakerSettings settings) {
        Router router = node(name);
        router.configured = Optional.of(settings);
        if (router.isUp()) {
            Plan plan = router.speaker.planTo(settings);
            router.speaker.become(plan, world.now());
            router.poke();
        }
    }

    // ---- what may be seen ----

    /// What the lane of a node that is up answers.
    ///
    /// @param arguments names and values, in turn
    public Answered ask(String name, String command, Object... arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            values.put((String) arguments[i], arguments[i + 1]);
        }
        Router router = node(name);
        Asked asked = new Asked();
        router.speaker.submit(new Command(command, new Arguments(values)), asked);
        while (asked.outcome.isEmpty()) {
            router.speaker.turn();
        }
        return new Answered(asked.heads, asked.rows, asked.outcome.get());
    }

    /// All paths of a node; none when it is down.
    public List<RouteRow> routes(String name) {
        return isUp(name) ? new ArrayList<>(node(name).table()) : List.of();
    }

    /// The state of a node's sessions with another one, by whichever address.
    public List<State> states(String name, String of) {
        if (!isUp(name)) {
            return List.of();
        }
        return node(name).speaker.neighbors().stream()
                .filter(n -> node(of).own().contains(n.settings().address()))
                .map(n -> n.state())
                .toList();
    }

    /// The node that an address belongs to.
    public Optional<String> at(Address address) {
        return world.at(address).map(router -> router.name);
    }
}

package io.godwit.sim;

import io.godwit.kernel.port.MemoryKernel;
import io.godwit.policy.Identity;
import io.godwit.policy.MedRule;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.RejectTag;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.rib.RibLimits;
import io.godwit.rib.RouteQuery;
import io.godwit.rib.RouteRow;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.Shutdown;
import io.godwit.session.State;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.speaker.AggregateWish;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Clock;
import io.godwit.speaker.Command;
import io.godwit.speaker.ConnectSpec;
import io.godwit.speaker.Connection;
import io.godwit.speaker.Interfaces;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.NeighborRange;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Net;
import io.godwit.speaker.OriginateWish;
import io.godwit.speaker.Ports;
import io.godwit.speaker.RpkiSettings;
import io.godwit.speaker.Speaker;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.TcpDrops;
import io.godwit.speaker.show.NeighborRow;
import io.godwit.speaker.show.NeighborView;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.MessageType;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One router: a speaker and the ports it sees.
final class Router implements Net, Clock, Interfaces {
    final World world;
    final String name;
    final long as;
    final Address address;

    /// What a file says; else what stands in the fields below.
    Optional<SpeakerSettings> configured = Optional.empty();

    final List<NeighborSettings> neighbors = new ArrayList<>();
    final List<NeighborRange> ranges = new ArrayList<>();
    Optional<RejectTag> rejectTag = Optional.empty();
    Optional<KernelSettings> kernel = Optional.empty();
    final MemoryKernel machine = new MemoryKernel(4);
    final WatchedPaths paths = new WatchedPaths();
    final List<Prefix> originated = new ArrayList<>();
    final List<OriginateWish> wishes = new ArrayList<>();
    final List<AggregateWish> aggregates = new ArrayList<>();
    final Shell shell = new Shell();
    final List<SpeakerEvent> log = new ArrayList<>();
    final List<Pipe> pipes = new ArrayList<>();
    Optional<Address> otherVersion = Optional.empty();
    List<Address> alsoOwn = List.of();
    List<Guard> guards = List.of();
    Map<Prefix, String> refusals = Map.of();
    TcpDrops drops = TcpDrops.NONE;

    /// Of what answered our attempts to connect.
    final Map<Address, Long> dropped = new HashMap<>();

    /// The networks that its addresses are in; empty when everybody is in one.
    List<Prefix> networks = List.of();

    Optional<Address> linkLocal = Optional.empty();
    int connects;
    Speaker speaker;
    private boolean up;

    /// Whether somebody changed something from outside, which the lane has to look at.
    private boolean poked;

    /// What was seen of the tables since the last turn; empty when nobody has looked.
    private Optional<List<RouteRow>> seen = Optional.empty();

    /// What whoever looks sees of the tables, for tests of what looks.
    UnaryOperator<List<RouteRow>> glasses = UnaryOperator.identity();

    private long traces;
    private int stirredTurns;

    /// Every connection of this run, those that are closed too.
    private final List<Pipe> history = new ArrayList<>();

    Router(World world, String name, long as, Address address) {
        this.world = world;
        this.name = name;
        this.as = as;
        this.address = address;
    }

    /// Ends in good order; from then on nobody listens here.
    void leave(String text) {
        speaker.stop(text);
        up = false;
    }

    void neighbor(Router other, UnaryOperator<NeighborSettings> change) {
        neighbors.add(change.apply(defaults(other.address, other.as, other.name)));
    }

    static NeighborSettings defaults(Address address, long as, String name) {
        return new NeighborSettings(
                new Identity(address, as, Role.EXTERNAL, Relation.UNSTATED, name, "", ""),
                new Transport(179, Optional.empty(), false, 0, Protection.NONE),
                new Timers(90, 0, 5),
                Offers.of(List.of(Family.IPV4_UNICAST)),
                PeerPolicies.of(PolicyChain.ACCEPT, PolicyChain.ACCEPT),
                Shutdown.NO,
                Optional.empty());
    }

    void start() {
        begin();
        speaker.start();
    }

    /// After a crash.
    void startAgain() {
        startAgain(Optional.empty());
    }

    /// The same, when it is known with whom there were sessions.
    void startAgain(Set<Address> met) {
        startAgain(Optional.of(met));
    }

    private void startAgain(Optional<Set<Address>> met) {
        begin();
        speaker.startAgain(met);
    }

    private void begin() {
        history.clear();
        int seed = world.dice.nextInt();
        Dice entropy = new Dice(seed);
        speaker =
                new Speaker(
                        configured.orElseGet(this::settings),
                        new Ports(
                                this,
                                this,
                                entropy::nextInt,
                                this::logged,
                                this,
                                Optional.of(machine),
                                shell,
                                Optional.of(paths)));
        machine.attach(speaker);
        up = true;
    }

    private SpeakerSettings settings() {
        int id = address.isV6() ? 0x0A00_0000 | (int) address.low() & 0xFFFF : address.v4();
        return new SpeakerSettings(
                as,
                Optional.empty(),
                id,
                id,
                MedRule.STANDARD,
                neighbors,
                ranges,
                Stream.concat(originated.stream().map(OriginateWish::of), wishes.stream()).toList(),
                aggregates,
                RpkiSettings.NONE,
                rejectTag,
                kernel,
                RibLimits.WIDEST,
                "test");
    }

    private void logged(SpeakerEvent event) {
        log.add(event);
        world.witness.logged(name, event);
    }

    /// Ends without a word: the machine lost its power, its connections break.
    void crash() {
        up = false;
        List.copyOf(pipes).forEach(Pipe::reset);
        pipes.clear();
    }

    /// The same, and the others see nothing of it.
    void vanish() {
        up = false;
        pipes.clear();
    }

    /// A connection of ours is made.
    private void joined(Pipe pipe) {
        pipes.add(pipe);
        history.add(pipe);
    }

    void poke() {
        poked = true;
    }

    boolean poll() {
        if (!up) {
            return false;
        }
        boolean work = poked | machine.run() | speaker.nextDeadlineNanos() <= world.now();
        poked = false;
        for (Pipe pipe : List.copyOf(pipes)) {
            if (pipe.unread()) {
                speaker.readable(pipe);
                work = true;
            }
            if (pipe.roomWanted()) {
                speaker.writable(pipe);
                work = true;
            }
        }
        if (work) {
            speaker.turn();
            look();
        }
        return work;
    }

    /// Whether routes may have changed in this turn or the two before: then something was said or
    /// logged. Looking at all tables after each KEEPALIVE would take most of the time.
    boolean isStirred() {
        return stirredTurns > 0;
    }

    private void look() {
        long now = log.size() + speaker.rib().totals().updatesPacked();
        for (NeighborView neighbor : speaker.neighbors()) {
            now += neighbor.traffic().in(MessageType.UPDATE);
        }
        stirredTurns = now == traces ? stirredTurns - 1 : 3;
        traces = now;
        seen = Optional.empty();
    }

    long nextDeadline() {
        return up ? speaker.nextDeadlineNanos() : Long.MAX_VALUE;
    }

    @Override
    public Connection connect(ConnectSpec spec) {
        connects++;
        Speaker asking = speaker;
        Address local = spec.local().orElseGet(() -> toward(spec.remote()));
        Pipe mine = new Pipe(world, this, local, spec.remote(), 40_000 + connects, spec.port());
        mine.ttl(spec.ttl());
        Optional<Router> there = world.at(spec.remote());
        world.after(
                there.map(r -> world.net.latency(this, r)).orElse(World.MILLI),
                () -> {
                    // It is away, or has no memory of what it asked for.
                    if (!mine.closed() && up && asking == speaker) {
                        arrived(mine, there);
                    }
                });
        return mine;
    }

    /// The beginning of a connection is there, or nowhere.
    private void arrived(Pipe mine, Optional<Router> at) {
        if (at.isEmpty()) {
            speaker.connectFailed(mine, "no route to host " + mine.remote());
            return;
        }
        Router there = at.get();
        if (!world.net.reachable(this, there, mine.ttl())) {
            return;
        }
        if (!there.up) {
            speaker.connectFailed(mine, "connection refused");
            return;
        }
        Pipe theirs =
                new Pipe(
                        world,
                        there,
                        mine.remote(),
                        mine.local(),
                        mine.remotePort(),
                        mine.localPort());
        mine.join(theirs);
        there.joined(theirs);
        joined(mine);
        there.speaker.accepted(theirs);
        speaker.connected(mine);
    }

    /// Our address in the network that another one is in.
    private Address toward(Address there) {
        return network(there)
                .flatMap(shared -> own().stream().filter(shared::contains).findFirst())
                .orElse(address);
    }

    @Override
    public Map<Prefix, String> guard(List<Guard> wanted) {
        guards = List.copyOf(wanted);
        return refusals;
    }

    @Override
    public TcpDrops drops() {
        return drops;
    }

    @Override
    public long nanos() {
        return world.now();
    }

    @Override
    public Instant wall() {
        return world.clock.wall();
    }

    @Override
    public Optional<Address> ipv6Of(Address localIpv4) {
        return otherVersion.filter(Address::isV6);
    }

    @Override
    public Optional<Address> ipv4Of(Address localIpv6) {
        return otherVersion.filter(a -> !a.isV6());
    }

    @Override
    public boolean onLink(Address there) {
        return networks.isEmpty() || network(there).isPresent();
    }

    @Override
    public Optional<Prefix> network(Address there) {
        return networks.stream().filter(n -> n.contains(there)).findFirst();
    }

    @Override
    public Optional<Address> linkLocalOf(Address local) {
        return linkLocal;
    }

    @Override
    public String link(Address local) {
        return "";
    }

    @Override
    public List<Address> own() {
        List<Address> all = new ArrayList<>(List.of(address));
        all.addAll(alsoOwn);
        return all;
    }

    // ---- what an operator asks ----

    Asked ask(String command, Object... arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            values.put((String) arguments[i], arguments[i + 1]);
        }
        Asked asked = new Asked();
        speaker.submit(new Command(command, new Arguments(values)), asked);
        for (int i = 0; i < 1000 && asked.outcome.isEmpty() && !command.equals("wait"); i++) {
            speaker.turn();
        }
        return asked;
    }

    List<NeighborRow> neighbors() {
        return ask("show neighbors").rows(NeighborRow.class);
    }

    NeighborRow neighbor(Router other) {
        return ask("show neighbor", "address", other.address.toString())
                .rows(NeighborRow.class)
                .getFirst();
    }

    boolean established(Router other) {
        return state(other) == State.ESTABLISHED;
    }

    State state(Router other) {
        return speaker.neighbor(other.address.toString()).orElseThrow().state();
    }

    List<RouteRow> routes() {
        return ask("show routes").rows(RouteRow.class);
    }

    boolean knows(String prefix) {
        return !ask("show routes", "prefix", prefix, "best", true).rows.isEmpty();
    }

    // ---- what an invariant sees: nothing is asked of the lane, so nothing runs for it ----

    boolean isUp() {
        return up;
    }

    /// All paths, those that were rejected too.
    List<RouteRow> table() {
        if (seen.isEmpty()) {
            List<RouteRow> rows = new ArrayList<>();
            speaker.rib().routes(RouteQuery.all()).step(Integer.MAX_VALUE, rows::add);
            seen = Optional.of(glasses.apply(rows));
        }
        return seen.get();
    }

    /// The hold time that is configured for a neighbor.
    long holdNanos(Address of) {
        return neighbors.stream()
                .filter(settings -> settings.address().equals(of))
                .mapToLong(settings -> settings.timers().holdTimeSeconds() * World.SECOND)
                .findFirst()
                .orElseThrow();
    }

    /// Messages on all wires to a neighbor in this run.
    long messages(Address of, Function<Pipe, Wiretap> way, MessageType type) {
        return history.stream()
                .filter(pipe -> pipe.remote().equals(of))
                .mapToLong(pipe -> way.apply(pipe).count(type.code()))
                .sum();
    }

    /// How many connections with a neighbor are over.
    long ended(Address with) {
        return history.stream().filter(p -> p.closed() && p.remote().equals(with)).count();
    }

    /// The other router as its neighbor sees it; empty when it is no neighbor.
    Optional<NeighborView> view(Address of) {
        return speaker.neighbors().stream()
                .filter(n -> n.settings().address().equals(of))
                .findFirst();
    }

    <T extends SpeakerEvent> List<T> events(Class<T> type) {
        return log.stream().filter(type::isInstance).map(type::cast).toList();
    }
}

package io.godwit.speaker;

import io.godwit.kernel.port.MemoryKernel;
import io.godwit.policy.Identity;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.RejectTag;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.rib.RibLimits;
import io.godwit.rib.RouteRow;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.Shutdown;
import io.godwit.session.State;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.speaker.show.NeighborRow;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Routers on a network in memory, under a virtual clock, from a seed: connections split at any
/// octet, delay, stall and break; hours pass in milliseconds.
final class World {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;
    private static final Instant EPOCH = Instant.parse("2026-11-22T00:00:00Z");

    private record Scheduled(long at, long order, Runnable work) {}

    final Random random;
    final List<Router> routers = new ArrayList<>();
    private final long seed;
    private final PriorityQueue<Scheduled> schedule =
            new PriorityQueue<>(
                    Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::order));
    private long nowNanos = SECOND;
    private long order;
    long latencyMost = 20 * MILLI;
    int bufferOctets = 16 * 1024;
    private final List<Address[]> cuts = new ArrayList<>();

    World(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    Router router(String name, long as, String address) {
        Router router = new Router(this, name, as, Address.parse(address).orElseThrow());
        routers.add(router);
        return router;
    }

    /// Makes two routers neighbors of each other.
    void peer(Router a, Router b) {
        a.neighbor(b, settings -> settings);
        b.neighbor(a, settings -> settings);
    }

    void start() {
        routers.forEach(Router::start);
    }

    long now() {
        return nowNanos;
    }

    Instant wall() {
        return EPOCH.plusNanos(nowNanos);
    }

    void after(long nanos, Runnable work) {
        schedule.add(new Scheduled(nowNanos + nanos, order++, work));
    }

    long latency() {
        return 1 + random.nextLong(latencyMost);
    }

    /// Nothing passes between two routers; what is under way is lost, and nobody is told.
    void cut(Router a, Router b) {
        cuts.add(new Address[] {a.address, b.address});
    }

    void heal() {
        cuts.clear();
    }

    boolean reachable(Address a, Address b) {
        for (Address[] cut : cuts) {
            if (cut[0].equals(a) && cut[1].equals(b) || cut[0].equals(b) && cut[1].equals(a)) {
                return false;
            }
        }
        return true;
    }

    /// Breaks all connections between two routers, as a reboot between them would: both see a
    /// reset.
    void reset(Router a, Router b) {
        for (Pipe pipe : List.copyOf(a.pipes)) {
            if (pipe.remote().equals(b.address)) {
                pipe.reset();
            }
        }
    }

    Optional<Router> at(Address address) {
        return routers.stream().filter(r -> r.address.equals(address)).findFirst();
    }

    /// Runs until a condition holds; fails with the seed when it does not within so many seconds.
    void until(String what, int seconds, BooleanSupplier condition) {
        long deadline = nowNanos + seconds * SECOND;
        long steps = 0;
        while (!condition.getAsBoolean()) {
            if (steps++ > 2_000_000 || !step(deadline)) {
                throw new AssertionError(
                        "seed "
                                + seed
                                + ": not within "
                                + seconds
                                + " s: "
                                + what
                                + "\n"
                                + state());
            }
        }
    }

    /// Runs for so long.
    void pass(int seconds) {
        passNanos(seconds * SECOND);
    }

    void passNanos(long nanos) {
        long deadline = nowNanos + nanos;
        while (step(deadline)) {
            assert nowNanos <= deadline;
        }
        nowNanos = deadline;
    }

    /// The next thing that happens; false when nothing does before the deadline.
    private boolean step(long deadline) {
        for (Router router : routers) {
            if (router.poll()) {
                return true;
            }
        }
        long next = Long.MAX_VALUE;
        for (Router router : routers) {
            next = Math.min(next, router.nextDeadline());
        }
        if (!schedule.isEmpty()) {
            next = Math.min(next, schedule.peek().at);
        }
        if (next > deadline) {
            return false;
        }
        nowNanos = Math.max(nowNanos, next);
        while (!schedule.isEmpty() && schedule.peek().at <= nowNanos) {
            schedule.poll().work.run();
        }
        return true;
    }

    String state() {
        StringBuilder text = new StringBuilder("at " + nowNanos / MILLI + " ms\n");
        for (Router router : routers) {
            text.append(router.name).append('\n');
            for (NeighborRow row : router.neighbors()) {
                text.append("  ").append(row.address()).append(' ').append(row.state());
                text.append(' ').append(row.whyNot().orElse("")).append(' ');
                text.append(row.messages()).append(' ').append(router.routes().size());
                text.append(" routes\n");
            }
            router.log.stream()
                    .skip(Math.max(0, router.log.size() - 30))
                    .forEach(event -> text.append("    ").append(event).append('\n'));
        }
        return text.toString();
    }

    /// One router: a speaker and the ports it sees.
    static final class Router implements Net, Clock, Interfaces {
        final World world;
        final String name;
        final long as;
        final Address address;
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

        Optional<Prefix> network = Optional.empty();
        Optional<Address> linkLocal = Optional.empty();
        int connects;
        Speaker speaker;
        private boolean up;

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

        void neighbor(Router other, java.util.function.UnaryOperator<NeighborSettings> change) {
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
            int seed = world.random.nextInt();
            Random entropy = new Random(seed);
            int id = address.isV6() ? 0x0A00_0000 | (int) address.low() & 0xFFFF : address.v4();
            speaker =
                    new Speaker(
                            new SpeakerSettings(
                                    as,
                                    Optional.empty(),
                                    id,
                                    id,
                                    neighbors,
                                    ranges,
                                    Stream.concat(
                                                    originated.stream().map(OriginateWish::of),
                                                    wishes.stream())
                                            .toList(),
                                    aggregates,
                                    RpkiSettings.NONE,
                                    rejectTag,
                                    kernel,
                                    RibLimits.WIDEST,
                                    "test"),
                            new Ports(
                                    this,
                                    this,
                                    entropy::nextInt,
                                    log::add,
                                    this,
                                    Optional.of(machine),
                                    shell,
                                    Optional.of(paths)));
            machine.attach(speaker);
            up = true;
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

        boolean poll() {
            if (!up) {
                return false;
            }
            boolean work = machine.run() | speaker.nextDeadlineNanos() <= world.nowNanos;
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
            }
            return work;
        }

        long nextDeadline() {
            return up ? speaker.nextDeadlineNanos() : Long.MAX_VALUE;
        }

        @Override
        public Connection connect(ConnectSpec spec) {
            connects++;
            Pipe mine = new Pipe(world, this, spec.remote(), 40_000 + connects, spec.port());
            world.after(
                    world.latency(),
                    () -> {
                        Optional<Router> there = world.at(spec.remote());
                        if (mine.closed() || !world.reachable(address, spec.remote())) {
                            return;
                        }
                        if (there.isEmpty()) {
                            speaker.connectFailed(mine, "no route to host " + spec.remote());
                        } else if (!there.get().up) {
                            speaker.connectFailed(mine, "connection refused");
                        } else {
                            Pipe theirs =
                                    new Pipe(
                                            world,
                                            there.get(),
                                            address,
                                            spec.port(),
                                            mine.localPort());
                            mine.join(theirs);
                            there.get().pipes.add(theirs);
                            pipes.add(mine);
                            there.get().speaker.accepted(theirs);
                            speaker.connected(mine);
                        }
                    });
            return mine;
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
            return world.nowNanos;
        }

        @Override
        public Instant wall() {
            return world.wall();
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
            return true;
        }

        @Override
        public Optional<Prefix> network(Address there) {
            return network.filter(n -> n.contains(there));
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
            List<Address> all = new ArrayList<>(alsoOwn);
            all.add(address);
            return all;
        }

        // ---- what an operator asks ----

        Asked ask(String command, Object... arguments) {
            Map<String, Object> values = new java.util.LinkedHashMap<>();
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

        <T extends SpeakerEvent> List<T> events(Class<T> type) {
            return log.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    /// An answer, collected.
    static final class Asked implements Answer {
        final List<Record> heads = new ArrayList<>();
        final List<Record> rows = new ArrayList<>();
        Optional<Outcome> outcome = Optional.empty();
        int room = 1000;

        @Override
        public void head(Record record) {
            heads.add(record);
        }

        @Override
        public void row(Record record) {
            rows.add(record);
        }

        @Override
        public void end(Outcome end) {
            if (outcome.isPresent()) {
                throw new AssertionError("ended twice");
            }
            outcome = Optional.of(end);
        }

        @Override
        public int room() {
            return room;
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        <T> List<T> rows(Class<T> type) {
            return rows.stream().map(type::cast).toList();
        }

        String code() {
            return outcome.orElseThrow().code().orElse("");
        }
    }
}

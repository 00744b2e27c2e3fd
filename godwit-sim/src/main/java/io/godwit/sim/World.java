package io.godwit.sim;

import io.godwit.speaker.show.NeighborRow;
import io.godwit.wire.Address;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Routers on a network in memory, under a virtual clock, from a seed: connections split at any
/// octet, delay, stall and break; hours pass in milliseconds.
final class World {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;
    private static final Instant EPOCH = Instant.parse("2026-11-22T00:00:00Z");

    private record Scheduled(long at, long order, Runnable work) {}

    final Dice random;
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
        this.random = new Dice(seed);
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
}

package io.godwit.sim;

import io.godwit.speaker.show.NeighborRow;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Routers on a network in memory, under a virtual clock, from a seed: connections split at any
/// octet, delay, stall and break; hours pass in milliseconds.
final class World {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;
    private String name;
    private Supplier<List<String>> story = List::of;
    final Dice dice;
    final VirtualClock clock = new VirtualClock();
    final MemoryNet net;
    final List<Router> routers = new ArrayList<>();
    private final List<Invariant> invariants = new ArrayList<>();
    Witness witness = Witness.BLIND;

    /// Who looks at a router that has read what had arrived and done what was due.
    final List<Consumer<Router>> turned = new ArrayList<>();

    World(long seed) {
        name = "seed " + seed;
        this.dice = new Dice(seed);
        this.net = new MemoryNet(dice);
    }

    Router router(String name, long as, String address) {
        return router(name, as, Address.parse(address).orElseThrow());
    }

    Router router(String name, long as, Address address) {
        Router router = new Router(this, name, as, address);
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

    /// What is said of this world when something does not hold.
    void describe(String title, Supplier<List<String>> tale) {
        name = title;
        story = tale;
    }

    /// From now on this must hold after every event.
    void watch(Invariant invariant) {
        invariants.add(invariant);
    }

    long now() {
        return clock.nanos();
    }

    void after(long nanos, Runnable work) {
        clock.after(nanos, work);
    }

    /// Nothing passes between two routers, and nobody is told; what TCP has under way waits.
    void cut(Router a, Router b) {
        net.cut(a, b);
    }

    void heal(Router a, Router b) {
        net.heal(a, b);
    }

    void heal() {
        net.healAll();
    }

    /// Breaks all connections between two routers, as a reboot between them would: both see a
    /// reset.
    void reset(Router a, Router b) {
        for (Pipe pipe : List.copyOf(a.pipes)) {
            if (pipe.far() != null && pipe.far().owner() == b) {
                pipe.reset();
            }
        }
    }

    Optional<Router> at(Address address) {
        return routers.stream().filter(r -> r.own().contains(address)).findFirst();
    }

    /// Runs until a condition holds; fails with the seed when it does not within so many seconds.
    void until(String what, int seconds, BooleanSupplier condition) {
        long deadline = now() + seconds * SECOND;
        long steps = 0;
        while (!condition.getAsBoolean()) {
            if (steps++ > 2_000_000 || !step(deadline)) {
                broken("not within " + seconds + " s: " + what);
            }
        }
    }

    /// Runs for so long.
    void pass(int seconds) {
        passNanos(seconds * SECOND);
    }

    void passNanos(long nanos) {
        long deadline = now() + nanos;
        while (step(deadline)) {
            assert now() <= deadline;
        }
        clock.advance(deadline);
    }

    /// The next thing that happens; false when nothing does before the deadline.
    private boolean step(long deadline) {
        for (Router router : routers) {
            if (router.poll()) {
                turned.forEach(watcher -> watcher.accept(router));
                invariants.forEach(invariant -> hold(invariant, router));
                return true;
            }
        }
        long next = clock.next();
        for (Router router : routers) {
            next = Math.min(next, router.nextDeadline());
        }
        if (next > deadline) {
            return false;
        }
        clock.advance(next);
        return true;
    }

    private void hold(Invariant invariant, Router router) {
        invariant
                .broken(router)
                .ifPresent(
                        text -> broken(invariant.name() + ", router " + router.name + ": " + text));
    }

    /// Ends the run: something does not hold.
    void broken(String text) {
        throw new AssertionError(
                name + ": " + text + "\n" + String.join("\n", story.get()) + "\n" + state());
    }

    String state() {
        StringBuilder text = new StringBuilder("at " + now() / MILLI + " ms\n");
        for (Router router : routers) {
            text.append(router.name).append('\n');
            for (NeighborRow row : router.neighbors()) {
                text.append("  ").append(row.address()).append(' ').append(row.state());
                text.append(' ').append(row.whyNot().orElse("")).append(' ');
                text.append(row.messages()).append(' ').append(router.routes().size());
                text.append(" routes\n");
            }
            router.log.stream()
                    .skip(Math.max(0, router.log.size() - 12))
                    .forEach(event -> text.append("    ").append(event).append('\n'));
        }
        return text.toString();
    }
}

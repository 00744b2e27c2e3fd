package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteMark;
import io.godwit.policy.PolicyChain;
import io.godwit.rib.FibSettings;
import io.godwit.rib.RouteRow;
import io.godwit.rib.WhyNot;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.plan.Plan;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// `announce-installed`: a neighbor is told of what the kernel has. Routes of b and c go through a,
/// and d hears of them.
class AnnounceInstalledTest {
    private static final RouteMark OURS = RouteMark.USUAL;
    private static final String P = "203.0.113.0/24";
    private static final int REFUSED = 101;

    private final World world = new World(7);
    private final Router a = world.router("a", 65001, "192.0.2.1");
    private final Router b = world.router("b", 65002, "192.0.2.2");
    private final Router c = world.router("c", 65003, "198.51.100.3");
    private final Router d = world.router("d", 65004, "192.0.2.4");

    @BeforeEach
    void twoNetworks() {
        a.kernel = Optional.of(settings(FibTest.ALL, true));
        link(2, "192.0.2.0/24");
        link(3, "198.51.100.0/24");
        world.peer(a, b);
        world.peer(a, c);
        world.peer(a, d);
    }

    private static KernelSettings settings(FibSettings fib, boolean announceInstalled) {
        return new KernelSettings(OURS, List.of(), fib, false, announceInstalled);
    }

    private void link(int index, String network) {
        a.machine.put(new Link(index, "eth" + index, true, true, false));
        a.machine.put(
                new KernelRoute(
                        prefix(network),
                        KernelRoute.MAIN_TABLE,
                        2,
                        0,
                        KernelRoute.Kind.UNICAST,
                        List.of(Hop.on(index))));
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static void originate(Router who, Prefix prefix) {
        who.ask("originate", "prefix", "" + prefix);
    }

    private static void withdraw(Router who, Prefix prefix) {
        who.ask("withdraw", "prefix", "" + prefix);
    }

    private void start() {
        world.start();
        for (Router other : List.of(b, c, d)) {
            world.until("a and " + other.name, 60, () -> a.established(other));
        }
        world.pass(2);
    }

    /// Over whom the path leads that d was told; empty if it was told none.
    private Optional<String> heard(String prefix) {
        return d.routes().stream()
                .filter(row -> row.prefix().equals(prefix))
                .map(RouteRow::asPath)
                .findFirst();
    }

    private String verdict() {
        return a.ask("show route why-not", "prefix", P, "address", "192.0.2.4")
                .rows(WhyNot.class)
                .getFirst()
                .paths()
                .getFirst()
                .verdict();
    }

    @Test
    void waitsForTheKernelAndThenIsAnnounced() {
        start();
        a.machine.hold(true);
        originate(b, prefix(P));
        world.pass(2);
        assertThat(heard(P)).isEmpty();
        assertThat(verdict())
                .isEqualTo(
                        "waits for the kernel (`announce-installed`):"
                                + " the kernel has not answered");
        a.machine.hold(false);
        world.pass(1);
        assertThat(heard(P)).contains("65001 65002");
    }

    @Test
    void whatItRefusesIsAnnouncedOnceARetryWorks() {
        a.machine.refuse(prefix(P), REFUSED);
        b.originated.add(prefix(P));
        start();
        assertThat(heard(P)).isEmpty();
        assertThat(verdict()).contains("waits for the kernel").contains("refused: the gateway");
        assertThat(a.speaker.kernel().fib().orElseThrow().unannounced()).isOne();
        a.machine.refuse(prefix(P), 0);
        world.pass(62);
        assertThat(heard(P)).contains("65001 65002");
        assertThat(a.speaker.kernel().fib().orElseThrow().unannounced()).isZero();
    }

    @Test
    void keepsWhatTheKernelStillHasUntilTheBetterOneIsIn() {
        c.originated.add(prefix(P));
        start();
        assertThat(heard(P)).contains("65001 65003");
        a.machine.hold(true);
        originate(b, prefix(P));
        world.pass(2);
        assertThat(heard(P)).contains("65001 65003");
        withdraw(c, prefix(P)); // it is still where the kernel sends packets
        world.pass(2);
        assertThat(heard(P)).contains("65001 65003");
        a.machine.hold(false);
        world.pass(1);
        assertThat(heard(P)).contains("65001 65002");
    }

    @Test
    void withdrawalDoesNotWait() {
        b.originated.add(prefix(P));
        start();
        a.machine.hold(true);
        withdraw(b, prefix(P));
        world.pass(1);
        assertThat(heard(P)).isEmpty();
    }

    /// What it does not take in place of the old one leaves nothing to announce, nor, at last,
    /// anything in the kernel.
    @Test
    void refusedReplacementIsWithdrawnAndLeavesNothingBehind() {
        c.originated.add(prefix(P));
        start();
        a.machine.refuse(prefix(P), REFUSED);
        originate(b, prefix(P));
        world.pass(1);
        assertThat(heard(P)).isEmpty();
        a.machine.refuse(prefix(P), 0);
        withdraw(b, prefix(P));
        withdraw(c, prefix(P));
        world.pass(62);
        assertThat(a.machine.routes()).noneMatch(OURS::on);
    }

    @Test
    void whatTheKernelIsNotToHaveIsAnnouncedAtOnce() {
        a.kernel = Optional.of(settings(new FibSettings(PolicyChain.REJECT, 1, false), true));
        a.machine.hold(true);
        b.originated.add(prefix(P));
        start();
        assertThat(heard(P)).contains("65001 65002");
    }

    @Test
    void nothingWaitsForAKernelThatIsNotThere() {
        a.machine.mute();
        b.originated.add(prefix(P));
        world.start();
        world.until("d hears of it", 60, () -> heard(P).isPresent());
        a.machine.refuse(prefix(P), REFUSED);
        a.machine.overflow(); // now it is
        world.pass(2);
        assertThat(heard(P)).isEmpty();
    }

    @Test
    void anotherMarkWaitsForItsOwnRoutes() {
        b.originated.add(prefix(P));
        start();
        a.machine.refuse(prefix("203.0.114.0/24"), REFUSED);
        originate(b, prefix("203.0.114.0/24"));
        world.pass(1);
        become(new KernelSettings(new RouteMark(254, 66, 33), List.of(), FibTest.ALL, false, true));
        world.pass(5);
        assertThat(heard(P)).contains("65001 65002");
        assertThat(heard("203.0.114.0/24")).isEmpty();
    }

    @Test
    void takesEffectAtOnceBothWays() {
        a.kernel = Optional.of(settings(FibTest.ALL, false));
        a.machine.refuse(prefix(P), REFUSED);
        b.originated.add(prefix(P));
        start();
        assertThat(heard(P)).isPresent();
        assertThat(become(settings(FibTest.ALL, true)))
                .containsExactly("announce-installed true AT_ONCE");
        world.pass(1);
        assertThat(heard(P)).isEmpty();
        assertThat(become(settings(FibTest.ALL, false)))
                .containsExactly("announce-installed false AT_ONCE");
        world.pass(1);
        assertThat(heard(P)).isPresent();
    }

    private List<String> become(KernelSettings wanted) {
        SpeakerSettings now = a.speaker.settings();
        Plan plan =
                a.speaker.planTo(
                        new SpeakerSettings(
                                now.as(),
                                now.confederation(),
                                now.routerId(),
                                now.clusterId(),
                                now.med(),
                                now.neighbors(),
                                now.ranges(),
                                now.originated(),
                                now.aggregates(),
                                now.rpki(),
                                now.rejectTag(),
                                Optional.of(wanted),
                                now.limits(),
                                now.version()));
        a.speaker.become(plan, a.speaker.nowNanos());
        return plan.steps().stream()
                .map(s -> s.option() + " " + s.to() + " " + s.effect())
                .toList();
    }

    @Tag("4271-9.1.3-1")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverAnnouncedWhatTheKernelHasNot(long seed) {
        Random random = new Random(seed);
        start();
        List<Prefix> prefixes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            prefixes.add(Prefix.of(Address.ofV4(0xcb00_0000 + i * 256), 24));
        }
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 15; i++) {
                something(random, prefixes);
                world.pass(1);
                prefixes.forEach(this::isThere);
            }
            a.machine.hold(false);
            prefixes.forEach(p -> a.machine.refuse(p, 0));
            world.pass(130);
            for (Prefix p : prefixes) {
                isThere(p);
                assertThat(heard("" + p).isPresent())
                        .isEqualTo(a.routes().stream().anyMatch(r -> r.prefix().equals("" + p)));
            }
            assertThat(a.speaker.kernel().fib().orElseThrow().unannounced()).isZero();
        }
    }

    private void something(Random random, List<Prefix> prefixes) {
        Prefix prefix = prefixes.get(random.nextInt(prefixes.size()));
        Router who = random.nextBoolean() ? b : c;
        switch (random.nextInt(12)) {
            case 0 -> a.machine.overflow();
            case 1, 2 -> a.machine.refuse(prefix, random.nextBoolean() ? REFUSED : 0);
            case 3, 4 -> a.machine.hold(random.nextBoolean());
            case 5, 6, 7 -> withdraw(who, prefix);
            default -> originate(who, prefix);
        }
    }

    /// What d was told is where the kernel sends packets.
    private void isThere(Prefix prefix) {
        heard("" + prefix)
                .ifPresent(path -> {
                    String gateway = path.endsWith("65002") ? "192.0.2.2" : "198.51.100.3";
                    int link = path.endsWith("65002") ? 2 : 3;
                    Hop hop = Hop.via(Address.parse(gateway).orElseThrow(), link);
                    assertThat(a.machine.route(prefix).map(KernelRoute::hops))
                            .contains(List.of(hop));
                });
    }
}

package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.Link;
import io.godwit.kernel.NextHopObject;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.policy.PolicyChain;
import io.godwit.rib.AggregateSettings;
import io.godwit.rib.Explanation;
import io.godwit.rib.FibSettings;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.AggregateWish;
import io.godwit.speaker.Change;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// What the kernel holds of ours must be what the tables say, whatever happens to it.
class FibTest {
    static final FibSettings ALL = new FibSettings(PolicyChain.ACCEPT, 1, false);
    private static final RouteMark OURS = RouteMark.USUAL;
    private static final int OTHERS = 11;
    private static final int REFUSED = 101;

    private final World world = new World(7);
    private final Router a = world.router("a", 65001, "192.0.2.1");
    private final Router b = world.router("b", 65002, "192.0.2.2");
    private final Router c = world.router("c", 65003, "198.51.100.3");

    @BeforeEach
    void twoNetworks() {
        a.kernel = Optional.of(new KernelSettings(OURS, List.of(), ALL, true));
        link(2, true);
        link(3, true);
    }

    /// Switched off, a link loses its routes; switched on, the kernel makes that of its network.
    private void link(int index, boolean up) {
        a.machine.put(new Link(index, "eth" + index, up, up, false));
        if (up) {
            String network = index == 2 ? "192.0.2.0/24" : "198.51.100.0/24";
            a.machine.put(route(network, 2, 0, Hop.on(index)));
        }
    }

    private static KernelRoute route(String prefix, int protocol, long metric, Hop hop) {
        return new KernelRoute(
                prefix(prefix),
                KernelRoute.MAIN_TABLE,
                protocol,
                metric,
                KernelRoute.Kind.UNICAST,
                List.of(hop));
    }

    private static KernelRoute ours(String prefix, Hop hop) {
        return route(prefix, OURS.protocol(), OURS.metric(), hop);
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static Hop via(String gateway, int link) {
        return Hop.via(Address.parse(gateway).orElseThrow(), link);
    }

    private void connect(Router... others) {
        for (Router other : others) {
            world.peer(a, other);
        }
        world.start();
        for (Router other : others) {
            world.until("a and " + other.name, 60, () -> a.established(other));
        }
    }

    private List<KernelRoute> installed() {
        return a.machine.routes().stream().filter(OURS::on).toList();
    }

    @Tag("4271-4.3-4")
    @Tag("4271-5.1.3-1")
    @Tag("4271-5.1.3-10")
    @Tag("4271-9.1.2-3")
    @Test
    void bestPathIsInstalledReplacedAndRemoved() {
        b.originated.add(prefix("203.0.113.0/24"));
        c.originated.add(prefix("203.0.113.0/24"));
        connect(b, c);
        world.pass(5);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 2)));
        b.ask("withdraw", "prefix", "203.0.113.0/24");
        world.pass(5);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("198.51.100.3", 3)));
        c.ask("withdraw", "prefix", "203.0.113.0/24");
        world.pass(5);
        assertThat(installed()).isEmpty();
    }

    @Tag("4271-9.1.2-1")
    @Tag("4271-9.1.2.1-1")
    @Tag("4271-9.1.2-4")
    @Tag("4271-9.1.2-5")
    @Tag("4271-9.1.2-6")
    @Tag("4271-9.1.2-7")
    @Test
    void linkThatGoesDownTakesItsPathsOut() {
        b.originated.add(prefix("203.0.113.0/24"));
        c.originated.add(prefix("203.0.113.0/24"));
        connect(b, c);
        world.pass(5);
        link(2, false);
        world.pass(1);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("198.51.100.3", 3)));
        RouteRow out = a.routes().stream().filter(row -> !row.valid()).findFirst().orElseThrow();
        assertThat(out.rejectedBecause())
                .isEqualTo("next hop 192.0.2.2 unreachable: no route to 192.0.2.2");
        link(2, true);
        world.pass(1);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 2)));
    }

    /// The kernel dropped our routes without a word, though nothing differs when we look.
    @Test
    void linkThatFlapsAtOnceHasItsRoutesWrittenAgain() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        link(2, false);
        link(2, true);
        assertThat(installed()).isEmpty();
        world.pass(1);
        assertThat(installed()).hasSize(1);
    }

    @Test
    void pathsThatTieShareTheTraffic() {
        a.kernel =
                Optional.of(
                        new KernelSettings(
                                OURS, List.of(), new FibSettings(PolicyChain.ACCEPT, 4, false)));
        b.originated.add(prefix("203.0.113.0/24"));
        c.originated.add(prefix("203.0.113.0/24"));
        connect(b, c);
        world.pass(5);
        assertThat(installed()).hasSize(1);
        assertThat(installed().getFirst().hops())
                .containsExactlyInAnyOrder(via("192.0.2.2", 2), via("198.51.100.3", 3));
        link(3, false);
        world.pass(1);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 2)));
    }

    @Test
    void routeOfAnotherIsNotOverwritten() {
        KernelRoute other = route("203.0.113.0/24", OTHERS, OURS.metric(), via("192.0.2.9", 2));
        a.machine.put(other);
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        assertThat(a.machine.route(prefix("203.0.113.0/24"))).contains(other);
        assertThat(a.events(SpeakerEvent.KernelRefused.class)).hasSize(1);
        assertThat(why("203.0.113.0/24")).startsWith("refused: another route with this metric");
        world.pass(60); // it is tried again less and less often
        a.machine.remove(other);
        world.pass(2);
        assertThat(installed()).hasSize(1);
        assertThat(why("203.0.113.0/24")).isEqualTo("installed");
    }

    /// What it refuses is gone meanwhile, and its place in our tables is another's.
    @Test
    void lateRefusalSaysNothingOfWhoHasThePlaceNow() {
        connect(b);
        a.machine.refuse(prefix("203.0.113.0/24"), REFUSED);
        a.machine.hold(true);
        b.ask("originate", "prefix", "203.0.113.0/24");
        world.pass(1);
        b.ask("withdraw", "prefix", "203.0.113.0/24");
        world.pass(1);
        b.ask("originate", "prefix", "198.51.100.0/28");
        world.pass(1);
        a.machine.hold(false);
        world.until("installed", 1, () -> installed().size() == 1);
        b.ask("withdraw", "prefix", "198.51.100.0/28");
        world.pass(130);
        assertThat(installed()).isEmpty();
    }

    /// The kernel refuses a route and takes the one that was to follow it.
    @Test
    void lateRefusalSaysNothingOfTheRouteThatFollowed() {
        connect(b, c);
        a.machine.hold(true);
        b.ask("originate", "prefix", "203.0.113.0/24");
        world.pass(1);
        c.ask("originate", "prefix", "203.0.113.0/24");
        b.ask("withdraw", "prefix", "203.0.113.0/24");
        world.pass(1);
        a.machine.refuseOnce(prefix("203.0.113.0/24"), REFUSED);
        a.machine.hold(false);
        world.until("installed", 1, () -> installed().size() == 1);
        c.ask("withdraw", "prefix", "203.0.113.0/24");
        world.pass(130);
        assertThat(installed()).isEmpty();
    }

    /// The kernel has ours and uses another: that is said, and of whom it is.
    @Test
    void routeThatIsNotUsedIsNotSaidToBe() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        KernelRoute other = route("203.0.113.0/24", 188, 10, via("192.0.2.9", 2));
        KernelRoute behind = route("203.0.113.0/24", 4, 30, via("192.0.2.8", 2));
        KernelRoute namesake = route("203.0.113.0/24", OURS.protocol(), 5, via("192.0.2.7", 2));
        a.machine.put(other);
        a.machine.put(behind);
        world.pass(1);
        assertThat(why("203.0.113.0/24"))
                .isEqualTo(
                        "installed, but not used: a route of protocol ospf with metric 10 comes"
                                + " first");
        a.machine.put(namesake);
        world.pass(1);
        assertThat(why("203.0.113.0/24")).contains("protocol 66 with metric 5 comes first");
        a.machine.overflow();
        world.pass(1);
        assertThat(why("203.0.113.0/24")).contains("protocol 66 with metric 5 comes first");
        assertThat(a.speaker.kernel().fib().orElseThrow().namesakes()).isOne();
        a.machine.remove(other);
        a.machine.remove(namesake);
        world.pass(1);
        assertThat(why("203.0.113.0/24")).isEqualTo("installed");
        assertThat(a.speaker.kernel().fib().orElseThrow().namesakes()).isZero();
        assertThat(installed()).hasSize(1);
    }

    /// Who uses our number and our metric is one of ours, or a mistake.
    @Test
    void routeAddedByHandThatLooksLikeOursIsRemoved() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        a.machine.put(ours("198.18.0.0/24", via("192.0.2.9", 2)));
        world.pass(5);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 2)));
    }

    @Test
    void routeThatAnotherPutInOursPlaceIsSeenAndComesBackWhenThatGoes() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        KernelRoute other = route("203.0.113.0/24", OTHERS, OURS.metric(), via("192.0.2.9", 2));
        a.machine.put(other);
        world.pass(5);
        assertThat(installed()).isEmpty();
        assertThat(why("203.0.113.0/24")).startsWith("refused: another route with this metric");
        a.machine.remove(other);
        world.pass(2);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 2)));
    }

    /// Else packets to b would go to c, the session with b end, and so on.
    @Test
    void noRouteTakesANeighborFromItsLink() {
        for (String closer : List.of("192.0.2.2/32", "192.0.2.0/25", "192.0.2.128/25")) {
            c.originated.add(prefix(closer));
        }
        connect(b, c);
        world.pass(5);
        assertThat(installed()).containsExactly(ours("192.0.2.128/25", via("198.51.100.3", 3)));
        assertThat(why("192.0.2.2/32"))
                .isEqualTo("not given: it would take 192.0.2.2 from its link");
        link(2, false); // then nothing is taken from it
        world.pass(2);
        assertThat(installed()).hasSize(3);
        link(2, true);
        world.pass(2);
        assertThat(installed()).hasSize(1);
        assertThat(a.established(b) && a.established(c)).isTrue();
    }

    private String why(String prefix) {
        return a.ask("show route why", "prefix", prefix)
                .rows(Explanation.class)
                .getFirst()
                .kernel();
    }

    @Tag("4724-4.1-1")
    @Tag("4724-4.1-6")
    @Test
    void whatARunBeforeHasLeftIsReplacedOrSwept() {
        a.machine.put(ours("203.0.113.0/24", via("192.0.2.9", 2)));
        a.machine.put(ours("203.0.114.0/24", via("192.0.2.9", 2)));
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 2)));
    }

    @Test
    void leftRoutesStayWhileANeighborIsMissing() {
        a.machine.put(ours("203.0.113.0/24", via("192.0.2.9", 2)));
        world.peer(a, b);
        a.start();
        world.pass(30);
        assertThat(installed()).hasSize(1);
        world.pass(31);
        assertThat(installed()).isEmpty();
        assertThat(a.events(SpeakerEvent.KernelSwept.class))
                .containsExactly(new SpeakerEvent.KernelSwept(1));
    }

    /// As a second daemon does that has our number and metric.
    @Test
    void whoRemovesOurRoutesAgainAndAgainIsNotRunAfter() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        int restored = 0;
        for (int i = 0; i < 3000; i++) {
            for (KernelRoute route : installed()) {
                a.machine.remove(route);
                restored++;
            }
            world.passNanos(10_000_000);
        }
        assertThat(restored).isBetween(3, 8);
        String why = a.events(SpeakerEvent.KernelRefused.class).getFirst().text();
        assertThat(why).contains("another program", "protocol N");
        world.pass(61);
        assertThat(installed()).hasSize(1);
        assertThat(a.speaker.kernel().fib().orElseThrow().refusedNow()).isZero();
    }

    /// The kernel takes routes of IPv6 from a link that goes down before it says that it is down.
    @Test
    void aLinkThatFlapsIsNotTakenForAnotherProgram() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        for (int i = 0; i < 4; i++) {
            assertThat(installed()).hasSize(1);
            installed().forEach(a.machine::remove);
            link(2, false);
            world.pass(2);
            link(2, true);
            world.pass(1);
        }
        assertThat(a.events(SpeakerEvent.KernelRefused.class))
                .noneMatch(event -> event.text().contains("another program"));
    }

    @Test
    void whoPutsLikeRoutesThereAgainAndAgainIsNotRunAfter() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        KernelRoute like = ours("198.51.100.0/25", via("192.0.2.9", 2));
        int removed = 0;
        for (int i = 0; i < 3000; i++) {
            if (!installed().contains(like)) {
                a.machine.put(like);
                removed++;
            }
            world.passNanos(10_000_000);
        }
        assertThat(removed).isBetween(2, 3);
        world.pass(90);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 2)));
    }

    @Test
    void withoutKernelAllRoutesGoAtOnceThatOfAnAggregateToo() {
        summary();
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        assertThat(installed()).hasSize(2);
        SpeakerSettings without = Otherwise.than(a.speaker.settings()).kernel(Optional.empty());
        a.speaker.change(
                new Change(without, Optional.empty(), List.of(), "test", false, true, 50, 0),
                new Asked());
        world.pass(1);
        assertThat(installed()).isEmpty();
        assertThat(a.speaker.kernel().fib()).isEmpty();
    }

    private void summary() {
        a.aggregates.add(
                new AggregateWish(
                        new AggregateSettings(prefix("203.0.0.0/16"), false, false, false, 1),
                        PolicyChain.ACCEPT));
    }

    @Test
    void withoutExportAnAggregateDropsNothing() {
        FibSettings nothing = new FibSettings(PolicyChain.REJECT, 1, false);
        a.kernel = Optional.of(new KernelSettings(OURS, List.of(), nothing, true));
        summary();
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        assertThat(a.knows("203.0.0.0/16")).isTrue();
        assertThat(installed()).isEmpty();
    }

    @Test
    void nothingOfOursIsLeftAfterAStop() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        assertThat(installed()).hasSize(1);
        a.speaker.stop("");
        assertThat(a.speaker.stopped()).isFalse();
        world.until("all removed", 5, a.speaker::stopped);
        assertThat(installed()).isEmpty();
        assertThat(a.machine.objects()).isEmpty();
    }

    /// With an object the kernel drops the routes that name it.
    @Test
    void stopIsOneChangeForEachObject() {
        for (int i = 0; i < 30; i++) {
            b.originated.add(Prefix.of(Address.ofV4(0xcb00_0000 + i * 256), 24));
        }
        connect(b);
        world.pass(5);
        long before = a.speaker.kernel().done();
        assertThat(installed()).hasSize(30);
        a.speaker.stop("");
        world.until("all removed", 5, a.speaker::stopped);
        assertThat(installed()).isEmpty();
        assertThat(a.machine.objects()).isEmpty();
        assertThat(a.speaker.kernel().done() - before).isOne();
        assertThat(a.speaker.kernel().refused()).isZero();
    }

    /// All routes that lead to one next hop are re-pointed by one message (RFC 4271 §9.1.2.1: the
    /// way to it is an affair of the machine's own routes).
    @Test
    void otherWayToANextHopIsOneChange() {
        for (int i = 0; i < 30; i++) {
            b.originated.add(Prefix.of(Address.ofV4(0xcb00_0000 + i * 256), 24));
        }
        connect(b);
        world.pass(5);
        long before = a.speaker.kernel().done();
        assertThat(installed()).hasSize(30);
        a.machine.put(route("192.0.2.2/32", 4, 0, Hop.on(3)));
        world.pass(5);
        assertThat(installed())
                .hasSize(30)
                .allMatch(route -> route.hops().equals(List.of(via("192.0.2.2", 3))));
        assertThat(a.speaker.kernel().done() - before).isOne();
    }

    /// With a run that was killed, objects are left as well as routes.
    @Test
    void objectsOfARunBeforeAreSwept() {
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        NextHopObject ours = a.machine.objects().getFirst();
        int left = ours.number() ^ 1;
        RouteBatch batch = new RouteBatch(OURS);
        batch.object(left, ours.hop().orElseThrow(), true);
        a.machine.send(batch);
        world.pass(1);
        assertThat(a.machine.objects()).hasSize(2);
        a.machine.overflow();
        world.pass(5);
        assertThat(a.machine.objects()).containsExactly(ours);
        assertThat(installed()).hasSize(1);
    }

    /// A kernel older than 5.3.
    @Test
    void routesSayThemselvesWhereTheyLeadWithoutObjects() {
        a.machine.withoutObjects();
        b.originated.add(prefix("203.0.113.0/24"));
        connect(b);
        world.pass(5);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 2)));
        assertThat(a.events(SpeakerEvent.KernelRefused.class)).isEmpty();
        a.machine.put(route("192.0.2.2/32", 4, 0, Hop.on(3)));
        world.pass(5);
        assertThat(installed()).containsExactly(ours("203.0.113.0/24", via("192.0.2.2", 3)));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 400);
    }

    @Tag("4271-9.1.3-1")
    @ParameterizedTest
    @MethodSource("seeds")
    void settlesToWhatTheTablesSay(long seed) {
        Random random = new Random(seed);
        int most = 1 + random.nextInt(2);
        if (seed % 3 == 0) {
            a.machine.withoutObjects();
        }
        a.kernel =
                Optional.of(
                        new KernelSettings(
                                OURS,
                                List.of(),
                                new FibSettings(PolicyChain.ACCEPT, most, false),
                                seed % 2 == 0));
        connect(b, c);
        List<Prefix> prefixes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            prefixes.add(Prefix.of(Address.ofV4(0xcb00_0000 + i * 256), 24));
        }
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < 20; i++) {
                something(random, prefixes);
            }
            a.machine.hold(false);
            prefixes.forEach(p -> a.machine.refuse(p, 0));
            link(2, true);
            link(3, true);
            world.pass(130);
            compare(most);
        }
        for (int i = 0; i < 20; i++) {
            something(random, prefixes);
        }
        a.machine.hold(false);
        prefixes.forEach(p -> a.machine.refuse(p, 0));
        a.speaker.stop("");
        world.until("all removed", 5, a.speaker::stopped);
        assertThat(installed()).isEmpty();
        assertThat(a.machine.objects()).isEmpty();
    }

    private void something(Random random, List<Prefix> prefixes) {
        Prefix prefix = prefixes.get(random.nextInt(prefixes.size()));
        Router who = random.nextBoolean() ? b : c;
        switch (random.nextInt(16)) {
            case 0 -> link(2 + random.nextInt(2), random.nextBoolean());
            case 1 -> a.machine.overflow();
            case 2 -> a.machine.refuse(prefix, random.nextBoolean() ? REFUSED : 0);
            case 3 -> a.machine.hold(random.nextBoolean());
            case 4 -> installed().stream().findAny().ifPresent(a.machine::remove);
            case 5, 6 -> world.pass(1 + random.nextInt(3));
            case 7, 8, 9 -> who.speaker.withdraw(prefix);
            default -> who.speaker.originate(prefix);
        }
    }

    private void compare(int most) {
        Map<Prefix, List<Hop>> wanted = new TreeMap<>();
        for (RouteRow row : a.routes()) {
            if (row.best() || most > 1) {
                Address hop = row.nextHop().orElseThrow();
                wanted.computeIfAbsent(prefix(row.prefix()), _ -> new ArrayList<>())
                        .add(Hop.via(hop, hop.equals(b.address) ? 2 : 3));
            }
        }
        Map<Prefix, List<Hop>> there = new TreeMap<>();
        installed().forEach(route -> there.put(route.prefix(), route.hops()));
        assertThat(there.keySet()).isEqualTo(wanted.keySet());
        there.forEach((prefix, hops) ->
                assertThat(hops)
                        .as(prefix.toString())
                        .containsExactlyInAnyOrderElementsOf(wanted.get(prefix)));
    }
}

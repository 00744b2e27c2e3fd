package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PolicyChain;
import io.godwit.session.State;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Command;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.show.NeighborRow;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Two and three speakers over a network in memory.
class SpeakerTest {
    /// `-Dseed=4711` runs one; `-Dseeds=1000` runs more.
    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, Long.getLong("seeds", 200));
    }

    /// For runs that take a tenth of a second.
    static LongStream fewSeeds() {
        return seeds().limit(10);
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static NeighborSettings with(
            NeighborSettings s, boolean passive, int hold, PolicyChain in, PolicyChain out) {
        return Variant.of(s)
                .passive(passive)
                .holdTimeSeconds(hold)
                .importPolicy(in)
                .exportPolicy(out)
                .settings();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void routesArriveAndGo(long seed) {
        World world = new World(seed);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        a.originated.add(prefix("192.0.2.0/24"));
        world.start();
        world.until("established", 5, () -> a.established(b) && b.established(a));
        world.until("route at b", 2, () -> b.knows("192.0.2.0/24"));
        assertThat(b.routes().getFirst().asPath()).isEqualTo("64501");
        assertThat(b.routes().getFirst().nextHop()).contains(a.address);
        b.ask("originate", "prefix", "198.51.100.0/24");
        world.until("route at a", 2, () -> a.knows("198.51.100.0/24"));
        a.ask("withdraw", "prefix", "192.0.2.0/24");
        world.until("route gone at b", 2, () -> !b.knows("192.0.2.0/24"));
        assertThat(a.neighbor(b).transitions()).isPositive();
    }

    /// RFC 4271 §6.8: both connect at the same moment, one connection survives, no route is lost.
    @ParameterizedTest
    @MethodSource("seeds")
    void collisionLeavesOneConnection(long seed) {
        World world = new World(seed);
        world.net.latencyMost = 200 * World.MILLI;
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        a.originated.add(prefix("192.0.2.0/24"));
        world.start();
        world.until("established", 10, () -> a.established(b) && b.established(a));
        world.until("route", 10, () -> b.knows("192.0.2.0/24"));
        world.pass(10);
        assertThat(a.established(b)).isTrue();
        assertThat(b.established(a)).isTrue();
        assertThat(a.pipes).hasSize(1);
        assertThat(b.pipes).hasSize(1);
        assertThat(a.neighbor(b).flaps()).as(world.state()).isZero();
    }

    /// RFC 4271 §6.5: nothing is heard for the hold time.
    @ParameterizedTest
    @MethodSource("seeds")
    void holdTimerEndsASilentSessionAndItComesBack(long seed) {
        World world = new World(seed);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        a.neighbor(b, s -> with(s, false, 9, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        b.neighbor(a, s -> with(s, true, 30, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        a.originated.add(prefix("192.0.2.0/24"));
        world.start();
        world.until("route", 5, () -> b.knows("192.0.2.0/24"));
        assertThat(b.neighbor(a).holdTime()).hasValue(9);
        world.pass(60);
        assertThat(b.established(a)).as("KEEPALIVEs keep it up").isTrue();
        long cut = world.now();
        world.cut(a, b);
        world.until("down", 12, () -> !b.established(a) && !a.established(b));
        assertThat(world.now() - cut).isGreaterThan(5 * World.SECOND);
        world.until("route gone", 2, () -> !b.knows("192.0.2.0/24"));
        assertThat(b.neighbor(a).lastError().orElse("")).contains("hold timer");
        world.heal();
        world.until("route back", 30, () -> b.knows("192.0.2.0/24"));
        assertThat(b.neighbor(a).flaps()).as(world.state()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resetConnectionsComeBack(long seed) {
        World world = new World(seed);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        a.originated.add(prefix("192.0.2.0/24"));
        world.start();
        for (int i = 0; i < 5; i++) {
            world.until("route", 20, () -> b.knows("192.0.2.0/24"));
            world.after(world.dice.nextLong(World.SECOND), () -> world.reset(a, b));
            world.until("gone", 3, () -> !b.knows("192.0.2.0/24"));
        }
        world.until("route", 20, () -> b.knows("192.0.2.0/24"));
    }

    /// Routes pass through the middle; the loss of one end withdraws them at the other.
    @Tag("4271-8.2.1-1")
    @ParameterizedTest
    @MethodSource("seeds")
    void chainOfThree(long seed) {
        World world = new World(seed);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        Router c = world.router("c", 64503, "10.0.0.3");
        world.peer(a, b);
        world.peer(b, c);
        for (int i = 0; i < 200; i++) {
            a.originated.add(prefix("10." + (100 + i / 100) + "." + i % 100 + ".0/24"));
        }
        world.start();
        world.until("all at c", 20, () -> c.routes().size() == 200);
        assertThat(c.routes()).allMatch(r -> r.asPath().equals("64502 64501"));
        assertThat(c.routes()).allMatch(r -> r.nextHop().equals(Optional.of(b.address)));
        a.crash();
        world.until("gone at c", 10, () -> c.routes().isEmpty());
        assertThat(b.established(c)).isTrue();
    }

    /// A reader that stops reading costs memory nowhere and delays nobody else.
    @ParameterizedTest
    @MethodSource("seeds")
    void slowReaderCatchesUp(long seed) {
        World world = new World(seed);
        world.net.bufferOctets = 600;
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        Router c = world.router("c", 64503, "10.0.0.3");
        a.neighbor(b, s -> with(s, true, 90, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        b.neighbor(a, s -> s);
        world.peer(a, c);
        world.start();
        world.until("up", 20, () -> a.established(b) && a.established(c) && b.established(a));
        for (Pipe pipe : b.pipes) {
            pipe.stalled = true;
        }
        for (int i = 0; i < 300; i++) {
            a.ask("originate", "prefix", "10.1." + i % 250 + "." + 8 * (i / 250) + "/29");
        }
        world.until("all at c", 60, () -> c.routes().size() == 300);
        assertThat(b.routes()).hasSizeLessThan(300);
        for (int i = 0; i < 100; i++) {
            a.ask("withdraw", "prefix", "10.1." + i + ".0/29");
        }
        for (Pipe pipe : b.pipes) {
            pipe.stalled = false;
        }
        world.until("b has caught up", 60, () -> b.routes().size() == 200);
        world.until("c as well", 60, () -> c.routes().size() == 200);
        assertThat(a.neighbor(b).flaps()).as(world.state()).isZero();
    }

    /// A neighbor that reads a few octets a second keeps its session: what flows proves life, and
    /// KEEPALIVEs do not queue behind UPDATEs.
    @ParameterizedTest
    @MethodSource("fewSeeds")
    void crawlingReaderKeepsItsSession(long seed) {
        World world = new World(seed);
        world.net.bufferOctets = 300;
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        a.neighbor(b, s -> with(s, false, 9, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        b.neighbor(a, s -> with(s, true, 9, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        world.start();
        world.until("up", 20, () -> b.established(a) && a.established(b));
        world.pass(5);
        for (int i = 0; i < 200; i++) {
            a.ask("originate", "prefix", "10.1." + i + ".0/24");
            a.speaker.turn();
        }
        long began = world.now();
        breathe(world, b);
        world.until("all", 600, () -> b.routes().size() == 200);
        assertThat(world.now() - began).isGreaterThan(30 * World.SECOND);
        assertThat(a.neighbor(b).flaps()).as(world.state()).isZero();
        assertThat(b.neighbor(a).flaps()).isZero();
    }

    /// KEEPALIVE and NOTIFICATION overtake UPDATEs that wait for a slow reader, between two
    /// messages.
    @ParameterizedTest
    @MethodSource("seeds")
    void notificationsOvertakeUpdates(long seed) {
        World world = new World(seed);
        world.net.bufferOctets = 300;
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        a.neighbor(b, s -> with(s, false, 90, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        b.neighbor(a, s -> with(s, true, 90, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        world.start();
        world.until("up", 20, () -> b.established(a) && a.established(b));
        world.pass(5);
        b.pipes.forEach(p -> p.stalled = true);
        for (int i = 0; i < 200; i++) {
            a.ask("originate", "prefix", "10.1." + i + ".0/24");
            a.speaker.turn();
        }
        world.pass(2);
        a.ask("neighbor shutdown", "address", "b", "text", "enough");
        b.pipes.forEach(p -> p.stalled = false);
        world.until("told", 1, () -> b.neighbor(a).message().equals(Optional.of("enough")));
        assertThat(b.neighbor(a).messages().in().update()).isLessThan(20);
        assertThat(b.events(SpeakerEvent.NotificationSent.class)).isEmpty();
    }

    /// Reads about one buffer every two seconds.
    private static void breathe(World world, Router router) {
        boolean stall = router.pipes.stream().noneMatch(p -> p.stalled);
        router.pipes.forEach(p -> p.stalled = stall);
        world.after(stall ? 2 * World.SECOND : World.MILLI, () -> breathe(world, router));
    }

    @Tag("2918-4-3")
    @Tag("2918-4-5")
    @ParameterizedTest
    @MethodSource("seeds")
    void refreshBringsEverythingAgain(long seed) {
        World world = new World(seed);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        a.originated.add(prefix("192.0.2.0/24"));
        world.start();
        world.until("route", 5, () -> b.knows("192.0.2.0/24"));
        world.pass(2);
        long updates = b.neighbor(a).messages().in().update();
        assertThat(b.ask("neighbor refresh", "address", "10.0.0.1").outcome)
                .contains(Outcome.done());
        world.until("again", 5, () -> b.neighbor(a).messages().in().update() > updates);
        assertThat(a.neighbor(b).messages().in().routeRefresh()).isEqualTo(1);
        assertThat(a.events(SpeakerEvent.RefreshRequested.class)).hasSize(1);
        world.pass(2);
        assertThat(b.knows("192.0.2.0/24")).isTrue();
    }

    /// RFC 9003: the other operator reads why.
    @ParameterizedTest
    @MethodSource("seeds")
    void shutdownTellsWhyAndEnableBringsItBack(long seed) {
        World world = new World(seed);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        a.originated.add(prefix("192.0.2.0/24"));
        world.start();
        world.until("route", 5, () -> b.knows("192.0.2.0/24"));
        a.ask("neighbor shutdown", "address", "10.0.0.2", "text", "maintenance 42");
        world.until("gone", 2, () -> !b.established(a) && !b.knows("192.0.2.0/24"));
        assertThat(b.neighbor(a).message()).contains("maintenance 42");
        assertThat(a.neighbor(b).adminDown()).isTrue();
        assertThat(a.neighbor(b).whyNot())
                .contains(
                        "administratively down: \"maintenance 42\";"
                                + " `godwit neighbor X enable` starts it");
        world.pass(60);
        assertThat(a.state(b)).isEqualTo(State.IDLE);
        assertThat(b.neighbor(a).whyNot().orElse("")).contains("maintenance 42");
        a.ask("neighbor enable", "address", "b");
        world.until("back", 10, () -> b.knows("192.0.2.0/24"));
        assertThat(a.neighbor(b).whyNot()).isEmpty();
    }

    @Test
    void clearStartsAnew() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        world.start();
        world.until("up", 5, () -> a.established(b) && b.established(a));
        a.ask("neighbor clear", "address", "10.0.0.2", "text", "again");
        world.until("down", 2, () -> !a.established(b) && !b.established(a));
        NeighborRow.Told told = b.neighbor(a).notifications().received().orElseThrow();
        assertThat(List.of(told.code(), told.subcode())).containsExactly(6, 9);
        world.until("up again", 10, () -> a.established(b) && b.established(a));
        assertThat(a.neighbor(b).flaps()).isEqualTo(1);
    }

    @Test
    void strangersAreToldCeaseConnectionRejected() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        b.neighbor(a, s -> s);
        world.start();
        world.until(
                "told",
                5,
                () ->
                        b.neighbor(a).notifications().received().stream()
                                .anyMatch(n -> n.code() == 6 && n.subcode() == 5));
        assertThat(a.events(SpeakerEvent.UnknownNeighbor.class).getFirst().text())
                .contains("10.0.0.2")
                .contains("not configured");
        world.pass(120);
        assertThat(a.events(SpeakerEvent.UnknownNeighbor.class)).hasSizeLessThan(20);
        assertThat(a.pipes).hasSizeLessThan(2);
    }

    @Test
    void connectionToAnotherLocalAddressIsNotAccepted() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        NeighborSettings s = Router.defaults(b.address, 64502, "b");
        a.neighbors.add(
                Variant.of(s).localAddress(Address.parse("10.9.9.9")).passive(true).settings());
        b.neighbor(a, x -> x);
        world.start();
        world.pass(5);
        assertThat(a.events(SpeakerEvent.UnknownNeighbor.class).getFirst().text())
                .contains("local-address");
        assertThat(a.established(b)).isFalse();
    }

    /// RFC 8212: a session without policies is up and passes nothing, and the view says so.
    @Tag("8212-3-2")
    @Tag("8212-3-3")
    @Test
    void withoutPolicyNothingPassesAndTheRowSaysSo() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        a.neighbor(b, s -> with(s, false, 90, PolicyChain.NONE, PolicyChain.NONE));
        b.neighbor(a, s -> s);
        a.originated.add(prefix("192.0.2.0/24"));
        b.originated.add(prefix("198.51.100.0/24"));
        world.start();
        world.until("up", 5, () -> a.established(b) && b.established(a));
        world.pass(5);
        assertThat(a.knows("198.51.100.0/24")).isFalse();
        assertThat(b.knows("192.0.2.0/24")).isFalse();
        NeighborRow row = a.neighbor(b);
        assertThat(row.received()).hasValue(1);
        assertThat(row.rejected()).hasValue(1);
        assertThat(row.accepted()).hasValue(0);
        assertThat(row.whyNot().orElse("")).contains("RFC 8212");
    }

    /// RFC 4760: IPv6 routes over an IPv4 session carry the interface's IPv6 address.
    @Test
    void bothFamiliesOverOneSession() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        a.otherVersion = Address.parse("2001:db8::1");
        b.otherVersion = Address.parse("2001:db8::2");
        List<Family> both = List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        a.neighbor(b, s -> withFamilies(s, both));
        b.neighbor(a, s -> withFamilies(s, both));
        a.originated.add(prefix("192.0.2.0/24"));
        a.originated.add(prefix("2001:db8:1::/48"));
        world.start();
        world.until("both", 5, () -> b.knows("192.0.2.0/24") && b.knows("2001:db8:1::/48"));
        assertThat(b.ask("show routes", "family", "ipv6").rows(io.godwit.rib.RouteRow.class))
                .singleElement()
                .satisfies(r -> assertThat(r.nextHop()).isEqualTo(a.otherVersion));
    }

    private static NeighborSettings withFamilies(NeighborSettings s, List<Family> families) {
        return Variant.of(s).families(families).settings();
    }

    @Test
    void stopCeasesEverywhereAndEnds() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        Router c = world.router("c", 64503, "10.0.0.3");
        world.peer(a, b);
        world.peer(a, c);
        world.start();
        world.until("up", 5, () -> a.established(b) && a.established(c) && b.established(a));
        a.speaker.stop("bye");
        world.until("stopped", 2, a.speaker::stopped);
        world.until("told", 2, () -> b.neighbor(a).message().equals(Optional.of("bye")));
        world.until("told", 2, () -> c.neighbor(a).message().equals(Optional.of("bye")));
        assertThat(a.pipes).isEmpty();
        assertThat(a.ask("show neighbors").code()).isEqualTo("GW-3006");
    }

    /// A neighbor that neither reads nor closes is left after a second.
    @Test
    void stopDoesNotWaitForSilentNeighbors() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        world.start();
        world.until("up", 5, () -> a.established(b) && b.established(a));
        world.pass(10);
        b.pipes.forEach(p -> p.stalled = true);
        a.speaker.stop("");
        world.until("stopped", 2, a.speaker::stopped);
    }

    @Test
    void waitAnswersWhenItComesTrueOrWhenTheTimeIsOver() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        a.start();
        b.neighbors.clear();
        Asked up =
                a.ask("wait", "what", "established", "address", "10.0.0.2", "timeout_seconds", 60L);
        Asked route =
                a.ask("wait", "what", "route", "prefix", "192.0.2.0/24", "timeout_seconds", 90L);
        Asked never = a.ask("wait", "what", "established", "address", "b", "timeout_seconds", 3L);
        world.pass(10);
        assertThat(up.outcome).isEmpty();
        assertThat(never.code()).isEqualTo("GW-3005");
        assertThat(never.outcome.orElseThrow().message().orElseThrow()).contains("refused");
        b.neighbor(a, s -> s);
        b.originated.add(prefix("192.0.2.0/24"));
        b.start();
        world.until("waited", 30, () -> up.outcome.isPresent() && route.outcome.isPresent());
        assertThat(up.outcome).contains(Outcome.done());
        assertThat(route.outcome).contains(Outcome.done());
    }

    @Test
    void commandsThatCannotBeSayWhy() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        a.start();
        assertThat(a.ask("show neighbours").code()).isEqualTo("GW-3001");
        assertThat(a.ask("show neighbor", "address", "10.0.0.9").code()).isEqualTo("GW-3003");
        assertThat(a.ask("show neighbor").code()).isEqualTo("GW-3002");
        assertThat(a.ask("originate", "prefix", "192.0.2.1/24").code()).isEqualTo("GW-3002");
        assertThat(a.ask("originate", "prefix", "192.0.2.0/24", "x", 1L).code())
                .isEqualTo("GW-3002");
        assertThat(a.ask("withdraw", "prefix", "192.0.2.0/24").code()).isEqualTo("GW-3004");
        assertThat(a.ask("show route why", "prefix", "192.0.2.1").code()).isEqualTo("GW-3004");
        assertThat(a.ask("neighbor refresh", "address", "10.0.0.2").code()).isEqualTo("GW-3007");
        assertThat(a.ask("wait", "what", "else").code()).isEqualTo("GW-3002");
    }

    /// A query whose reader has no room waits; the lane goes on.
    @Test
    void slowAnswersDoNotHoldTheLane() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        a.neighbor(b, s -> with(s, false, 9, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        b.neighbor(a, s -> with(s, true, 9, PolicyChain.ACCEPT, PolicyChain.ACCEPT));
        for (int i = 0; i < 1000; i++) {
            a.originated.add(prefix("10.1." + i % 250 + "." + 8 * (i / 250) + "/29"));
        }
        world.start();
        world.until("up", 20, () -> b.established(a) && a.established(b));
        Asked slow = new Asked();
        slow.room = 0;
        a.speaker.submit(new Command("show routes", Arguments.none()), slow);
        world.pass(60);
        assertThat(slow.rows).isEmpty();
        assertThat(a.established(b)).isTrue();
        slow.room = 7;
        a.ask("show router");
        world.pass(1);
        assertThat(slow.rows).hasSize(1000);
        assertThat(slow.outcome).contains(Outcome.done());
    }

    @Test
    void explainsRefusedConnections() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        a.neighbor(b, s -> s);
        b.neighbor(a, s -> s);
        a.start();
        world.pass(3);
        assertThat(a.neighbor(b).whyNot().orElse("")).contains("refused");
        assertThat(a.events(SpeakerEvent.AttemptFailed.class)).isNotEmpty();
        world.pass(300);
        assertThat(a.events(SpeakerEvent.AttemptFailed.class)).hasSizeLessThan(10);
    }

    /// A neighbor that took leave and is then not there: what it said is worth more than the closed
    /// door.
    @Test
    void whatTheNeighborSaidOutlivesRefusedConnections() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        world.start();
        world.until("up", 5, () -> a.established(b) && b.established(a));
        b.leave("moved to r7");
        world.until(
                "refused",
                30,
                () -> a.neighbor(b).whyNot().filter(w -> w.contains("refused")).isPresent());
        assertThat(a.neighbor(b).whyNot().orElseThrow())
                .startsWith(
                        "shut down by the peer: \"moved to r7\" (received 6/9 with 6/2); now: ");
    }

    /// In a laboratory the neighbor may be on this machine.
    @Test
    void aNeighborWithAnAddressOfThisMachineIsANextHop() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        b.alsoOwn = List.of(a.address);
        world.peer(a, b);
        a.originated.add(prefix("192.0.2.0/24"));
        world.start();
        world.until("route", 5, () -> b.knows("192.0.2.0/24"));
        assertThat(b.neighbor(a).whyNot()).isEmpty();
    }

    @Test
    void aSessionWhoseRoutesAreAllRejectedSaysSo() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        Router c = world.router("c", 64501, "10.0.0.3");
        world.peer(a, b);
        world.peer(b, c);
        a.originated.add(prefix("192.0.2.0/24"));
        world.start();
        world.until("route", 5, () -> c.neighbor(b).rejected().orElse(0) == 1);
        assertThat(c.neighbor(b).whyNot().orElseThrow())
                .contains("every route rejected", "show routes --rejected --neighbor 10.0.0.2");
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        world.peer(a, b);
        world.start();
        Outcome tooLong = outcome(a, "neighbor shutdown", "address", "b", "text", "中".repeat(86));
        assertThat(tooLong.message().orElseThrow()).contains("258 octets", "255 (RFC 9003)");
        assertThat(a.neighbor(b).adminDown()).isFalse();
        assertThat(outcome(a, "neighbor shutdown", "address", "b").status()).isZero();
        Outcome clear = outcome(a, "neighbor clear", "address", "b");
        assertThat(clear.message().orElseThrow()).contains("shut down: there is nothing to clear");
        assertThat(clear.help().orElseThrow()).contains("enable");
    }

    private static Outcome outcome(Router router, String command, Object... arguments) {
        return router.ask(command, arguments).outcome.orElseThrow();
    }

    @Test
    void wrongAsIsNamed() {
        World world = new World(1);
        Router a = world.router("a", 64501, "10.0.0.1");
        Router b = world.router("b", 64502, "10.0.0.2");
        a.neighbors.add(Router.defaults(b.address, 64999, "b"));
        b.neighbor(a, s -> s);
        world.start();
        world.until(
                "named",
                10,
                () -> a.neighbor(b).whyNot().filter(w -> w.contains("64502")).isPresent());
        assertThat(a.neighbor(b).whyNot().orElseThrow()).contains("64999").contains("2/2");
        assertThat(a.neighbor(b).messages().out().open()).isPositive();
    }
}

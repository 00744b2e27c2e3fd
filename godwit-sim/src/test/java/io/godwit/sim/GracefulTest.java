package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.BfdState;
import io.godwit.bfd.Diagnostic;
import io.godwit.bfd.PathEvent;
import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteMark;
import io.godwit.policy.PolicyChain;
import io.godwit.rib.FibSettings;
import io.godwit.rib.RouteRow;
import io.godwit.session.Graceful;
import io.godwit.session.Graceful.Mode;
import io.godwit.session.LongLived;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.wire.Address;
import io.godwit.wire.Notification;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/// Restarts of routers, clause by clause of RFC 4724 §4: `a` restarts, `b` receives, and `c` hears
/// of it from `b`. All three are speakers as they are in the daemon, on a network in memory.
class GracefulTest {
    private static final int RESTART_SECONDS = 30;
    private static final int STALE_SECONDS = 60;
    private static final String PREFIX = "203.0.113.0/24";
    private static final String SECOND_PREFIX = "198.18.0.0/16";
    private static final String OF_C = "198.51.100.0/24";

    private final World world = new World(11);
    private final Router a = world.router("a", 65001, "192.0.2.1");
    private final Router b = world.router("b", 65002, "192.0.2.2");
    private final Router c = world.router("c", 65003, "192.0.2.3");

    @BeforeEach
    void network() {
        a.originated.add(prefix(PREFIX));
        a.originated.add(prefix(SECOND_PREFIX));
        c.originated.add(prefix(OF_C));
        peer(a, b, Mode.YES, Mode.YES);
        peer(b, c, Mode.YES, Mode.YES);
    }

    private static void peer(Router left, Router right, Mode ofLeft, Mode ofRight) {
        left.neighbor(right, settings -> with(settings, ofLeft));
        right.neighbor(left, settings -> with(settings, ofRight));
    }

    private static NeighborSettings with(NeighborSettings like, Mode mode) {
        return with(
                like, new Graceful(mode, RESTART_SECONDS, STALE_SECONDS, 20, true, LongLived.NO));
    }

    private static NeighborSettings with(NeighborSettings like, Graceful graceful) {
        return like.with(like.offers().with(graceful));
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private void up() {
        world.start();
        world.until("all know all", 60, () -> c.knows(PREFIX) && a.knows(OF_C));
        world.pass(3);
    }

    private static boolean stale(Router at, String prefix) {
        return at.routes().stream()
                .filter(route -> route.prefix().equals(prefix))
                .anyMatch(RouteRow::stale);
    }

    private void crashed() {
        a.crash();
        world.until("the loss is seen", 5, () -> !b.established(a));
    }

    /// How many UPDATEs it has heard of `b`.
    private long updatesOfC() {
        return c.neighbor(b).messages().in().update();
    }

    // ---- the Receiving Speaker, §4.2

    @Tag("4724-4.2-3")
    @Tag("4724-4.2-4")
    @Test
    void routesOfALostNeighborStayAndAreStale() {
        up();
        long before = updatesOfC();
        crashed();
        assertThat(stale(b, PREFIX)).isTrue();
        assertThat(b.knows(PREFIX)).as("forwarding does not tell stale from other").isTrue();
        world.pass(RESTART_SECONDS - 5);
        assertThat(c.knows(PREFIX)).isTrue();
        assertThat(updatesOfC()).as("neighbors hear nothing of it").isEqualTo(before);
    }

    @Tag("4724-4.2-8")
    @Test
    void whoDoesNotComeBackInItsRestartTimeIsForgotten() {
        up();
        crashed();
        world.pass(RESTART_SECONDS - 2);
        assertThat(b.knows(PREFIX)).isTrue();
        world.pass(4);
        assertThat(b.routes()).extracting(RouteRow::prefix).doesNotContain(PREFIX);
        world.until("c hears of it", 5, () -> !c.knows(PREFIX));
    }

    @Tag("4724-4.2-12")
    @Tag("4724-4.2-13")
    @Test
    void whatIsToldAgainIsNotStaleAndWhatIsNotGoesAtEndOfRib() {
        up();
        long before = updatesOfC();
        crashed();
        a.originated.remove(prefix(SECOND_PREFIX));
        a.startAgain();
        world.until("it is back", 30, () -> b.established(a));
        world.until("and told all", 30, () -> !b.knows(SECOND_PREFIX));
        assertThat(stale(b, PREFIX)).isFalse();
        assertThat(b.knows(PREFIX)).isTrue();
        world.until("c hears of what went", 5, () -> !c.knows(SECOND_PREFIX));
        assertThat(updatesOfC() - before).as("one withdrawal, nothing else").isEqualTo(1);
    }

    @Tag("4724-4.2-6")
    @Test
    void neighborsHearNothingOfARestart() {
        up();
        long before = updatesOfC();
        crashed();
        a.startAgain();
        world.until("it is back", 30, () -> b.established(a));
        world.until("a knows what c has", 30, () -> a.knows(OF_C));
        world.pass(5);
        assertThat(c.knows(PREFIX) && c.knows(SECOND_PREFIX)).isTrue();
        assertThat(updatesOfC()).isEqualTo(before);
        assertThat(b.routes()).noneMatch(RouteRow::stale);
    }

    @Tag("4724-4-2")
    @Test
    void aNotificationIsNoRestart() {
        up();
        a.leave("good bye");
        world.until("b forgets it", 5, () -> !b.knows(PREFIX));
    }

    @Test
    void whoDoesNotAskForItIsForgottenAtOnce() {
        a.neighbors.set(0, with(a.neighbors.getFirst(), Mode.HELPER));
        up();
        crashed();
        world.until("b forgets it", 1, () -> !b.knows(PREFIX));
    }

    @Test
    void whoIsNotToBeHelpedIsForgottenAtOnce() {
        b.neighbors.set(0, with(b.neighbors.getFirst(), Mode.NO));
        up();
        crashed();
        world.until("b forgets it", 1, () -> !b.knows(PREFIX));
    }

    @Tag("4724-4.2-10")
    @Test
    void withoutTheForwardingBitTheyGoWhenItIsBack() {
        up();
        crashed();
        a.originated.clear();
        a.start();
        world.until("it is back", 30, () -> b.established(a));
        world.until("and nothing is stale", 1, () -> !b.knows(PREFIX));
    }

    @Tag("4724-4.2-10")
    @Test
    void withoutTheCapabilityTheyGoWhenItIsBack() {
        up();
        crashed();
        a.originated.clear();
        a.neighbors.set(0, with(a.neighbors.getFirst(), Mode.NO));
        a.startAgain();
        world.until("it is back", 30, () -> b.established(a));
        world.until("and nothing is stale", 1, () -> !b.knows(PREFIX));
    }

    @Tag("4724-4.2-5")
    @Test
    void whatIsStaleGoesBeforeItGetsStaleTwice() {
        // RFC 8538 §4.1 keeps it, if both sides want that.
        b.neighbors.set(
                0,
                with(
                        b.neighbors.getFirst(),
                        new Graceful(
                                Mode.YES,
                                RESTART_SECONDS,
                                STALE_SECONDS,
                                20,
                                false,
                                LongLived.NO)));
        up();
        crashed();
        a.originated.remove(prefix(SECOND_PREFIX));
        a.startAgain();
        world.until("it tells again", 30, () -> b.knows(PREFIX) && !stale(b, PREFIX));
        crashed();
        world.until("stale before", 2, () -> !b.knows(SECOND_PREFIX));
        assertThat(stale(b, PREFIX)).isTrue();
        for (int crash = 0; crash < 6; crash++) {
            a.startAgain();
            world.until("it is back", 30, () -> b.established(a));
            a.crash();
            world.until("the loss is seen", 5, () -> !b.established(a));
        }
        world.pass(2 * RESTART_SECONDS);
        assertThat(b.knows(PREFIX)).isFalse();
    }

    @Tag("4724-4.2-1")
    @Tag("4724-4.2-2")
    @Test
    void aNewConnectionEndsTheOneThatWasLostUnseen() {
        up();
        long before = updatesOfC();
        a.vanish();
        a.startAgain();
        world.until("it is back", 40, () -> a.established(b));
        assertThat(b.events(SpeakerEvent.Down.class))
                .extracting(SpeakerEvent.Down::text)
                .containsExactly("peer restarted: it opened a new connection");
        world.pass(10);
        assertThat(b.knows(PREFIX)).isTrue();
        assertThat(updatesOfC()).as("c heard nothing of it").isEqualTo(before);
        assertThat(b.events(SpeakerEvent.NotificationSent.class))
                .as("the old connection is just closed, §4.2")
                .allMatch(sent -> sent.subcode() == Notification.COLLISION_RESOLUTION);
    }

    @Tag("4724-4.2-14")
    @Test
    void staleTimeIsTheLimitEvenForWhoIsBack() {
        b.neighbors.set(
                0,
                with(
                        b.neighbors.getFirst(),
                        new Graceful(Mode.YES, RESTART_SECONDS, 10, 20, true, LongLived.NO)));
        up();
        crashed();
        long lost = world.now();
        // Back with a second neighbor that never comes: it learns for 20 s, and tells nothing
        // until then.
        Router missing = new Router(world, "missing", 65009, address("192.0.2.9"));
        a.neighbor(missing, settings -> with(settings, Mode.YES));
        a.startAgain();
        world.until("it is back", 10, () -> b.established(a));
        world.pass(5);
        assertThat(stale(b, PREFIX)).as("nothing told yet").isTrue();
        world.until("stale-time is over", 10, () -> !b.knows(PREFIX));
        assertThat(world.now() - lost).isBetween(9 * World.SECOND, 12 * World.SECOND);
        world.until("told after its deferral", 40, () -> c.knows(PREFIX));
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    @Test
    void anOperatorsShutdownDropsWhatIsKept() {
        up();
        crashed();
        b.ask("neighbor shutdown", "address", a.address.toString(), "text", "");
        world.until("dropped", 2, () -> !b.knows(PREFIX));
        assertThat(b.events(SpeakerEvent.StaleDropped.class)).hasSize(1);
    }

    /// RFC 5882 §4.3: whether BFD there ends with BGP decides what its failure means.
    @Tag("4724-4.2-9")
    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void bfdThatFailsWhileItIsAway(boolean independent, boolean kept) {
        b.neighbors.set(
                0,
                Variant.of(b.neighbors.getFirst()).bfd(Optional.of(BfdSettings.USUAL)).settings());
        up();
        crashed();
        b.speaker.pathTold(
                new PathEvent(
                        a.address,
                        BfdState.UP,
                        BfdState.DOWN,
                        Diagnostic.DETECTION_TIME_EXPIRED,
                        0,
                        false,
                        independent,
                        150_000));
        world.pass(2);
        assertThat(b.knows(PREFIX)).isEqualTo(kept);
    }

    // ---- the Restarting Speaker, §4.1

    private void withKernel(Router router) {
        router.kernel =
                Optional.of(
                        new KernelSettings(
                                RouteMark.USUAL,
                                List.of(),
                                new FibSettings(PolicyChain.ACCEPT, 1, false)));
        router.machine.put(new Link(2, "eth2", true, true, false));
        router.machine.put(
                new KernelRoute(
                        prefix("192.0.2.0/24"),
                        KernelRoute.MAIN_TABLE,
                        2,
                        0,
                        KernelRoute.Kind.UNICAST,
                        List.of(Hop.on(2))));
    }

    private List<String> ours(Router router) {
        return router.machine.routes().stream()
                .filter(RouteMark.USUAL::on)
                .map(route -> route.prefix().toString())
                .sorted()
                .toList();
    }

    @Tag("4724-4.1-1")
    @Tag("4724-4.1-5")
    @Test
    void whatIsInTheKernelStaysAndNothingIsToldBeforeItIsTrue() {
        withKernel(b);
        up();
        world.until("installed", 10, () -> ours(b).equals(List.of(SECOND_PREFIX, OF_C, PREFIX)));
        b.crash();
        world.until("seen", 5, () -> !a.established(b) && !c.established(b));
        a.ask("withdraw", "prefix", SECOND_PREFIX);
        assertThat(stale(c, PREFIX)).isTrue();
        b.start();
        world.until("all is as it was", 60, () -> c.established(b) && !stale(c, PREFIX));
        assertThat(b.events(SpeakerEvent.Restarted.class))
                .contains(new SpeakerEvent.Restarted(true));
        world.until("what went is gone there, too", 5, () -> !c.knows(SECOND_PREFIX));
        assertThat(ours(b)).containsExactly(OF_C, PREFIX);
        assertThat(b.events(SpeakerEvent.Recovered.class)).hasSize(1);
    }

    @Test
    void whoStopsWhileItLooksAtTheKernelStartsNoSession() {
        withKernel(a);
        a.start();
        a.speaker.stop("");
        world.until("it stopped", 5, a.speaker::stopped);
        assertThat(a.connects).isZero();
    }
}

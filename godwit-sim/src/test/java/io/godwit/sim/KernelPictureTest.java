package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.Link;
import io.godwit.kernel.LinkAddress;
import io.godwit.kernel.RouteMark;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.show.ShowKernel;
import io.godwit.speaker.show.ShowKernelRoutes;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class KernelPictureTest {
    private static final KernelRoute ROUTE =
            new KernelRoute(
                    Prefix.parse("10.0.0.0/8").orElseThrow(),
                    KernelRoute.MAIN_TABLE,
                    188,
                    20,
                    KernelRoute.Kind.UNICAST,
                    List.of(Hop.on(2)));

    private final World world = new World(1);
    private final Router router = world.router("a", 65001, "192.0.2.1");

    @Test
    void kernelIsWatchedWhenConfigured() {
        router.kernel = Optional.of(new KernelSettings(RouteMark.USUAL, List.of()));
        router.machine.put(new Link(2, "eth0", true, false));
        router.machine.put(ROUTE);
        router.start();
        world.pass(1);
        assertThat(router.speaker.kernel().table().orElseThrow().routes()).containsExactly(ROUTE);
        router.machine.remove(ROUTE);
        world.pass(1);
        assertThat(router.speaker.kernel().table().orElseThrow().routes()).isEmpty();
        router.machine.overflow();
        world.pass(1);
        assertThat(router.speaker.kernel().restarts()).isEqualTo(1);
    }

    @Test
    void showKernelCountsWhoseRoutesThereAre() {
        router.kernel = Optional.of(new KernelSettings(RouteMark.USUAL, List.of()));
        router.machine.put(new Link(2, "eth0", true, false, false));
        router.machine.put(new Link(3, "eth1", true, false));
        router.machine.put(
                new LinkAddress(
                        3,
                        Address.parse("192.0.2.9").orElseThrow(),
                        Prefix.parse("192.0.2.0/24").orElseThrow()));
        router.machine.put(ROUTE);
        router.start();
        world.pass(1);
        ShowKernel.Row row = router.ask("show kernel").rows(ShowKernel.Row.class).getFirst();
        assertThat(row.protocols()).isEmpty();
        assertThat(row.links())
                .containsExactly(
                        new ShowKernel.Interface(2, "eth0", "no-carrier", List.of()),
                        new ShowKernel.Interface(3, "eth1", "up", List.of("192.0.2.9/24")));
        router.machine.put(new Link(2, "eth0", true, false));
        world.pass(1);
        row = router.ask("show kernel").rows(ShowKernel.Row.class).getFirst();
        assertThat(row.protocols()).containsExactly(new ShowKernel.Protocol(188, "ospf", 1, 0));
        assertThat(router.ask("show kernel routes").rows(ShowKernelRoutes.Row.class))
                .containsExactly(
                        new ShowKernelRoutes.Row(
                                ROUTE.prefix(),
                                188,
                                "ospf",
                                20,
                                "unicast",
                                List.of(new ShowKernelRoutes.Way(Optional.empty(), "eth0", 1))));
    }

    @Test
    void whatDoesNotWorkIsShown() {
        router.kernel = Optional.of(new KernelSettings(RouteMark.USUAL, List.of()));
        router.start();
        world.pass(1);
        router.machine.fail("the right is missing", true);
        ShowKernel.Row row = router.ask("show kernel").rows(ShowKernel.Row.class).getFirst();
        assertThat(row.trouble()).isEqualTo("the right is missing");
        assertThat(row.toldAll()).isPresent();
        assertThat(router.events(SpeakerEvent.KernelSilent.class)).isEmpty();
    }

    /// A kernel that says nothing must not cost the routes (ADR 0011); when it speaks, it counts.
    @Test
    void nextHopsCountAsReachedWhileTheKernelIsSilent() {
        Router other = world.router("b", 65002, "192.0.2.2");
        other.originated.add(Prefix.parse("203.0.113.0/24").orElseThrow());
        router.kernel = Optional.of(new KernelSettings(RouteMark.USUAL, List.of(), FibTest.ALL));
        router.machine.mute();
        world.peer(router, other);
        world.start();
        world.until("session", 60, () -> router.established(other));
        world.pass(1);
        assertThat(router.routes()).noneMatch(RouteRow::best);
        world.pass(10);
        assertThat(router.routes()).hasSize(1).allMatch(RouteRow::best);
        assertThat(router.events(SpeakerEvent.KernelSilent.class)).hasSize(1);
        assertThat(router.machine.routes()).isEmpty();
        router.machine.put(new Link(2, "eth0", true, true));
        router.machine.put(ROUTE);
        router.machine.overflow();
        world.pass(1);
        assertThat(router.routes()).noneMatch(RouteRow::best);
    }

    @Test
    void silenceIsNoticedWhenNothingElseHappens() {
        router.kernel = Optional.of(new KernelSettings(RouteMark.USUAL, List.of()));
        router.machine.mute();
        router.start();
        world.pass(11);
        assertThat(router.events(SpeakerEvent.KernelSilent.class)).hasSize(1);
    }

    @Test
    void kernelThatCannotBeHeardIsDoneWithoutAtOnce() {
        Router other = world.router("b", 65002, "192.0.2.2");
        other.originated.add(Prefix.parse("203.0.113.0/24").orElseThrow());
        router.kernel = Optional.of(new KernelSettings(RouteMark.USUAL, List.of(), FibTest.ALL));
        router.machine.mute();
        world.peer(router, other);
        world.start();
        router.machine.fail("no netlink here", false);
        world.until("session", 60, () -> router.established(other));
        world.pass(1);
        assertThat(router.routes()).hasSize(1).allMatch(RouteRow::best);
    }

    @Test
    void kernelIsLeftAloneOtherwise() {
        router.machine.put(ROUTE);
        router.start();
        world.pass(1);
        assertThat(router.speaker.kernel().table()).isEmpty();
    }
}

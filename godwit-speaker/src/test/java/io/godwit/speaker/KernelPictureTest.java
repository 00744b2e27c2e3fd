package io.godwit.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteMark;
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
    private final World.Router router = world.router("a", 65001, "192.0.2.1");

    @Test
    void kernelIsWatchedWhenConfigured() {
        router.kernel = Optional.of(new KernelSettings(RouteMark.USUAL));
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
    void kernelIsLeftAloneOtherwise() {
        router.machine.put(ROUTE);
        router.start();
        world.pass(1);
        assertThat(router.speaker.kernel().table()).isEmpty();
    }
}

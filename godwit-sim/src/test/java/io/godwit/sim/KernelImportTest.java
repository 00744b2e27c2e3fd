package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.Link;
import io.godwit.kernel.RouteMark;
import io.godwit.policy.PolicyChain;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.KernelImport;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.plan.Effect;
import io.godwit.speaker.plan.Plan;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Routes of the kernel at a neighbor.
class KernelImportTest {
    private static final Link UP = new Link(2, "eth0", true, true, false);
    private static final Link DOWN = new Link(2, "eth0", true, false, false);
    private static final KernelRoute ROUTE =
            new KernelRoute(
                    Prefix.parse("10.1.0.0/16").orElseThrow(),
                    KernelRoute.MAIN_TABLE,
                    188,
                    20,
                    KernelRoute.Kind.UNICAST,
                    List.of(Hop.on(2)));
    private static final KernelImport OSPF =
            new KernelImport("ospf", Set.of(188), PolicyChain.ACCEPT);

    private final World world = new World(1);
    private final Router a = world.router("a", 65001, "192.0.2.1");
    private final Router b = world.router("b", 65002, "192.0.2.2");

    private static KernelSettings imports(KernelImport... imports) {
        return new KernelSettings(RouteMark.USUAL, List.of(imports));
    }

    private void start(KernelSettings settings) {
        a.kernel = Optional.of(settings);
        a.machine.put(UP);
        a.machine.put(ROUTE);
        world.peer(a, b);
        world.start();
        world.until("established", 30, () -> a.established(b));
    }

    @Tag("4271-9.2-5")
    @Test
    void aNeighborHearsOfARouteWhileItsLinkIsUp() {
        start(imports(OSPF));
        world.until("the route is at the neighbor", 5, () -> b.knows("10.1.0.0/16"));
        RouteRow route = b.routes().getFirst();
        assertThat(route.origin()).isEqualTo("incomplete");
        assertThat(route.med()).isEqualTo(OptionalLong.of(20));
        assertThat(route.asPath()).isEqualTo("65001");
        assertThat(route.nextHop()).contains(a.address);
        a.machine.put(DOWN);
        world.until("it is withdrawn within a second", 1, () -> !b.knows("10.1.0.0/16"));
        a.machine.put(UP);
        world.until("it is back within a second", 1, () -> b.knows("10.1.0.0/16"));
    }

    @Test
    void anotherConfigurationImportsSomethingElse() {
        start(imports());
        world.pass(2);
        assertThat(b.knows("10.1.0.0/16")).isFalse();
        become(imports(OSPF), "import  → ospf STARTS");
        world.until("the route is at the neighbor", 1, () -> b.knows("10.1.0.0/16"));
        KernelImport none = new KernelImport("ospf", Set.of(188), PolicyChain.REJECT);
        become(imports(none), "import ospf → ospf { policy reject } RE_EVALUATES");
        world.until("the policy rejects it", 1, () -> !b.knows("10.1.0.0/16"));
        become(imports(), "import ospf { policy reject } →  ENDS");
        assertThat(a.speaker.originated()).isEmpty();
    }

    private void become(KernelSettings wanted, String step) {
        Plan plan =
                a.speaker.planTo(Otherwise.than(a.speaker.settings()).kernel(Optional.of(wanted)));
        assertThat(plan.steps())
                .extracting(s -> s.option() + " " + s.from() + " → " + s.to() + " " + s.effect())
                .containsExactly(step);
        assertThat(plan.steps().getFirst().effect()).isNotEqualTo(Effect.NEEDS_RESTART);
        a.speaker.become(plan, a.speaker.nowNanos());
    }
}

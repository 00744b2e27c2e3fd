package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.BfdState;
import io.godwit.bfd.Diagnostic;
import io.godwit.bfd.PathEvent;
import io.godwit.policy.OriginCondition;
import io.godwit.policy.PolicyChain;
import io.godwit.session.Transport;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.OriginateWish;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.plan.Plan;
import io.godwit.speaker.plan.Step;
import io.godwit.speaker.show.NeighborRow;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What BFD sees, and what becomes of BGP (RFC 5882 §4.3).
class PathsTest {
    private static final BfdSettings FAST = new BfdSettings(50_000, 3, BfdSettings.Hops.AS_BGP);

    private final World world = new World(7);
    private final Router r1 = world.router("R1", 65001, "10.0.0.1");
    private final Router r2 = world.router("R2", 65002, "10.0.0.2");

    private static UnaryOperator<NeighborSettings> bfd(BfdSettings bfd) {
        return s -> Variant.of(s).bfd(Optional.of(bfd)).settings();
    }

    private void up() {
        r1.neighbor(r2, bfd(FAST));
        r2.neighbor(r1, s -> s);
        world.start();
        world.until("Established", 60, () -> r1.established(r2) && r2.established(r1));
    }

    private void tell(BfdState from, BfdState to, int diagnostic, boolean byOperatorThere) {
        r1.speaker.pathTold(
                new PathEvent(
                        r2.address, from, to, diagnostic, 0, byOperatorThere, false, 150_000));
    }

    private NeighborRow row() {
        return r1.neighbors().getFirst();
    }

    /// Why the plan says that it has to be so.
    private String become(UnaryOperator<NeighborSettings> change) {
        SpeakerSettings then =
                Otherwise.than(r1.speaker.settings())
                        .neighbors(r1.speaker.settings().neighbors().stream().map(change).toList());
        Plan plan = r1.speaker.planTo(then);
        r1.speaker.become(plan, world.now());
        return plan.steps().stream().map(Step::why).collect(Collectors.joining());
    }

    /// BFD need not be up for a session to come; it ends one when it was.
    @Tag("9384-3-1")
    @Tag("9384-4-2")
    @Test
    void aBrokenPathEndsTheSessionAtOnce() {
        up();
        assertThat(r1.paths.watched).containsEntry(r2.address, "50ms × 3");
        tell(BfdState.DOWN, BfdState.INIT, 0, false);
        tell(BfdState.INIT, BfdState.UP, 0, false);
        world.pass(1);
        assertThat(r1.established(r2)).isTrue();
        tell(BfdState.UP, BfdState.DOWN, Diagnostic.DETECTION_TIME_EXPIRED, false);
        assertThat(r1.established(r2)).isFalse();
        assertThat(row().whyNot().orElseThrow())
                .contains("BFD: nothing heard for 150 ms (sent 6/9 with 6/10)", "show bfd");
        assertThat(row().whyNotZh().orElseThrow()).contains("BFD 检测到路径中断");
        assertThat(row().whyCode()).contains("GW-3231");
        world.until("R2 is told", 5, () -> !r2.established(r1));
        assertThat(r2.neighbors().getFirst().whyNot().orElseThrow())
                .contains("BFD: the peer sees the path broken (received 6/9 with 6/10)");
        world.until("it comes back without BFD", 60, () -> r1.established(r2));
    }

    @Test
    void anOperatorThereEndsNothing() {
        up();
        tell(BfdState.INIT, BfdState.UP, 0, false);
        tell(BfdState.UP, BfdState.DOWN, Diagnostic.NEIGHBOR_SIGNALED_DOWN, true);
        world.pass(5);
        assertThat(r1.established(r2)).isTrue();
        assertThat(row().flaps()).isZero();
    }

    @Test
    void newsOfWhoIsNotWatchedAreIgnored() {
        up();
        assertThat(become(s -> Variant.of(s).bfd(Optional.empty()).settings()))
                .contains("the session goes on here", "BIRD may end it");
        assertThat(r1.paths.watched).isEmpty();
        tell(BfdState.UP, BfdState.DOWN, Diagnostic.DETECTION_TIME_EXPIRED, false);
        assertThat(r1.established(r2)).isTrue();
    }

    @Test
    void theConfigurationAndTheOperatorSayWhoIsWatched() {
        up();
        assertThat(become(bfd(new BfdSettings(200_000, 5, BfdSettings.Hops.AS_BGP)))).isEmpty();
        assertThat(become(bfd(new BfdSettings(200_000, 5, BfdSettings.Hops.SEVERAL))))
                .contains("BIRD may end it");
        assertThat(r1.paths.watched)
                .containsEntry(r2.address, "200ms × 5, several hops over several hops");
        r1.ask("neighbor shutdown", "address", "10.0.0.2");
        world.pass(1);
        assertThat(r1.paths.watched).isEmpty();
        r1.ask("neighbor enable", "address", "10.0.0.2");
        world.pass(1);
        assertThat(r1.paths.watched).hasSize(1);
        assertThat(r1.established(r2) || row().flaps() == 1).isTrue();
        become(bfd(FAST));
        assertThat(r1.paths.watched).containsEntry(r2.address, "50ms × 3");
        r1.speaker.become(
                r1.speaker.planTo(Otherwise.than(r1.speaker.settings()).neighbors(List.of())),
                world.now());
        assertThat(r1.paths.watched).isEmpty();
    }

    /// `originate P { if-bfd A }`.
    @Test
    void anOwnRouteWaitsForAPath() {
        Prefix own = Prefix.parse("192.0.2.0/24").orElseThrow();
        r1.wishes.add(
                new OriginateWish(
                        own, List.of(new OriginCondition.PathUp(r2.address)), PolicyChain.ACCEPT));
        up();
        world.pass(2);
        assertThat(r2.knows("192.0.2.0/24")).isFalse();
        tell(BfdState.INIT, BfdState.UP, 0, false);
        world.until("it comes", 2, () -> r2.knows("192.0.2.0/24"));
        tell(BfdState.UP, BfdState.DOWN, Diagnostic.NEIGHBOR_SIGNALED_DOWN, true);
        world.until("it goes", 2, () -> !r2.knows("192.0.2.0/24"));
        assertThat(r1.ask("show originated").rows.toString())
                .contains("if-bfd 10.0.0.2", "its path is Down");
    }

    @Test
    void severalHopsAsTheSessionHasThem() {
        r1.neighbor(
                r2,
                s ->
                        new NeighborSettings(
                                s.identity(),
                                new Transport(
                                        179,
                                        Optional.empty(),
                                        false,
                                        2,
                                        s.transport().protection()),
                                s.timers(),
                                s.offers(),
                                s.policies(),
                                s.shutdown(),
                                Optional.of(FAST)));
        r1.start();
        assertThat(r1.paths.watched).containsEntry(r2.address, "50ms × 3 over several hops");
    }
}

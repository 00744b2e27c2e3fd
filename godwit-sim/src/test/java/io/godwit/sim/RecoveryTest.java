package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.session.Graceful;
import io.godwit.session.Graceful.Mode;
import io.godwit.speaker.NeighborRange;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.show.RestartRow;
import io.godwit.speaker.show.RestartRow.Awaited;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Our own restart (RFC 4724 §4.1): for whom it waits, for how long, and what an operator sees of
/// it. `r` restarts between `a`, which is back at once, and `b`.
class RecoveryTest {
    private static final int RESTART_SECONDS = 30;
    private static final int DEFERRAL_SECONDS = 50;
    private static final String OF_A = "203.0.113.0/24";

    private final World world = new World(23);
    private final Router r = world.router("r", 65000, "192.0.2.1");
    private final Router a = world.router("a", 65001, "192.0.2.2");
    private final Router b = world.router("b", 65002, "192.0.2.3");

    @BeforeEach
    void network() {
        a.originated.add(Prefix.parse(OF_A).orElseThrow());
        for (Router other : List.of(a, b)) {
            r.neighbor(other, settings -> with(settings, Mode.YES));
            other.neighbor(r, settings -> with(settings, Mode.YES));
        }
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private static NeighborSettings with(NeighborSettings like, Mode mode) {
        return with(like, mode, RESTART_SECONDS, DEFERRAL_SECONDS);
    }

    private static NeighborSettings with(
            NeighborSettings like, Mode mode, int restartSeconds, int deferralSeconds) {
        return like.with(
                like.offers().with(new Graceful(mode, restartSeconds, 60, deferralSeconds)));
    }

    private void aIsBack() {
        world.until("a is back", 20, () -> r.established(a));
        world.pass(3);
    }

    /// Whether it waits no more; to be called after its start.
    private boolean chosen() {
        return r.speaker.restart().filter(row -> row.phase().equals("learning")).isEmpty();
    }

    private RestartRow row() {
        return r.speaker.restart().orElseThrow();
    }

    private List<SpeakerEvent.Recovered> recovered() {
        return r.events(SpeakerEvent.Recovered.class);
    }

    @Tag("4724-4.1-4")
    @Test
    void whoIsNotBackIsNamedAndWaitedForDuringOurRestartTime() {
        a.start();
        r.startAgain();
        aIsBack();
        assertThat(r.speaker.restart().map(RestartRow::phase)).contains("learning");
        assertThat(row().waitsFor())
                .extracting(Awaited::address, Awaited::name, Awaited::families, Awaited::here)
                .containsExactly(Tuple.tuple(b.address, Optional.of("b"), List.of("ipv4"), false));
        assertThat(row().waitsFor().getFirst().seconds())
                .isBetween(RESTART_SECONDS - 20L, RESTART_SECONDS - 3L);
        assertThat(chosen()).isFalse();
        world.until("its time is over", RESTART_SECONDS, this::chosen);
        world.pass(1);
        assertThat(recovered())
                .extracting(SpeakerEvent.Recovered::missing)
                .containsExactly(List.of(b.address));
        assertThat(r.speaker.restart()).isEmpty();
    }

    @Test
    void whoHadNoSessionBeforeIsNotWaitedFor() {
        a.start();
        r.startAgain(Set.of(a.address));
        world.until("a's routes are chosen", 10, this::chosen);
        world.pass(1);
        assertThat(recovered()).extracting(SpeakerEvent.Recovered::missing).contains(List.of());
    }

    @Test
    void whoHadOneIs() {
        a.start();
        r.startAgain(Set.of(a.address, b.address));
        aIsBack();
        assertThat(row().waitsFor()).extracting(Awaited::address).containsExactly(b.address);
    }

    @Test
    void nobodyWasThereSoThereIsNothingToWaitFor() {
        r.startAgain(Set.of());
        world.pass(1);
        assertThat(recovered()).hasSize(1);
    }

    @Test
    void whoIsShutDownIsNotWaitedFor() {
        a.start();
        r.startAgain();
        aIsBack();
        r.ask("neighbor shutdown", "address", b.address.toString(), "text", "");
        world.until("a's routes are chosen", 1, this::chosen);
    }

    @Test
    void anOperatorEndsTheWait() {
        a.start();
        r.startAgain();
        aIsBack();
        assertThat(chosen()).isFalse();
        assertThat(r.ask("recover").outcome).contains(Outcome.done());
        world.until("a's routes are chosen", 1, this::chosen);
        world.pass(1);
        assertThat(recovered())
                .extracting(SpeakerEvent.Recovered::missing)
                .containsExactly(List.of(b.address));
        assertThat(r.ask("recover").outcome.orElseThrow().code()).contains("GW-3015");
    }

    @Tag("4724-3-1")
    @Tag("4724-4.1-3")
    @Test
    void whoRestartedTooIsWaitedForOnlyAMoment() {
        Router missing = new Router(world, "missing", 65009, address("192.0.2.9"));
        b.neighbor(missing, settings -> with(settings, Mode.YES, 300, 300));
        b.startAgain();
        a.start();
        r.startAgain();
        world.until("both are there", 20, () -> r.established(a) && r.established(b));
        world.pass(8);
        assertThat(chosen()).as("it may tell all at once, as FRR does").isFalse();
        world.until("it waits itself", 3, this::chosen);
    }

    @Tag("4724-4.1-4")
    @Test
    void whoSaysNothingOfGracefulRestartIsNotWaitedForOnceItIsThere() {
        b.neighbors.set(0, with(b.neighbors.getFirst(), Mode.NO));
        a.start();
        b.start();
        r.startAgain();
        world.until("a's routes are chosen", 10, this::chosen);
    }

    @Tag("4724-4.1-8")
    @Test
    void whoIsThereAndDoesNotEndIsWaitedForDuringTheDeferralTime() {
        // It has restarted before, waits itself for somebody that never comes, and tells nothing
        // meanwhile; on its second session it does not say that it restarted.
        Router missing = new Router(world, "missing", 65009, address("192.0.2.9"));
        b.neighbor(missing, settings -> with(settings, Mode.YES, 300, 300));
        a.start();
        b.startAgain();
        r.start();
        world.until("both are there", 20, () -> r.established(a) && r.established(b));
        r.crash();
        world.until("the loss is seen", 5, () -> !a.established(r) && !b.established(r));
        r.startAgain();
        world.until("both are back", 20, () -> r.established(a) && r.established(b));
        world.pass(RESTART_SECONDS);
        assertThat(chosen()).isFalse();
        assertThat(row().waitsFor())
                .extracting(Awaited::address, Awaited::here)
                .containsExactly(Tuple.tuple(b.address, true));
        world.until("its time is over", 20, this::chosen);
        world.pass(1);
        assertThat(r.knows(OF_A)).isTrue();
        assertThat(recovered())
                .extracting(SpeakerEvent.Recovered::missing)
                .containsExactly(List.of(b.address));
    }

    @Test
    void whoCameFromARangeIsWaitedForAsWell() {
        Prefix range = Prefix.parse("192.0.2.128/25").orElseThrow();
        NeighborSettings guest = Router.defaults(range.address(), 65005, "");
        guest = with(Variant.of(guest).passive(true).settings(), Mode.YES);
        r.ranges.add(new NeighborRange(range, guest, 5));
        a.start();
        b.start();
        r.startAgain(Set.of(address("192.0.2.130"), address("192.0.2.40")));
        aIsBack();
        assertThat(row().waitsFor())
                .extracting(Awaited::address)
                .containsExactly(address("192.0.2.130"));
        world.until("its time is over", RESTART_SECONDS, this::chosen);
    }

    @Test
    void aSecondKillWhileItWaitsIsARestartLikeTheFirst() {
        a.start();
        r.startAgain(Set.of(a.address, b.address));
        aIsBack();
        r.crash();
        world.until("the loss is seen", 5, () -> !a.established(r));
        r.startAgain(Set.of(a.address, b.address));
        aIsBack();
        assertThat(row().waitsFor()).extracting(Awaited::address).containsExactly(b.address);
        b.start();
        world.until("all have told", 20, this::chosen);
    }
}

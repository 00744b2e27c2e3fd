package io.godwit.bfd;

import static io.godwit.bfd.TwoEnds.MILLI;
import static io.godwit.bfd.TwoEnds.every;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RFC 5880 §6.2 and §6.8, against a packet at a time and against another session.
class SessionTest {
    private final List<ControlPacket> sent = new ArrayList<>();
    private final List<PathEvent> events = new ArrayList<>();
    private final Outlet out =
            new Outlet() {
                @Override
                public void send(Session session, ControlPacket packet) {
                    sent.add(packet);
                }

                @Override
                public void changed(Session session, PathEvent event) {
                    events.add(event);
                }
            };
    private long now = 5_000_000_000L;
    private Session session = fresh(every(200, 3));

    private Session fresh(BfdSettings settings) {
        return new Session(new Path(TwoEnds.B, Optional.empty(), false), settings, 77, 1, now);
    }

    private static ControlPacket packet(
            BfdState state, boolean poll, boolean last, boolean demand) {
        int yours = state == BfdState.UP || state == BfdState.INIT ? 77 : 0;
        return new ControlPacket(
                0, state, poll, last, false, false, demand, 5, 99, yours, 100_000, 300_000, 0);
    }

    private void hear(BfdState state) {
        session.received(packet(state, false, false, false), now, out);
    }

    /// §6.8.6 has nothing of the C bit; who hears of the break decides by it (RFC 5882 §4.3).
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whetherTheOtherSideOutlivesItsControlPlaneIsToldWithABreak(boolean independent) {
        bring(BfdState.UP);
        session.received(
                new ControlPacket(
                        0,
                        BfdState.UP,
                        false,
                        false,
                        independent,
                        false,
                        false,
                        5,
                        99,
                        77,
                        100_000,
                        300_000,
                        0),
                now,
                out);
        now += 10_000 * MILLI;
        session.tick(now, out);
        assertThat(events.getLast().broken()).isTrue();
        assertThat(events.getLast().independentThere()).isEqualTo(independent);
    }

    private void bring(BfdState to) {
        session = fresh(every(200, 3));
        switch (to) {
            case ADMIN_DOWN -> session.disable(now, out);
            case DOWN -> {}
            case INIT -> hear(BfdState.DOWN);
            case UP -> {
                hear(BfdState.DOWN);
                hear(BfdState.INIT);
            }
        }
        assertThat(session.state()).isEqualTo(to);
        sent.clear();
        events.clear();
    }

    /// The whole of the diagram in §6.2: what we are, what is heard, what we become, our
    /// diagnostic.
    @ParameterizedTest
    @CsvSource({
        "ADMIN_DOWN, ADMIN_DOWN, ADMIN_DOWN, 7",
        "ADMIN_DOWN, DOWN, ADMIN_DOWN, 7",
        "ADMIN_DOWN, INIT, ADMIN_DOWN, 7",
        "ADMIN_DOWN, UP, ADMIN_DOWN, 7",
        "DOWN, ADMIN_DOWN, DOWN, 0",
        "DOWN, DOWN, INIT, 0",
        "DOWN, INIT, UP, 0",
        "DOWN, UP, DOWN, 0",
        "INIT, ADMIN_DOWN, DOWN, 3",
        "INIT, DOWN, INIT, 0",
        "INIT, INIT, UP, 0",
        "INIT, UP, UP, 0",
        "UP, ADMIN_DOWN, DOWN, 3",
        "UP, DOWN, DOWN, 3",
        "UP, INIT, UP, 0",
        "UP, UP, UP, 0",
    })
    void theStateMachine(BfdState before, BfdState heard, BfdState after, int diagnostic) {
        bring(before);
        hear(heard);
        assertThat(session.state()).isEqualTo(after);
        assertThat(session.report().localDiagnostic()).isEqualTo(diagnostic);
        // §6.8.7: a change of state is told at once.
        assertThat(sent).hasSize(before == after ? 0 : 1);
        assertThat(events).hasSize(before == after ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INIT", "UP"})
    void silenceTakesItDown(BfdState before) {
        bring(before);
        hear(BfdState.INIT);
        // Their multiplier 5, their interval 100 ms, but we hear only every 200 ms (§6.8.4).
        long detection = session.state() == BfdState.UP ? 1000 * MILLI : 0;
        session.tick(now + detection - 1, out);
        assertThat(session.state()).isEqualTo(BfdState.UP);
        session.tick(now + detection, out);
        assertThat(session.state()).isEqualTo(BfdState.DOWN);
        assertThat(session.report().localDiagnostic()).isEqualTo(Diagnostic.DETECTION_TIME_EXPIRED);
        assertThat(session.report().remoteDiscriminator()).isZero();
        assertThat(events.getLast().broken()).isTrue();
        assertThat(events.getLast().why()).isEqualTo("nothing heard for 1000 ms");
    }

    @Test
    void anOperatorThereBreaksNothing() {
        bring(BfdState.UP);
        hear(BfdState.ADMIN_DOWN);
        assertThat(events.getLast().broken()).isFalse();
        bring(BfdState.UP);
        hear(BfdState.DOWN);
        assertThat(events.getLast().broken()).isTrue();
    }

    @Test
    void aPollIsAnsweredAtOnceInEveryStateButAdminDown() {
        for (BfdState state : List.of(BfdState.DOWN, BfdState.INIT, BfdState.UP)) {
            bring(state);
            session.received(packet(BfdState.UP, true, false, false), now, out);
            assertThat(sent).hasSize(1);
            assertThat(sent.getFirst().last()).isTrue();
            assertThat(sent.getFirst().poll()).isFalse();
        }
    }

    /// §6.8.3: while not Up once a second; Up is announced by a Poll Sequence.
    @Test
    void aPollSequenceGoesOnUntilItsAnswer() {
        hear(BfdState.DOWN);
        assertThat(sent.getLast().desiredMinTxMicros()).isEqualTo(1_000_000);
        assertThat(sent.getLast().poll()).isFalse();
        hear(BfdState.INIT);
        assertThat(sent.getLast().desiredMinTxMicros()).isEqualTo(200_000);
        assertThat(sent.getLast().poll()).isTrue();
        now = session.nextDeadlineNanos();
        session.tick(now, out);
        assertThat(sent.getLast().poll()).isTrue();
        session.received(packet(BfdState.UP, false, true, false), now, out);
        now = session.nextDeadlineNanos();
        session.tick(now, out);
        assertThat(sent.getLast().poll()).isFalse();
    }

    /// §6.6, §6.8.7: who is in Demand mode gets no packets but those of a Poll Sequence.
    @Test
    void aDemandOfTheOtherSideIsHonored() {
        bring(BfdState.UP);
        session.received(packet(BfdState.UP, false, false, true), now, out);
        assertThat(session.report().transmitMicros()).isNotZero();
        session.received(packet(BfdState.UP, false, true, true), now, out);
        sent.clear();
        assertThat(session.report().transmitMicros()).isZero();
        session.tick(now + 900 * MILLI, out);
        assertThat(sent).isEmpty();
        session.received(packet(BfdState.UP, false, false, false), now + 950 * MILLI, out);
        session.tick(now + 1300 * MILLI, out);
        assertThat(sent).isNotEmpty();
    }

    /// §6.8.7: who requires an interval of zero gets nothing.
    @Test
    void whoWantsNothingGetsNothing() {
        bring(BfdState.UP);
        ControlPacket zero =
                new ControlPacket(
                        0, BfdState.UP, false, true, false, false, false, 5, 99, 77, 100_000, 0, 0);
        session.received(zero, now, out);
        sent.clear();
        session.tick(now + 999 * MILLI, out);
        assertThat(sent).isEmpty();
        hear(BfdState.UP);
        session.tick(now, out);
        assertThat(sent).hasSize(1);
    }

    @Test
    void anAuthenticatedPacketIsDiscarded() {
        bring(BfdState.UP);
        ControlPacket other =
                new ControlPacket(
                        0, BfdState.DOWN, false, false, false, true, false, 5, 99, 77, 1, 1, 0);
        assertThat(session.received(other, now, out)).contains(Refusal.AUTHENTICATED);
        assertThat(session.state()).isEqualTo(BfdState.UP);
    }

    /// §6.8.16: the other side is told for its detection time.
    @Test
    void whoLeavesSaysSo() {
        bring(BfdState.UP);
        session.disable(now, out);
        assertThat(sent.getLast().state()).isEqualTo(BfdState.ADMIN_DOWN);
        assertThat(sent.getLast().diagnostic()).isEqualTo(Diagnostic.ADMINISTRATIVELY_DOWN);
        assertThat(session.isOver(now + 2999 * MILLI)).isFalse();
        assertThat(session.isOver(now + 3000 * MILLI)).isTrue();
    }

    /// Who asks for more than an hour between two packets is not told for a day.
    @Test
    void nobodyIsKeptForLong() {
        bring(BfdState.UP);
        ControlPacket slow =
                new ControlPacket(
                        0,
                        BfdState.UP,
                        false,
                        false,
                        false,
                        false,
                        false,
                        255,
                        99,
                        77,
                        100_000,
                        0xFFFF_FFFFL,
                        0);
        session.received(slow, now, out);
        session.disable(now, out);
        assertThat(session.isOver(now + 60_000 * MILLI)).isTrue();
        assertThat(session.nextDeadlineNanos()).isLessThanOrEqualTo(now + 60_000 * MILLI);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.75, 0.90", "3, 0.75, 1.0"})
    void jitter(int multiplier, double least, double most) {
        TwoEnds ends = TwoEnds.up(3, every(100, multiplier), every(100, 3));
        int from = ends.a.sentAt.size();
        ends.run(60_000);
        List<Long> at = ends.a.sentAt.subList(from, ends.a.sentAt.size());
        double shortest = 1;
        double longest = 0;
        for (int i = 1; i < at.size(); i++) {
            double share = (at.get(i) - at.get(i - 1)) / (100.0 * MILLI);
            shortest = Math.min(shortest, share);
            longest = Math.max(longest, share);
        }
        assertThat(shortest).isBetween(least, least + 0.01);
        assertThat(longest).isBetween(most - 0.01, most);
    }
}

package io.godwit.bfd;

import static io.godwit.bfd.TwoEnds.MILLI;
import static io.godwit.bfd.TwoEnds.every;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Address;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Sessions against each other, over a path that may lose packets.
class TwoEndsTest {
    @Test
    void theSlowerSideDecidesForEachDirection() {
        TwoEnds ends = TwoEnds.up(1, every(50, 3), every(200, 5));
        SessionReport a = ends.a.report();
        SessionReport b = ends.b.report();
        assertThat(a.state()).isEqualTo(BfdState.UP);
        assertThat(a.polling()).isFalse();
        assertThat(a.transmitMicros()).isEqualTo(200_000);
        assertThat(a.receiveMicros()).isEqualTo(200_000);
        assertThat(a.detectionMicros()).isEqualTo(1_000_000);
        assertThat(b.detectionMicros()).isEqualTo(600_000);
        assertThat(a.remoteDiscriminator()).isEqualTo(b.localDiscriminator());
    }

    @Test
    void aCutIsSeenByBothWithinTheDetectionTime() {
        for (int seed = 0; seed < 50; seed++) {
            TwoEnds ends = TwoEnds.up(seed, every(50, 3), every(50, 3));
            ends.cut = true;
            long from = ends.now;
            ends.run(200);
            assertThat(ends.a.state()).isEqualTo(BfdState.DOWN);
            assertThat(ends.b.state()).isEqualTo(BfdState.DOWN);
            assertThat(ends.a.report().sinceNanos() - from).isBetween(100 * MILLI, 152 * MILLI);
            ends.cut = false;
            ends.run(4000);
            assertThat(ends.a.state()).isEqualTo(BfdState.UP);
            assertThat(ends.a.report().flaps()).isEqualTo(1);
        }
    }

    /// One direction is enough: who hears nothing says so, and the other follows.
    @Test
    void aPathOfOneDirectionIsNone() {
        TwoEnds ends = TwoEnds.up(1, every(50, 3), every(50, 3));
        ends.a.lostUntil = ends.now + 400 * MILLI;
        ends.run(160);
        assertThat(ends.b.state()).isEqualTo(BfdState.DOWN);
        assertThat(ends.b.report().localDiagnostic()).isEqualTo(Diagnostic.DETECTION_TIME_EXPIRED);
        assertThat(ends.a.events.getLast().to()).isEqualTo(BfdState.DOWN);
        assertThat(ends.a.events.getLast().why())
                .isEqualTo("the neighbor signaled down (nothing heard for the detection time)");
    }

    @Test
    void aFrozenSideIsDownAndComesBack() {
        TwoEnds ends = TwoEnds.up(2, every(200, 3), every(200, 3));
        ends.b.frozen = true;
        ends.run(601);
        assertThat(ends.a.state()).isEqualTo(BfdState.DOWN);
        ends.b.frozen = false;
        ends.run(5000);
        assertThat(ends.a.state()).isEqualTo(BfdState.UP);
        assertThat(ends.b.state()).isEqualTo(BfdState.UP);
    }

    /// §6.8.3: other times are agreed on without an interruption, in both directions of change.
    @Test
    void timesChangeWhileUp() {
        TwoEnds ends = TwoEnds.up(4, every(50, 3), every(50, 3));
        int events = ends.a.events.size() + ends.b.events.size();
        ends.a.watch(every(500, 4));
        ends.run(3000);
        assertThat(ends.b.report().detectionMicros()).isEqualTo(2_000_000);
        assertThat(ends.a.report().detectionMicros()).isEqualTo(1_500_000);
        ends.a.watch(every(20, 3));
        ends.b.watch(every(20, 3));
        ends.run(3000);
        assertThat(ends.a.report().detectionMicros()).isEqualTo(60_000);
        assertThat(ends.a.report().polling()).isFalse();
        assertThat(ends.a.events.size() + ends.b.events.size()).isEqualTo(events);
    }

    /// A tenth of the packets is lost and nobody falls: six in a row would have to be.
    @Test
    void timesChangeOverALossyPath() {
        for (int seed = 0; seed < 40; seed++) {
            TwoEnds ends = TwoEnds.up(seed, every(50, 8), every(50, 8));
            ends.lossPercent = 10;
            Random random = new Random(seed);
            for (int i = 0; i < 10; i++) {
                ends.a.watch(every(20 + random.nextInt(200), 8));
                ends.b.watch(every(20 + random.nextInt(200), 8));
                ends.run(random.nextInt(3000));
            }
            assertThat(ends.a.report().flaps()).as("seed %d", seed).isZero();
            assertThat(ends.b.report().flaps()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void whoIsForgottenIsNoFailure() {
        TwoEnds ends = TwoEnds.up(5, every(50, 3), every(50, 3));
        ends.b.sessions.forget(ends.b.path, ends.now);
        ends.run(10_000);
        assertThat(ends.b.sessions.size()).isZero();
        assertThat(ends.a.state()).isEqualTo(BfdState.DOWN);
        assertThat(ends.a.events).noneMatch(PathEvent::broken);
        ends.b.watch(every(50, 3));
        ends.run(3000);
        assertThat(ends.a.state()).isEqualTo(BfdState.UP);
    }

    /// Whose packet it is: by our discriminator; without one by who sent it.
    @Test
    void packetsOfOthersChangeNothing() {
        TwoEnds ends = TwoEnds.up(6, every(50, 3), every(50, 3));
        int mine = ends.a.report().localDiscriminator();
        Sessions sessions = ends.a.sessions;
        byte[] down = new byte[ControlPacket.OCTETS];
        down(0).write(down, 0);
        byte[] known = new byte[ControlPacket.OCTETS];
        down(mine).write(known, 0);
        byte[] unknown = new byte[ControlPacket.OCTETS];
        down(mine + 1).write(unknown, 0);
        int length = ControlPacket.OCTETS;
        sessions.received(down, 0, length, from(TwoEnds.A, false, 255), ends.now);
        sessions.received(down, 0, length, from(TwoEnds.B, true, 255), ends.now);
        sessions.received(unknown, 0, length, from(TwoEnds.B, false, 255), ends.now);
        sessions.received(known, 0, length, from(TwoEnds.B, true, 255), ends.now);
        sessions.received(known, 0, length, from(TwoEnds.B, false, 254), ends.now);
        sessions.received(down, 0, length, from(TwoEnds.B, false, 64), ends.now);
        assertThat(ends.a.state()).isEqualTo(BfdState.UP);
        assertThat(sessions.refused())
                .containsEntry(Refusal.NO_SESSION, 2L)
                .containsEntry(Refusal.UNKNOWN_DISCRIMINATOR, 2L)
                .containsEntry(Refusal.TTL, 2L);
        assertThat(sessions.size()).isEqualTo(1);
        sessions.received(known, 0, length, from(TwoEnds.B, false, 255), ends.now);
        assertThat(ends.a.state()).isEqualTo(BfdState.DOWN);
    }

    /// RFC 5881 §3: what says to be of the neighbor, and comes over another interface, is of
    /// somebody else; unless there is no session to lose, as the neighbor may have moved.
    @Test
    void aSessionIsBoundToItsInterface() {
        TwoEnds ends = TwoEnds.up(6, every(50, 3), every(50, 3));
        Sessions sessions = ends.a.sessions;
        byte[] down = new byte[ControlPacket.OCTETS];
        down(0).write(down, 0);
        Arrival elsewhere = new Arrival(TwoEnds.B, false, 255, TwoEnds.LINK + 1);
        sessions.received(down, 0, down.length, elsewhere, ends.now);
        assertThat(ends.a.state()).isEqualTo(BfdState.UP);
        assertThat(sessions.refused()).containsEntry(Refusal.OTHER_LINK, 1L);
        sessions.received(down, 0, down.length, from(TwoEnds.B, false, 255), ends.now);
        assertThat(ends.a.state()).isEqualTo(BfdState.DOWN);
        sessions.received(down, 0, down.length, elsewhere, ends.now);
        assertThat(ends.a.state()).isEqualTo(BfdState.INIT);
    }

    private static Arrival from(Address remote, boolean severalHops, int ttl) {
        return new Arrival(remote, severalHops, ttl, TwoEnds.LINK);
    }

    private static ControlPacket down(int yours) {
        return new ControlPacket(
                0,
                BfdState.DOWN,
                false,
                false,
                false,
                false,
                false,
                3,
                9,
                yours,
                50_000,
                50_000,
                0);
    }

    @Test
    void noOctetsDisturbAGoodSession() {
        TwoEnds ends = TwoEnds.up(7, every(50, 3), every(50, 3));
        Random random = new Random(5881);
        byte[] good = new byte[ControlPacket.OCTETS];
        for (int i = 0; i < 100_000; i++) {
            byte[] octets = new byte[24 + random.nextInt(40)];
            random.nextBytes(octets);
            if (i % 4 != 0) {
                down(random.nextInt()).write(good, 0);
                System.arraycopy(good, 0, octets, 0, good.length);
                octets[random.nextInt(12)] = (byte) random.nextInt();
            }
            // A stranger on the same network: TTL 255, but no discriminator of ours.
            ends.a.sessions.received(
                    octets, 0, octets.length, from(TwoEnds.A, random.nextBoolean(), 255), ends.now);
            if (i % 100 == 0) {
                ends.run(5);
            }
        }
        assertThat(ends.a.report().flaps()).isZero();
        assertThat(ends.a.state()).isEqualTo(BfdState.UP);
    }
}

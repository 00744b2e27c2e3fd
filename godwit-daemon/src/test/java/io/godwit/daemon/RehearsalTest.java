package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final long SECOND = 1_000_000_000L;

    /// Every route is told twice and half of them withdrawn: 4 octets each for IPv4, 7 for IPv6.
    @Test
    void routesOfBothFamiliesReachTheReceiver() {
        long few = Rehearsal.run(0, 1, 60 * SECOND);
        long many = Rehearsal.run(500, 1, 60 * SECOND);
        assertThat(few).isLessThan(500);
        assertThat(many).isGreaterThan(500 * (4 + 7) * 2);
    }

    @Test
    void endsInTime() {
        long began = System.nanoTime();
        Rehearsal.run(100, Integer.MAX_VALUE, SECOND / 10);
        assertThat(System.nanoTime() - began).isLessThan(5 * SECOND);
    }
}

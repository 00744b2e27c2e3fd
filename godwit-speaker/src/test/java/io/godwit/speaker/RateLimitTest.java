package io.godwit.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void burstThenOneAnIntervalAndTheRestIsCounted() {
        RateLimit limit = new RateLimit(3, 100);
        int passed = 0;
        for (int i = 0; i < 10; i++) {
            passed += limit.passes(1000) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(3);
        assertThat(limit.takeSuppressed()).isEqualTo(7);
        assertThat(limit.takeSuppressed()).isZero();
        assertThat(limit.passes(1099)).isFalse();
        assertThat(limit.passes(1100)).isTrue();
        assertThat(limit.passes(1101)).isFalse();
    }

    @Test
    void silenceFillsNoMoreThanTheBurst() {
        RateLimit limit = new RateLimit(2, 100);
        limit.passes(0);
        int passed = 0;
        for (int i = 0; i < 10; i++) {
            passed += limit.passes(1_000_000) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(2);
    }
}

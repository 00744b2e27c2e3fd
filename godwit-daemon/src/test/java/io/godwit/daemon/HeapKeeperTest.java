package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapKeeperTest {
    private static final long MB = 1L << 20;
    private static final long SECOND = 1_000_000_000L;

    private final HeapKeeper keeper = new HeapKeeper(0);

    @Test
    void collectsWhenHalfMayBeGarbage() {
        assertThat(keeper.isDue(90 * MB, SECOND)).isFalse();
        assertThat(keeper.isDue(100 * MB, SECOND)).isTrue();
        keeper.collected(80 * MB, SECOND);
        assertThat(keeper.isDue(250 * MB, SECOND)).isFalse();
        assertThat(keeper.isDue(260 * MB, SECOND)).isTrue();
    }

    /// What the JVM collected by itself is not waited for again.
    @Test
    void followsTheHeapDown() {
        keeper.collected(1000 * MB, SECOND);
        assertThat(keeper.isDue(50 * MB, SECOND)).isFalse();
        assertThat(keeper.isDue(200 * MB, SECOND)).isTrue();
    }

    /// Everything alive: no collection after collection.
    @Test
    void aGrowingTableIsLookedAtSeldom() {
        int collections = 0;
        for (long used = 10 * MB; used < 4000 * MB; used += 10 * MB) {
            if (keeper.isDue(used, SECOND)) {
                collections++;
                keeper.collected(used, SECOND);
            }
        }
        assertThat(collections).isLessThan(7);
    }

    /// A large table that has gone is no garbage that was added.
    @Test
    void looksNowAndThenInAnyCase() {
        keeper.collected(1000 * MB, 0);
        assertThat(keeper.isDue(1002 * MB, 59 * SECOND)).isFalse();
        assertThat(keeper.isDue(1002 * MB, 61 * SECOND)).isTrue();
        keeper.collected(60 * MB, 61 * SECOND);
        assertThat(keeper.isDue(60 * MB, 900 * SECOND)).isFalse();
    }
}

package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Networks and weather out of seeds. `-Dseed=4711` runs one again, `-Dseeds=N` runs more, and
/// `-Dfrom=N` others.
class SeedsTest {
    private static final long SEEDS = 200;

    @Test
    void tablesAreTheSameInAnyWeather() {
        Long only = Long.getLong("seed");
        long from = only == null ? Long.getLong("from", 1) : only;
        long seeds = only == null ? Long.getLong("seeds", SEEDS) : 1;
        for (long seed = from; seed < from + seeds; seed++) {
            Trial.run(seed);
        }
    }

    @Test
    void seedSaysEverything() {
        assertThat(Trial.tables(17, true)).isEqualTo(Trial.tables(17, true));
        assertThat(Trial.tables(17, true)).isNotEqualTo(Trial.tables(18, true));
    }
}

package io.godwit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A benchmark that does not do its work is fast: each runs once, and what it did is counted.
final class BenchmarksTest {
    private static final int PREFIXES = 5000;

    @Test
    void decodeFindsEveryMessageGood() {
        var benchmark = new DecodeBenchmark();
        benchmark.prefixes = PREFIXES;
        benchmark.prepare();
        assertThat(benchmark.scan()).isBetween(PREFIXES / 10, PREFIXES);
        assertThat(benchmark.scanAndValidate()).isEqualTo(benchmark.scan());
    }

    @Test
    void internFindsEveryBlock() {
        var benchmark = new InternBenchmark();
        benchmark.prefixes = PREFIXES;
        benchmark.prepare();
        assertThat(benchmark.find()).isEqualTo(benchmark.blocks());
        assertThat(benchmark.add().size()).isBetween(1, benchmark.blocks());
    }

    @Test
    void decideDecidesEveryPrefix() {
        var state = new TableBenchmark.Undecided();
        state.prefixes = PREFIXES;
        state.paths = 1;
        state.prepare();
        state.fill();
        assertThat(state.decided()).isZero();
        assertThat(new TableBenchmark().decide(state)).isZero();
        assertThat(state.decided()).isEqualTo(PREFIXES);
        state.drop();
    }

    @Test
    void packAndLookFindTheWholeTableEveryTime() {
        var state = new TableBenchmark.Decided();
        state.prefixes = PREFIXES;
        state.prepare();
        var benchmark = new TableBenchmark();
        assertThat(benchmark.look(state)).isEqualTo(PREFIXES);
        long octets = benchmark.pack(state);
        assertThat(octets).isGreaterThan(PREFIXES * 4L);
        assertThat(benchmark.pack(state)).isEqualTo(octets);
    }

    @Test
    void replaySendsWhatPackingSends() {
        var state = new TableBenchmark.Messages();
        state.prefixes = PREFIXES;
        state.views = 1;
        state.prepare();
        var benchmark = new TableBenchmark();
        long octets = benchmark.replay(state);
        assertThat(octets).isGreaterThan(PREFIXES * 4L);
        assertThat(benchmark.replay(state)).isEqualTo(octets);
    }
}

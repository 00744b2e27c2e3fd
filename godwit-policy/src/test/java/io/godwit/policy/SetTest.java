package io.godwit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class SetTest {
    private static PrefixRange range(String prefix, int least, int most) {
        return new PrefixRange(Prefix.parse(prefix).orElseThrow(), least, most);
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10, 40, 300})
    void containsWhatSomeRangeContains(int count) {
        for (long seed = 0; seed < 40; seed++) {
            var random = new RandomPolicy(seed);
            List<PrefixRange> ranges = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ranges.add(random.range());
            }
            PrefixSet set = PrefixSet.of(ranges);
            for (int i = 0; i < 200; i++) {
                Prefix asked = random.prefix();
                boolean in =
                        ranges.stream()
                                .anyMatch(r ->
                                        r.prefix().contains(asked)
                                                && r.least() <= asked.length()
                                                && asked.length() <= r.most());
                assertThat(set.contains(asked)).as("%s in %s", asked, ranges).isEqualTo(in);
                assertThat(set.match(asked).isPresent()).isEqualTo(in);
            }
            List<PrefixRange> mixed = new ArrayList<>(ranges);
            Collections.shuffle(mixed, new Random(seed));
            assertThat(PrefixSet.of(mixed)).isEqualTo(set).hasSameHashCodeAs(set);
            assertThat(PrefixSet.of(set.ranges())).isEqualTo(set);
            assertThat(set.ranges()).hasSize(set.size());
        }
    }

    @Test
    void rangesOfOnePrefixAreTakenTogether() {
        PrefixSet set =
                PrefixSet.of(
                        List.of(
                                range("10.0.0.0/8", 25, 30),
                                range("10.0.0.0/8", 8, 24),
                                range("10.1.0.0/16", 16, 24),
                                range("::/0", 0, 128)));
        assertThat(set.ranges()).containsExactly(range("10.0.0.0/8", 8, 30), range("::/0", 0, 128));
        assertThat(set.toString()).isEqualTo("[10.0.0.0/8{8,30}, ::/0+]");
        assertThat(set.contains(prefix("10.1.0.0/31"))).isFalse();
        assertThat(set.covers(false, 0, 0x0a010000, 31)).isTrue();
        assertThat(set.covers(false, 0, 0x0b010000, 31)).isFalse();
    }

    @Test
    void halfAMillionRangesAreASecond() {
        var random = new Random(1);
        List<PrefixRange> ranges = new ArrayList<>();
        for (int i = 0; i < 500_000; i++) {
            Prefix prefix = Prefix.of(Address.ofV4(random.nextInt()), 12 + random.nextInt(13));
            ranges.add(new PrefixRange(prefix, prefix.length(), 24));
        }
        long start = System.nanoTime();
        PrefixSet set = PrefixSet.of(ranges);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(set.contains(ranges.get(7).prefix())).isTrue();
        assertThat(millis).as("milliseconds").isLessThan(3000); // on a machine that does more
    }

    @Test
    void asSetJoinsRanges() {
        AsSet set =
                AsSet.of(
                        List.of(
                                new AsSet.Range(5, 9),
                                new AsSet.Range(1, 1),
                                new AsSet.Range(10, 12),
                                new AsSet.Range(4_294_967_295L, 4_294_967_295L)));
        assertThat(set.toString()).isEqualTo("[ 1, 5..12, 4294967295 ]");
        assertThat(set.contains(12)).isTrue();
        assertThat(set.contains(13)).isFalse();
        assertThat(set.contains(-1)).isTrue();
        assertThat(AsSet.EMPTY.contains(0)).isFalse();
    }
}

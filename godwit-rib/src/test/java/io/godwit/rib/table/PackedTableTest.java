package io.godwit.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class PackedTableTest {
    private record Key(long high, long low, int length) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ipv4BehavesLikeAMap(long seed) {
        behavesLikeAMap(false, seed, 60_000, 0.45);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ipv6BehavesLikeAMap(long seed) {
        behavesLikeAMap(true, seed, 60_000, 0.45);
    }

    /// As many go as come, so that the index is full of graves again and again.
    @Test
    void gravesDoNotFillTheIndex() {
        PackedTable table = behavesLikeAMap(false, 9, 400_000, 0.5);
        assertThat(table.octets()).isLessThan(4 << 20);
    }

    private static PackedTable behavesLikeAMap(boolean v6, long seed, int steps, double removals) {
        Random random = new Random(seed);
        PackedTable table = new PackedTable(v6, 2, seed);
        Map<Key, Integer> expected = new HashMap<>();
        List<Key> keys = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            if (!keys.isEmpty() && random.nextDouble() < removals) {
                int at = random.nextInt(keys.size());
                Key key = keys.set(at, keys.getLast());
                keys.removeLast();
                int row = expected.remove(key);
                assertThat(find(table, key)).isEqualTo(row);
                table.release(row);
                assertThat(find(table, key)).isEqualTo(-1);
            } else {
                Key key = key(random, v6);
                int row = obtain(table, key);
                Integer before = expected.put(key, row);
                if (before == null) {
                    keys.add(key);
                    assertThat(table.page(row)[table.base(row) + table.firstColumn()]).isZero();
                    table.page(row)[table.base(row) + table.firstColumn()] = 77;
                } else {
                    assertThat(row).isEqualTo(before);
                }
            }
            assertThat(table.size()).isEqualTo(expected.size());
        }
        Set<Integer> rows = new HashSet<>();
        expected.forEach((key, row) -> {
            assertThat(find(table, key)).isEqualTo(row);
            assertThat(rows.add(row)).isTrue();
            assertThat(keyOf(table, row)).isEqualTo(key);
            assertThat(table.live(row)).isTrue();
        });
        return table;
    }

    /// Many lengths of few addresses, so that siblings, parents and equal addresses meet.
    private static Key key(Random random, boolean v6) {
        int length = random.nextInt(v6 ? 129 : 33);
        if (!v6) {
            int bits = random.nextInt(1 << 12) << 20 | random.nextInt(4) << 6;
            return new Key(0, length == 0 ? 0 : bits & -1 << 32 - length, length);
        }
        long high = 0x2001_0db8_0000_0000L | random.nextInt(1 << 10) << 16;
        long low = random.nextInt(1 << 8);
        return new Key(
                length == 0 ? 0 : length >= 64 ? high : high & -1L << 64 - length,
                length <= 64 ? 0 : low & -1L << 128 - length,
                length);
    }

    private static int find(PackedTable table, Key key) {
        return table.isV6()
                ? table.find(key.high, key.low, key.length)
                : table.find((int) key.low, key.length);
    }

    private static int obtain(PackedTable table, Key key) {
        return table.isV6()
                ? table.obtain(key.high, key.low, key.length)
                : table.obtain((int) key.low, key.length);
    }

    private static Key keyOf(PackedTable table, int row) {
        return table.isV6()
                ? new Key(table.high(row), table.low(row), table.length(row))
                : new Key(0, table.address(row), table.length(row));
    }

    @Test
    void defaultRoutesAreKeys() {
        PackedTable v4 = new PackedTable(false, 1, 1);
        int any = v4.obtain(0, 0);
        int half = v4.obtain(0, 1);
        int zeroHost = v4.obtain(0, 32);
        assertThat(List.of(v4.find(0, 0), v4.find(0, 1), v4.find(0, 32)))
                .containsExactly(any, half, zeroHost)
                .doesNotHaveDuplicates();
        PackedTable v6 = new PackedTable(true, 1, 1);
        assertThat(v6.obtain(0, 0, 0)).isNotEqualTo(v6.obtain(0, 0, 128));
    }

    @Test
    void releasedRowsAreUsedAgain() {
        PackedTable table = new PackedTable(false, 1, 1);
        for (int i = 0; i < 1000; i++) {
            table.obtain(i << 8, 24);
        }
        for (int i = 0; i < 500; i++) {
            table.release(table.find(i << 8, 24));
        }
        for (int i = 0; i < 500; i++) {
            table.obtain(0x0a00_0000 + (i << 8), 24);
        }
        assertThat(table.rows()).isEqualTo(8192); // a page
    }

    @Test
    void anEmptiedTableGivesItsMemoryBack() {
        PackedTable table = new PackedTable(false, 4, 1);
        for (int i = 0; i < 100_000; i++) {
            table.obtain(i << 8, 24);
        }
        assertThat(table.octets()).isGreaterThan(1 << 20);
        for (int i = 0; i < 100_000; i++) {
            table.release(table.find(i << 8, 24));
        }
        assertThat(table.octets()).isLessThan(1 << 16);
        assertThat(table.rows()).isZero();
        assertThat(table.obtain(1 << 8, 24)).isEqualTo(1);
    }

    /// The index moves to wider and narrower arrays while rows come and go.
    @Test
    void rowsAreFoundWhileTheTableGrowsAndShrinks() {
        PackedTable table = new PackedTable(false, 4, 1);
        int from = 0;
        int to = 0;
        for (int target : new int[] {200_000, 1_000, 400_000, 2, 50_000}) {
            while (to - from != target) {
                if (to - from < target) {
                    assertThat(table.find(to << 8, 24)).isNegative();
                    table.obtain(to++ << 8, 24);
                } else {
                    table.release(table.find(from++ << 8, 24));
                }
                int between = from + (int) (to * 0x9e37_79b9L % (to - from));
                assertThat(table.address(table.find(between << 8, 24))).isEqualTo(between << 8);
            }
            assertThat(table.size()).isEqualTo(target);
            for (int i = from; i < to; i++) {
                assertThat(table.address(table.find(i << 8, 24))).isEqualTo(i << 8);
            }
        }
        assertThat(table.octets()).isLessThan(5_000_000);
    }

    /// Two rows of 6 ints and two slots of 4 octets at most, for the columns of a route table.
    @Test
    void aMillionRowsTakeAtMost40OctetsEach() {
        PackedTable table = new PackedTable(false, 4, 1);
        for (int i = 0; i < 1_000_000; i++) {
            table.obtain(i << 8, 24);
        }
        assertThat(table.octets()).isLessThan(40_000_000);
    }
}

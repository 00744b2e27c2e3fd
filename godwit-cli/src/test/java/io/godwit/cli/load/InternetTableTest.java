package io.godwit.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// The generated table has the shape it claims.
final class InternetTableTest {
    private static final int SIZE = 300_000;

    /// What is in the IANA registry of special-use IPv4 addresses (RFC 6890) or multicast.
    private static final String[] SPECIAL = {
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3"
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 1000, 100_000})
    void theTableHasExactlyAsManyPrefixesAsAskedForAllDistinct(int size) {
        var seen = new HashSet<Long>();
        var table = new InternetTable(7, size);
        while (table.next()) {
            var group = table.group();
            assertThat(group.prefixes).isBetween(1, Group.MAX_PREFIXES);
            for (int i = 0; i < group.prefixes; i++) {
                assertThat(seen.add((long) group.addresses[i] << 8 | group.lengths[i])).isTrue();
            }
        }
        assertThat(seen).hasSize(size);
    }

    @Test
    void theSameSeedGivesTheSameTableAndAnotherSeedAnother() {
        assertThat(fingerprint(1)).isEqualTo(fingerprint(1)).isNotEqualTo(fingerprint(2));
    }

    private static long fingerprint(long seed) {
        var view = TableView.whole(64500, 1);
        var buffer = new byte[GroupWriter.most()];
        var writer = new GroupWriter(view);
        var table = new InternetTable(seed, 5000);
        long sum = 0;
        while (table.next()) {
            int length = writer.write(table.group(), buffer, 0);
            for (int i = 0; i < length; i++) {
                sum = sum * 31 + buffer[i];
            }
        }
        return sum;
    }

    @Test
    void noPrefixTouchesASpecialUseBlockAndNoHostBitIsSet() {
        var table = new InternetTable(3, SIZE);
        var special = new int[SPECIAL.length][2];
        for (int i = 0; i < SPECIAL.length; i++) {
            int slash = SPECIAL[i].indexOf('/');
            int address = 0;
            for (var octet : SPECIAL[i].substring(0, slash).split("\\.")) {
                address = address << 8 | Integer.parseInt(octet);
            }
            special[i] = new int[] {address, Integer.parseInt(SPECIAL[i].substring(slash + 1))};
        }
        while (table.next()) {
            var group = table.group();
            for (int i = 0; i < group.prefixes; i++) {
                int address = group.addresses[i];
                int length = group.lengths[i];
                assertThat(address & ~(-1 << 32 - length)).isZero();
                for (var block : special) {
                    int common = -1 << 32 - Math.min(length, block[1]);
                    assertThat(address & common).isNotEqualTo(block[0] & common);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "24, 0.60, 0.65",
        "23, 0.08, 0.12",
        "22, 0.09, 0.13",
        "20, 0.035, 0.055",
        "16, 0.010, 0.018",
        "8, 0, 0.0005"
    })
    void lengthsAreDistributedAsInTheDefaultFreeZone(int length, double least, double most) {
        assertThat((double) shape().getOrDefault("/" + length, 0) / SIZE).isBetween(least, most);
    }

    @Test
    void attributesAreSharedAndPathsAreLongAsOnTheInternet() {
        var shape = shape();
        assertThat((double) SIZE / shape.get("groups")).isBetween(5.6, 6.2);
        assertThat((double) shape.get("path") / shape.get("groups")).isBetween(3.0, 4.0);
        assertThat((double) shape.get("communities") / shape.get("groups")).isBetween(0.7, 0.85);
        assertThat((double) shape.get("med") / shape.get("groups")).isBetween(0.33, 0.37);
        assertThat(shape.get("origins")).isBetween(20_000, 30_000);
    }

    private static Map<String, Integer> shape() {
        var shape = new LinkedHashMap<String, Integer>();
        var origins = new HashSet<Integer>();
        var table = new InternetTable(5, SIZE);
        while (table.next()) {
            var group = table.group();
            shape.merge("groups", 1, Integer::sum);
            shape.merge("path", group.pathLength, Integer::sum);
            shape.merge("communities", group.communityCount > 0 ? 1 : 0, Integer::sum);
            shape.merge("med", group.med == Group.NO_MED ? 0 : 1, Integer::sum);
            origins.add(group.path[group.pathLength - 1]);
            for (int i = 0; i < group.prefixes; i++) {
                shape.merge("/" + group.lengths[i], 1, Integer::sum);
            }
        }
        shape.put("origins", origins.size());
        return shape;
    }

    /// RFC 7607 (0), RFC 6793 §9 (23456), RFC 5398 and RFC 6996 (documentation, private use), RFC
    /// 7300 (last ones).
    @Test
    void everyAsNumberIsOneThatARegistryGivesOut() {
        var table = new InternetTable(11, 50_000);
        while (table.next()) {
            var group = table.group();
            for (int i = 0; i < group.pathLength; i++) {
                int as = group.path[i];
                assertThat(as > 0 && as < 64_496 && as != 23_456 || as >= 131_072 && as < 4_200_000)
                        .isTrue();
            }
        }
    }
}

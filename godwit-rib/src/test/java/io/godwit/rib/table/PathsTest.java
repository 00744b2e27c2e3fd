package io.godwit.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class PathsTest {
    private static final int ROWS = 7;

    private final Paths paths = new Paths();
    private final int[] page = new int[ROWS * Paths.COLUMNS];

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void behavesLikeAMapOfPeers(long seed) {
        Random random = new Random(seed);
        List<Map<Integer, Integer>> expected = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            expected.add(new TreeMap<>());
        }
        for (int step = 0; step < 20_000; step++) {
            int row = random.nextInt(ROWS);
            int at = row * Paths.COLUMNS;
            int peer = random.nextInt(12);
            Integer before;
            if (random.nextInt(20) < 9) {
                before = expected.get(row).remove(peer);
                paths.withdraw(page, at, row, peer, peer);
            } else {
                int attr = 1 + random.nextInt(1000);
                before = expected.get(row).put(peer, attr);
                paths.announce(page, at, row, attr, Paths.info(peer, attr % 3), peer);
            }
            assertThat(paths.replacedAttr()).isEqualTo(before == null ? 0 : before);
            if (before != null) {
                assertThat(paths.replacedInfo()).isEqualTo(Paths.info(peer, before % 3));
            }
            assertThat(read(at)).isEqualTo(expected.get(row));
        }
        assertThat(paths.size()).isEqualTo(expected.stream().mapToInt(Map::size).sum());
    }

    private Map<Integer, Integer> read(int at) {
        Map<Integer, Integer> found = new TreeMap<>();
        if (page[at] == 0) {
            assertThat(page[at + Paths.MORE]).isZero();
            return found;
        }
        found.put(Paths.peer(page[at + Paths.INFO]), page[at]);
        boolean first = true;
        for (int node = page[at + Paths.MORE]; node != 0; ) {
            int[] nodes = paths.page(node);
            int base = Paths.base(node);
            int in = 0;
            while (in < Paths.PER_NODE && nodes[base + in * Paths.PATH] != 0) {
                int path = base + in * Paths.PATH;
                assertThat(found.put(Paths.peer(nodes[path + Paths.INFO]), nodes[path])).isNull();
                in++;
            }
            assertThat(in).isBetween(first ? 1 : Paths.PER_NODE, Paths.PER_NODE);
            first = false;
            node = nodes[base + Paths.NEXT];
        }
        return found;
    }

    @Test
    void onePathTakesNoNode() {
        paths.announce(page, 0, 0, 5, Paths.info(1, 0), 1);
        assertThat(paths.octets()).isLessThan(1 << 18);
        assertThat(page[Paths.MORE]).isZero();
    }

    /// Memory for names is there while there are names, and only for the rows around.
    @Test
    void plainPathsPayNothingForNames() {
        for (int row = 0; row < ROWS; row++) {
            paths.announce(page, row * Paths.COLUMNS, row, 5, Paths.info(1, 0), 1);
        }
        assertThat(paths.octets()).isZero();
        int named = Sources.MAX + 7;
        paths.announce(page, 0, 0, 6, Paths.info(2, 0), 2);
        long nodes = paths.octets();
        paths.announce(page, 0, 0, 6, Paths.info(2, 0), named);
        assertThat(paths.octets()).isBetween(nodes + 1, nodes + (1 << 15));
        paths.withdraw(page, 0, 0, 2, named);
        assertThat(paths.octets()).isEqualTo(nodes);
    }

    @Test
    void allNodesComeBack() {
        for (int peer = 0; peer < 20_000; peer++) {
            paths.announce(page, 0, 0, 1, Paths.info(peer, 0), peer);
        }
        long full = paths.octets();
        for (int peer = 0; peer < 20_000; peer++) {
            paths.withdraw(page, 0, 0, peer, peer);
        }
        assertThat(paths.size()).isZero();
        assertThat(paths.octets()).isLessThan(full);
        assertThat(page).containsOnly(0);
    }
}

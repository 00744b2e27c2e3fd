package io.godwit.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.TreeSet;

class RowsTest {
    @Test
    void rowsBehaveLikeASortedSet() {
        Random random = new Random(3);
        Rows rows = new Rows();
        TreeSet<Integer> expected = new TreeSet<>();
        rows.addBelow(130);
        for (int i = 0; i < 130; i++) {
            expected.add(i);
        }
        for (int step = 0; step < 20_000; step++) {
            int row = random.nextInt(2000);
            switch (random.nextInt(4)) {
                case 0 -> assertThat(rows.add(row)).isEqualTo(expected.add(row));
                case 1, 2 -> assertThat(rows.remove(row)).isEqualTo(expected.remove(row));
                default -> {
                    Integer next = expected.ceiling(row);
                    assertThat(rows.next(row)).isEqualTo(next == null ? -1 : next);
                    assertThat(rows.has(row)).isEqualTo(expected.contains(row));
                }
            }
            assertThat(rows.size()).isEqualTo(expected.size());
        }
        rows.clear();
        assertThat(rows.next(0)).isEqualTo(-1);
    }

    @Test
    void queueKeepsTheOrderWhileItGrows() {
        Random random = new Random(4);
        IntQueue queue = new IntQueue();
        ArrayDeque<Integer> expected = new ArrayDeque<>();
        for (int step = 0; step < 300_000; step++) {
            boolean filling = step / 50_000 % 2 == 0;
            if (random.nextInt(10) < (filling ? 7 : 3) || expected.isEmpty()) {
                queue.add(step);
                expected.add(step);
            } else {
                assertThat(queue.remove()).isEqualTo(expected.remove());
            }
            assertThat(queue.size()).isEqualTo(expected.size());
        }
    }
}

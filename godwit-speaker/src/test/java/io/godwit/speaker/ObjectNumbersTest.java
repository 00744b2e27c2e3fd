package io.godwit.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.RouteMark;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

/// Numbers of next hop objects are unique while they are taken, and are used up by nothing.
class ObjectNumbersTest {
    private final ObjectNumbers numbers = new ObjectNumbers(RouteMark.USUAL, -7, 8);

    @Test
    void whatIsTakenIsNotTakenAgain() {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            all.add(numbers.take());
        }
        assertThat(all).hasSize(8).allMatch(numbers::isOurs).allMatch(numbers::isTaken);
        assertThat(numbers.left()).isZero();
    }

    @Test
    void whatIsGivenBackIsTakenLast() {
        int first = numbers.take();
        numbers.free(first);
        numbers.free(first);
        assertThat(numbers.left()).isEqualTo(8);
        for (int i = 0; i < 7; i++) {
            assertThat(numbers.take()).isNotEqualTo(first);
        }
        assertThat(numbers.take()).isEqualTo(first);
    }

    @Test
    void goesRoundForEver() {
        for (int i = 0; i < 100; i++) {
            numbers.free(numbers.take());
        }
        assertThat(numbers.left()).isEqualTo(8);
    }

    @Test
    void routesKnownByAnotherMarkHaveAnotherBlock() {
        var others = new ObjectNumbers(new RouteMark(254, 66, 21), 0);
        assertThat(numbers.isOurs(others.take())).isFalse();
    }
}

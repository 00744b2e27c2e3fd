package io.godwit.wire.attr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class CostCommunityTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itsOctetsAreReadAsItself(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            CostCommunity one =
                    new CostCommunity(
                            random.nextBoolean(),
                            random.nextInt(256),
                            random.nextBoolean(),
                            random.nextInt(128),
                            random.nextInt());
            byte[] octets = one.octets().toArray();
            assertThat(CostCommunity.is(octets, 0)).isTrue();
            assertThat(CostCommunity.read(octets, 0)).isEqualTo(one);
        }
    }
}

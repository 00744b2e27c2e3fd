package io.godwit.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// All that the coverage-guided runs have found to be different (`tests/fuzz/fuzz`), one input a
/// line in hex, and some damage to each of them.
class FuzzTest {
    private static final int MUTANTS = 3;

    @ParameterizedTest
    @EnumSource
    void theCorpusDoesNoHarm(FuzzTarget target) throws Exception {
        List<String> corpus = corpus(target);
        assertThat(corpus).isNotEmpty();
        Random random = new Random(target.ordinal());
        for (String line : corpus) {
            byte[] octets = HexFormat.of().parseHex(line);
            take(target, octets);
            for (int i = 0; i < MUTANTS && octets.length > 0; i++) {
                byte[] mutant = octets.clone();
                mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
                take(target, mutant);
            }
        }
    }

    private static void take(FuzzTarget target, byte[] octets) {
        try {
            target.take(octets);
        } catch (Exception | AssertionError harm) {
            throw new AssertionError(target.word() + " " + HexFormat.of().formatHex(octets), harm);
        }
    }

    private static List<String> corpus(FuzzTarget target) throws IOException {
        String name = "/fuzz/" + target.word() + ".hex";
        try (InputStream in = FuzzTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        }
    }
}

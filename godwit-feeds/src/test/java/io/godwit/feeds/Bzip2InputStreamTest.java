package io.godwit.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.wire.Bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// The compressed forms were made by bzip2 1.0.8.
class Bzip2InputStreamTest {
    private static final String PLAIN =
            "Godwits fly from Alaska to New Zealand without a stop. ".repeat(3) + "a".repeat(300);
    private static final byte[] PACKED =
            Bytes.fromHex(
                            "425a68313141592653594c6d6be80000129780c02120810010276fdea000082000"
                                    + "7050000064c823f554c9313219a4cc86a9c516553aba7d87e5d566d2e23"
                                    + "85eee728dd584acd5c38630d9486cc9fdcbda6c1cba4967a609b066edda"
                                    + "4d1262a2f55bb2f05dc914e1424131b5afa0")
                    .toArray();
    private static final byte[] EMPTY = Bytes.fromHex("425a683117724538509000000000").toArray();

    private static String unpack(byte[] packed) throws IOException {
        try (var in = new Bzip2InputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void unpacksTextAndRuns() throws IOException {
        assertThat(unpack(PACKED)).isEqualTo(PLAIN);
    }

    @Test
    void readsOctetByOctet() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var in = new Bzip2InputStream(new ByteArrayInputStream(PACKED))) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
            }
            assertThat(in.read(new byte[0], 0, 0)).isZero();
        }
        assertThat(text).hasToString(PLAIN);
    }

    @Test
    void streamsOneAfterTheOtherAreOneFile() throws IOException {
        byte[] both = new Hand().bytes(PACKED).bytes(EMPTY).bytes(PACKED).array();
        assertThat(unpack(both)).isEqualTo(PLAIN + PLAIN);
        assertThat(unpack(EMPTY)).isEmpty();
    }

    @Test
    void aWrongChecksumIsAnError() {
        byte[] wrong = PACKED.clone();
        wrong[10] ^= 1;
        assertThatThrownBy(() -> unpack(wrong)).isInstanceOf(IOException.class);
    }

    @Test
    void anEndInTheMidstIsAnError() {
        byte[] cut = java.util.Arrays.copyOf(PACKED, 60);
        assertThatThrownBy(() -> unpack(cut))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends too early");
        assertThatThrownBy(() -> unpack("BZx1".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("no stream header");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damageNeverDoesWorse(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] mutant = PACKED.clone();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                mutant[random.nextInt(4, mutant.length)] = (byte) random.nextInt();
            }
            try {
                unpack(mutant);
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("bzip2:");
            }
        }
    }
}

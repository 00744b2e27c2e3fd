package io.godwit.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Console;
import io.godwit.cli.Output;
import io.godwit.feeds.Reading;
import io.godwit.feeds.ReadingGuess;
import io.godwit.json.JsonWriter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// No octets make `decode` throw, and what it shows covers every octet of the message once.
class DecodeMutationTest {
    private static final List<Reading> READINGS =
            List.of(
                    Reading.USUAL,
                    Reading.given(false, false),
                    Reading.given(true, true),
                    Reading.given(false, true));

    private static final String[] FAMILIES = {
        "000104", "000180", "000280", "001946", "000185", "000286", "000184", "000149", "000105",
        "000155", "001941", "400447", "000102", "000201", "000399"
    };

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(Samples.golden().values());
        String nlri = "70 000641 0000fbf000000001 c00002 25 02 0000fbf0000000010000000000";
        for (String family : FAMILIES) {
            int octets = 9 + Samples.octets(nlri).length;
            String reach = String.format("800e%02x", octets) + family + "04c000020100" + nlri;
            seeds.add(Samples.update(reach + Samples.GOOD, ""));
        }
        return seeds;
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64})
    void anyOctets(long seed) {
        Random random = new Random(seed);
        List<byte[]> seeds = seeds();
        DissectionText text = new DissectionText(new Output(OutputStream.nullOutputStream()), true);
        for (int i = 0; i < 6000; i++) {
            byte[] mutant = mutate(seeds.get(random.nextInt(seeds.size())), random);
            Reading reading = READINGS.get(i % READINGS.size());
            Reading guessed = ReadingGuess.of(mutant, 0, mutant.length, reading);
            String as = "seed " + seed + ", case " + i;
            Dissection d = new Dissector(guessed, i % 2 == 0).message(mutant, 0, mutant.length);
            assertThat(covered(d.message(), 0)).as(as).isEqualTo(mutant.length);
            text.message(d);
            assertThat(JsonWriter.write(DissectionJson.message(d))).as(as).startsWith("{");
            assertThat(Neutral.of(mutant, reading)).as(as).containsKey("type");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {65, 66})
    void anyInput(long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> seeds = seeds();
        DecodeOptions options = new DecodeOptions(Optional.empty(), Optional.empty(), false, 1000);
        Output nowhere = new Output(OutputStream.nullOutputStream());
        Console console =
                new Console(nowhere, nowhere, InputStream.nullInputStream(), false, true, Map.of());
        for (int i = 0; i < 3000; i++) {
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                input.writeBytes(mutate(seeds.get(random.nextInt(seeds.size())), random));
            }
            boolean full = i % 3 == 0;
            Report report =
                    i % 2 == 0
                            ? new TextReport(console, options)
                            : new JsonReport(console, options, true);
            report.begin("", full);
            FeedWalk walk = new FeedWalk(options, report);
            walk.octets(input.toByteArray());
            walk.mrt(new ByteArrayInputStream(mrt(input.toByteArray(), random)));
            assertThat(walk.told()).as("seed %d, case %d", seed, i).isPositive();
        }
    }

    private static byte[] mrt(byte[] octets, Random random) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        int subtype = random.nextInt(13);
        int type = new int[] {12, 13, 16, 17}[random.nextInt(4)];
        String session = "0000fbf0 0000fbf1 0000 0001 c0000201 c0000202";
        byte[] head = Samples.octets(random.nextBoolean() ? session : "00000001 18c00002 0001");
        record.writeBytes(
                Samples.octets(
                        String.format("%016x%08x", (long) type << 16 | subtype, octets.length)));
        record.writeBytes(head);
        record.writeBytes(octets);
        return record.toByteArray();
    }

    /// The end of the last leaf, when the leaves lie one behind the other without holes.
    private static int covered(Field field, int from) {
        if (field.parts().isEmpty()) {
            assertThat(field.offset()).as(field.name()).isEqualTo(from);
            return from + field.octets();
        }
        int at = from;
        for (Field part : field.parts()) {
            at = covered(part, at);
        }
        return at;
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] mutant = seed.clone();
        for (int n = random.nextInt(4); n > 0; n--) {
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
        }
        if (random.nextInt(4) == 0) {
            mutant = Arrays.copyOf(mutant, random.nextInt(1, mutant.length + 1));
        }
        if (random.nextBoolean() && mutant.length >= 18) {
            mutant[16] = (byte) (mutant.length >> 8); // let the damage get past the framer
            mutant[17] = (byte) mutant.length;
        }
        return mutant;
    }
}

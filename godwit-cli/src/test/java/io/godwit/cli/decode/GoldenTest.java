package io.godwit.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Output;
import io.godwit.feeds.Reading;
import io.godwit.feeds.ReadingGuess;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// What a learner sees of each message. `-Dgolden=src/test/resources` writes the texts anew; review
/// them as a diff.
class GoldenTest {
    static Stream<String> names() {
        return Samples.golden().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void text(String name) throws IOException {
        Map<String, byte[]> all = Samples.golden();
        byte[] m = all.get(name);
        Reading reading = ReadingGuess.of(m, 0, m.length, Reading.USUAL);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Output out = new Output(octets);
        new DissectionText(out, false)
                .message(new Dissector(reading, false).message(m, 0, m.length));
        out.flush();
        String text = octets.toString(StandardCharsets.UTF_8);
        String file = "io/godwit/cli/decode/" + name + ".txt";
        if (System.getProperty("golden") != null) {
            Files.writeString(Path.of(System.getProperty("golden"), file), text);
            return;
        }
        try (InputStream in = GoldenTest.class.getResourceAsStream(name + ".txt")) {
            assertThat(in).as(file).isNotNull();
            assertThat(text).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

package io.godwit.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.ConfigReader;
import io.godwit.config.Sources;
import io.godwit.config.report.ConfigReading;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;
import io.godwit.json.JsonWriter;

import java.nio.charset.StandardCharsets;

/// What people and programs write.
final class TextFuzz {
    private static final int MOST = 8_192;

    private TextFuzz() {}

    static void json(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        if (JsonReader.read(text) instanceof JsonReading.Ok(Json value)) {
            String written = JsonWriter.write(value);
            Json again = JsonReader.read(written).json().orElseThrow();
            assertThat(JsonWriter.write(again)).isEqualTo(written);
        }
    }

    /// There is a configuration, or an error says why there is none.
    static void config(byte[] octets) {
        if (octets.length > MOST) {
            return;
        }
        String text = new String(octets, StandardCharsets.UTF_8);
        ConfigReading reading = ConfigReader.read("fuzz", Sources.of("fuzz", text));
        assertThat(reading.config().isEmpty()).isEqualTo(reading.errors() > 0);
        assertThat(reading.diagnostics()).allSatisfy(d -> assertThat(d.toString()).isNotBlank());
    }
}

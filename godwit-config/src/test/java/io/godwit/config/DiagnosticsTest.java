package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.report.ConfigReading;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a user reads for each mistake, whole and to the character. The table is `diagnostics.txt`:
/// a case is `=== title`, the file (`>>> NAME` begins another one, the first is `rs.conf`), `---`,
/// and what is printed; a first file `NAME.sim` is a simulation. `-Dgodwit.refresh=true` writes the
/// table anew; review the difference.
final class DiagnosticsTest {
    private static final Path TABLE =
            Path.of("src/test/resources/io/godwit/config/diagnostics.txt");
    private static final boolean REFRESH = Boolean.getBoolean("godwit.refresh");

    record Case(String title, String input, String expected) {
        Map<String, String> files() {
            var files = new LinkedHashMap<String, String>();
            String name = "rs.conf";
            var text = new StringBuilder();
            for (String line : input.lines().toList()) {
                if (line.startsWith(">>> ")) {
                    if (!text.isEmpty()) {
                        files.put(name, text.toString());
                    }
                    name = line.substring(4);
                    text.setLength(0);
                } else {
                    text.append(line).append('\n');
                }
            }
            files.put(name, text.toString());
            return files;
        }

        String printed() {
            Map<String, String> files = files();
            String main = files.keySet().iterator().next();
            if (main.endsWith(".sim")) {
                SimulationReading simulation = SimulationReader.read(main, Sources.of(files));
                String said = simulation.said().text();
                assertThat(simulation.scenario().isPresent())
                        .isEqualTo(simulation.said().errors() == 0);
                return said.isEmpty() ? "ok\n" : said;
            }
            ConfigReading reading = ConfigReader.read(main, Sources.of(files));
            assertThat(reading.config().isPresent()).isEqualTo(reading.errors() == 0);
            return reading.text().isEmpty() ? "ok\n" : reading.text();
        }
    }

    static List<Case> cases() throws IOException {
        var cases = new ArrayList<Case>();
        for (String part : Files.readString(TABLE).split("(?m)^=== ")) {
            if (!part.isBlank()) {
                int title = part.indexOf('\n');
                int split = part.indexOf("\n---\n");
                String input = part.substring(title + 1, split < 0 ? part.length() : split + 1);
                String expected = split < 0 ? "" : part.substring(split + 5).stripTrailing() + "\n";
                cases.add(new Case(part.substring(0, title), input, expected));
            }
        }
        return cases;
    }

    @Tag("4271-4.2-2")
    @Tag("7607-2-5")
    @TestFactory
    Stream<DynamicTest> everyMistakeIsNamedAtItsPlace() throws IOException {
        if (REFRESH) {
            refresh();
        }
        return cases().stream()
                .map(c ->
                        DynamicTest.dynamicTest(
                                c.title(), () -> assertThat(c.printed()).isEqualTo(c.expected())));
    }

    private static void refresh() throws IOException {
        var out = new StringBuilder();
        for (Case c : cases()) {
            out.append("=== ").append(c.title()).append('\n');
            out.append(c.input().stripTrailing())
                    .append("\n---\n")
                    .append(c.printed())
                    .append('\n');
        }
        Files.writeString(TABLE, out);
    }
}

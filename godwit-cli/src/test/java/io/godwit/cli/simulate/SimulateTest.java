package io.godwit.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Screen;
import io.godwit.cli.control.ControlClient;
import io.godwit.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `godwit simulate`: the examples print what stands beside them, octet for octet.
/// `-Dgodwit.refresh=true` writes that anew; review it as a diff.
class SimulateTest {
    private static final Path EXAMPLES = Path.of("../examples/simulate");
    private static final boolean REFRESH = Boolean.getBoolean("godwit.refresh");

    private static final String TWO =
            """
            node r1 {
                router { as 65001; id 10.0.0.1 }
                originate 192.0.2.0/24;
                neighbor 10.0.0.2 { as 65002; import accept; export accept }
            }
            node r2 {
                router { as 65002; id 10.0.0.2 }
                neighbor 10.0.0.1 { as 65001; import accept; export accept }
            }
            """;

    static List<Path> examples() throws IOException {
        try (Stream<Path> all = Files.list(EXAMPLES)) {
            return all.filter(f -> f.toString().endsWith(".sim")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplePrintsTheSameOctets(Path file) throws IOException {
        Screen screen = new Screen().run(List.of("simulate", file.toString()));
        Path expected = Path.of(file.toString().replace(".sim", ".txt"));
        if (REFRESH) {
            Files.writeString(expected, screen.out());
        }
        assertThat(screen.out()).isEqualTo(Files.readString(expected));
        assertThat(screen.err()).isEmpty();
        assertThat(screen.status()).isZero();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleHoldsForOtherSeeds(Path file) {
        Screen screen = new Screen().run(List.of("simulate", file.toString(), "--seeds", "10"));
        assertThat(screen.out()).isEqualTo("10 of 10 seeds came as expected\n");
        assertThat(screen.status()).isZero();
    }

    @TempDir Path folder;

    private Screen run(String text, String... options) throws IOException {
        Path file = folder.resolve("two.sim");
        Files.writeString(file, text);
        var words = new ArrayList<>(List.of("simulate", file.toString()));
        words.addAll(List.of(options));
        return new Screen().run(words);
    }

    @Test
    void whatIsNotSoIsSaidWithItsPlace() throws IOException {
        String wrong = "expect at 5s { r2 has 192.0.2.0/24 as-path \"65009\"; r1 down r2 }\n";
        Screen screen = run(TWO + wrong);
        assertThat(screen.status()).isEqualTo(1);
        assertThat(screen.out())
                .contains("two.sim:10:16: it has it from r1, AS path 65001")
                .contains("r1 down r2")
                .contains(": Established\n");
        assertThat(run(TWO + wrong, "--lang", "zh").out()).contains("实际：来自 r1");
    }

    @Test
    void seedsThatFailAreNamed() throws IOException {
        Screen screen =
                run(TWO + "expect { r2 lacks 192.0.2.0/24 }", "--seeds", "3", "--seed", "7");
        assertThat(screen.status()).isEqualTo(1);
        assertThat(screen.out())
                .contains("seed 7\n", "seed 8\n", "seed 9\n")
                .endsWith("0 of 3 seeds came as expected\n");
        assertThat(screen.err()).contains("its timeline: godwit simulate ", " --seed 7");
    }

    @Test
    void otherSeedsAreOtherRuns() throws IOException {
        assertThat(run(TWO, "--seed", "1").out()).isEqualTo(run(TWO, "--seed", "1").out());
        assertThat(run(TWO, "--seed", "1").out()).isNotEqualTo(run(TWO, "--seed", "2").out());
    }

    @Test
    void machineFormSaysTheSame() throws IOException {
        Screen screen = run(TWO + "expect { r1 established r2 }", "--json");
        assertThat(screen.status()).isZero();
        byte[] octets = screen.out().getBytes(StandardCharsets.UTF_8);
        Json.Obj all = ControlClient.object(octets, 0, octets.length);
        assertThat(all.integer("seed")).hasValue(1);
        assertThat(screen.out())
                .contains("\"ok\":true")
                .contains("\"what\":\"state\",\"node\":\"r1\",\"with\":\"r2\",\"rfc_event\":1,")
                .contains("\"event\":\"KeepAliveMsg\",\"clause\":\"RFC 4271 §8.2.2 OpenConfirm\"")
                .contains("\"name\":\"r2\",\"up\":true,\"neighbors\":[{")
                .contains("\"text\":\"r1 established r2\"");
    }

    /// Each thing that may happen, and what is so afterwards.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "withdraw r1 192.0.2.0/24 | r2 lacks 192.0.2.0/24",
                "originate r2 198.51.100.0/24 | r1 has 198.51.100.0/24 via r2",
                "kill r1 | r2 lacks 192.0.2.0/24",
                "stop r1 | r2 down r1",
                "vanish r1 | r2 has 192.0.2.0/24 via r1",
                "kill r1; start r1 | r2 has 192.0.2.0/24",
                "shutdown r2 r1 | r1 down r2",
                "shutdown r2 r1; enable r2 r1 | r1 established r2",
                "clear r2 r1 | r1 established r2",
                "refresh r2 r1 | r2 has 192.0.2.0/24",
                "reset r2 r1 | r1 established r2",
                "cut r1 r2 | r1 established r2",
                "stall r2 r1; withdraw r1 192.0.2.0/24 | r2 has 192.0.2.0/24",
                "stall r2 r1; withdraw r1 192.0.2.0/24; resume r2 r1 | r2 lacks 192.0.2.0/24",
                "reload r1 { router { as 65001; id 10.0.0.1 } } | r1 down r2",
            })
    void deed(String deed, String after) throws IOException {
        Screen screen =
                run(
                        TWO
                                + "expect at 9s { r2 has 192.0.2.0/24 via r1 }\n"
                                + "at 10s { "
                                + deed
                                + " }\nexpect at 25s { "
                                + after
                                + " }\n");
        assertThat(screen.out()).doesNotContain("FAIL");
        assertThat(screen.status()).as(screen.err()).isZero();
    }

    @Test
    void mistakesAreToldAndNothingRuns() throws IOException {
        Screen screen = run(TWO + "at 5s { cut r1 r9 }\n");
        assertThat(screen.status()).isEqualTo(1);
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err())
                .contains("error[GW-1150]: no node is called `r9`")
                .contains("1 error, nothing is simulated");
    }
}

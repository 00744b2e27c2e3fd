package io.godwit.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cli.Refusal;
import io.godwit.cli.Screen;
import io.godwit.cli.lab.Guide.Prose;
import io.godwit.cli.lab.Guide.Step;
import io.godwit.cli.lab.Topology.Program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of a lab: what is read from them, and what is said of mistakes. That the labs do what
/// their guides say is seen by running them (`.ci/run labs`).
class LabFilesTest {
    private static final Path LABS = Path.of("..", "labs").toAbsolutePath().normalize();

    static Stream<Path> labs() throws IOException {
        return Files.list(LABS).filter(Files::isDirectory).sorted();
    }

    @ParameterizedTest
    @MethodSource("labs")
    void everyLabIsWhole(Path folder) throws IOException {
        var topology = Topology.read(folder);
        assertThat(topology.titles()).containsOnlyKeys("en", "zh");
        assertThat(Guide.read(topology, "en").steps()).isNotEmpty();
        for (var start : topology.starts()) {
            if (start.program() == Program.GODWIT) {
                var screen = new Screen().run("check " + start.file());
                assertThat(screen.status()).as(screen.err()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("labs")
    void bothLanguagesTellToDoTheSame(Path folder) throws IOException {
        var topology = Topology.read(folder);
        assertThat(deeds(Guide.read(topology, "zh"))).isEqualTo(deeds(Guide.read(topology, "en")));
    }

    private static List<List<Object>> deeds(Guide guide) {
        return guide.steps().stream()
                .map(step -> List.<Object>of(step.node(), step.command(), step.seen()))
                .toList();
    }

    @Test
    void aTopologyIsRead(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.conf"), "");
        Files.writeString(
                folder.resolve("topology"),
                """
                # a comment
                title  Two routers
                node A 10.255.0.1/32 2001:db8::1/128   # with two loopbacks
                node B
                link A eth0 10.0.0.1/30  B eth0 10.0.0.2/30
                lan ix A eth1 10.1.0.1/24 B eth1 10.1.0.2/24
                route B default 10.0.0.1
                start A frr ospfd,ripd a.conf
                """);
        var topology = Topology.read(folder);
        assertThat(topology.title("zh")).isEqualTo("Two routers");
        assertThat(topology.nodes()).containsOnlyKeys("A", "B");
        assertThat(topology.nodes().get("A")).containsExactly("10.255.0.1/32", "2001:db8::1/128");
        assertThat(topology.links().get(0).other().address()).isEqualTo("10.0.0.2/30");
        assertThat(topology.lans().get(0).ports()).hasSize(2);
        assertThat(topology.routes().get(0).gateway()).isEqualTo("10.0.0.1");
        assertThat(topology.starts().get(0).daemons()).containsExactly("ospfd", "ripd");
        assertThat(topology.namespaces()).hasSize(3).allMatch(name -> name.startsWith("gw-"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodes A | unknown word `nodes`",
                "node a/b | `a/b` is no name",
                "node A 10.0.0.1 | `10.0.0.1` is no address with a length",
                "link A eth0 10.0.0.1/30 | this line is not understood",
                "link A e 10.0.0.1/30 B e 10.0.0.2/30 | unknown node A",
                "route A default 10.0.0.1 | unknown node A",
                "start A godwit none.conf | there is no file",
                "start A quagga none.conf | unknown program `quagga`"
            })
    void aMistakeIsNamedWithItsLine(String line, String what, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("topology"), "title x\n" + line + "\n");
        assertThatThrownBy(() -> Topology.read(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("topology:2: ")
                .hasMessageContaining(what)
                .satisfies(e -> assertThat(((Refusal) e).help()).isPresent());
    }

    @Test
    void aGuideIsTextAndSteps() {
        var guide =
                Guide.of(
                        """
                        # Title

                        ```
                        R1$ this is only shown
                        ```
                        ```console
                        R1$ ip link set dev eth0 down
                        R2$ godwit show neighbors
                        10.0.0.1 … Established
                        ```
                        The end.\
                        """
                                .lines()
                                .toList());
        assertThat(guide.parts()).hasSize(4);
        assertThat(guide.parts().get(0)).isInstanceOf(Prose.class);
        assertThat(guide.steps())
                .containsExactly(
                        new Step("R1", "ip link set dev eth0 down", List.of(), 7),
                        new Step(
                                "R2",
                                "godwit show neighbors",
                                List.of("10.0.0.1 … Established"),
                                8));
        assertThat(guide.parts().get(3)).isEqualTo(new Prose("The end."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b | a   b | ''",
                "a … c | a b c | ''",
                "a … c | a  c | ''",
                "a;c | a;b;c | ''",
                "c;a | a;b;c | a",
                "a;a | a;b | a",
                "b | abc | ''",
                "(nothing) | '' | ''",
                "(nothing) | a | (nothing)",
                "1.2 | 102 | 1.2"
            })
    void anAnswerIsCompared(String wanted, String answer, String missing) {
        var step = new Step("R1", "x", List.of(wanted.split(";")), 1);
        assertThat(step.missingIn(answer.replace(';', '\n')).orElse("")).isEqualTo(missing);
    }

    @Test
    void theWordsOfACommandInANodeKeepTheirOptions() {
        // Without the launcher there is no folder of labs: it got as far as asking for it.
        var screen = new Screen().run("lab x exec R1 ping -c 1 --nonsense 10.0.0.1");
        assertThat(screen.status()).isEqualTo(1);
        assertThat(screen.err()).contains("labs are started by the script");
    }

    @Test
    void anUnknownLabIsNamed(@TempDir Path folder) {
        var screen = new Screen().run("lab " + folder + "/none");
        assertThat(screen.status()).isEqualTo(1);
        assertThat(screen.err()).contains("there is no lab").contains("godwit lab lists them");
    }
}

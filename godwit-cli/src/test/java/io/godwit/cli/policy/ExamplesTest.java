package io.godwit.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The networks of `examples/`: nothing to say about any of them, tests pass, and every statement
/// of every policy is reached by one.
final class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    static List<Path> examples() throws IOException {
        try (var folders = Files.list(EXAMPLES)) {
            return folders.map(folder -> folder.resolve("godwit.conf"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void fiveNetworksAtLeast() throws IOException {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void nothingIsWrongWithIt(Path file) {
        var screen = new Screen().run(List.of("check", file.toString()));
        assertThat(screen.out()).startsWith(file + ": ok").doesNotContain("warning");
        assertThat(screen.status()).isEqualTo(Exit.DONE);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyStatementIsTested(Path file) {
        var screen = new Screen().run(List.of("policy", "test", "--coverage", file.toString()));
        assertThat(screen.err()).isEmpty();
        assertThat(screen.out()).doesNotContain("never ", "FAIL").contains(", 0 failed");
        assertThat(screen.status()).isEqualTo(Exit.DONE);
    }
}

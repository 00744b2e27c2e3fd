package io.godwit.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `policy test FOLDER`: each whole configuration below it, and no part of one.
final class FoldersTest {
    private static final String POLICY =
            "policy p { reject \"long\" if prefix.length > 24; accept }";
    private static final String TESTS =
            """
            test "lengths" {
                policy p;
                peer { as 65002; address 10.0.0.2 }
                route 203.0.113.0/24;
                expect accept;
                route 203.0.113.0/25;
                expect reject "long";
            }
            """;

    @TempDir private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void configuration(String name) throws IOException {
        write(
                name + "/godwit.conf",
                "router { as 1; id 1.1.1.1 } neighbor 10.0.0.2 { as 65002; import p; export accept }"
                        + " include \"parts/*.conf\";");
        write(name + "/parts/policy.conf", POLICY);
        write(name + "/parts/tests.conf", TESTS);
        write(name + "/parts/irr.txt", "10.0.0.0/8");
    }

    private Screen test() {
        return new Screen().run(List.of("policy", "test", folder.toString()));
    }

    @Test
    void partsAreNoConfigurations() throws IOException {
        configuration("a");
        configuration("b/inside");
        Screen screen = test();
        assertThat(screen.err()).isEmpty();
        assertThat(screen.out())
                .contains(
                        "ok    lengths (1: 203.0.113.0/24)",
                        "ok    lengths (2: 203.0.113.0/25)",
                        "statements reached: 4 of 4",
                        "4 passed, 0 failed");
        assertThat(screen.status()).isEqualTo(Exit.DONE);
    }

    @Test
    void aConfigurationWithAnErrorIsNotPassedOver() throws IOException {
        configuration("a");
        write("b/godwit.conf", "router { as 1; id 1.1.1.1; nonsense }");
        Screen screen = test();
        assertThat(screen.err()).contains("nonsense", "b/godwit.conf: 1 error,");
        assertThat(screen.status()).isEqualTo(Exit.FAILED);
    }

    @Test
    void aFolderWithoutAnySaysSo() {
        assertThat(test().err()).contains("no configuration (*.conf) below it");
    }
}

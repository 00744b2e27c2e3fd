package io.godwit.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The demo itself, over real TCP on loopback addresses.
@Timeout(120)
final class DemoTest {
    @Test
    void onceEndsWellWhenTheTableArrivedExactly(@TempDir Path folder) {
        var screen = new Screen(false, Map.of("XDG_RUNTIME_DIR", folder.toString()));
        screen.run(List.of("demo", "--once", "--prefixes", "3000", "--seed", "5"));

        assertThat(screen.err()).isEmpty();
        assertThat(screen.status()).isEqualTo(Exit.DONE);
        assertThat(screen.out())
                .contains(
                        "router { as 64496; id 127.0.0.1; listen none }",
                        "Idle        -> Connect      event 1 ManualStart",
                        "OpenConfirm -> Established  event 26 KeepAliveMsg",
                        "verified: every prefix",
                        "3 neighbors: 3 established, 0 down",
                        "<-- decided here");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTableOfOnePrefixWillDo(@TempDir Path folder) {
        var screen = new Screen(false, Map.of());
        screen.run(
                List.of(
                        "demo",
                        "--once",
                        "--prefixes",
                        "1",
                        "--socket",
                        folder.resolve("s").toString()));

        assertThat(screen.status()).isEqualTo(Exit.DONE);
        assertThat(screen.out()).contains("verified", "1 path, best from 127.0.0.2");
    }

    @Test
    void jsonIsOneObject(@TempDir Path folder) {
        var screen = new Screen(false, Map.of());
        screen.run(
                List.of(
                        "demo",
                        "--once",
                        "--json",
                        "--prefixes",
                        "50",
                        "--socket",
                        folder.resolve("s").toString()));

        assertThat(screen.status()).isEqualTo(Exit.DONE);
        assertThat(screen.out())
                .startsWith("{\"prefixes\":50,\"seed\":4271,\"routes\":")
                .endsWith("\"exact\":true}\n");
        assertThat(new Screen().run("demo --json").status()).isEqualTo(Exit.USAGE);
    }

    @Test
    void aSocketThatCannotBeMadeIsSaidWithTheRemedy(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("no-socket"), "x");
        var screen = new Screen(false, Map.of());
        screen.run(List.of("demo", "--once", "--prefixes", "1", "--socket", file.toString()));

        assertThat(screen.status()).isEqualTo(Exit.FAILED);
        assertThat(screen.err()).contains("error[GW-3113]", "no socket");
        assertThat(file).hasContent("x");
    }

    @Test
    void portsBelow1024AreRefused() {
        var screen = new Screen().run("demo --port 179");
        assertThat(screen.status()).isEqualTo(Exit.USAGE);
        assertThat(screen.err()).contains("--port 179: not a number from 1024 to 65535");
    }

    /// What `--once` relies on: another MED, community or prefix is another sum.
    @Test
    void theDigestSeesEveryDifference() {
        var view = new DemoView(DemoView.Kind.FULL, 64500, 0x7F000002);
        var digest = Digest.announced(view, 1, 500);
        assertThat(digest.same(Digest.announced(view, 1, 500))).isTrue();
        assertThat(digest.same(Digest.announced(view, 2, 500))).isFalse();
        assertThat(digest.same(Digest.announced(view, 1, 501))).isFalse();
        assertThat(
                        digest.same(
                                Digest.announced(
                                        new DemoView(DemoView.Kind.FULL, 64500, 3), 1, 500)))
                .isFalse();
    }
}

package io.godwit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The command itself, with a daemon as a child process and real TCP.
@Timeout(180)
final class BenchTest {
    @Test
    void everyStepIsExact() {
        var screen =
                new Screen()
                        .run(
                                "bench --prefixes 3000 --scenario"
                                        + " one-to-one,ten-views,one-to-twenty,come-and-go,standby");

        assertThat(screen.out())
                .containsPattern("one-to-one +announce +godwit +3,000 .* exact")
                .containsPattern("come-and-go +announce +godwit")
                .containsPattern(" +withdraw +godwit +3,000 .* exact")
                .containsPattern(" +announce again +godwit +3,000 .* exact")
                .containsPattern(" +sender lost +godwit +3,000 .* exact");
        assertThat(screen.status()).isEqualTo(Exit.DONE);
    }

    @Test
    void jsonIsOneObject() {
        var screen = new Screen().run("bench --prefixes 500 --scenario one-to-one --json");

        assertThat(screen.out())
                .startsWith("{\"processors\":")
                .contains("\"scenario\":\"one-to-one\",\"step\":\"announce\",\"router\":\"godwit\"")
                .contains("\"exact\":true")
                .hasLineCount(1);
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void whatIsUnknownIsRefusedWithWhatIsKnown() {
        var scenario = new Screen().run("bench --scenario two-to-two");
        assertThat(scenario.status()).isEqualTo(Exit.USAGE);
        assertThat(scenario.err()).contains("two-to-two", "write one-to-one, ten-views");

        var peer = new Screen().run("bench --peer quagga");
        assertThat(peer.status()).isEqualTo(Exit.USAGE);
        assertThat(peer.err()).contains("write bird or frr");

        var growth = new Screen().run("bench --growth hair");
        assertThat(growth.status()).isEqualTo(Exit.USAGE);
        assertThat(growth.err()).contains("write peers, mesh, paths, receivers, neighbors");
    }
}

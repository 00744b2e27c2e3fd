package io.godwit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;
import io.godwit.cli.control.FakeDaemon;
import io.godwit.speaker.show.ShowCatalog;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// Everything that programs can ask for has words on the command line.
final class ShowCatalogTest {
    /// Those whose words are others than their name.
    private static final Map<String, String> WORDS =
            Map.of(
                    "show neighbor", "show neighbors 10.77.0.2",
                    "show route why", "show route 192.0.2.0/24 why",
                    "show route why-not", "show route 192.0.2.0/24 why-not 10.77.0.2",
                    "show kernel routes", "show kernel --routes",
                    "policy try", "policy try 192.0.2.0/24 --neighbor 10.77.0.2",
                    "rpki validate", "rpki validate 192.0.2.0/24 65002");

    @Test
    void everyCommandHasItsWords() {
        for (String name : ShowCatalog.names()) {
            try (FakeDaemon daemon = new FakeDaemon()) {
                daemon.on(name, "{\"end\":{\"status\":0}}");
                var env = Map.of("GODWIT_SOCKET", daemon.socket().toString());
                int status =
                        new Screen(false, env)
                                .run(WORDS.getOrDefault(name, name) + " --json")
                                .status();
                assertThat(status).as(name).isEqualTo(Exit.DONE);
                assertThat(daemon.requests()).as(name).singleElement().asString().contains(name);
            }
        }
    }
}

package io.godwit.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a looking glass reads of rejected routes, from the file to the answer of the daemon.
final class RejectTagTest {
    private static final String MEMBER =
            """
            router { as 64511; id 10.0.0.2; listen 127.0.0.2 port PORT }
            neighbor 127.0.0.1 {
                as 64500;
                local-address 127.0.0.2;
                passive;
                import reject;
                export like-a-tag;
            }
            policy like-a-tag {
                add community 65520:9 if prefix = 10.1.0.0/16;
                accept;
            }
            originate 10.1.0.0/16;
            originate 192.0.2.0/25;
            originate 198.51.100.0/24;
            """;
    private static final String SERVER =
            """
            router { as 64500; id 10.0.0.1; listen none }
            reject-tag large-community 64500:65520:*;
            policy member-in {
                reject 2 "bogon-prefix" if prefix.length < 17;
                reject "without-number" if prefix.length > 24;
                accept;
            }
            neighbor 127.0.0.2 {
                as 64511;
                port PORT;
                local-address 127.0.0.1;
                import member-in;
                export reject;
            }
            """;
    private static final String TAGGED = "\"reject_tag\":\"64500:65520:2\"";

    @TempDir private Path folder;
    private LocalDaemons daemons;

    @Test
    void isInTheAnswersAndChangesWithAReload() throws Exception {
        String port;
        try (var any = new ServerSocket(0)) {
            port = "" + any.getLocalPort();
        }
        String text = SERVER.replace("PORT", port);
        daemons = new LocalDaemons(folder);
        try (var _ = daemons) {
            daemons.start("member", MEMBER.replace("PORT", port));
            daemons.start("server", text);
            assertThat(run("wait route 198.51.100.0/24 --timeout 30s").status())
                    .isEqualTo(Exit.DONE);
            for (var line : List.of("show rejected --jsonl", "show routes --jsonl")) {
                assertThat(rows(line, "10.1.0.0/16")).as(line).contains(TAGGED);
                assertThat(rows(line, "192.0.2.0/25")).contains("\"reject_tag\":\"\"");
            }
            assertThat(rows("show routes --rejected --jsonl", "10.1.0.0/16")).contains(TAGGED);
            assertThat(rows("show routes --jsonl", "198.51.100.0/24"))
                    .contains("\"reject_tag\":\"\"");
            assertThat(run("show route 10.1.0.0/16").out()).contains("reject tag", "64500:65520:2");
            assertThat(run("show routes --rejected").out()).contains("Reject tag", "64500:65520:2");
            reload(text.replace("large-community 64500:65520:*", "community 65520:*"));
            assertThat(rows("show rejected --jsonl", "10.1.0.0/16"))
                    .contains("\"reject_tag\":\"65520:2\"", "\"communities\":[\"65520:9\"]");
        }
    }

    private void reload(String text) throws Exception {
        Files.writeString(folder.resolve("server.conf"), text);
        var screen = run("reload");
        assertThat(screen.out())
                .contains(
                        "~ router: reject-tag large-community 64500:65520:* → community 65520:*:"
                                + " takes effect at once");
        assertThat(screen.status()).isEqualTo(Exit.DONE);
    }

    private String rows(String line, String prefix) {
        return run(line)
                .out()
                .lines()
                .filter(row -> row.contains("\"" + prefix + "\""))
                .reduce("", String::concat);
    }

    private Screen run(String line) {
        return daemons.run("server", line);
    }
}

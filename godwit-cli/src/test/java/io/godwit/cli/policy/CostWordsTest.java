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

/// Cost Communities in policies, from the text to the octets of a route.
final class CostWordsTest {
    private static final String TEXT =
            """
            router { as 64500; id 192.0.2.1; }
            policy p {
                remove extended-community
                    [ cost:absolute:*:*, cost:5:1..9:*, transitive-cost:*:*:* ];
                accept if extended-community has cost:igp:7:(local-as);
                add extended-community cost:igp:1:50;
                accept;
            }
            test "sets" {
                policy p;
                peer { as 64511; address 192.0.2.11 }
                route 203.0.113.0/24 {
                    as-path 64511;
                    extended-community cost:absolute:3:7, cost:5:9:7, cost:5:10:7,
                        transitive-cost:130:1:1;
                }
                expect accept { extended-community cost:5:10:7, 0x4301:33025:50 };
            }
            test "by a value of the route" {
                policy p;
                peer { as 64511; address 192.0.2.11 }
                route 203.0.113.0/24 { as-path 64511; extended-community cost:igp:7:64500 }
                expect accept { extended-community cost:igp:7:64500 };
            }
            """;

    @TempDir private Path folder;

    @Test
    void policiesMatchSetAndRemoveCosts() throws IOException {
        Path file = folder.resolve("costs.conf");
        Files.writeString(file, TEXT);
        Screen screen = new Screen().run(List.of("policy", "test", file.toString()));
        assertThat(screen.out()).contains("statements reached: 4 of 4", "2 passed, 0 failed");
        assertThat(screen.status()).isEqualTo(Exit.DONE);
    }
}

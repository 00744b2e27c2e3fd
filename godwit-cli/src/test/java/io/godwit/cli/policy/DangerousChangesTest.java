package io.godwit.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Dangerous changes of a running router, as they happen: each is told before it acts, with what it
/// would do, and the session and its routes stay as they are.
final class DangerousChangesTest {
    private static final int ROUTES = 10;
    private static final String BEFORE =
            """
            router { as 64500; id 10.0.0.1; listen 127.0.0.1 port OWN }
            prefix-set bogons [ 10.0.0.0/8+ ];
            policy provider-in {
                reject "bogon-prefix" if prefix in bogons;
                reject "prefix-length" if prefix.length > 24;
                accept;
            }
            neighbor 127.0.0.2 {
                as 64496;
                port PORT;
                local-address 127.0.0.1;
                import provider-in;
                export reject;
            }
            neighbor 127.0.9.0/24 { as 64497; max-neighbors 2; import reject; export reject }
            originate 192.0.2.0/24 { if-route 10.0.0.0/8 }
            aggregate 203.0.0.0/16 { minimum 2 }
            """;

    @TempDir private Path folder;
    private LocalDaemons daemons;
    private String text;

    /// A change of the text, the options of `reload`, the exit status and what it says.
    private record Change(
            String name, String from, String to, String options, int status, String... says) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Change> changes() {
        return List.of(
                new Change(
                        "a word is mistyped",
                        "neighbor 127.0.0.2",
                        "nieghbor 127.0.0.2",
                        "",
                        Exit.FAILED,
                        "GW-1002",
                        "did you mean `neighbor`",
                        "nothing was changed"),
                new Change(
                        "a set is renamed, but not where it is used",
                        "prefix-set bogons",
                        "prefix-set martians",
                        "",
                        Exit.FAILED,
                        "bogons",
                        "godwit.conf:4:40"),
                new Change(
                        "the verdict at the end is lost",
                        "    accept;\n}",
                        "}",
                        "",
                        Exit.FAILED,
                        "without a verdict"),
                new Change(
                        "the file of a set is not there",
                        "[ 10.0.0.0/8+ ]",
                        "from file \"bogons.json\"",
                        "",
                        Exit.FAILED,
                        "bogons.json"),
                new Change(
                        "a comparison is turned around",
                        "prefix.length > 24",
                        "prefix.length < 25",
                        " --dry-run",
                        Exit.FAILED,
                        "~ neighbor 127.0.0.2: import provider-in changed: routes re-evaluated",
                        "would lose 10 of 10 accepted routes",
                        "`reload-loss-limit` is 50%"),
                new Change(
                        "the import line is lost",
                        "import provider-in;",
                        "",
                        " --dry-run",
                        Exit.FAILED,
                        "no `import`: nothing is taken from this neighbor (RFC 8212)",
                        "import provider-in → none"),
                new Change(
                        "the AS of a neighbor is mistyped",
                        "as 64496;",
                        "as 64469;",
                        " --dry-run",
                        Exit.FAILED,
                        "! neighbor 127.0.0.2: as 64496 → 64469: session resets",
                        "10 of 10 prefixes would have no path left"),
                new Change(
                        "a neighbor is commented out",
                        "neighbor 127.0.0.2",
                        "neighbor 127.0.0.3",
                        " --dry-run",
                        Exit.FAILED,
                        "- neighbor 127.0.0.2",
                        "takes along 10 routes, of these 10 the only path to their prefix"),
                new Change(
                        "a range of neighbors takes more",
                        "max-neighbors 2",
                        "max-neighbors 200",
                        " --dry-run",
                        Exit.DONE,
                        "~ neighbors of 127.0.9.0/24: changed, for those who come from now on:"
                                + " takes effect at once (max-neighbors 2 → 200)"),
                new Change(
                        "a condition is turned around",
                        "if-route",
                        "unless-route",
                        " --dry-run",
                        Exit.DONE,
                        "~ originate 192.0.2.0/24 { unless-route 10.0.0.0/8 }: was 192.0.2.0/24"
                                + " { if-route 10.0.0.0/8 }: routes re-evaluated, no reset"),
                new Change(
                        "an aggregate takes more",
                        "minimum 2",
                        "minimum 3",
                        " --dry-run",
                        Exit.DONE,
                        "~ aggregate 203.0.0.0/16 minimum 3: was 203.0.0.0/16 minimum 2: routes"
                                + " re-evaluated, no reset"),
                new Change(
                        "a range of neighbors goes",
                        "neighbor 127.0.9.0/24",
                        "#",
                        " --dry-run",
                        Exit.DONE,
                        "- neighbors of 127.0.9.0/24: removed: ends at once"),
                new Change(
                        "the own AS is changed",
                        "router { as 64500",
                        "router { as 64501",
                        "",
                        Exit.FAILED,
                        "restart",
                        "64501"));
    }

    @BeforeEach
    void start() throws Exception {
        int port;
        int own;
        try (var any = new ServerSocket(0);
                var another = new ServerSocket(0)) {
            port = any.getLocalPort();
            own = another.getLocalPort();
        }
        var said = new StringBuilder("router { as 64496; id 10.0.0.2; listen 127.0.0.2 port ");
        said.append(port).append(" }\nneighbor 127.0.0.1 { as 64500; local-address 127.0.0.2;");
        said.append(" passive; import reject; export accept }\n");
        for (int i = 0; i < ROUTES; i++) {
            said.append("originate 198.51.").append(i).append(".0/24;\n");
        }
        daemons = new LocalDaemons(folder);
        daemons.start("provider", said.toString());
        text = BEFORE.replace("PORT", "" + port).replace("OWN", "" + own);
        daemons.start("godwit", text);
        assertThat(run("wait established 127.0.0.2 --timeout 30s").status()).isEqualTo(Exit.DONE);
        assertThat(run("wait route 198.51.9.0/24 --timeout 30s").status()).isEqualTo(Exit.DONE);
        assertThat(held()).isEqualTo(ROUTES);
    }

    @AfterEach
    void stop() {
        daemons.close();
    }

    private Screen run(String line) {
        return daemons.run("godwit", line);
    }

    private long held() {
        return run("show routes --best")
                .out()
                .lines()
                .filter(line -> line.contains("198.51."))
                .count();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void isToldBeforeItActs(Change change) throws IOException {
        assertThat(text).contains(change.from());
        Files.writeString(folder.resolve("godwit.conf"), text.replace(change.from(), change.to()));
        var screen = run("reload" + change.options());
        assertThat(screen.out() + screen.err()).contains(change.says());
        assertThat(screen.status()).isEqualTo(change.status());
        assertThat(held()).isEqualTo(ROUTES);
        assertThat(run("show neighbors").out()).contains("Established");
    }
}

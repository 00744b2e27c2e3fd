package io.godwit.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/// A router between a provider (ten routes) and a customer (three), with two routes of its own:
/// whatever a change takes away, or gives to whom it is not meant for, stands in the plan.
final class ChangeImpactTest {
    private static final int OTHERS = 40;
    private static final String VRPS =
            "{\"roas\":[{\"prefix\":\"198.51.0.0/16\",\"maxLength\":24,\"asn\":64496}]}";
    private static final String BEFORE =
            """
            router { as 64500; id 10.0.0.1; listen 127.0.0.1 port OWN }
            rpki { vrps from file "rpki.json" }
            save-commands-to "saved.conf";
            prefix-set own [ 203.0.112.0/22+ ];
            policy provider-in { reject "rpki-invalid" if rpki = invalid; accept; }
            policy own-out { reject "not-ours" if prefix not in own; accept; }
            originate 203.0.112.0/24;
            originate 203.0.113.0/24;
            neighbor 127.0.0.2 {
                as 64496;
                port PROVIDER;
                local-address 127.0.0.1;
                name "provider";
                import provider-in;
                export own-out;
            }
            neighbor 127.0.0.3 {
                as 64498;
                port CUSTOMER;
                local-address 127.0.0.1;
                import accept;
                export accept;
            }
            neighbor 127.0.9.0/24 { as 64497; max-neighbors 2; import reject; export reject }
            """;

    @TempDir private Path folder;
    private LocalDaemons daemons;
    private String text;
    private String others;

    @BeforeEach
    void start() throws Exception {
        String provider = freePort();
        String customer = freePort();
        text =
                BEFORE.replace("OWN", freePort())
                        .replace("PROVIDER", provider)
                        .replace("CUSTOMER", customer);
        var more = new StringBuilder();
        for (int i = 1; i <= OTHERS; i++) {
            more.append("neighbor 127.1.0.").append(i);
            more.append(" { as 64700; passive; import reject; export reject }\n");
        }
        others = more.toString();
        Files.writeString(folder.resolve("rpki.json"), VRPS);
        daemons = new LocalDaemons(folder);
        daemons.start("provider", router(64496, 2, provider, "198.51.", 10));
        daemons.start("customer", router(64498, 3, customer, "192.0.", 3));
        daemons.start("godwit", text + others);
        for (String prefix : new String[] {"198.51.9.0/24", "192.0.2.0/24"}) {
            assertThat(run("wait route " + prefix + " --timeout 30s").status())
                    .isEqualTo(Exit.DONE);
        }
    }

    private static String freePort() throws IOException {
        try (var any = new ServerSocket(0)) {
            return "" + any.getLocalPort();
        }
    }

    private static String router(int as, int number, String port, String net, int routes) {
        var said = new StringBuilder();
        said.append(
                """
                router { as %d; id 10.0.0.%d; listen 127.0.0.%d port %s }
                neighbor 127.0.0.1 {
                    as 64500;
                    local-address 127.0.0.%d;
                    passive;
                    import accept;
                    export accept;
                }
                """
                        .formatted(as, number, number, port, number));
        for (int i = 0; i < routes; i++) {
            said.append("originate ").append(net).append(i).append(".0/24;\n");
        }
        return said.toString();
    }

    @AfterEach
    void stop() {
        daemons.close();
    }

    private Screen run(String line) {
        return daemons.run("godwit", line);
    }

    /// What a reload says of the file with this in place of that.
    private Screen reload(String from, String to, String options) throws IOException {
        assertThat(text + others).contains(from);
        Files.writeString(folder.resolve("godwit.conf"), (text + others).replace(from, to));
        return run("reload" + options);
    }

    private static void refused(Screen screen, String... says) {
        assertThat(screen.out() + screen.err()).contains(says).contains("nothing was changed");
        assertThat(screen.status()).isEqualTo(Exit.FAILED);
    }

    @Test
    void whatANeighborIsNoLongerSentIsCountedAndLimited() throws Exception {
        refused(
                reload("accept;\n    export accept;", "accept;\n    export reject;", ""),
                "~ neighbor 127.0.0.3: export accept → reject: routes re-evaluated, no reset",
                "12 routes sent now: 12 no longer sent",
                "127.0.0.3 would no longer be sent 12 of 12 routes, and `reload-loss-limit`");
        assertThat(daemons.run("customer", "show routes --best").out()).contains("198.51.9.0/24");
    }

    @Test
    void theLastLineSaysHowManyRoutesComeAndGo() throws Exception {
        var less =
                reload(
                        "accept;\n    export accept;",
                        "accept;\n    export reject;",
                        " --dry-run --force");
        assertThat(less.out())
                .contains("dry run: 1 difference, 0 sessions lost, 12 routes no longer sent");
    }

    @Test
    void aLeakIsSeenBeforeItHappens() throws Exception {
        var screen = reload("export own-out", "export accept", " --dry-run");
        assertThat(screen.out())
                .contains("2 routes sent now: 3 sent besides")
                .contains("192.0.2.0/24  AS_PATH 64498: not-ours (own-out, ")
                .contains("dry run: 1 difference, 0 sessions lost, 3 routes sent besides");
        assertThat(screen.status()).isEqualTo(Exit.DONE);
    }

    @Test
    void ownRoutesThatGoAreCountedAndLimited() throws Exception {
        String both = "originate 203.0.112.0/24;\noriginate 203.0.113.0/24;\n";
        refused(
                reload(both, "", ""),
                "- originate 203.0.112.0/24: removed: ends at once",
                "! 2 of 15 prefixes without any path: 203.0.112.0/24, 203.0.113.0/24",
                "2 of 2 own routes would go");
        assertThat(run("show routes --best").out()).contains("203.0.112.0/24");
        assertThat(reload(both, "", " --force").status()).isEqualTo(Exit.DONE);
        assertThat(run("show routes --best").out()).doesNotContain("203.0.112.0/24");
    }

    @Test
    void whatAnotherVrpFileMakesInvalidIsCountedAndLimited() throws Exception {
        Files.writeString(folder.resolve("rpki.json"), VRPS.replace("64496", "64499"));
        refused(
                run("reload"),
                "~ neighbor 127.0.0.2 (provider): rpki changed: routes re-evaluated, no reset",
                "10 routes accepted now: 10 rejected from now on",
                "10 of 15 prefixes would have no path left",
                "127.0.0.2 would lose 10 of 10 accepted routes");
        assertThat(run("show routes --best").out()).contains("198.51.9.0/24");
    }

    @Test
    void whoTakesMostPrefixesAlongDoesNotGoUnasked() throws Exception {
        refused(
                reload("neighbor 127.0.0.2", "neighbor 127.0.0.22", " --dry-run"),
                "- neighbor 127.0.0.2 (provider): removed: ends at once",
                "Established; takes along 10 routes, of these 10 the only path to their prefix",
                "10 of 15 prefixes would have no path left");
    }

    /// A session that comes again judges everything anew: there is nothing to say of it.
    @Test
    void aResetIsOneLine() throws Exception {
        var screen = reload("as 64498", "as 64489", " --dry-run");
        assertThat(screen.out().lines())
                .containsExactly(
                        "! neighbor 127.0.0.3: as 64498 → 64489: session resets (the neighbor's"
                                + " OPEN must say it)",
                        "    Established; takes along 3 routes, of these 3 the only path to their"
                                + " prefix",
                        "! 3 of 15 prefixes without any path: 192.0.0.0/24, 192.0.1.0/24,"
                                + " 192.0.2.0/24",
                        "dry run: 1 difference, 1 session lost, 3 of 15 prefixes without any"
                                + " path");
    }

    @Test
    void manyNeighborsAreOneLineUnlessAskedFor() throws Exception {
        assertThat(reload(others, "", " --dry-run").out().lines())
                .containsExactly(
                        "- 40 neighbors (127.1.0.1, 127.1.0.2, 127.1.0.3, …): removed: ends at"
                                + " once",
                        "dry run: 40 differences, 0 sessions lost");
        assertThat(run("reload --dry-run --detail").out().lines()).hasSize(OTHERS + 1);
        assertThat(run("reload --dry-run --json").out()).contains("\"127.1.0.40\"");
    }

    /// A policy meets a route that came in, or that could go out, before anybody has it.
    @Test
    void aPolicyIsTriedOnARouteThatIsHere() {
        assertThat(run("policy try 198.51.9.0/24 --neighbor provider").out())
                .contains("provider-in: 198.51.9.0/24 from 127.0.0.2, AS path 64496")
                .contains("no   reject \"rpki-invalid\" if rpki = invalid")
                .endsWith("accepted\n");
        assertThat(run("policy try 198.51.9.0/24 --neighbor 127.0.0.2 --policy own-out").out())
                .contains("yes  reject \"not-ours\" if prefix not in own")
                .contains("rejected: \"not-ours\", ");
        assertThat(run("policy try 192.0.2.0/24 --neighbor provider --export").out())
                .contains("own-out: 192.0.2.0/24 from 127.0.0.3")
                .contains("rejected: \"not-ours\", ");
        var unknown = run("policy try 192.0.2.0/24 --neighbor provider --policy own");
        assertThat(unknown.err()).contains("there are own-out, provider-in");
        assertThat(run("policy try 192.0.2.0/24 --neighbor provider").err())
                .contains("127.0.0.2 has not sent 192.0.2.0/24");
    }

    /// What a rollback undoes is not there at the next start either.
    @Test
    void aRollbackTakesASavedCommandBack() throws Exception {
        assertThat(run("originate 203.0.114.0/24 --save").status()).isEqualTo(Exit.DONE);
        Path saved = folder.resolve("saved.conf");
        assertThat(saved).content().contains("originate 203.0.114.0/24;");
        String config = run("show config").out();
        assertThat(config.lines().findFirst().orElse("")).contains("godwit.conf, since");
        assertThat(config).contains("1 ranges of neighbors");
        assertThat(run("rollback").status()).isEqualTo(Exit.DONE);
        assertThat(saved).content().doesNotContain("203.0.114.0/24");
        assertThat(run("show routes").out()).doesNotContain("203.0.114.0/24");
        assertThat(run("show neighbors").out())
                .contains("127.0.9.0/24  AS 64497: 0 of at most 2 neighbors are here");
    }
}

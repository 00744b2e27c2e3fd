package io.godwit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;
import io.godwit.cli.control.FakeDaemon;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Map;

/// What an operator sees, from answers as the daemon gives them.
final class ShowCommandsTest {
    private static final String DONE = "{\"end\":{\"status\":0}}";
    private static final String HEAD =
            "{\"head\":{\"router_id\":\"10.77.0.1\",\"as\":65001,\"uptime_seconds\":183600,\"neighbors\":3,\"established\":1}}";
    private static final String UP =
            "{\"row\":{\"address\":\"10.77.0.2\",\"name\":\"r2\",\"as\":65002,\"state\":\"Established\",\"for_seconds\":93600,"
                    + "\"received\":3,\"accepted\":1,\"rejected\":2,\"advertised\":12,\"families\":[\"ipv4\"]}}";
    private static final String DOWN =
            "{\"row\":{\"address\":\"10.77.0.9\",\"name\":\"华东\",\"as\":65003,\"state\":\"Idle\",\"for_seconds\":41,"
                    + "\"why_not\":\"peer says AS 65002, we expect 65003\"}}";
    private static final String V6 =
            "{\"row\":{\"address\":\"fd77::2\",\"as\":65002,\"state\":\"Connect\",\"for_seconds\":133,"
                    + "\"why_not\":\"refused: is a BGP speaker listening on fd77::2 port 179?\"}}";
    private static final String WHY =
            "{\"row\":{\"prefix\":\"203.0.113.0/24\",\"paths\":["
                    + "{\"prefix\":\"203.0.113.0/24\",\"best\":true,\"peer\":\"10.77.0.3\",\"peer_name\":\"r3\",\"next_hop\":\"10.77.0.3\","
                    + "\"as_path\":\"65002\",\"origin\":\"igp\",\"med\":10,\"communities\":[\"65002:1\",\"65002:2\"],"
                    + "\"large_communities\":[\"65002:0:1\"],\"extended_communities\":[],\"valid\":true,\"rejected_because\":\"\"},"
                    + "{\"prefix\":\"203.0.113.0/24\",\"best\":false,\"peer\":\"10.77.0.2\",\"peer_name\":\"r2\",\"next_hop\":\"10.77.0.2\","
                    + "\"as_path\":\"65002\",\"origin\":\"igp\",\"med\":50,\"communities\":[],\"large_communities\":[],"
                    + "\"extended_communities\":[],\"valid\":true,\"rejected_because\":\"\"}],"
                    + "\"steps\":[{\"step\":\"LOCAL_PREF\",\"rule\":\"x\",\"values\":[\"100\",\"100\"],\"verdict\":\"equal\"},"
                    + "{\"step\":\"AS_PATH length\",\"rule\":\"x\",\"values\":[\"1\",\"1\"],\"verdict\":\"equal\"},"
                    + "{\"step\":\"ORIGIN\",\"rule\":\"x\",\"values\":[\"IGP\",\"IGP\"],\"verdict\":\"equal\"},"
                    + "{\"step\":\"MED\",\"rule\":\"x\",\"values\":[\"10\",\"50\"],\"verdict\":\"lower wins\"}],"
                    + "\"deciding_step\":\"MED\",\"rejected\":[{\"peer\":\"10.77.0.4\",\"rejected_because\":\"AS loop\"}]}}";

    private final FakeDaemon daemon = new FakeDaemon();
    private final Map<String, String> env = Map.of("GODWIT_SOCKET", daemon.socket().toString());
    private final Screen screen = new Screen(false, env);

    @AfterEach
    void close() {
        daemon.close();
    }

    @Test
    void neighborsAreATableWithTheReasonWhyNot() {
        daemon.on("show neighbors", HEAD, UP, DOWN, V6, DONE);
        assertThat(screen.run("show neighbors").status()).isEqualTo(Exit.DONE);
        assertThat(screen.out())
                .isEqualTo(
                        """
                        Router 10.77.0.1  AS 65001  up 2d03h   3 neighbors: 1 established, 2 down
                        Neighbor   Name     AS  State          For  Recv  Acc  Rej  Adv  Why not
                        10.77.0.2  r2    65002  Established  1d02h     3    1    2   12
                        10.77.0.9  华东  65003  Idle           41s     -    -    -    -  peer says AS 65002, we expect 65003
                        fd77::2          65002  Connect       133s     -    -    -    -  refused: is a BGP speaker listening on fd77::2 port 179?
                        """);
    }

    @Test
    void aRestartSaysWhomItWaitsFor() {
        String head =
                "{\"head\":{\"router_id\":\"10.77.0.1\",\"as\":65001,\"restart\":"
                        + "{\"phase\":\"learning\",\"seconds\":12,\"waits_for\":["
                        + "{\"address\":\"10.77.0.9\",\"families\":[\"ipv4\",\"ipv6\"],\"here\":false,\"seconds\":108},"
                        + "{\"address\":\"fd77::2\",\"families\":[\"ipv6\"],\"here\":true,\"seconds\":168}]}}}";
        daemon.on("show neighbors", head, DONE);
        assertThat(screen.run("show neighbors").out())
                .contains(
                        "\nrestarting for 12 s: waits for End-of-RIB of 10.77.0.9 (ipv4, ipv6, not"
                                + " back), fd77::2 (ipv6), at most 168 s more; `godwit recover` ends"
                                + " the wait\n");
        daemon.on("show router", head.replace("head", "row"), DONE);
        assertThat(new Screen(false, env).run("show router --lang zh").out())
                .contains(
                        "正在从重启中恢复（已 12 秒）：等待 10.77.0.9（ipv4, ipv6，尚未恢复）、fd77::2（ipv6） 的"
                                + " End-of-RIB，最多还要 168 秒；`godwit recover` 立即结束等待");
        daemon.on(
                "show neighbors",
                "{\"head\":{\"restart\":{\"phase\":\"installing\",\"seconds\":13,\"waits_for\":[]}}}",
                DONE);
        assertThat(new Screen(false, env).run("show neighbors").out())
                .contains("restarting for 13 s: the kernel gets its routes\n");
    }

    /// What the other side thinks and wants is not known before it has spoken.
    @Test
    void aPathThatIsSilentSaysNothingOfTheOtherSide() {
        String row =
                "{\"row\":{\"sessions\":[{\"address\":\"10.77.0.9\",\"state\":\"Down\",\"remote_state\":\"Down\","
                        + "\"since\":\"2026-01-01T00:00:00Z\",\"for_seconds\":9,\"hops\":\"one\",\"configured_micros\":300000,"
                        + "\"multiplier\":3,\"transmit_micros\":1000000,\"local_diagnostic\":\"no diagnostic\","
                        + "\"remote_diagnostic\":\"no diagnostic\",\"local_discriminator\":5,\"flaps\":0,\"sent\":9,"
                        + "\"received\":0}],\"discarded\":[]}}";
        daemon.on("show bfd", row, DONE);
        assertThat(screen.run("show bfd 10.77.0.9").out())
                .contains("Down for 9s", "9 sent, 0 received")
                .doesNotContain("Down there", "It says", "Hears", "Detects");
    }

    @Test
    void colorIsForTerminalsOnly() {
        daemon.on("show neighbors", HEAD, UP, DONE);
        assertThat(new Screen(true, env).run("show neighbors").out())
                .contains("\033[32mEstablished\033[0m");
        var plain = Map.of("GODWIT_SOCKET", daemon.socket().toString(), "NO_COLOR", "1");
        assertThat(new Screen(true, plain).run("show neighbors").out()).doesNotContain("\033");
    }

    @Test
    void jsonIsOneObjectWithTheRowsAsTheyCame() {
        daemon.on("show neighbors", HEAD, UP, DOWN, DONE);
        screen.run("show neighbors --json");
        assertThat(screen.out())
                .isEqualTo(
                        HEAD.substring(8, HEAD.length() - 2)
                                + ",\"neighbors\":["
                                + UP.substring(7, UP.length() - 1)
                                + ","
                                + DOWN.substring(7, DOWN.length() - 1)
                                + "]}\n");
    }

    @Test
    void jsonWithoutHeadOrRowsIsStillOneObject() {
        daemon.on("show routes", DONE);
        assertThat(new Screen(false, env).run("show routes --json").out())
                .isEqualTo("{\"routes\":[]}\n");
        daemon.on("show neighbors", "{\"head\":{}}", DONE);
        assertThat(new Screen(false, env).run("show neighbors --json").out())
                .isEqualTo("{\"neighbors\":[]}\n");
        daemon.on("show router", "{\"row\":{\"as\":1}}", DONE);
        assertThat(new Screen(false, env).run("show router --json").out())
                .isEqualTo("{\"as\":1}\n");
    }

    @Test
    void jsonLinesAreTheRows() {
        daemon.on("show neighbors", HEAD, UP, DOWN, DONE);
        screen.run("show neighbors --jsonl");
        assertThat(screen.out().lines())
                .containsExactly(
                        UP.substring(7, UP.length() - 1), DOWN.substring(7, DOWN.length() - 1));
    }

    @Test
    void anAnswerThatFailsInTheMiddleStaysOneObject() {
        daemon.on(
                "show routes",
                "{\"row\":{\"prefix\":\"10.0.0.0/8\"}}",
                "{\"end\":{\"status\":1,\"code\":\"GW-3006\",\"message\":\"stopping\"}}");
        assertThat(screen.run("show routes --json").status()).isEqualTo(Exit.FAILED);
        assertThat(screen.out())
                .isEqualTo(
                        "{\"routes\":[{\"prefix\":\"10.0.0.0/8\"}],"
                                + "\"error\":{\"status\":1,\"code\":\"GW-3006\",\"message\":\"stopping\"}}\n");
    }

    @Test
    void rowsWrittenInAnotherWayAreUnderstood() {
        daemon.on("show router", "{ \"row\" : { \"as\" : 7 } }", "{ \"end\": { \"status\": 0 } }");
        assertThat(screen.run("show router --json").out()).isEqualTo("{\"as\":7}\n");
    }

    @Test
    void routesAskForWhatTheOptionsSay() {
        daemon.on("show routes", DONE);
        screen.run(
                "show routes 10.0.0.0/8 --longer --best --neighbor r2 --family ipv4 --origin-as 4294967295 --limit 3");
        assertThat(daemon.requests())
                .containsExactly(
                        "{\"command\":\"show routes\",\"args\":{\"prefix\":\"10.0.0.0/8\",\"neighbor\":\"r2\",\"family\":\"ipv4\","
                                + "\"longer\":true,\"best\":true,\"origin_as\":4294967295,\"limit\":3}}");
        assertThat(screen.out()).isEqualTo("no routes\n");
    }

    @Test
    void routesAreALineForEachPath() {
        daemon.on(
                "show routes",
                "{\"row\":{\"prefix\":\"10.0.0.0/8\",\"best\":true,\"peer\":\"10.77.0.2\",\"next_hop\":\"10.77.0.2\","
                        + "\"as_path\":\"65002 {1 2}\",\"origin\":\"incomplete\",\"med\":0,\"local_pref\":100}}",
                "{\"row\":{\"prefix\":\"192.0.2.0/24\",\"best\":true,\"as_path\":\"\",\"origin\":\"igp\"}}",
                "{\"row\":{\"prefix\":\"10.0.0.0/8\",\"best\":false,\"peer\":\"10.77.0.3\",\"next_hop\":\"10.77.0.3\","
                        + "\"as_path\":\"65003\",\"origin\":\"egp\",\"rejected_because\":\"no import policy (RFC 8212)\"}}",
                DONE);
        screen.run("show routes");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        Best  Prefix        From       Next hop   Pref  MED  Origin      AS path      Rejected because
                        *     10.0.0.0/8    10.77.0.2  10.77.0.2   100    0  INCOMPLETE  65002 {1 2}
                        *     192.0.2.0/24  local      -             -    -  IGP
                              10.0.0.0/8    10.77.0.3  10.77.0.3     -    -  EGP         65003        no import policy (RFC 8212)
                        """);
    }

    @Test
    void manyRoutesStreamAndStayAligned() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 20_000; i++) {
            lines.add(
                    "{\"row\":{\"prefix\":\"10."
                            + (i >> 8)
                            + "."
                            + (i & 255)
                            + ".0/24\",\"as_path\":\"65002 "
                            + i
                            + "\"}}");
        }
        lines.add(DONE);
        daemon.on("show routes", lines.toArray(String[]::new));
        screen.run("show routes");
        assertThat(screen.out().lines().count()).isEqualTo(20_001);
        assertThat(screen.out())
                .endsWith("      10.78.31.0/24  local  -            -    -  -       65002 19999\n");
    }

    @Test
    void whyShowsEachStepAndTheOneThatDecided() {
        daemon.on("show route why", WHY, DONE);
        screen.run("show route 203.0.113.0/24 why");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        203.0.113.0/24   2 paths, best from 10.77.0.3, 1 rejected
                        Step            10.77.0.3 (best)  10.77.0.2  Verdict
                        LOCAL_PREF      100               100        equal
                        AS_PATH length  1                 1          equal
                        ORIGIN          IGP               IGP        equal
                        MED             10                50         lower wins  <-- decided here
                        10.77.0.4  rejected: AS loop
                        """);
    }

    private static final String REJECTED =
            "{\"prefix\":\"10.1.0.0/16\",\"peer\":\"10.77.0.2\",\"as_path\":\"65002\","
                    + "\"rejected_because\":\"bogon-prefix (member-in, rs.conf:9:5)\",\"rejected_label\":\"bogon-prefix\","
                    + "\"reject_tag\":\"64500:1101:2\","
                    + "\"rejected_by\":{\"code\":2,\"label\":\"bogon-prefix\",\"policy\":\"member-in\","
                    + "\"at\":\"rs.conf:9:5\",\"text\":\"reject 2 \\\"bogon-prefix\\\" if prefix in bogons;\"}}";

    @Test
    void whyNamesTheStatementThatRejectedAndWhatItSaw() {
        daemon.on(
                "show route why",
                "{\"row\":{\"prefix\":\"10.1.0.0/16\",\"paths\":[],\"steps\":[],\"deciding_step\":\"\",\"rejected\":["
                        + REJECTED
                        + "],\"judged\":[{\"peer\":\"10.77.0.2\",\"policy\":\"member-in\",\"accepted\":false,\"statements\":["
                        + "{\"policy\":\"member-in\",\"at\":\"rs.conf:8:5\",\"text\":\"x\",\"holds\":false,\"saw\":[\"no\"]},"
                        + "{\"policy\":\"member-in\",\"at\":\"rs.conf:9:5\",\"text\":\"x\",\"holds\":true,"
                        + "\"saw\":[\"prefix in bogons, matched 10.0.0.0/8+\"]}]}]}}",
                DONE);
        screen.run("show route 10.1.0.0/16 why");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        10.1.0.0/16   0 paths in Loc-RIB, 1 rejected
                        10.77.0.2  rejected by member-in, rs.conf:9:5  "bogon-prefix"  (prefix in bogons, matched 10.0.0.0/8+)
                        """);
    }

    @Test
    void countersAndStatesOfPathsAreTables() {
        daemon.on(
                "show counters",
                "{\"row\":{\"address\":\"10.77.0.2\",\"name\":\"r2\",\"flaps\":1,\"queued_octets\":77,"
                        + "\"discarded_updates\":1,\"treated_as_withdraw\":2,\"messages\":{"
                        + "\"in\":{\"open\":1,\"update\":9,\"keepalive\":4,\"octets\":900},"
                        + "\"out\":{\"open\":1,\"keepalive\":4,\"octets\":120}},"
                        + "\"families\":[{\"received\":3,\"accepted\":2,\"rejected\":1,\"advertised\":5},"
                        + "{\"received\":10,\"accepted\":10,\"rejected\":0,\"advertised\":0}]}}",
                DONE);
        screen.run("show counters");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        Neighbor   Name  Messages in  Octets in  Messages out  Octets out  Waiting  Faulty  Flaps  Recv  Acc  Rej  Adv
                        10.77.0.2  r2             14        900             5         120       77       3      1    13   12    1    5
                        """);
        daemon.on(
                "show rpki paths",
                "{\"row\":{\"family\":\"ipv4\",\"valid\":3,\"invalid\":1,\"not_found\":20}}",
                DONE);
        assertThat(screen.run("show rpki paths").out())
                .endsWith(
                        """
                        Family  Valid  Invalid  Not found
                        ipv4        3        1         20
                        """);
    }

    @Test
    void rejectedRoutesAndPoliciesAreTables() {
        daemon.on("show rejected", "{\"row\":" + REJECTED + "}", DONE);
        screen.run("show rejected bogon-prefix");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        Prefix       From       AS path  Label         Tag           Place        Because
                        10.1.0.0/16  10.77.0.2  65002    bogon-prefix  64500:1101:2  rs.conf:9:5  reject 2 "bogon-prefix" if prefix in bogons;
                        """);
    }

    @Test
    void policiesCountWhatTheyRejectAndWhere() {
        daemon.on(
                "show policies",
                "{\"row\":{\"direction\":\"import\",\"policy\":\"member-in\",\"neighbors\":2,\"accepted\":7,\"rejected\":1,\"points\":["
                        + "{\"label\":\"bogon-prefix\",\"code\":2,\"policy\":\"member-in\",\"at\":\"rs.conf:9:5\","
                        + "\"text\":\"reject 2\",\"routes\":1}]}}",
                DONE);
        screen.run("show policies");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        Policy            Neighbors  Accepted  Rejected  Place        Statement
                        import member-in          2         7         1
                          bogon-prefix                                1  rs.conf:9:5  reject 2
                        """);
    }

    @Test
    void aRouteShowsItsPathsInFull() {
        daemon.on("show route why", WHY, DONE);
        screen.run("show route 203.0.113.7");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        203.0.113.0/24   2 paths, best from 10.77.0.3, 1 rejected
                        * 10.77.0.3 (r3)
                            next hop     10.77.0.3
                            AS path      65002
                            origin       IGP   MED 10
                            communities  65002:1 65002:2
                            large        65002:0:1
                          10.77.0.2 (r2)
                            next hop  10.77.0.2
                            AS path   65002
                            origin    IGP   MED 50
                          10.77.0.4   rejected: AS loop
                            AS path  (empty)
                            origin   -
                        decided by MED: add `why` for all steps
                        """);
    }

    @Test
    void aRouteThatOnlyWasRejectedSaysSo() {
        daemon.on(
                "show route why",
                "{\"row\":{\"prefix\":\"10.1.0.0/16\",\"paths\":[],\"steps\":[],\"deciding_step\":\"\","
                        + "\"rejected\":[{\"peer\":\"10.77.0.2\",\"rejected_because\":\"no import policy (RFC 8212)\"}]}}",
                DONE);
        screen.run("show route 10.1.0.0/16 why");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        10.1.0.0/16   0 paths in Loc-RIB, 1 rejected
                        10.77.0.2  rejected: no import policy (RFC 8212)
                        """);
    }

    @Test
    void oneNeighborIsShownWithEverything() {
        daemon.on(
                "show neighbor",
                "{\"row\":{\"address\":\"10.77.0.2\",\"name\":\"r2\",\"as\":65002,\"role\":\"route-server-client\",\"state\":\"Idle\","
                        + "\"since\":\"2026-11-22T00:00:00Z\",\"for_seconds\":41,\"why_not\":\"shut down there\","
                        + "\"message\":\"维护\\u001b[2J\",\"flaps\":1,\"transitions\":5,\"last_error\":\"peer ended\","
                        + "\"last_error_at\":\"2026-11-22T00:00:00Z\",\"families\":[\"ipv4\",\"ipv6\"],"
                        + "\"notifications\":{\"received\":{\"code\":6,\"subcode\":2,\"text\":\"Cease\",\"data\":\"00\",\"at\":\"T\"}},"
                        + "\"capabilities\":{\"ours\":[{\"code\":1,\"name\":\"multiprotocol\",\"value\":{\"family\":{\"afi\":1,"
                        + "\"safi\":1,\"name\":\"ipv4\"}}},{\"code\":2,\"name\":\"route-refresh\",\"value\":{}}],"
                        + "\"theirs\":[{\"code\":65,\"name\":\"four-octet-as\",\"value\":{\"as\":65002}}]},"
                        + "\"messages\":{\"in\":{\"open\":1},\"out\":{\"open\":2}},"
                        + "\"detail\":{\"families\":[],\"keep_rejected\":true,\"import_policy\":\"accept\",\"export_policy\":\"none\","
                        + "\"configured_hold_time\":90,\"connect_retry\":10,\"passive\":true,\"ttl\":1,"
                        + "\"discarded_updates\":0,\"treated_as_withdraw\":2,\"last_update_problem\":\"ORIGIN 7\","
                        + "\"steps\":[{\"at\":\"T\",\"from\":\"Idle\",\"to\":\"Active\",\"event\":4,\"clause\":\"RFC 4271 §8.2.2\"}]}}}",
                DONE);
        screen.run("show neighbor r2");
        assertThat(daemon.requests())
                .containsExactly("{\"command\":\"show neighbor\",\"args\":{\"address\":\"r2\"}}");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        Neighbor 10.77.0.2 (r2)  AS 65002 (route server client)
                        State        Idle for 41s, since 2026-11-22T00:00:00Z
                        Why not      shut down there
                        It said      维护�[2J
                        Families     ipv4, ipv6
                        Policy       import accept, export none
                        Configured   hold time 90 s, connect retry 10 s, passive, TTL 1
                        Bad UPDATEs  2 treated as withdrawals, 0 with attributes discarded (RFC 7606); last: ORIGIN 7
                        Ended        1 session, 5 changes of state
                        Last end     peer ended  (2026-11-22T00:00:00Z)
                        Last heard   NOTIFICATION 6/2 Cease, data 00  (T)

                        Messages       Received  Sent
                        OPEN                  1     2
                        UPDATE                -     -
                        NOTIFICATION          -     -
                        KEEPALIVE             -     -
                        ROUTE-REFRESH         -     -
                        octets                -     -

                        Capability        Ours  Theirs
                        1 multiprotocol   ipv4  -
                        2 route-refresh   yes   -
                        65 four-octet-as  -     65002

                        At  From  To      Event  By
                        T   Idle  Active      4  RFC 4271 §8.2.2
                        """);
    }

    @Test
    void watchShowsAgainUntilTheDaemonIsGone() throws InterruptedException {
        daemon.on("show neighbors", HEAD, UP, DONE);
        var watcher = new Screen(false, env);
        var thread = Thread.ofPlatform().start(() -> watcher.run("show neighbors --watch 20ms"));
        while (daemon.requests().size() < 3) {
            Thread.sleep(5);
        }
        daemon.close();
        thread.join(10_000);
        assertThat(watcher.status()).isEqualTo(Exit.NO_DAEMON);
        assertThat(watcher.out().split("Router 10.77.0.1")).hasSizeGreaterThan(3);
    }
}

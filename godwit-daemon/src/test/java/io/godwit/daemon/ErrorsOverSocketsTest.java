package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.json.Json;
import io.godwit.wire.Family;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Clause by clause, what a neighbor is answered that does not follow the RFCs: each row of a table
/// is a message and its answer, octet by octet. Another neighbor beside must notice nothing. What
/// [HostileNeighborTest] asks is not asked again.
class ErrorsOverSocketsTest {
    private static final String GOOD = "127.0.0.3";
    private static final String OTHER = "127.0.0.2"; // external
    private static final String INSIDE = "127.0.0.4"; // internal
    private static final String STRICT = "127.0.0.5"; // external, with rules for its AS_PATHs
    private static final String PREFIX = "18cb0071";
    private static Bench bench;
    private static RawNeighbor good;

    @BeforeAll
    static void start() throws Exception {
        int port = DaemonTest.freePort();
        bench =
                new Bench(65001, "10.0.0.1")
                        .write(
                                """
                                router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
                                group all { passive; family ipv4, ipv6; import accept; export accept }
                                neighbor 127.0.0.2 in all { as 65002 }
                                neighbor 127.0.0.3 in all { as 65003 }
                                neighbor 127.0.0.4 in all { as 65001 }
                                neighbor 127.0.0.5 in all { as 65002; enforce-first-as; max-as-path 3 }
                                """
                                        .formatted(port));
        bench.listenPort = port;
        bench.start();
        good = new RawNeighbor(GOOD, port);
        good.open(65003, "10.0.0.3", 0);
        good.expect(RawNeighbor.OPEN);
        good.keepalive();
        good.expect(RawNeighbor.KEEPALIVE);
        good.message(
                RawNeighbor.UPDATE,
                update("40010100 40020602010000fdeb 4003047f000003", "18c63364"));
        bench.until("good route", () -> routes(GOOD).size() == 1);
    }

    @AfterEach
    void nobodyElseNoticed() throws Exception {
        assertThat(bench.established(GOOD)).isTrue();
        assertThat(routes(GOOD)).hasSize(1);
    }

    @AfterAll
    static void stop() throws Exception {
        good.close();
        bench.close();
    }

    private static RawNeighbor connect(String from) throws Exception {
        // After an error the neighbor pauses in Idle for some seconds: the operator may say "now".
        bench.end("neighbor shutdown", "\"address\":\"" + from + "\"");
        bench.end("neighbor enable", "\"address\":\"" + from + "\"");
        return new RawNeighbor(from, bench.listenPort);
    }

    private static RawNeighbor up(String from) throws Exception {
        RawNeighbor raw = connect(from);
        long as = from.equals(INSIDE) ? 65001 : 65002;
        raw.establish(as, "10.0.0.2", Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        return raw;
    }

    private static List<Json.Obj> routes(String neighbor) throws Exception {
        return bench.routes("\"neighbor\":\"" + neighbor + "\"");
    }

    private static String update(String attributes, String nlri) {
        String plain = attributes.replace(" ", "");
        return "0000%04x%s%s".formatted(plain.length() / 2, plain, nlri);
    }

    // ---- OPEN: version 4, AS 65002, hold time 90, identifier 10.0.0.2, then the row ----

    @Tag("5492-3-4")
    @Tag("5492-3-5")
    @Tag("5492-5-1")
    @Tag("9072-3-2")
    @Tag("9072-2-9")
    @Tag("7607-2-4")
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "4271 §6.2 capability multiprotocol of 3 octets,            07 0205 0103 000100,         0200",
        "4271 §6.2 capability 4-octet AS of 2 octets,               06 0204 4102 fdea,           0200",
        "4271 §6.2 capability route refresh of 1 octet,             05 0203 0201 00,             0200",
        "4271 §6.2 capability extended message of 1 octet,          05 0203 0601 00,             0200",
        "4271 §6.2 capability goes beyond its parameter,            04 0202 4104,                0200",
        "4271 §6.2 capability without a length,                     03 0201 41,                  0200",
        "4271 §6.2 authentication information (deprecated),         03 0101 00,                  0204",
        "9072 §3 a parameter 255 that is not the first,             06 0202 0200 ff00,           0204",
        "9072 §3 a parameter 255 in the extended form,              ff ff0008 020002 0200 ff0000, 0204",
        "9072 §2 extended form cut off,                             ff ff0009 020002 0200,       0200",
        "9072 §2 extended length of two octets missing,             02 ff00,                     0200",
        "6793 §4.1 another AS in the capability than My AS,          08 0206 4104 0000fdeb,       0202",
        "7607 §2 AS 0 in the capability,                            08 0206 4104 00000000,       0202",
        "5492 §3 no family of ours,                                 08 0206 0104 00190041,       0207010400010001010400020001",
    })
    void opens(String clause, String parameters, String notification) throws Exception {
        try (RawNeighbor raw = connect(OTHER)) {
            raw.message(RawNeighbor.OPEN, "04fdea005a0a000002" + parameters);
            assertThat(raw.notification()).isEqualTo(notification);
        }
    }

    @Tag("5492-3-7")
    @Tag("5492-3-8")
    @Tag("5492-3-9")
    @Tag("5492-4-2")
    @Tag("5492-4-4")
    @Tag("5492-5-2")
    @Tag("5492-5-3")
    @Tag("9072-2-3")
    @Tag("9072-2-7")
    @Tag("9072-2-9")
    @Tag("9072-3-3")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "5492 §3 an unknown capability,                  05 0203 f701 00",
        "5492 §4 the same capability twice,              0c 0206 0104 00010001 0202 0200",
        "5492 §4 capabilities in parameters of their own, 08 0202 0200 0202 4600",
        "9072 §2 extended form for few octets,           ff ff0005 020002 0200",
        "9072 §2 another length octet than 255,          01 ff0005 020002 0200",
        "9072 §2 extended form without parameters,       ff ff0000",
        "4271 §4.2 no parameters,                        00",
        "5492 §4 a parameter without capabilities,       02 0200",
    })
    void opensThatAreInOrder(String clause, String parameters) throws Exception {
        try (RawNeighbor raw = connect(OTHER)) {
            raw.message(RawNeighbor.OPEN, "04fdea005a0a000002" + parameters);
            raw.expect(RawNeighbor.KEEPALIVE);
        }
    }

    /// Whatever is in My AS, unless it is 0 (RFC 7607 §2).
    @Tag("6793-4.1-3")
    @ParameterizedTest(name = "6793 §4.1 My AS {0}: {1}")
    @CsvSource({"5ba0, ''", "fde9, ''", "fe00, ''", "0000, 0202"})
    void theAsNumberOfTheCapabilityCounts(String field, String notification) throws Exception {
        try (RawNeighbor raw = connect(OTHER)) {
            raw.message(RawNeighbor.OPEN, "04" + field + "005a0a000002 08 0206 4104 0000fdea");
            if (notification.isEmpty()) {
                raw.expect(RawNeighbor.KEEPALIVE);
            } else {
                assertThat(raw.notification()).isEqualTo(notification);
            }
        }
    }

    // ---- ROUTE-REFRESH ----

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "7313 §5 BoRR of 5 octets,                true,  0001010100, 0701ffffffffffffffffffffffffffffffff0018050001010100",
        "7313 §5 EoRR of 3 octets,                true,  000102,     0701ffffffffffffffffffffffffffffffff001605000102",
        "4271 §6.1 a request of 3 octets,         true,  000100,     01020016",
        "4271 §6.1 3 octets without the capability, false, 000101,   01020016",
        "4271 §6.1 no octets,                     false, '',         01020013",
    })
    void refreshes(String clause, boolean enhanced, String body, String notification)
            throws Exception {
        try (RawNeighbor raw = connect(OTHER)) {
            String offers = enhanced ? "06 0204 0200 4600" : "04 0202 0200";
            raw.message(RawNeighbor.OPEN, "04fdea005a0a000002" + offers);
            raw.expect(RawNeighbor.OPEN);
            raw.keepalive();
            raw.expect(RawNeighbor.KEEPALIVE);
            raw.message(5, body);
            assertThat(raw.notification()).isEqualTo(notification);
        }
    }

    // ---- UPDATE; o p n: a good ORIGIN, AS_PATH, NEXT_HOP ----

    private static String attributes(String row, String from) {
        String path = from.equals(INSIDE) ? "400200" : "40020602010000fdea";
        return row.replace("o", "40010100").replace("p", path).replace("n", "4003047f000002");
    }

    @Tag("5701-2-1")
    @Tag("7607-2-1")
    @Tag("7607-2-2")
    @Tag("8092-6-1")
    @Tag("8092-6-3")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "7606 §7.1 ORIGIN of 0 octets,                     127.0.0.2, 400100 p n",
        "7606 §3 c ORIGIN not transitive,                  127.0.0.2, 00010100 p n",
        "7606 §7.2 AS_PATH ends inside of a segment header, 127.0.0.2, o 4002070201 0000fdea 02 n",
        "7606 §7.3 NEXT_HOP of 5 octets,                   127.0.0.2, o p 4003057f00000200",
        "4271 §6.3 NEXT_HOP 0.0.0.0,                       127.0.0.2, o p 40030400000000",
        "4271 §6.3 NEXT_HOP 255.255.255.255,               127.0.0.2, o p 400304ffffffff",
        "7606 §3 c NEXT_HOP marked optional,               127.0.0.2, o p c003047f000002",
        "7606 §7.4 MULTI_EXIT_DISC of 0 octets,            127.0.0.2, o p n 800400",
        "7606 §3 c MULTI_EXIT_DISC marked transitive,      127.0.0.2, o p n c0040400000001",
        "7606 §7.5 LOCAL_PREF of 3 octets from inside,     127.0.0.4, o p n 400503000064",
        "7606 §3 c ATOMIC_AGGREGATE marked optional,        127.0.0.2, o p n c00600",
        "7606 §3 c AGGREGATOR marked well-known,            127.0.0.2, o p n 4007080000fdea0a000001",
        "7606 §7.8 COMMUNITIES of 0 octets,                127.0.0.2, o p n c00800",
        "7606 §7.9 ORIGINATOR_ID of 3 octets from inside,  127.0.0.4, o p n 40050400000064 8009030a0000",
        "7606 §7.10 CLUSTER_LIST of 0 octets from inside,  127.0.0.4, o p n 40050400000064 800a00",
        "7606 §7.10 CLUSTER_LIST of 5 octets from inside,  127.0.0.4, o p n 40050400000064 800a050a00000101",
        "7606 §7.14 EXTENDED COMMUNITIES of 0 octets,      127.0.0.2, o p n c01000",
        "7606 §7.15 IPv6 EXTENDED COMMUNITIES of 0 octets, 127.0.0.2, o p n c01900",
        "8092 §6 LARGE_COMMUNITY of 0 octets,              127.0.0.2, o p n c02000",
        "8092 §6 LARGE_COMMUNITY of 13 octets,             127.0.0.2, o p n c0200d0000fdea000000010000000200",
        "7607 §2 AS 0 in AS_PATH,                          127.0.0.2, o 40020a02020000fdea00000000 n",
        "6793 §4.1 AS_PATH with AS numbers of two octets,  127.0.0.2, o 4002040201fdea n",
        "9234 §5 ONLY_TO_CUSTOMER of 0 octets,             127.0.0.2, o p n c02300",
        "5065 §5 AS_CONFED_SEQUENCE from another AS,       127.0.0.2, o 40020603010000fdea n",
        "7607 §2 AS 0 in AGGREGATOR and a bad ORIGIN,      127.0.0.2, 40010109 p n c00708000000000a000001",
    })
    void treatedAsWithdrawn(String clause, String from, String row) throws Exception {
        try (RawNeighbor raw = up(from)) {
            String withPref = from.equals(INSIDE) ? "40050400000064" : "";
            String taken = update(attributes("o p n", from) + withPref, PREFIX);
            raw.message(RawNeighbor.UPDATE, taken);
            bench.until("there", () -> routes(from).size() == 1);
            raw.message(RawNeighbor.UPDATE, update(attributes(row, from), PREFIX));
            bench.until("withdrawn", () -> routes(from).isEmpty());
            assertThat(bench.established(from)).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "7606 §7.5 LOCAL_PREF of 3 octets from another AS,  127.0.0.2, o p n 400503000064",
        "7606 §7.6 ATOMIC_AGGREGATE of 1 octet,             127.0.0.2, o p n 40060101",
        "7606 §7.7 AGGREGATOR of 0 octets,                  127.0.0.2, o p n c00700",
        "7607 §2 AS 0 in AGGREGATOR,                        127.0.0.2, o p n c00708000000000a000001",
        "7606 §7.9 ORIGINATOR_ID of 3 octets from outside,  127.0.0.2, o p n 8009030a0000",
        "6793 §6 AS4_PATH from who has four octets,         127.0.0.2, o p n c0110602010000fdea",
        "4271 §5 unknown optional and not transitive,       127.0.0.2, o p n 80c80101",
        "4271 §5 unknown optional transitive,               127.0.0.2, o p n c0c80101",
        "4271 §5 unknown optional transitive of 0 octets,   127.0.0.2, o p n c0c800",
        "4271 §4.3 Partial on a well-known attribute,       127.0.0.2, 60010100 p n",
        "4271 §4.3 low bits of the flags,                   127.0.0.2, 4f010100 p n",
        "4271 §4.3 extended length for one octet,           127.0.0.2, 5001000100 p n",
        "4271 §5 attributes in another order,               127.0.0.2, n p o",
        "4271 §9.1.1 no LOCAL_PREF from inside,             127.0.0.4, o p n",
        "4271 §6.3 NEXT_HOP of a neighbor on loopback,      127.0.0.2, o p 4003047f000009",
    })
    void kept(String clause, String from, String row) throws Exception {
        try (RawNeighbor raw = up(from)) {
            raw.message(RawNeighbor.UPDATE, update(attributes(row, from), PREFIX));
            bench.until("there", () -> routes(from).size() == 1);
            assertThat(routes(from).getFirst().bool("valid")).contains(true);
            assertThat(bench.established(from)).isTrue();
        }
    }

    @Tag("4760-7-1")
    @Tag("4760-7-3")
    @Tag("4760-7-4")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "4271 §6.3 a well-known attribute that is none, o p n 40c80101,   030240c80101",
        "7606 §3 d and then a reset by another: ORIGIN missing, p n 40c80101, 030240c80101",
        "4760 §7 MP_REACH_NLRI with a next hop of 3 octets, o p 800e0d 000201 03 000000 00 2020010db8, 0309800e0d0002010300000000"
                + "2020010db8",
        "7606 §5.3 MP_REACH_NLRI with 129 bits, o p 800e27 000201 10 20010db8000000000000000000000002 00 812020202020202020202020202020202020,"
                + " 0309800e270002011020010db800000000000000000000000200812020202020202020202020202020202020",
        "7606 §3 g MP_UNREACH_NLRI twice, 800f03000201 800f03000201, 0301",
        "7606 §5.3 MP_UNREACH_NLRI marked transitive, c00f03000201, 0309c00f03000201",
        "7606 §5.2 malformed COMMUNITIES and no route, o p n c00803fdea00, 0309c00803fdea00",
        "7606 §5.2 ORIGIN of 2 octets and no route, 4001020000 p n, 03054001020000",
        "7606 §5.2 ORIGIN with flags of an optional and no route, c0010100 p n, 0304c0010100",
        "7606 §5.2 NEXT_HOP 0.0.0.0 and no route, o p 40030400000000, 030840030400000000",
        "7606 §5.2 AS_PATH with a segment of type 0 and no route, o 40020600010000fdea n, 030b40020600010000fdea",
    })
    void resets(String clause, String row, String notification) throws Exception {
        try (RawNeighbor raw = up(OTHER)) {
            raw.message(RawNeighbor.UPDATE, update(attributes(row, OTHER), ""));
            assertThat(raw.notification()).isEqualTo(notification);
        }
    }

    // ---- MP_REACH_NLRI (RFC 4760) ----

    private static String reach(String reserved, String nlri) {
        String value = "00020110" + "20010db8000000000000000000000002" + reserved + nlri;
        return "800e%02x%s".formatted(value.length() / 2, value);
    }

    @Tag("4760-3-2")
    @Tag("4760-3-3")
    @Tag("4760-3-7")
    @Tag("4760-4-1")
    @Tag("4760-5-1")
    @ParameterizedTest(name = "4760 {0}")
    @CsvSource({
        "§3 the reserved octet is not 0,      07, 2020010db9,   ''",
        "§3 NEXT_HOP beside it means nothing, 00, 2020010db9,   40030400000000",
        "§5 bits behind the prefix,           00, 1f20010db9,   ''",
        "§5 the default route,                00, 00,           ''",
        "§3 a family that we do not speak,    00, 2020010db9,   800e09 001941 00 00 01020304",
    })
    void ipv6RoutesAreTaken(String clause, String reserved, String nlri, String more)
            throws Exception {
        try (RawNeighbor raw = up(OTHER)) {
            boolean unknown = clause.contains("do not speak");
            String attributes = unknown ? more : reach(reserved, nlri) + more;
            raw.message(RawNeighbor.UPDATE, update(attributes("o p", OTHER) + attributes, ""));
            if (unknown) {
                raw.message(RawNeighbor.UPDATE, update(attributes("o p n", OTHER), PREFIX));
            }
            bench.until("there", () -> routes(OTHER).size() == 1);
            if (!unknown) {
                assertThat(routes(OTHER).getFirst().toString()).contains("2001:db8::2");
                raw.message(RawNeighbor.UPDATE, update(unreach(nlri), ""));
                bench.until("withdrawn", () -> routes(OTHER).isEmpty());
            }
            assertThat(bench.established(OTHER)).isTrue();
        }
    }

    private static String unreach(String nlri) {
        return "800f%02x000201%s".formatted(3 + nlri.length() / 2, nlri);
    }

    @Tag("4760-3-1")
    @Tag("4760-3-4")
    @Tag("4760-3-5")
    @Tag("4760-3-6")
    @Tag("4760-3-8")
    @Test
    void ipv6RoutesAreSentWithWhatBelongsToThem() throws Exception {
        try (RawNeighbor from = up(OTHER);
                RawNeighbor to = up(INSIDE)) {
            String attributes = attributes("o p", OTHER) + reach("00", "2020010db9");
            from.message(RawNeighbor.UPDATE, update(attributes, ""));
            String heard = "";
            while (!heard.contains("20010db9")) {
                heard = to.next().toString();
            }
            assertThat(heard).startsWith("2 0000").contains(reach("00", "2020010db9").substring(6));
            assertThat(heard)
                    .contains(
                            "40010100", "40020602010000fdea", "40050400000064", "0002011020010db8")
                    .doesNotContain("400304");
        }
    }

    // ---- prefixes that no route can lead to ----

    @Tag("4271-6.3-27")
    @ParameterizedTest(name = "4271 §6.3 {0}")
    @CsvSource({
        "0.0.0.0/8,             08 00",
        "0.1.2.0/24,            18 000102",
        "127.0.0.0/8,           08 7f",
        "127.1.2.3/32,          20 7f010203",
        "224.0.0.0/3,           03 e0",
        "224.0.0.0/4,           04 e0",
        "239.1.2.0/24,          18 ef0102",
        "240.0.0.0/4,           04 f0",
        "255.255.255.255/32,    20 ffffffff",
    })
    void martiansAreIgnored(String what, String prefix) throws Exception {
        try (RawNeighbor raw = up(OTHER)) {
            // One between two good ones: only it is left out, and the session goes on.
            String three = PREFIX + prefix.replace(" ", "") + "18cb0072";
            raw.message(RawNeighbor.UPDATE, update(attributes("o p n", OTHER), three));
            bench.until("the good ones", () -> routes(OTHER).size() == 2);
            assertThat(bench.established(OTHER)).isTrue();
            bench.until("logged", () -> bench.logged().contains("martian prefixes ignored: 1"));
        }
    }

    @ParameterizedTest(name = "4271 §6.3 {0}")
    @CsvSource({
        "::1/128,               80 00000000000000000000000000000001",
        "::ffff:192.0.2.0/120,  78 00000000000000000000ffffc00002",
        "fe80::/10,             0a fe80",
        "fe80:1::/64,           40 fe80000100000000",
        "ff00::/8,              08 ff",
        "ff0e::1/128,           80 ff0e0000000000000000000000000001",
    })
    void martiansOfIpv6AreIgnored(String what, String prefix) throws Exception {
        try (RawNeighbor raw = up(OTHER)) {
            String nlri = prefix.replace(" ", "") + "3020010db80009";
            String reach = "00020110" + "20010db8000000000000000000000002" + "00" + nlri;
            String mp = "800e%02x%s".formatted(reach.length() / 2, reach);
            raw.message(RawNeighbor.UPDATE, update(mp + attributes("o p", OTHER), ""));
            bench.until("the good one", () -> routes(OTHER).size() == 1);
            assertThat(bench.established(OTHER)).isTrue();
        }
    }

    @Test
    void theDefaultRouteIsNoMartian() throws Exception {
        try (RawNeighbor raw = up(OTHER)) {
            raw.message(RawNeighbor.UPDATE, update(attributes("o p n", OTHER), "00" + "0180"));
            bench.until("both", () -> routes(OTHER).size() == 2);
        }
    }

    // ---- long messages (RFC 8654 §4): we offer to take them ----

    @Test
    void aLongMessageBeforeEstablishedIsOnlyTooEarly() throws Exception {
        try (RawNeighbor raw = connect(OTHER)) {
            raw.open(65002, "10.0.0.2", 90);
            raw.expect(RawNeighbor.KEEPALIVE);
            raw.message(RawNeighbor.UPDATE, "00000000" + PREFIX.repeat(1250));
            assertThat(raw.notification()).isEqualTo("050202");
        }
    }

    @Tag("8654-3-1")
    @Tag("8654-4-3")
    @Test
    void aLongMessageIsTakenFromWhoDoesNotTakeThem() throws Exception {
        try (RawNeighbor raw = up(OTHER)) {
            StringBuilder nlri = new StringBuilder();
            for (int i = 0; i < 1250; i++) {
                nlri.append("18cb%04x".formatted(i));
            }
            raw.message(RawNeighbor.UPDATE, update(attributes("o p n", OTHER), nlri.toString()));
            bench.until("all", () -> routes(OTHER).size() == 1250);
        }
    }

    // ---- what well-formed paths may not say ----

    @Tag("4271-6.3-21")
    @Tag("9774-3-2")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "9774 §3 AS_SET,                              127.0.0.2, o 40020c 02010000fdea 01010000fc00 n, as-set",
        "9774 §3 AS_CONFED_SET,                       127.0.0.4, o 400206 04010000fc00 n,              as-set",
        "5065 §5 AS_CONFED_SEQUENCE without a confederation, 127.0.0.4, o 400206 03010000fc00 n,       confederation",
        "4271 §6.3 another AS is leftmost,            127.0.0.5, o 40020a 02020000fc000000fdea n,      first-as",
        "9774 §3 before others: a set is leftmost,    127.0.0.2, o 400206 01010000fdea n,              as-set",
        "4271 §6.3 a set is leftmost,                 127.0.0.5, o 400206 01010000fdea n,              first-as",
        "max-as-path 3: four ASes,                    127.0.0.5, o 400212 02040000fdea0000fc000000fc010000fc02 n, path-too-long",
    })
    void rejected(String clause, String from, String row, String label) throws Exception {
        try (RawNeighbor raw = up(from)) {
            raw.message(RawNeighbor.UPDATE, update(attributes("o p n", from), PREFIX));
            bench.until("there", () -> routes(from).size() == 1);
            raw.message(RawNeighbor.UPDATE, update(attributes(row, from), PREFIX));
            bench.until(
                    "rejected",
                    () ->
                            bench.rows("show rejected", "\"of\":\"" + from + "\"").stream()
                                    .anyMatch(r -> r.toString().contains(label)));
            assertThat(routes(from).getFirst().bool("valid")).contains(false);
            assertThat(bench.established(from)).isTrue();
        }
    }

    @Test
    void aPathAsLongAsItMayBeIsTaken() throws Exception {
        try (RawNeighbor raw = up(STRICT)) {
            String path = "40020e 02030000fdea0000fc000000fc01";
            raw.message(RawNeighbor.UPDATE, update(attributes("o n", STRICT) + path, PREFIX));
            bench.until("there", () -> routes(STRICT).size() == 1);
            assertThat(routes(STRICT).getFirst().bool("valid")).contains(true);
        }
    }

    /// RFC 7606 §6: the log has the whole message.
    @Test
    void theWholeMessageIsLogged() throws Exception {
        try (RawNeighbor raw = up(STRICT)) {
            String body = update(attributes("40010107 p n", STRICT), PREFIX);
            raw.message(RawNeighbor.UPDATE, body);
            String message = RawNeighbor.MARKER + "%04x02".formatted(19 + body.length() / 2) + body;
            bench.until("logged", () -> bench.logged().contains(message));
        }
    }
}

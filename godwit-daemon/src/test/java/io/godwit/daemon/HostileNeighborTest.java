package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Family;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What RFC 4271 §6, RFC 6608, RFC 6793, RFC 7606 and RFC 7607 say about bad messages, over a
/// socket; a well-behaved neighbor beside must notice nothing.
class HostileNeighborTest {
    private static final String GOOD = "127.0.0.3";
    private static final String BAD = "127.0.0.2";
    private static final long BAD_AS = 65002;
    private static Bench bench;
    private static RawNeighbor good;

    @BeforeAll
    static void start() throws Exception {
        bench =
                new Bench(65001, "10.0.0.1")
                        .passive(BAD, BAD_AS)
                        .dual()
                        .passive(GOOD, 65003)
                        .originate("192.0.2.0/24")
                        .start();
        good = new RawNeighbor(GOOD, bench.port());
        good.establish(65003, "10.0.0.3");
        good.message(RawNeighbor.UPDATE, update("", route(65003), "18c63364"));
        bench.until("good route", () -> bench.routes("\"neighbor\":\"" + GOOD + "\"").size() == 1);
    }

    @AfterEach
    void nobodyElseNoticed() throws Exception {
        assertThat(bench.established(GOOD)).isTrue();
        assertThat(bench.neighbor(GOOD).integer("flaps")).hasValue(0);
        assertThat(bench.routes("\"neighbor\":\"" + GOOD + "\"")).hasSize(1);
    }

    @AfterAll
    static void stop() throws Exception {
        good.close();
        bench.close();
    }

    private static RawNeighbor connect() throws Exception {
        // After an error the neighbor pauses in Idle for some seconds: the operator may say "now".
        bench.end("neighbor shutdown", "\"address\":\"" + BAD + "\"");
        bench.end("neighbor enable", "\"address\":\"" + BAD + "\"");
        return new RawNeighbor(BAD, bench.port());
    }

    // ---- message header, RFC 4271 §6.1 ----

    static Stream<Arguments> headers() {
        String marker = RawNeighbor.MARKER;
        String bad = "00" + marker.substring(2);
        return Stream.of(
                Arguments.of("marker not all ones", bad + "001304", "0101"),
                Arguments.of(
                        "marker wrong in its last octet", marker.substring(2) + "fe001304", "0101"),
                Arguments.of("length 18", marker + "001204", "01020012"),
                Arguments.of("length 0", marker + "000004", "01020000"),
                Arguments.of("length 4097 of an OPEN", marker + "100101", "01021001"),
                Arguments.of("length 65535 before any OPEN", marker + "ffff02", "0102ffff"),
                Arguments.of("OPEN of 28 octets", marker + "001c01", "0102001c"),
                Arguments.of("UPDATE of 22 octets", marker + "001602", "01020016"),
                Arguments.of("NOTIFICATION of 20 octets", marker + "001403", "01020014"),
                Arguments.of("KEEPALIVE of 20 octets", marker + "001404", "01020014"),
                Arguments.of("type 0", marker + "001300", "010300"),
                Arguments.of("type 6", marker + "001306", "010306"),
                Arguments.of("type 255", marker + "0013ff", "0103ff"));
    }

    @Tag("4271-6.1-1")
    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void headerErrorsInOpenSent(String what, String octets, String notification) throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.expect(RawNeighbor.OPEN);
            raw.sendHex(octets);
            assertThat(raw.notification()).isEqualTo(notification);
        }
    }

    @Tag("4271-6.1-1")
    @Tag("4271-6.1-2")
    @Tag("4271-6.1-3")
    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void headerErrorsInEstablished(String what, String octets, String notification)
            throws Exception {
        if (what.startsWith("length 65535")) {
            return;
        }
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2");
            raw.sendHex(octets);
            assertThat(raw.notification()).isEqualTo(notification);
        }
    }

    // ---- OPEN, RFC 4271 §6.2 ----

    static Stream<Arguments> opens() {
        String id = "0a000002";
        String as4 = "4104" + "0000fdea";
        return Stream.of(
                Arguments.of("version 3", "03fdea005a" + id + "00", "02010004"),
                Arguments.of("version 5", "05fdea005a" + id + "00", "02010004"),
                Arguments.of("another AS", "04fdeb005a" + id + "00", "0202"),
                Arguments.of("AS 0 (RFC 7607)", "040000005a" + id + "00", "0202"),
                Arguments.of(
                        "AS 0 in the capability",
                        "04fdea005a" + id + "08" + "0206" + "410400000000",
                        "0202"),
                Arguments.of("identifier 0", "04fdea005a" + "00000000" + "00", "0203"),
                Arguments.of("unknown parameter", "04fdea005a" + id + "04" + "fe020102", "0204"),
                Arguments.of("hold time 1", "04fdea0001" + id + "00", "0206"),
                Arguments.of("hold time 2", "04fdea0002" + id + "00", "0206"),
                Arguments.of(
                        "no family in common",
                        "04fdea005a" + id + "08" + "0206" + "010400019999",
                        "0207010400010001010400020001"),
                Arguments.of(
                        "parameter longer than the message",
                        "04fdea005a" + id + "04" + "02ff4104",
                        "0200"),
                Arguments.of(
                        "parameters cut off", "04fdea005a" + id + "09" + "0206" + as4, "0200"));
    }

    @Tag("4271-6.2-1")
    @Tag("4271-6.2-2")
    @Tag("4271-6.2-3")
    @Tag("4271-6.2-4")
    @Tag("4271-6.2-5")
    @Tag("4271-6.2-7")
    @Tag("4271-6.2-8")
    @Tag("4271-6.2-9")
    @ParameterizedTest(name = "{0}")
    @MethodSource("opens")
    void openErrors(String what, String body, String notification) throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.message(RawNeighbor.OPEN, body);
            assertThat(raw.notification()).isEqualTo(notification);
        }
    }

    // ---- state machine, RFC 6608 ----

    @Test
    void keepaliveBeforeOpen() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.expect(RawNeighbor.OPEN);
            raw.keepalive();
            assertThat(raw.notification()).isEqualTo("050104");
        }
    }

    @Test
    void updateInOpenConfirm() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.open(BAD_AS, "10.0.0.2", 90);
            raw.expect(RawNeighbor.KEEPALIVE);
            raw.message(RawNeighbor.UPDATE, "00000000");
            assertThat(raw.notification()).isEqualTo("050202");
        }
    }

    @Test
    void secondOpenInEstablished() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2");
            raw.open(BAD_AS, "10.0.0.2", 90);
            assertThat(raw.notification()).isEqualTo("050301");
        }
    }

    @Test
    void routeRefreshTooShort() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2");
            raw.message(5, "0001");
            assertThat(raw.notification()).isEqualTo("01020015");
        }
    }

    /// RFC 2918 §4: the session goes on.
    @Tag("2918-4-4")
    @Test
    void refreshOfAnotherFamilyIsIgnored() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2");
            raw.message(5, "00020001");
            raw.message(5, "40040047");
            raw.message(RawNeighbor.UPDATE, update("", route(BAD_AS), P));
            bench.until("there", () -> routesOfBad().size() == 1);
            assertThat(bench.established(BAD)).isTrue();
        }
    }

    /// RFC 4271 §6.4: a NOTIFICATION is not answered.
    @Test
    void notificationIsNotAnswered() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2");
            raw.message(RawNeighbor.NOTIFICATION, "0604");
            assertThatNoNotificationComes(raw);
        }
    }

    private static void assertThatNoNotificationComes(RawNeighbor raw) throws IOException {
        try {
            while (true) {
                assertThat(raw.next().type()).isNotEqualTo(RawNeighbor.NOTIFICATION);
            }
        } catch (java.io.EOFException | java.net.SocketException ended) {
            assertThat(ended).isNotNull();
        }
    }

    /// The NOTIFICATION arrives although the neighbor goes on sending: no reset destroys it.
    @Test
    void notificationSurvivesUnreadInput() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2");
            raw.sendHex(RawNeighbor.MARKER + "001306" + "ee".repeat(200_000));
            assertThat(raw.notification()).isEqualTo("010306");
        }
    }

    @Test
    void strangersAreRejected() throws Exception {
        try (RawNeighbor raw = new RawNeighbor("127.0.0.77", bench.port())) {
            assertThat(raw.notification()).isEqualTo("0605");
        }
        bench.until("logged", () -> bench.logged().contains("unknown-neighbor remote=127.0.0.77"));
    }

    // ---- UPDATE: what resets the session ----

    /// Attributes of a good route: ORIGIN, AS_PATH with one AS, NEXT_HOP 127.0.0.x of the sender.
    private static String route(long as) {
        return origin() + asPath(as) + nextHop();
    }

    private static String origin() {
        return "40010100";
    }

    private static String asPath(long as) {
        return "4002060201" + String.format("%08x", as);
    }

    private static String nextHop() {
        return "4003047f000002";
    }

    /// The body of an UPDATE.
    private static String update(String withdrawn, String attributes, String nlri) {
        return String.format("%04x", withdrawn.length() / 2)
                + withdrawn
                + String.format("%04x", attributes.length() / 2)
                + attributes
                + nlri;
    }

    private static final String P = "18cb0071";

    static Stream<Arguments> resets() {
        String good = origin() + asPath(BAD_AS) + nextHop();
        String mpReach = "800e0a" + "0002010420010db8" + "00" + "00";
        return Stream.of(
                Arguments.of("withdrawn length beyond the end", "00ff0000", "0301"),
                Arguments.of("attribute length beyond the end", "000000ff", "0301"),
                Arguments.of("NLRI of 33 bits (§6.3)", update("", good, "21cb007100ff"), "030a"),
                Arguments.of("NLRI cut off", update("", good, "18cb00"), "030a"),
                Arguments.of("withdrawn of 33 bits", update("21cb007100ff", "", ""), "030a"),
                Arguments.of(
                        "unknown well-known attribute",
                        update("", good + "40c801ff", P),
                        "030240c801ff"),
                Arguments.of(
                        "MP_REACH_NLRI twice (RFC 7606 §3 g)",
                        update(
                                "",
                                origin()
                                        + asPath(BAD_AS)
                                        + reach("2001:db8:9::/48")
                                        + reach("2001:db8:a::/48"),
                                ""),
                        "0301"),
                Arguments.of(
                        "MP_REACH_NLRI next hop of 4 octets",
                        update("", origin() + asPath(BAD_AS) + mpReach, ""),
                        "0309" + mpReach),
                Arguments.of(
                        "MP_REACH_NLRI marked transitive (§5.3)",
                        update("", "c00e050002010000" + origin() + asPath(BAD_AS), ""),
                        "0309c00e050002010000"),
                Arguments.of(
                        "MP_REACH_NLRI of 4 octets (§5.3)",
                        update("", "800e0400020100" + good, P),
                        "0309800e0400020100"),
                Arguments.of(
                        "MP_UNREACH_NLRI of 2 octets (§5.3)",
                        update("", "800f020002", ""),
                        "0309800f020002"),
                Arguments.of(
                        "MP_UNREACH_NLRI with 129 bits (§5.3)",
                        update("", "800f15000201" + "81" + "20".repeat(17), ""),
                        "0309800f15000201" + "81" + "20".repeat(17)),
                Arguments.of(
                        "malformed ORIGIN and no NLRI (RFC 7606 §5.2)",
                        update("", "40010107" + asPath(BAD_AS) + nextHop(), ""),
                        "030640010107"),
                Arguments.of(
                        "malformed ORIGIN and malformed NLRI (RFC 7606 §3 j)",
                        update("", "40010107" + asPath(BAD_AS) + nextHop(), "21cb007100ff"),
                        "030a"));
    }

    private static String reach(String prefix) {
        String third = prefix.substring(9, 10);
        return "800e1c"
                + "000201"
                + "10"
                + "20010db8000000000000000000000002"
                + "00"
                + "30"
                + "20010db8000"
                + third;
    }

    @Tag("4271-6.3-1")
    @Tag("4271-6.3-2")
    @Tag("4271-6.3-9")
    @Tag("4271-6.3-25")
    @Tag("4271-6.3-26")
    @Tag("7606-3-2")
    @Tag("7606-3-3")
    @Tag("7606-3-10")
    @Tag("7606-3-14")
    @Tag("7606-5.2-1")
    @Tag("7606-5.3-2")
    @Tag("7606-7.11-1")
    @ParameterizedTest(name = "{0}")
    @MethodSource("resets")
    void updatesThatResetTheSession(String what, String body, String notification)
            throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2", Family.IPV4_UNICAST, Family.IPV6_UNICAST);
            raw.message(RawNeighbor.UPDATE, body);
            assertThat(raw.notification()).startsWith(notification);
        }
        bench.until("routes gone", () -> bench.routes("\"neighbor\":\"" + BAD + "\"").isEmpty());
    }

    // ---- UPDATE: treat as withdraw, discard (RFC 7606) ----

    static Stream<Arguments> withdraws() {
        String o = origin();
        String p = asPath(BAD_AS);
        String n = nextHop();
        return Stream.of(
                Arguments.of("ORIGIN of 2 octets (§7.1)", "4001020000" + p + n),
                Arguments.of("ORIGIN with value 3 (§7.1)", "40010103" + p + n),
                Arguments.of("ORIGIN marked optional (§3 c)", "c0010100" + p + n),
                Arguments.of("AS_PATH segment of type 9 (§7.2)", o + "4002060901" + "0000fdea" + n),
                Arguments.of("AS_PATH segment overruns (§7.2)", o + "4002060202" + "0000fdea" + n),
                Arguments.of("AS_PATH segment of length 0 (§7.2)", o + "4002020200" + n),
                Arguments.of("NEXT_HOP of 3 octets (§7.3)", o + p + "4003037f0000"),
                Arguments.of("MED of 3 octets (§7.4)", o + p + n + "800403000001"),
                Arguments.of("COMMUNITIES of 3 octets (§7.8)", o + p + n + "c00803fdea00"),
                Arguments.of("no ORIGIN (§3 d)", p + n),
                Arguments.of("no AS_PATH (§3 d)", o + n),
                Arguments.of("no NEXT_HOP (§3 d)", o + p),
                Arguments.of(
                        "EXTENDED COMMUNITIES of 7 octets (§7.14)",
                        o + p + n + "c0100700020000000001"),
                Arguments.of(
                        "LARGE_COMMUNITY of 11 octets (RFC 8092)",
                        o + p + n + "c0200b" + "00".repeat(11)),
                Arguments.of("AS 0 in AS_PATH (RFC 7607)", o + "4002060201" + "00000000" + n),
                Arguments.of("NEXT_HOP 224.0.0.1 (RFC 4271 §6.3)", o + p + "400304e0000001"),
                Arguments.of(
                        "IPv6 EXTENDED COMMUNITIES of 19 octets (§7.15)",
                        o + p + n + "c01913" + "00".repeat(19)),
                Arguments.of(
                        "ONLY_TO_CUSTOMER of 3 octets (RFC 9234 §5)", o + p + n + "c02303000001"),
                Arguments.of(
                        "first of two COMMUNITIES malformed (§3 g)",
                        o + p + n + "c00801fd" + "c00804fdea0001"),
                Arguments.of("two octets where a header has three (§4)", o + p + n + "c008"),
                Arguments.of("attribute overruns the section (§4)", o + p + n + "80040a00000001"));
    }

    @Tag("7606-2-1")
    @Tag("7606-3-6")
    @Tag("7606-3-7")
    @Tag("7606-3-8")
    @Tag("7606-4-1")
    @Tag("7606-7.1-1")
    @Tag("7606-7.2-1")
    @Tag("7606-7.3-1")
    @Tag("7606-7.4-1")
    @Tag("7606-7.8-2")
    @Tag("7606-7.14-2")
    @Tag("7606-7.15-2")
    @ParameterizedTest(name = "{0}")
    @MethodSource("withdraws")
    void updatesTreatedAsWithdrawals(String what, String attributes) throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2");
            raw.message(RawNeighbor.UPDATE, update("", route(BAD_AS), P));
            bench.until("there", () -> routesOfBad().size() == 1);
            raw.message(RawNeighbor.UPDATE, update("", attributes, P));
            bench.until("withdrawn", () -> routesOfBad().isEmpty());
            assertThat(bench.established(BAD)).isTrue();
            assertThat(detail("treated_as_withdraw")).isPositive();
            // The session goes on and takes good routes.
            raw.message(RawNeighbor.UPDATE, update("", route(BAD_AS), P));
            bench.until("there again", () -> routesOfBad().size() == 1);
        }
    }

    /// RFC 7606 §2: the routes of all four fields of the message, and no others.
    @Tag("7606-2-1")
    @Tag("7606-5.1-3")
    @Test
    void treatedAsWithdrawnAreTheRoutesOfTheMessage() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2", Family.IPV4_UNICAST, Family.IPV6_UNICAST);
            String path = origin() + asPath(BAD_AS);
            raw.message(RawNeighbor.UPDATE, update("", route(BAD_AS), P + "18cb0072" + "18cb0073"));
            for (String prefix : List.of("2001:db8:9::/48", "2001:db8:a::/48", "2001:db8:b::/48")) {
                raw.message(RawNeighbor.UPDATE, update("", reach(prefix) + path, ""));
            }
            bench.until("six routes", () -> routesOfBad().size() == 6);
            String unreach = "800f0a" + "000201" + "30" + "20010db8000a";
            raw.message(
                    RawNeighbor.UPDATE,
                    update(
                            P,
                            "40010107"
                                    + asPath(BAD_AS)
                                    + nextHop()
                                    + reach("2001:db8:9::/48")
                                    + unreach,
                            "18cb0072"));
            bench.until("four are gone", () -> routesOfBad().size() == 2);
            assertThat(routesOfBad())
                    .extracting(row -> row.string("prefix").orElseThrow())
                    .containsExactlyInAnyOrder("203.0.115.0/24", "2001:db8:b::/48");
            assertThat(bench.established(BAD)).isTrue();
        }
    }

    /// A slow sender: one octet at a time.
    @Test
    void octetByOctet() throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.octetByOctet();
            raw.establish(BAD_AS, "10.0.0.2");
            raw.message(RawNeighbor.UPDATE, update("", route(BAD_AS), P));
            bench.until("there", () -> routesOfBad().size() == 1);
        }
    }

    static Stream<Arguments> discards() {
        return Stream.of(
                Arguments.of("LOCAL_PREF from another AS (§7.5)", "40050400000064"),
                Arguments.of("ATOMIC_AGGREGATE of 1 octet (§7.6)", "40060100"),
                Arguments.of("AGGREGATOR of 5 octets (§7.7)", "c007050000fdea01"),
                Arguments.of("ORIGINATOR_ID from another AS (§7.9)", "80090401020304"),
                Arguments.of("CLUSTER_LIST from another AS (§7.10)", "800a0401020304"),
                Arguments.of("COMMUNITIES twice (§3 g)", "c00804fdea0001" + "c00804fdea0002"));
    }

    @Tag("4271-5.1.5-5")
    @Tag("7606-2-2")
    @Tag("7606-3-9")
    @Tag("7606-3-11")
    @Tag("7606-7.5-1")
    @Tag("7606-7.6-2")
    @Tag("7606-7.7-2")
    @Tag("7606-7.9-1")
    @Tag("7606-7.10-1")
    @ParameterizedTest(name = "{0}")
    @MethodSource("discards")
    void attributesDiscardedAndRouteKept(String what, String attribute) throws Exception {
        try (RawNeighbor raw = connect()) {
            raw.establish(BAD_AS, "10.0.0.2");
            raw.message(RawNeighbor.UPDATE, update("", route(BAD_AS) + attribute, P));
            bench.until("there", () -> routesOfBad().size() == 1);
            assertThat(bench.established(BAD)).isTrue();
            assertThat(routesOfBad().getFirst().bool("valid")).contains(true);
        }
    }

    private static List<io.godwit.json.Json.Obj> routesOfBad() throws IOException {
        return new ArrayList<>(bench.routes("\"neighbor\":\"" + BAD + "\""));
    }

    private static long detail(String name) throws IOException {
        return bench.neighbor(BAD).object("detail").orElseThrow().integer(name).orElseThrow();
    }
}

package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.json.Json;
import io.godwit.wire.Family;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `max-prefix` over sockets: what a neighbor is told that tells too much, and when it may come
/// back (RFC 4271 §6.7, RFC 4486 §4).
class LimitsOverSocketsTest {
    private static final String FROM = "127.0.0.2";
    private static final String ATTRIBUTES =
            "0014 40010100 40020602010000fdea 4003047f000002".replace(" ", "");

    private static Bench bench(String options) throws Exception {
        int port = DaemonTest.freePort();
        Bench bench = new Bench(65001, "10.0.0.1");
        bench.listenPort = port;
        return bench.write(file(port, options)).start();
    }

    private static String file(int port, String options) {
        return """
        router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
        policy no-test-net { reject "test-net" if prefix in 192.0.2.0/24+; accept }
        originate 198.18.0.0/24;
        originate 198.18.1.0/24;
        originate 198.18.2.0/24;
        neighbor 127.0.0.2 {
            as 65002; passive; family ipv4, ipv6; import %s; export accept; %s
        }
        """
                .formatted(port, options.contains("accepted") ? "no-test-net" : "accept", options);
    }

    private static RawNeighbor up(Bench bench) throws Exception {
        RawNeighbor raw = new RawNeighbor(FROM, bench.listenPort);
        raw.establish(65002, "10.0.0.2", Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        return raw;
    }

    private static void announce(RawNeighbor raw, String... prefixes) throws Exception {
        raw.message(RawNeighbor.UPDATE, "0000" + ATTRIBUTES + String.join("", prefixes));
    }

    private static String prefix(int number) {
        return "18cb71%02x".formatted(number);
    }

    private static void announceV6(RawNeighbor raw, int count) throws Exception {
        StringBuilder nlri = new StringBuilder();
        for (int i = 0; i < count; i++) {
            nlri.append("3020010db8%04x".formatted(i));
        }
        String reach = "000201" + "10" + "20010db8000000000000000000000002" + "00" + nlri;
        String attributes =
                "40010100"
                        + "40020602010000fdea"
                        + "800e%02x".formatted(reach.length() / 2)
                        + reach;
        raw.message(RawNeighbor.UPDATE, "0000%04x".formatted(attributes.length() / 2) + attributes);
    }

    private static int routes(Bench bench) throws Exception {
        return bench.routes("\"neighbor\":\"127.0.0.2\"").size();
    }

    private static void enable(Bench bench) throws Exception {
        bench.end("neighbor clear", "\"address\":\"127.0.0.2\"");
    }

    @Test
    @Tag("4486-4-1")
    @Tag("4271-6.7-2")
    void oneMoreThanTheLimitEndsTheSessionUntilItIsCleared() throws Exception {
        try (Bench bench = bench("max-prefix 2")) {
            try (RawNeighbor raw = up(bench)) {
                announce(raw, prefix(1), prefix(2));
                bench.until("two routes", () -> routes(bench) == 2);
                announce(raw, prefix(1));
                assertThat(bench.established(FROM)).isTrue();
                announce(raw, prefix(3));
                // AFI 1, SAFI 1, the limit
                assertThat(raw.notification()).isEqualTo("0601" + "0001" + "01" + "00000002");
            }
            Json.Obj row = bench.neighbor(FROM);
            assertThat(row.string("why_code")).contains("GW-3240");
            assertThat(row.string("why_not").orElse(""))
                    .contains("3 prefixes of ipv4, and the limit is 2")
                    .contains("max-prefix");
            assertThat(row.string("why_not_zh").orElse("")).contains("前缀上限");
            assertThat(routes(bench)).isZero();
            try (RawNeighbor raw = new RawNeighbor(FROM, bench.listenPort)) {
                assertThat(raw.notification()).isEqualTo("0605");
            }
            enable(bench);
            try (RawNeighbor raw = up(bench)) {
                announce(raw, prefix(1), prefix(2));
                bench.until("two routes again", () -> routes(bench) == 2);
            }
        }
    }

    @Test
    @Tag("4486-4-2")
    void theDataNamesTheFamilyThatWentBeyond() throws Exception {
        try (Bench bench = bench("max-prefix 1000 { ipv6 1 }");
                RawNeighbor raw = up(bench)) {
            announceV6(raw, 2);
            assertThat(raw.notification()).isEqualTo("0601" + "0002" + "01" + "00000001");
        }
    }

    @Test
    void withRestartItMayComeBackAfterThatTime() throws Exception {
        try (Bench bench = bench("max-prefix 1 { action restart 2s }")) {
            long ended;
            try (RawNeighbor raw = up(bench)) {
                announce(raw, prefix(1), prefix(2));
                assertThat(raw.notification()).startsWith("0601");
                ended = System.nanoTime();
            }
            bench.until(
                    "not idle",
                    () -> !bench.neighbor(FROM).string("state").orElseThrow().equals("Idle"));
            assertThat(System.nanoTime() - ended).isGreaterThan(1_500_000_000L);
            try (RawNeighbor raw = up(bench)) {
                announce(raw, prefix(1));
                bench.until("a route", () -> routes(bench) == 1);
            }
        }
    }

    @Test
    void discardKeepsTheSessionAndTakesNothingNew() throws Exception {
        try (Bench bench = bench("max-prefix 2 { action discard }");
                RawNeighbor raw = up(bench)) {
            announce(raw, prefix(1), prefix(2), prefix(3), prefix(4));
            bench.until("the warning", () -> bench.logged().contains("prefix-limit-near"));
            announce(raw, prefix(2));
            announce(raw, prefix(5), prefix(1));
            bench.until("not taken", () -> beyond(bench) == 3);
            assertThat(routes(bench)).isEqualTo(2);
            assertThat(bench.established(FROM)).isTrue();
            // One goes: it is asked for all again, and now one more fits.
            raw.message(RawNeighbor.UPDATE, "0004" + prefix(1) + "0000");
            assertThat(raw.expect(5).toString()).isEqualTo("5 00010001");
            announce(raw, prefix(3));
            bench.until("the other one", () -> routes(bench) == 2);
        }
    }

    private static long beyond(Bench bench) throws Exception {
        Json.Obj detail = bench.neighbor(FROM).object("detail").orElseThrow();
        Json.Obj family = (Json.Obj) detail.items("families").getFirst();
        assertThat(family.integer("limit")).hasValue(2);
        return family.integer("beyond_limit").orElseThrow();
    }

    @Test
    void aWarningComesBeforeAndWithWarnNothingElse() throws Exception {
        try (Bench bench = bench("max-prefix 4 { action warn; warn 50 }");
                RawNeighbor raw = up(bench)) {
            announce(raw, prefix(1));
            bench.until("one", () -> routes(bench) == 1);
            assertThat(bench.logged()).doesNotContain("prefix-limit-near");
            announce(raw, prefix(2));
            bench.until("near", () -> bench.logged().contains("prefix-limit-near"));
            assertThat(bench.logged()).doesNotContain("over=true");
            announce(raw, prefix(3), prefix(4), prefix(5));
            bench.until("over", () -> bench.logged().contains("over=true"));
            assertThat(bench.established(FROM)).isTrue();
            assertThat(routes(bench)).isEqualTo(5);
        }
    }

    @Test
    void rejectedOnesCountUnlessOnlyTheAcceptedDo() throws Exception {
        String rejected = "18c00002";
        try (Bench bench = bench("max-prefix 1 { count accepted }")) {
            try (RawNeighbor raw = up(bench)) {
                announce(raw, prefix(1), rejected);
                bench.until("both", () -> bench.rows("show rejected", "").size() == 1);
                assertThat(bench.established(FROM)).isTrue();
                announce(raw, prefix(2));
                assertThat(raw.notification()).startsWith("0601");
            }
        }
    }

    @Test
    void anotherLimitCountsAtOnceAndStartsWhoWasStopped() throws Exception {
        try (Bench bench = bench("max-prefix 5")) {
            try (RawNeighbor raw = up(bench)) {
                announce(raw, prefix(1), prefix(2), prefix(3));
                bench.until("three", () -> routes(bench) == 3);
                bench.write(file(bench.listenPort, "max-prefix 2"));
                bench.end("reload", "\"force\":true");
                assertThat(raw.notification()).isEqualTo("060100010100000002");
            }
            bench.write(file(bench.listenPort, "max-prefix 3"));
            bench.end("reload", "\"force\":true");
            try (RawNeighbor raw = up(bench)) {
                announce(raw, prefix(1), prefix(2), prefix(3));
                bench.until("three again", () -> routes(bench) == 3);
            }
        }
    }

    @Test
    void moreForItThanItMayBeToldEndsTheSessionBeforeAnythingIsSent() throws Exception {
        try (Bench bench = bench("max-prefix-out 2");
                RawNeighbor raw = new RawNeighbor(FROM, bench.listenPort)) {
            raw.open(65002, "10.0.0.2", 90, Family.IPV4_UNICAST);
            raw.expect(RawNeighbor.OPEN);
            raw.keepalive();
            raw.expect(RawNeighbor.KEEPALIVE);
            assertThat(raw.next().toString()).isEqualTo("3 0601" + "0001" + "01" + "00000002");
            raw.ended();
            assertThat(bench.neighbor(FROM).string("why_not").orElse(""))
                    .contains("3 prefixes of ipv4 for it");
        }
    }
}

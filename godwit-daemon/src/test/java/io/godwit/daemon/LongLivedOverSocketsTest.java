package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;

/// Long-lived graceful restart (RFC 9494) over sockets: a neighbor whose routes are kept, and
/// others that are told of it: one that knows it, one that does not, and two of our AS that do not
/// either.
class LongLivedOverSocketsTest {
    private static final String LOST = "127.0.0.2";
    private static final String KNOWS = "127.0.0.3";
    private static final String PLAIN = "127.0.0.4";
    private static final String INSIDE = "127.0.0.5";
    private static final String GRACEFUL = "4006%s00010180";
    private static final String LONG_LIVED = "4707000101%s";
    private static final String PREFIX = "18cb0071";
    private static final String LLGR_STALE = "ffff0006";
    private static final String ATTRIBUTES = "4001010040020602010000%s400304%s";

    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        int port = DaemonTest.freePort();
        bench =
                new Bench(65001, "10.0.0.1")
                        .write(
                                """
                                router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
                                group all { passive; import accept; export accept; long-lived-restart helper }
                                neighbor 127.0.0.2 in all { as 65002 }
                                neighbor 127.0.0.3 in all { as 65003 }
                                neighbor 127.0.0.4 in all { as 65004; long-lived-restart no }
                                neighbor 127.0.0.5 in all { as 65001; long-lived-partial }
                                """
                                        .formatted(port));
        bench.listenPort = port;
        bench.start();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private RawNeighbor up(String address, String as, String capabilities) throws Exception {
        RawNeighbor raw = new RawNeighbor(address, bench.listenPort);
        String all = "010400010001" + "41040000" + as + capabilities;
        int octets = all.length() / 2;
        raw.message(
                RawNeighbor.OPEN,
                "04%s005a0a00000%s%02x02%02x%s"
                        .formatted(as, address.substring(8), octets + 2, octets, all));
        raw.expect(RawNeighbor.OPEN);
        raw.keepalive();
        raw.expect(RawNeighbor.KEEPALIVE);
        bench.until("up", () -> bench.established(address));
        return raw;
    }

    private RawNeighbor lost(String time, String flagsAndTime) throws Exception {
        return up(LOST, "fdea", GRACEFUL.formatted(time) + LONG_LIVED.formatted(flagsAndTime));
    }

    private static void tells(RawNeighbor raw, String attributes, String nlri) throws Exception {
        raw.message(
                RawNeighbor.UPDATE,
                "0000%04x%s%s".formatted(attributes.length() / 2, attributes, nlri));
    }

    private static String attributes(String as, String hop) {
        return ATTRIBUTES.formatted(as, hop);
    }

    private static String hex(RawNeighbor.Message message) {
        return HexFormat.of().formatHex(message.body());
    }

    private int routes() throws Exception {
        return bench.routes("\"neighbor\":\"" + LOST + "\"").size();
    }

    @Tag("9494-4.2-1")
    @Tag("9494-4.2-4")
    @Tag("9494-4.2-5")
    @Tag("9494-4.3-2")
    @Tag("9494-4.6-1")
    @Tag("9494-4.6-2")
    @Tag("9494-4.6-3")
    @Test
    void whatOthersAreTold() throws Exception {
        try (RawNeighbor from = lost("0000", "80000e10");
                RawNeighbor knows = up(KNOWS, "fdeb", GRACEFUL.formatted("0000") + "4700");
                RawNeighbor plain = up(PLAIN, "fdec", "");
                RawNeighbor inside = up(INSIDE, "fde9", "")) {
            tells(from, attributes("fdea", "7f000002"), PREFIX);
            // Another one with NO_LLGR.
            tells(from, attributes("fdea", "7f000002") + "c00804ffff0007", "18cb0072");
            bench.until("routes", () -> routes() == 2);
            for (RawNeighbor one : new RawNeighbor[] {knows, plain, inside}) {
                until(one, "18cb0072");
            }
            from.hangUp();
            assertThat(until(knows, LLGR_STALE)).contains("c00804" + LLGR_STALE).endsWith(PREFIX);
            assertThat(until(inside, LLGR_STALE))
                    .contains("40050400000000")
                    .contains("c00808" + LLGR_STALE + "ffffff01")
                    .endsWith(PREFIX);
            assertThat(until(plain, PREFIX)).as("withdrawn").startsWith("000").endsWith("0000");
            bench.until("what says NO_LLGR goes", () -> routes() == 1);
        }
    }

    /// The first UPDATE from now on that has these octets.
    private static String until(RawNeighbor one, String octets) throws Exception {
        while (true) {
            String body = hex(one.expect(RawNeighbor.UPDATE));
            if (body.contains(octets)) {
                return body;
            }
        }
    }

    @Tag("9494-4.3-1")
    @Tag("9494-4.4-1")
    @Test
    void anyOtherRouteIsPreferred() throws Exception {
        try (RawNeighbor from = lost("0000", "80000e10");
                RawNeighbor knows = up(KNOWS, "fdeb", GRACEFUL.formatted("0000") + "4700")) {
            tells(from, attributes("fdea", "7f000002"), PREFIX);
            // With a longer path.
            tells(knows, "4001010040020a02020000fdeb0000fdee4003047f000003", PREFIX);
            bench.until("both", () -> bench.routes("\"prefix\":\"203.0.113.0/24\"").size() == 2);
            assertThat(best()).isEqualTo(LOST);
            from.hangUp();
            bench.until("decided", () -> best().equals(KNOWS));
            assertThat(routes()).isEqualTo(1);
        }
    }

    private String best() throws Exception {
        return bench.routes("\"prefix\":\"203.0.113.0/24\"").stream()
                .filter(row -> row.get("best").toString().contains("true"))
                .map(row -> row.string("peer").orElse(""))
                .findFirst()
                .orElse("");
    }

    @Tag("9494-4.3-3")
    @Test
    void theMarkOfOthersIsNotRemoved() throws Exception {
        try (RawNeighbor from = lost("0000", "80000e10");
                RawNeighbor knows = up(KNOWS, "fdeb", GRACEFUL.formatted("0000") + "4700");
                RawNeighbor plain = up(PLAIN, "fdec", "")) {
            tells(from, attributes("fdea", "7f000002") + "c00804" + LLGR_STALE, PREFIX);
            tells(from, attributes("fdea", "7f000002"), "18cb0072");
            assertThat(until(knows, PREFIX)).contains("c00804" + LLGR_STALE);
            assertThat(until(plain, "18cb0072"))
                    .as("and not told who does not know it")
                    .doesNotContain(PREFIX);
            assertThat(routes()).isEqualTo(2);
        }
    }

    /// `show neighbor` and `show route` of routes that are kept.
    @Test
    void whatTheOperatorSees() throws Exception {
        try (RawNeighbor from = lost("0000", "80000e10")) {
            tells(from, attributes("fdea", "7f000002"), PREFIX);
            bench.until("route", () -> routes() == 1);
            assertThat(shown().integer("stale_time")).hasValue(3600);
            assertThat(shown().string("stale_until")).isEmpty();
            from.hangUp();
            bench.until("down", () -> !bench.established(LOST));
            assertThat(shown().string("stale_until")).isPresent();
            assertThat(shown().integer("stale_for").orElse(0)).isBetween(1L, 3600L);
            Json.Obj route = bench.routes("\"neighbor\":\"" + LOST + "\"").getFirst();
            assertThat(route.bool("long_lived")).contains(true);
        }
    }

    private Json.Obj shown() throws Exception {
        return (Json.Obj)
                bench.neighbor(LOST)
                        .object("detail")
                        .flatMap(detail -> detail.object("restart"))
                        .orElseThrow()
                        .items("long_lived")
                        .getFirst();
    }

    @Tag("9494-4.2-3")
    @ParameterizedTest(name = "restart time {0}")
    @ValueSource(strings = {"0000", "0001"})
    void itsTimeIsLimited(String time) throws Exception {
        try (RawNeighbor from = lost(time, "80000001")) {
            tells(from, attributes("fdea", "7f000002"), PREFIX);
            bench.until("route", () -> routes() == 1);
            from.hangUp();
            bench.until("down", () -> !bench.established(LOST));
            assertThat(routes()).isEqualTo(1);
            bench.until("gone", () -> routes() == 0);
        }
    }

    @Tag("9494-4.2-6")
    @Tag("9494-4.2-7")
    @ParameterizedTest(name = "flags {0}")
    @ValueSource(strings = {"80", "00"})
    void whenItIsBack(String flags) throws Exception {
        try (RawNeighbor from = lost("0000", "80000e10")) {
            tells(from, attributes("fdea", "7f000002"), PREFIX);
            bench.until("route", () -> routes() == 1);
            from.hangUp();
            bench.until("down", () -> !bench.established(LOST));
        }
        bench.until(
                "it may come",
                () -> bench.neighbor(LOST).string("state").orElse("").equals("Active"));
        try (RawNeighbor again = lost("0000", flags + "000e10")) {
            int stays = flags.equals("80") ? 1 : 0;
            bench.until("without the F bit it goes", () -> routes() == stays);
            again.message(RawNeighbor.UPDATE, "00000000");
            bench.until("after End-of-RIB it is gone", () -> routes() == 0);
        }
    }

    @Tag("9494-4.1-1")
    @Tag("9494-4.5-1")
    @Test
    void withoutTheOtherCapabilityItIsIgnored() throws Exception {
        try (RawNeighbor from = up(LOST, "fdea", LONG_LIVED.formatted("80000e10"))) {
            tells(from, attributes("fdea", "7f000002"), PREFIX);
            bench.until("route", () -> routes() == 1);
            from.hangUp();
            bench.until("nothing is kept", () -> routes() == 0);
        }
    }
}

package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/// A merger as neighbors see it (RFC 7705): the AS number in OPENs, and the AS_PATHs behind it. The
/// router is AS 65000; to some it is AS 64510, which it was before.
class AsMigrationOverSocketsTest {
    private static final String PLAIN = "127.0.0.9";
    private static final HexFormat HEX = HexFormat.of();
    private static Bench bench;

    @BeforeAll
    static void start() throws Exception {
        int port = DaemonTest.freePort();
        bench =
                new Bench(65000, "10.0.0.1")
                        .write(
                                """
                                router { as 65000; id 10.0.0.1; listen 127.0.0.1 port %d }
                                group all { passive; import accept; export accept; idle-hold 1 }
                                neighbor 127.0.0.2 in all { as 65002; local-as 64510 }
                                neighbor 127.0.0.3 in all { as 65002; local-as 64510 no-prepend replace-as }
                                neighbor 127.0.0.4 in all { as 65002; local-as 64510 replace-as dual-as }
                                neighbor 127.0.0.5 in all { as 65000; local-as 64510 dual-as }
                                neighbor 127.0.0.6 in all { as 65002; remove-private-as all }
                                neighbor 127.0.0.7 in all { as 3; remove-private-as replace-as }
                                neighbor 127.0.0.8 in all { as 64496; as-override }
                                neighbor 127.0.0.9 in all { as 64499 }
                                originate 203.0.113.0/24;
                                """
                                        .formatted(port));
        bench.listenPort = port;
        bench.start();
    }

    @AfterAll
    static void stop() throws Exception {
        bench.close();
    }

    private static RawNeighbor connect(String from) throws Exception {
        bench.end("neighbor shutdown", "\"address\":\"" + from + "\"");
        bench.end("neighbor enable", "\"address\":\"" + from + "\"");
        RawNeighbor raw = new RawNeighbor(from, bench.listenPort);
        raw.within(30_000);
        return raw;
    }

    /// My Autonomous System of the next OPEN.
    private static int said(RawNeighbor raw) throws IOException {
        byte[] open = raw.expect(RawNeighbor.OPEN).body();
        return (open[1] & 0xff) << 8 | open[2] & 0xff;
    }

    /// Brings the session up; answers the AS that the router said.
    private static int up(RawNeighbor raw, long as) throws IOException {
        raw.open(as, "10.0.0.2", 90);
        int said = said(raw);
        raw.keepalive();
        raw.expect(RawNeighbor.KEEPALIVE);
        return said;
    }

    /// The next UPDATE of which the NLRI ends with a prefix in hex.
    private static String update(RawNeighbor raw, String nlri) throws IOException {
        while (true) {
            String body = HEX.formatHex(raw.expect(RawNeighbor.UPDATE).body());
            if (body.endsWith(nlri)) {
                return body;
            }
        }
    }

    private static String asPath(long... path) {
        var text = new StringBuilder("02%02x".formatted(path.length));
        for (long as : path) {
            text.append("%08x".formatted(as));
        }
        return "4002%02x".formatted(2 + 4 * path.length) + text;
    }

    private static void announce(RawNeighbor to, String nlri, long... path) throws IOException {
        String attributes = "40010100" + asPath(path) + "400304c0000201";
        to.message(
                RawNeighbor.UPDATE,
                "0000%04x%s%s".formatted(attributes.length() / 2, attributes, nlri));
    }

    @Tag("7705-3.3-2")
    @Tag("7705-3.3-3")
    @Tag("7705-3.3-7")
    @Tag("7705-3.3-10")
    @Tag("7705-3.3-11")
    @ParameterizedTest
    @CsvSource({"127.0.0.2, 64510 65000", "127.0.0.3, 64510"})
    void aNeighborKnowsTheOldNumber(String who, String path) throws Exception {
        long[] told = Arrays.stream(path.split(" ")).mapToLong(Long::parseLong).toArray();
        try (RawNeighbor raw = connect(who)) {
            assertThat(up(raw, 65002)).isEqualTo(64510);
            assertThat(update(raw, "18cb0071")).contains(asPath(told));
        }
    }

    @Tag("7705-3.3-6")
    @Tag("7705-3.3-8")
    @Tag("7705-3.3-9")
    @ParameterizedTest
    @CsvSource({"127.0.0.2, 65000 64510 65002 64501", "127.0.0.3, 65000 65002 64501"})
    void othersSeeTheOldNumberUnlessNotPrepended(String who, String path) throws Exception {
        long[] told = Arrays.stream(path.split(" ")).mapToLong(Long::parseLong).toArray();
        try (RawNeighbor raw = connect(who);
                RawNeighbor plain = connect(PLAIN)) {
            assertThat(up(plain, 64499)).isEqualTo(65000);
            up(raw, 65002);
            announce(raw, "18c63364", 65002, 64501);
            assertThat(update(plain, "18c63364")).contains(asPath(told));
        }
    }

    @Test
    void eitherNumberIsALoop() throws Exception {
        try (RawNeighbor raw = connect("127.0.0.2")) {
            up(raw, 65002);
            announce(raw, "18c63364", 65002, 64510);
            announce(raw, "18c63365", 65002, 65000);
            announce(raw, "18c63366", 65002);
            bench.until(
                    "two loops",
                    () ->
                            bench.rows("show rejected", "\"of\":\"127.0.0.2\"").stream()
                                            .filter(r -> r.toString().contains("as-loop"))
                                            .count()
                                    == 2);
        }
    }

    @Tag("7705-3.3-4")
    @Tag("7705-3.3-5")
    @Test
    void dualAsSaysTheRoutersNumberFirst() throws Exception {
        try (RawNeighbor raw = connect("127.0.0.4")) {
            assertThat(up(raw, 65002)).isEqualTo(65000);
            assertThat(update(raw, "18cb0071")).contains(asPath(65000));
        }
        try (RawNeighbor raw = connect("127.0.0.4")) {
            raw.open(65002, "10.0.0.2", 90);
            assertThat(said(raw)).isEqualTo(65000);
            raw.message(RawNeighbor.NOTIFICATION, "0202");
        }
        // Behind the pause in Idle; until then it hangs up at once.
        bench.until("the old number", AsMigrationOverSocketsTest::isUpWithTheOldNumber);
    }

    private static boolean isUpWithTheOldNumber() throws Exception {
        try (RawNeighbor raw = new RawNeighbor("127.0.0.4", bench.listenPort)) {
            raw.within(30_000);
            raw.open(65002, "10.0.0.2", 90);
            if (said(raw) != 64510) {
                return false;
            }
            raw.keepalive();
            raw.expect(RawNeighbor.KEEPALIVE);
            assertThat(update(raw, "18cb0071")).contains(asPath(64510));
            return true;
        } catch (IOException | AssertionError e) {
            if (e.getMessage() != null && e.getMessage().contains("Expecting")) {
                throw e;
            }
            return false;
        }
    }

    @Tag("7705-4.2-2")
    @Tag("7705-4.2-5")
    @ParameterizedTest
    @CsvSource({"64510", "65000"})
    void anInternalNeighborHasEitherNumber(long as) throws Exception {
        try (RawNeighbor raw = connect("127.0.0.5")) {
            assertThat(up(raw, as)).isEqualTo(65000);
            assertThat(update(raw, "18cb0071"))
                    .as("told as inside: an empty AS_PATH, LOCAL_PREF")
                    .contains("400200")
                    .contains("40050400000064");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.6, 65002, 65000 64499 3",
        "127.0.0.7, 3,     65000 64499 64600 3",
        "127.0.0.8, 64496, 65000 64499 64600 3 65000",
    })
    void whatIsToldOfOtherNumbers(String who, long as, String path) throws Exception {
        long[] told = Arrays.stream(path.split(" ")).mapToLong(Long::parseLong).toArray();
        try (RawNeighbor raw = connect(who);
                RawNeighbor plain = connect(PLAIN)) {
            up(raw, as);
            up(plain, 64499);
            if (as == 64496) {
                announce(plain, "18c63367", 64499, 64600, 3, 64496);
            } else {
                announce(plain, "18c63367", 64499, 64600, 3);
            }
            assertThat(update(raw, "18c63367")).contains(asPath(told));
        }
    }
}

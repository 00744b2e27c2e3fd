package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of the routes of a neighbor whose session ends, octet by octet: graceful restart
/// with NOTIFICATIONs (RFC 8538) over sockets.
class RestartsOverSocketsTest {
    private static final String NEIGHBOR = "127.0.0.2";

    /// OPEN of AS 65002, hold time 90, with IPv4, 4-octet AS numbers, and graceful restart: flags
    /// and time, then IPv4 with the F bit.
    private static final String OPEN =
            "04fdea005a0a000002"
                    + "16"
                    + "0214"
                    + "010400010001"
                    + "41040000fdea"
                    + "4006%s00010180";

    private static Bench bench;

    @BeforeAll
    static void start() throws Exception {
        int port = DaemonTest.freePort();
        bench =
                new Bench(65001, "10.0.0.1")
                        .write(
                                """
                                router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
                                neighbor 127.0.0.2 { as 65002; passive; import accept; export accept;
                                    graceful-restart yes }
                                """
                                        .formatted(port));
        bench.listenPort = port;
        bench.start();
    }

    @AfterAll
    static void stop() throws Exception {
        bench.close();
    }

    private static RawNeighbor up(String flagsAndTime) throws Exception {
        bench.end("neighbor shutdown", "\"address\":\"" + NEIGHBOR + "\"");
        bench.end("neighbor enable", "\"address\":\"" + NEIGHBOR + "\"");
        return again(flagsAndTime);
    }

    private static RawNeighbor again(String flagsAndTime) throws Exception {
        RawNeighbor raw = new RawNeighbor(NEIGHBOR, bench.listenPort);
        raw.message(RawNeighbor.OPEN, OPEN.formatted(flagsAndTime));
        raw.expect(RawNeighbor.OPEN);
        raw.keepalive();
        raw.expect(RawNeighbor.KEEPALIVE);
        bench.until("up", () -> bench.established(NEIGHBOR));
        return raw;
    }

    private static RawNeighbor withRoute(String flagsAndTime) throws Exception {
        RawNeighbor raw = up(flagsAndTime);
        raw.message(
                RawNeighbor.UPDATE,
                "00000014" + "400101004002060201" + "0000fdea4003047f000002" + "18cb0071");
        bench.until("route", () -> routes() == 1);
        return raw;
    }

    private static int routes() throws Exception {
        return bench.routes("\"neighbor\":\"" + NEIGHBOR + "\"").size();
    }

    @Tag("8538-3.2-1")
    @Tag("8538-4-2")
    @Tag("8538-4.1-1")
    @ParameterizedTest(name = "{0}, {1}: kept {2}")
    @CsvSource({
        "401e, 0300,         true",
        "401e, 0400,         true",
        "401e, 0602,         true",
        "401e, 060906020568656c6c6f, false",
        "401e, 0609,         false",
        "001e, 0602,         false",
        "001e, 0400,         false",
    })
    void afterANotificationOfTheNeighbor(String capability, String notification, boolean kept)
            throws Exception {
        try (RawNeighbor raw = withRoute(capability)) {
            raw.message(RawNeighbor.NOTIFICATION, notification);
            bench.until("down", () -> !bench.established(NEIGHBOR));
            bench.until("decided", () -> routes() == (kept ? 1 : 0));
        }
    }

    @Tag("8538-5.2-2")
    @Tag("8538-6-1")
    @Tag("8538-6-2")
    @Test
    void aHardResetIsShownWithWhatItCarries() throws Exception {
        try (RawNeighbor raw = withRoute("401e")) {
            raw.message(RawNeighbor.NOTIFICATION, "060906020568656c6c6f");
            bench.until("down", () -> !bench.established(NEIGHBOR));
            assertThat(bench.neighbor(NEIGHBOR).string("last_error"))
                    .contains("shut down by the peer: \"hello\" (received 6/9 with 6/2)");
        }
    }

    /// The F bit is set again when the session is back.
    @Tag("8538-4-5")
    @Test
    void backAgainTheForwardingStateIsThere() throws Exception {
        try (RawNeighbor raw = withRoute("401e")) {
            raw.message(RawNeighbor.NOTIFICATION, "0602");
            bench.until("down", () -> !bench.established(NEIGHBOR));
        }
        bench.end("neighbor enable", "\"address\":\"" + NEIGHBOR + "\"");
        RawNeighbor raw = new RawNeighbor(NEIGHBOR, bench.listenPort);
        raw.message(RawNeighbor.OPEN, OPEN.formatted("401e"));
        assertThat(raw.expect(RawNeighbor.OPEN).toString()).contains("4006407800010180");
        raw.close();
    }

    @Tag("8538-4-4")
    @Tag("8538-5.2-1")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "401e, neighbor shutdown, 0609060205 68656c6c6f",
        "401e, neighbor clear,    0609060405 68656c6c6f",
        "001e, neighbor shutdown, 060205 68656c6c6f",
        "001e, neighbor clear,    060405 68656c6c6f",
    })
    void whatTheNeighborIsToldInTheEnd(String capability, String command, String told)
            throws Exception {
        try (RawNeighbor raw = withRoute(capability)) {
            bench.end(command, "\"address\":\"" + NEIGHBOR + "\",\"text\":\"hello\"");
            assertThat(raw.notification()).isEqualTo(told.replace(" ", ""));
            bench.until("nothing is kept", () -> routes() == 0);
        }
    }

    /// RFC 8538 §5.1: after which of them the routes stay is the operator's choice.
    @ParameterizedTest(name = "{0}: told {1}")
    @CsvSource({"401e, 060405 68656c6c6f", "001e, ''"})
    void theOperatorClearsGracefully(String capability, String told) throws Exception {
        try (RawNeighbor raw = withRoute(capability)) {
            var end =
                    bench.end(
                            "neighbor clear",
                            "\"address\":\""
                                    + NEIGHBOR
                                    + "\",\"graceful\":true,\"text\":\"hello\"");
            if (told.isEmpty()) {
                assertThat(end.toString()).contains("RFC 8538");
                assertThat(bench.established(NEIGHBOR)).isTrue();
            } else {
                assertThat(raw.notification()).isEqualTo(told.replace(" ", ""));
                bench.until("down", () -> !bench.established(NEIGHBOR));
            }
            assertThat(routes()).isEqualTo(1);
        }
    }

    @Tag("8538-4-2")
    @ParameterizedTest(name = "{0}: kept {1}")
    @CsvSource({"401e, true", "001e, false"})
    void afterANotificationOfOurs(String capability, boolean kept) throws Exception {
        try (RawNeighbor raw = withRoute(capability)) {
            // An OPEN in Established: 5/3.
            raw.message(RawNeighbor.OPEN, OPEN.formatted(capability));
            assertThat(raw.notification()).isEqualTo("050301");
            bench.until("decided", () -> routes() == (kept ? 1 : 0));
        }
    }
}

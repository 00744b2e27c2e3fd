package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

/// Enhanced route refresh (RFC 7313) over sockets, octet by octet.
class EnhancedRefreshTest {
    private static final String FROM = "127.0.0.2";
    private static final int REFRESH = 5;
    private static final String MULTIPROTOCOL = "010400010001";
    private static final String ENHANCED = "02004600";
    private static final String ATTRIBUTES = "0014400101004002060201" + "0000fdea4003047f000002";
    private static final String END_OF_RIB = "2 00000000";

    private static Bench bench() throws Exception {
        int port = DaemonTest.freePort();
        Bench bench = new Bench(65001, "10.0.0.1");
        bench.listenPort = port;
        return bench.write(
                        """
                        router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
                        originate 198.18.0.0/24;
                        neighbor 127.0.0.2 { as 65002; passive; import accept; export accept }
                        """
                                .formatted(port))
                .start();
    }

    /// @param more capabilities in hex
    private static RawNeighbor up(Bench bench, String more) throws Exception {
        RawNeighbor raw = new RawNeighbor(FROM, bench.listenPort);
        String capabilities = MULTIPROTOCOL + "41040000fdea" + more;
        int octets = capabilities.length() / 2;
        raw.message(
                RawNeighbor.OPEN,
                "04fdea005a0a000002%02x02%02x%s".formatted(octets + 2, octets, capabilities));
        raw.expect(RawNeighbor.OPEN);
        raw.keepalive();
        raw.expect(RawNeighbor.KEEPALIVE);
        assertThat(raw.next().toString()).startsWith("2 ").contains("18c61200");
        assertThat(raw.next().toString()).isEqualTo(END_OF_RIB);
        return raw;
    }

    private static void announce(RawNeighbor raw, String... prefixes) throws IOException {
        raw.message(RawNeighbor.UPDATE, "0000" + ATTRIBUTES + String.join("", prefixes));
    }

    private static String routes(Bench bench) throws IOException {
        return String.join(
                " ",
                bench.routes("\"neighbor\":\"127.0.0.2\"").stream()
                        .map(row -> row.string("prefix").orElse("?"))
                        .toList());
    }

    private static void until(Bench bench, String prefixes) throws Exception {
        bench.until(prefixes, () -> routes(bench).equals(prefixes));
    }

    @Test
    @Tag("7313-4-1")
    @Tag("7313-4-2")
    @Tag("7313-4-3")
    void whoAsksIsToldWhereTheAnswerBeginsAndEnds() throws Exception {
        try (Bench bench = bench();
                RawNeighbor raw = up(bench, ENHANCED)) {
            raw.message(REFRESH, "00010001");
            assertThat(raw.next().toString()).isEqualTo("5 00010101");
            assertThat(raw.next().toString()).startsWith("2 ").contains("18c61200");
            assertThat(raw.next().toString()).isEqualTo("5 00010201");
        }
    }

    @Test
    @Tag("7313-4-1")
    void whoDoesNotKnowTheMarksGetsNone() throws Exception {
        try (Bench bench = bench();
                RawNeighbor raw = up(bench, "0200")) {
            raw.message(REFRESH, "00010001");
            assertThat(raw.next().toString()).startsWith("2 ").contains("18c61200");
            // Nor does it say them: they are ignored.
            announce(raw, "18cb7101");
            raw.message(REFRESH, "00010101");
            raw.message(REFRESH, "00010201");
            bench.until("ignored", () -> bench.logged().contains("refresh-ignored"));
            until(bench, "203.113.1.0/24");
        }
    }

    @Test
    @Tag("7313-4-4")
    @Tag("7313-4-5")
    void whatIsNotToldAgainBetweenTheMarksGoes() throws Exception {
        try (Bench bench = bench();
                RawNeighbor raw = up(bench, ENHANCED)) {
            announce(raw, "18cb7101", "18cb7102", "18cb7103");
            until(bench, "203.113.1.0/24 203.113.2.0/24 203.113.3.0/24");
            raw.message(REFRESH, "00010101");
            announce(raw, "18cb7101", "18cb7104");
            until(bench, "203.113.1.0/24 203.113.2.0/24 203.113.3.0/24 203.113.4.0/24");
            raw.message(REFRESH, "00010201");
            until(bench, "203.113.1.0/24 203.113.4.0/24");
            // An end without a begin says nothing, and the next refresh is one of its own.
            raw.message(REFRESH, "00010201");
            for (int again = 0; again < 6; again++) {
                raw.message(REFRESH, "00010101");
                announce(raw, "18cb7101", "18cb710" + (again % 2 + 4));
                raw.message(REFRESH, "00010201");
                until(bench, "203.113.1.0/24 203.113." + (again % 2 + 4) + ".0/24");
            }
            // Another begin before the end marks all anew.
            raw.message(REFRESH, "00010101");
            announce(raw, "18cb7105");
            raw.message(REFRESH, "00010101");
            announce(raw, "18cb7101");
            raw.message(REFRESH, "00010201");
            until(bench, "203.113.1.0/24");
            assertThat(bench.established(FROM)).isTrue();
        }
    }

    @Test
    @Tag("7313-4-6")
    @Tag("7313-4-7")
    void aBeginBeforeEndOfRibIsIgnoredAndLogged() throws Exception {
        // Restart Time 120, no families
        try (Bench bench = bench();
                RawNeighbor raw = up(bench, ENHANCED + "40020078")) {
            announce(raw, "18cb7101");
            raw.message(REFRESH, "00010101");
            raw.message(REFRESH, "00010201");
            bench.until("logged", () -> bench.logged().contains("before End-of-RIB"));
            until(bench, "203.113.1.0/24");
            raw.message(RawNeighbor.UPDATE, "00000000");
            raw.message(REFRESH, "00010101");
            raw.message(REFRESH, "00010201");
            until(bench, "");
        }
    }

    @ParameterizedTest(name = "{0}")
    @Tag("7313-5-1")
    @CsvSource({
        "a begin with an octet too many, 0001010100, 0018050001010100",
        "an end without a SAFI,          000102,     001605000102",
    })
    void marksOfAnotherLengthEndTheSession(String what, String body, String from) throws Exception {
        try (Bench bench = bench();
                RawNeighbor raw = up(bench, ENHANCED)) {
            raw.message(REFRESH, body);
            assertThat(raw.notification()).isEqualTo("0701" + RawNeighbor.MARKER + from);
        }
    }

    @Test
    @Tag("7313-5-2")
    @Tag("7313-5-3")
    void anUnknownSubtypeIsIgnoredAndLogged() throws Exception {
        try (Bench bench = bench();
                RawNeighbor raw = up(bench, ENHANCED)) {
            raw.message(REFRESH, "00010301");
            raw.message(REFRESH, "0001ff01");
            bench.until("logged", () -> bench.logged().contains("unknown subtype"));
            assertThat(bench.established(FROM)).isTrue();
        }
    }
}

package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Outbound route filters by prefix (RFC 5291, RFC 5292) over sockets, octet by octet.
class OrfOverSocketsTest {
    private static final int REFRESH = 5;
    private static final String ENHANCED = "4600";
    private static final String ORF_SEND = "0307" + "00010001014002";
    private static final String ORF_RECEIVE = "0307" + "00010001014001";
    private static final String IMMEDIATE = "0001000101";
    private static final String DEFER = "0001000102";
    private static final String PLAIN = "00010001";
    private static final String END_OF_RIB = "2 00000000";

    // 198.18.0.0/24 to 198.18.3.0/24 are what we have.
    private static final String ADD_0 = "00" + "00000005" + "000018" + "c61200";
    private static final String ADD_1 = "00" + "0000000a" + "000018" + "c61201";
    private static final String ADD_ALL = "00" + "00000014" + "002000";
    private static final String DENY_2 = "20" + "0000000f" + "000017" + "c61202";
    private static final String DENY_2_UP = "20" + "0000000f" + "001817" + "c61202";
    private static final String ADD_3_FIRST = "00" + "00000001" + "000018" + "c61203";
    private static final String REMOVE_0 = "40" + ADD_0.substring(2);
    private static final String REMOVE_ALL = "80";

    private static Bench bench(String orf) throws Exception {
        int port = DaemonTest.freePort();
        Bench bench = new Bench(65001, "10.0.0.1");
        bench.listenPort = port;
        return bench.write(
                        """
                        router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
                        originate 198.18.0.0/24;
                        originate 198.18.1.0/24;
                        originate 198.18.2.0/24;
                        originate 198.18.3.0/24;
                        neighbor 127.0.0.2 { as 65002; passive; import accept; export accept; %s }
                        """
                                .formatted(port, orf))
                .start();
    }

    /// @param more capabilities in hex
    private static RawNeighbor up(Bench bench, String more) throws Exception {
        RawNeighbor raw = new RawNeighbor("127.0.0.2", bench.listenPort);
        String capabilities = "010400010001" + "41040000fdea" + "0200" + more;
        int octets = capabilities.length() / 2;
        raw.message(
                RawNeighbor.OPEN,
                "04fdea005a0a000002%02x02%02x%s".formatted(octets + 2, octets, capabilities));
        raw.expect(RawNeighbor.OPEN);
        raw.keepalive();
        raw.expect(RawNeighbor.KEEPALIVE);
        return raw;
    }

    /// A ROUTE-REFRESH with entries of a filter by prefix.
    private static void filter(RawNeighbor raw, String head, String... entries) throws IOException {
        String all = String.join("", entries);
        raw.message(REFRESH, "%s40%04x%s".formatted(head, all.length() / 2, all));
    }

    /// The next UPDATEs announce these /24, and nothing else.
    private static void told(RawNeighbor raw, String... prefixes) throws IOException {
        Set<String> missing = new HashSet<>(Set.of(prefixes));
        while (!missing.isEmpty()) {
            String update = raw.next().toString();
            assertThat(update).startsWith("2 0000").isNotEqualTo(END_OF_RIB);
            take(update.substring(10 + 2 * octets(update, 6)), missing);
        }
    }

    /// The next UPDATEs withdraw these /24, and nothing else.
    private static void withdrawn(RawNeighbor raw, String... prefixes) throws IOException {
        Set<String> missing = new HashSet<>(Set.of(prefixes));
        while (!missing.isEmpty()) {
            String update = raw.next().toString();
            assertThat(update).startsWith("2 ").endsWith("0000").isNotEqualTo(END_OF_RIB);
            take(update.substring(6, 6 + 2 * octets(update, 2)), missing);
        }
    }

    private static int octets(String update, int at) {
        return Integer.parseInt(update.substring(at, at + 4), 16);
    }

    private static void take(String prefixes, Set<String> missing) {
        for (int at = 0; at < prefixes.length(); at += 8) {
            String prefix = prefixes.substring(at, at + 8);
            assertThat(missing.remove(prefix)).as(prefix).isTrue();
        }
    }

    @Test
    @Tag("5291-6-3")
    @Tag("5291-6-8")
    @Tag("5291-6-12")
    @Tag("5291-6-13")
    @Tag("5292-4-1")
    void nothingIsToldBeforeTheFilterAndThenOnlyWhatItLetsPass() throws Exception {
        try (Bench bench = bench("orf receive");
                RawNeighbor raw = up(bench, ORF_SEND)) {
            filter(raw, DEFER, ADD_1);
            filter(raw, IMMEDIATE, ADD_0);
            told(raw, "18c61200", "18c61201");
            assertThat(raw.next().toString()).isEqualTo(END_OF_RIB);
            filter(raw, IMMEDIATE, REMOVE_0);
            withdrawn(raw, "18c61200");
            // What is not there is ignored, and what is told already is not told again.
            filter(raw, IMMEDIATE, REMOVE_0);
            filter(raw, IMMEDIATE, ADD_0);
            told(raw, "18c61200");
            filter(raw, IMMEDIATE, REMOVE_ALL);
            told(raw, "18c61202", "18c61203");
        }
    }

    @Test
    @Tag("5291-6-3")
    @Tag("5291-6-10")
    void aPlainRequestStartsItAsWellAndHeedsWhatWasDeferred() throws Exception {
        try (Bench bench = bench("orf both; orf-prefixes [ 192.0.2.0/24 ]");
                RawNeighbor raw = up(bench, ORF_SEND)) {
            raw.message(REFRESH, PLAIN);
            told(raw, "18c61200", "18c61201", "18c61202", "18c61203");
            assertThat(raw.next().toString()).isEqualTo(END_OF_RIB);
            filter(raw, DEFER, ADD_0);
            raw.message(REFRESH, PLAIN);
            withdrawn(raw, "18c61201", "18c61202", "18c61203");
            told(raw, "18c61200");
        }
    }

    @Test
    @Tag("5291-6-9")
    @Tag("5292-4-2")
    @Tag("5292-4-3")
    void theSmallestSequenceNumberThatMatchesDecides() throws Exception {
        try (Bench bench = bench("orf receive");
                RawNeighbor raw = up(bench, ORF_SEND)) {
            filter(raw, IMMEDIATE, ADD_ALL, DENY_2);
            told(raw, "18c61200", "18c61201", "18c61202", "18c61203");
            assertThat(raw.next().toString()).isEqualTo(END_OF_RIB);
            // Not only the prefix itself, but down to /24; a sequence number stands for one entry.
            filter(raw, IMMEDIATE, DENY_2_UP);
            withdrawn(raw, "18c61202", "18c61203");
            filter(raw, IMMEDIATE, ADD_3_FIRST);
            told(raw, "18c61203");
        }
    }

    @Test
    @Tag("5291-6-4")
    void withoutAnAgreementEntriesAreIgnored() throws Exception {
        try (Bench bench = bench("orf no");
                RawNeighbor raw = up(bench, ORF_SEND)) {
            told(raw, "18c61200", "18c61201", "18c61202", "18c61203");
            assertThat(raw.next().toString()).isEqualTo(END_OF_RIB);
            filter(raw, IMMEDIATE, ADD_0);
            told(raw, "18c61200", "18c61201", "18c61202", "18c61203");
        }
    }

    @ParameterizedTest(name = "{0}")
    @Tag("5291-6-6")
    @Tag("5292-2-1")
    @CsvSource({
        "an action without a meaning,        c0",
        "a length beyond the family,         0000000001000021c612000000",
        "Minlen below the length,            000000000108 0018c61200",
        "Maxlen below Minlen,                00000000011a 1918c61200",
        "Maxlen beyond the family,           00000000010021 18c61200",
        "fewer octets than the length says,  0000000001000018c612",
        "an entry that ends in its head,     00000000",
    })
    void anEntryThatCannotBeReadEndsTheWholeFilter(String what, String entry) throws Exception {
        try (Bench bench = bench("orf receive");
                RawNeighbor raw = up(bench, ORF_SEND)) {
            filter(raw, IMMEDIATE, ADD_0);
            told(raw, "18c61200");
            assertThat(raw.next().toString()).isEqualTo(END_OF_RIB);
            filter(raw, IMMEDIATE, entry.replace(" ", ""));
            told(raw, "18c61201", "18c61202", "18c61203");
            bench.until("logged", () -> bench.logged().contains("cannot be read"));
            // The session goes on, and so does the filter.
            filter(raw, IMMEDIATE, ADD_1);
            withdrawn(raw, "18c61200", "18c61202", "18c61203");
        }
    }

    @Test
    @Tag("5291-6-5")
    void otherKindsOfFiltersAreIgnored() throws Exception {
        try (Bench bench = bench("orf receive");
                RawNeighbor raw = up(bench, ORF_SEND)) {
            raw.message(REFRESH, IMMEDIATE + "800003" + "00ffff" + "40000b" + ADD_0);
            told(raw, "18c61200");
            assertThat(raw.next().toString()).isEqualTo(END_OF_RIB);
        }
    }

    @Test
    @Tag("7313-4-2")
    void whoKnowsTheMarksIsToldEverythingBetweenThem() throws Exception {
        try (Bench bench = bench("orf receive");
                RawNeighbor raw = up(bench, ORF_SEND + ENHANCED)) {
            filter(raw, IMMEDIATE, ADD_0);
            told(raw, "18c61200");
            assertThat(raw.next().toString()).isEqualTo(END_OF_RIB);
            filter(raw, IMMEDIATE, ADD_1);
            told(raw, "18c61201");
            assertThat(raw.next().toString()).isEqualTo("5 00010101");
            told(raw, "18c61200", "18c61201");
            assertThat(raw.next().toString()).isEqualTo("5 00010201");
        }
    }

    @Test
    @Tag("5291-5-1")
    @Tag("5291-6-1")
    @Tag("5291-6-2")
    @Tag("5291-6-11")
    @Tag("5292-3-1")
    void weAskForWhatTheConfigurationSays() throws Exception {
        String prefixes = "orf send; orf-prefixes [ 198.51.100.0/24, 192.0.2.0/24{26,28} ]";
        try (Bench bench = bench(prefixes);
                RawNeighbor raw = up(bench, ORF_RECEIVE)) {
            String range = "00" + "00000005" + "1a1c18" + "c00002";
            String exact = "00" + "0000000a" + "000018" + "c63364";
            assertThat(raw.next().toString()).isEqualTo("5 " + DEFER + "400016" + range + exact);
            assertThat(raw.next().toString()).isEqualTo("5 " + PLAIN);
            told(raw, "18c61200", "18c61201", "18c61202", "18c61203");
        }
    }

    @Test
    @Tag("5291-6-2")
    void whoTakesNoFiltersIsSentNone() throws Exception {
        try (Bench bench = bench("orf send; orf-prefixes [ 192.0.2.0/24 ]");
                RawNeighbor raw = up(bench, ORF_SEND)) {
            told(raw, "18c61200", "18c61201", "18c61202", "18c61203");
        }
    }
}

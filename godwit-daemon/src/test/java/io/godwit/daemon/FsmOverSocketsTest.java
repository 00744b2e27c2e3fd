package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The state machine of RFC 4271 §8 as a neighbor sees it: who speaks first, what a message in the
/// wrong state is answered, which of two connections stays, how sessions end; octet by octet.
class FsmOverSocketsTest {
    private static final String PASSIVE = "127.0.0.2";
    private static final String ACTIVE = "127.0.0.3"; // we dial it
    private static final String DELAYS = "127.0.0.4"; // our OPEN waits for two seconds
    private static final String BRISK = "127.0.0.5"; // hold time 3
    private static final String SLOW = "127.0.0.6"; // a long pause in Idle
    private static final String SILENT = "127.0.0.7"; // the same, and nothing without OPEN
    private static final String REPLACES = "127.0.0.8"; // collisions in Established, too
    private static final String BY_HAND = "127.0.0.9"; // never starts by itself
    private static final String PATIENT = "127.0.0.10"; // wants a hold time of 20 and more

    private static final String OUR_OPEN = "04fde900";
    private static final String LOWER = "10.0.0.0";
    private static final String HIGHER = "10.0.0.9";

    private static int port;
    private static int dialled;
    private static Bench bench;

    @BeforeAll
    static void start() throws Exception {
        port = DaemonTest.freePort();
        try (ServerSocket free = listen("127.0.0.3", 0)) {
            dialled = free.getLocalPort();
        }
        bench = new Bench(65001, "10.0.0.1").write(config("", "180"));
        bench.listenPort = port;
        bench.start();
    }

    private static String config(String more, String hold) {
        return """
        router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
        group all { as 65002; import accept; export accept; port %d; connect-retry 1; local-address 127.0.0.1; %s }
        neighbor 127.0.0.2 in all { passive; hold-time %s }
        neighbor 127.0.0.3 in all;
        neighbor 127.0.0.4 in all { passive; delay-open 2 }
        neighbor 127.0.0.5 in all { passive; hold-time 3 }
        neighbor 127.0.0.6 in all { passive; idle-hold 600 }
        neighbor 127.0.0.7 in all { passive; idle-hold 600; notify-without-open no }
        neighbor 127.0.0.8 in all { passive; collision-in-established }
        neighbor 127.0.0.9 in all { automatic-start no }
        neighbor 127.0.0.10 in all { passive; min-hold-time 20 }
        neighbor 127.1.0.0/24 { as 65002; max-neighbors 2; import accept; export accept }
        """
                .formatted(port, dialled, more, hold);
    }

    @AfterAll
    static void stop() throws Exception {
        bench.close();
    }

    private static ServerSocket listen(String address, int at) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName(address), at));
        server.setSoTimeout(10_000);
        return server;
    }

    /// The operator says "now": no test waits for the pause after the one before it.
    private static void restart(String neighbor) throws IOException {
        say("neighbor shutdown", neighbor, "");
        say("neighbor enable", neighbor, "");
    }

    private static void say(String command, String neighbor, String text) throws IOException {
        String message = text.isEmpty() ? "" : ",\"text\":\"" + text + "\"";
        assertThat(bench.end(command, "\"address\":\"" + neighbor + "\"" + message).toString())
                .doesNotContain("error");
    }

    private static RawNeighbor connect(String from) throws IOException {
        restart(from);
        return new RawNeighbor(from, port);
    }

    private static RawNeighbor up(String from) throws IOException {
        RawNeighbor raw = connect(from);
        raw.establish(65002, LOWER);
        return raw;
    }

    private static String text(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return "%02x".formatted(octets.length) + HexFormat.of().formatHex(octets);
    }

    private static String state(String neighbor) throws IOException {
        return bench.neighbor(neighbor).string("state").orElseThrow();
    }

    private static void saysNothing(RawNeighbor raw, int millis) throws IOException {
        try {
            raw.within(millis);
            throw new AssertionError("says " + raw.next());
        } catch (SocketTimeoutException e) {
            raw.within(5000);
        }
    }

    // ---- who speaks first ----

    @Tag("4271-8.2.2-1")
    @Test
    void whoIsConnectedToSendsItsOpenUnasked() throws Exception {
        try (RawNeighbor raw = connect(PASSIVE)) {
            assertThat(raw.next().toString())
                    .startsWith("1 04fde900b40a000001")
                    .contains("010400010001", "41040000fde9");
            assertThat(state(PASSIVE)).isEqualTo("OpenSent");
        }
    }

    @Test
    void whoConnectsSendsItsOpenUnasked() throws Exception {
        try (ServerSocket server = listen(ACTIVE, dialled)) {
            restart(ACTIVE);
            try (RawNeighbor raw = new RawNeighbor(server.accept())) {
                assertThat(raw.next().toString()).startsWith("1 " + OUR_OPEN);
            }
        }
    }

    /// §8.2.1.3, events 12 and 20.
    @Test
    void anOpenIsDelayed() throws Exception {
        try (RawNeighbor raw = connect(DELAYS)) {
            saysNothing(raw, 1200);
            assertThat(state(DELAYS)).isEqualTo("Active");
            assertThat(raw.next().type()).isEqualTo(RawNeighbor.OPEN);
        }
        try (RawNeighbor raw = connect(DELAYS)) {
            long before = System.nanoTime();
            raw.open(65002, LOWER, 90);
            assertThat(raw.next().type()).isEqualTo(RawNeighbor.OPEN);
            assertThat(raw.next().type()).isEqualTo(RawNeighbor.KEEPALIVE);
            assertThat(System.nanoTime() - before).isLessThan(1_900_000_000L);
        }
    }

    /// §8.2.2 Active, and SendNOTIFICATIONwithoutOPEN.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "event 26 ends without a word,   4, '',                   ''",
        "event 27 ends without a word,   2, 00000000,             ''",
        "event 22 is told,               1, 03fdea005a0a00000900, 02010004",
        "event 21 is told,               9, '',                   010309",
    })
    void messagesWhileTheOpenIsDelayed(String what, int type, String body, String answer)
            throws Exception {
        try (RawNeighbor raw = connect(DELAYS)) {
            raw.message(type, body);
            if (answer.isEmpty()) {
                raw.ended();
            } else {
                assertThat(raw.notification()).isEqualTo(answer);
            }
        }
    }

    // ---- messages in the wrong state (RFC 6608 §4): the type is the data ----

    @Tag("6608-4-1")
    @Tag("6608-4-2")
    @Tag("6608-4-3")
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "KEEPALIVE,     OpenSent,    4, '',             050104",
        "UPDATE,        OpenSent,    2, 00000000,       050102",
        "ROUTE-REFRESH, OpenSent,    5, 00010001,       050105",
        "OPEN,          OpenConfirm, 1, 04fdea005a0a00000900, 050201",
        "UPDATE,        OpenConfirm, 2, 00000000,       050202",
        "ROUTE-REFRESH, OpenConfirm, 5, 00010001,       050205",
        "OPEN,          Established, 1, 04fdea005a0a00000900, 050301",
        "a bad OPEN,    Established, 1, 03fdea005a0a00000900, 050301",
    })
    void messagesInTheWrongState(String what, String in, int type, String body, String answer)
            throws Exception {
        try (RawNeighbor raw = in.equals("Established") ? up(PASSIVE) : connect(PASSIVE)) {
            if (in.equals("OpenConfirm")) {
                raw.open(65002, LOWER, 90);
                raw.expect(RawNeighbor.KEEPALIVE);
            }
            raw.message(type, body);
            assertThat(raw.notification()).isEqualTo(answer);
        }
    }

    // ---- hold time ----

    @Tag("4271-4.4-1")
    @Test
    void keepalivesComeEachThirdAndNotFasterThanOneASecond() throws Exception {
        try (RawNeighbor raw = up(BRISK)) {
            long before = System.nanoTime();
            raw.expect(RawNeighbor.KEEPALIVE);
            raw.keepalive();
            raw.expect(RawNeighbor.KEEPALIVE);
            assertThat(System.nanoTime() - before).isBetween(1_000_000_000L, 3_000_000_000L);
        }
    }

    @ParameterizedTest
    @CsvSource({"OpenConfirm", "Established"})
    void silenceEndsTheSession(String in) throws Exception {
        try (RawNeighbor raw = in.equals("OpenConfirm") ? connect(BRISK) : up(BRISK)) {
            long before = System.nanoTime();
            if (in.equals("OpenConfirm")) {
                raw.open(65002, LOWER, 90);
            }
            assertThat(raw.notification()).isEqualTo("0400");
            assertThat(System.nanoTime() - before).isBetween(2_500_000_000L, 4_500_000_000L);
        }
    }

    @Tag("4271-4.2-2")
    @Test
    void holdTimeZeroMeansNoKeepalives() throws Exception {
        try (RawNeighbor raw = connect(BRISK)) {
            raw.open(65002, LOWER, 0);
            raw.expect(RawNeighbor.OPEN);
            raw.keepalive();
            raw.expect(RawNeighbor.KEEPALIVE);
            assertThat(raw.next()).as("End-of-RIB").hasToString("2 00000000");
            saysNothing(raw, 4000);
            assertThat(bench.established(BRISK)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"19, 0206", "20, ''", "0, ''"})
    void aHoldTimeBelowTheLeastIsRefused(int hold, String answer) throws Exception {
        try (RawNeighbor raw = connect(PATIENT)) {
            raw.open(65002, LOWER, hold);
            if (answer.isEmpty()) {
                raw.expect(RawNeighbor.KEEPALIVE);
            } else {
                assertThat(raw.notification()).isEqualTo(answer);
            }
        }
    }

    // ---- §6.8: ours is the connection that we dialled ----

    @Tag("4486-4-8")
    @Tag("4271-6.8-1")
    @ParameterizedTest(name = "neighbor {0}, first the OPEN on {1}")
    @CsvSource({
        "10.0.0.0, ours",
        "10.0.0.0, theirs",
        "10.0.0.9, ours",
        "10.0.0.9, theirs",
    })
    void ofTwoConnectionsTheOneOfTheGreaterIdentifierStays(String id, String first)
            throws Exception {
        try (ServerSocket server = listen(ACTIVE, dialled)) {
            restart(ACTIVE);
            try (RawNeighbor ours = new RawNeighbor(server.accept());
                    RawNeighbor theirs = new RawNeighbor(ACTIVE, port)) {
                ours.expect(RawNeighbor.OPEN);
                theirs.expect(RawNeighbor.OPEN);
                RawNeighbor one = first.equals("ours") ? ours : theirs;
                one.open(65002, id, 90);
                one.expect(RawNeighbor.KEEPALIVE);
                (one == ours ? theirs : ours).open(65002, id, 90);
                RawNeighbor stays = id.equals(LOWER) ? ours : theirs;
                assertThat((stays == ours ? theirs : ours).notification()).isEqualTo("0607");
                if (stays != one) {
                    stays.expect(RawNeighbor.KEEPALIVE);
                }
                stays.keepalive();
                bench.until("up", () -> bench.established(ACTIVE));
            }
        }
    }

    @Tag("4724-5-1")
    @ParameterizedTest
    @CsvSource({LOWER, HIGHER})
    void besideAnEstablishedSessionANewOneIsRefused(String id) throws Exception {
        try (RawNeighbor old = connect(PASSIVE)) {
            old.establish(65002, id);
            bench.until("up", () -> bench.established(PASSIVE));
            try (RawNeighbor late = new RawNeighbor(PASSIVE, port)) {
                assertThat(late.next().type()).as("unasked").isEqualTo(RawNeighbor.OPEN);
                late.open(65002, id, 90);
                assertThat(late.notification()).isEqualTo("0607");
            }
            assertThat(bench.established(PASSIVE)).isTrue();
        }
    }

    /// CollisionDetectEstablishedState. The neighbor opened both: the newer one stays if its
    /// identifier is the greater.
    @ParameterizedTest
    @CsvSource({LOWER, HIGHER})
    void whereConfiguredANewOneMayReplaceIt(String id) throws Exception {
        try (RawNeighbor old = connect(REPLACES)) {
            old.establish(65002, id);
            bench.until("up", () -> bench.established(REPLACES));
            try (RawNeighbor late = new RawNeighbor(REPLACES, port)) {
                late.expect(RawNeighbor.OPEN);
                late.open(65002, id, 90);
                RawNeighbor goes = id.equals(HIGHER) ? old : late;
                assertThat(goes.notification()).isEqualTo("0607");
                if (goes == old) {
                    late.expect(RawNeighbor.KEEPALIVE);
                    late.keepalive();
                }
                bench.until("up", () -> bench.established(REPLACES));
            }
        }
    }

    // ---- Cease (RFC 4486, RFC 9003) ----

    @Tag("9003-2-1")
    @Tag("9003-2-2")
    @Tag("9003-2-3")
    @Tag("4486-4-3")
    @Tag("4486-4-5")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "neighbor shutdown, '',      0602",
        "neighbor shutdown, Ümzug,   0602",
        "neighbor clear,    '',      0604",
        "neighbor clear,    später,  0604",
    })
    void theOperatorsWordIsTold(String command, String message, String cease) throws Exception {
        try (RawNeighbor raw = up(PASSIVE)) {
            say(command, PASSIVE, message);
            String told = raw.notification();
            assertThat(told).isIn(cease + text(message), message.isEmpty() ? cease : "");
        }
    }

    @Test
    void whoIsShutDownIsToldSoWhenItConnects() throws Exception {
        say("neighbor shutdown", PASSIVE, "until noon");
        try (RawNeighbor raw = new RawNeighbor(PASSIVE, port)) {
            assertThat(raw.notification()).isEqualTo("0602" + text("until noon"));
        }
    }

    /// RFC 4486 §4: SHOULD be Connection Rejected.
    @Tag("4486-4-6")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "in Idle after an error,     127.0.0.6,  0605",
        "the same without a word,    127.0.0.7,  ''",
        "no neighbor at all,         127.0.0.66, 0605",
    })
    void whoIsRefusedIsToldSo(String why, String from, String answer) throws Exception {
        if (!from.equals("127.0.0.66")) {
            try (RawNeighbor raw = connect(from)) {
                raw.message(RawNeighbor.KEEPALIVE, "");
                assertThat(raw.notification()).isEqualTo("050104");
            }
            assertThat(state(from)).isEqualTo("Idle");
        }
        try (RawNeighbor raw = new RawNeighbor(from, port)) {
            if (answer.isEmpty()) {
                raw.ended();
            } else {
                assertThat(raw.notification()).isEqualTo(answer);
            }
        }
    }

    @Tag("4486-4-4")
    @Tag("4486-4-7")
    @Test
    void otherSettingsAndTheEndOfANeighborAreTold() throws Exception {
        try (RawNeighbor raw = up(PASSIVE);
                RawNeighbor gone = up(PATIENT)) {
            String now = config("", "180").replaceAll("neighbor 127.0.0.10 .*", "");
            bench.write(
                    now.replace(
                            "127.0.0.2 in all {", "127.0.0.2 in all { local-address 127.0.0.20;"));
            bench.end("reload", "\"force\":true");
            assertThat(raw.notification()).isEqualTo("0606");
            assertThat(gone.notification()).isEqualTo("0603");
        } finally {
            bench.write(config("", "180"));
            bench.end("reload", "\"force\":true");
        }
    }

    // ---- strangers ----

    @Test
    void whoConnectsInALoopIsNotAnsweredAnyMore() throws Exception {
        String from = "127.0.0.77";
        int unanswered = 0;
        int tries = 0;
        while (unanswered < 20 && tries < 5000) {
            try (RawNeighbor raw = new RawNeighbor(from, port)) {
                unanswered += raw.isClosedWithoutAWord() ? 1 : 0;
            }
            tries++;
        }
        assertThat(unanswered).isEqualTo(20);
        assertThat(tries).isGreaterThanOrEqualTo(220);
        try (RawNeighbor _ = up(PASSIVE)) {
            bench.until("others come up", () -> bench.established(PASSIVE));
        }
        Thread.sleep(100);
        try (RawNeighbor raw = new RawNeighbor(from, port)) {
            assertThat(raw.notification()).isEqualTo("0605");
        }
    }

    /// Nobody holds a place of a range by saying nothing.
    @Test
    void silenceHoldsNoPlaceOfARange() throws Exception {
        try (RawNeighbor silent = new RawNeighbor("127.1.0.1", port);
                RawNeighbor up = new RawNeighbor("127.1.0.2", port)) {
            silent.expect(RawNeighbor.OPEN);
            up.establish(65002, LOWER);
            try (RawNeighbor third = new RawNeighbor("127.1.0.3", port)) {
                assertThat(third.notification()).as("too soon").isEqualTo("0605");
            }
            Thread.sleep(10_100);
            try (RawNeighbor third = new RawNeighbor("127.1.0.3", port)) {
                third.establish(65002, "10.0.0.3");
                assertThat(silent.notification()).isEqualTo("0603");
                assertThat(bench.established("127.1.0.2")).isTrue();
            }
        }
    }

    // ---- starts ----

    @Test
    void withoutAutomaticStartOnlyTheOperatorStarts() throws Exception {
        try (ServerSocket server = listen(BY_HAND, dialled)) {
            assertThat(state(BY_HAND)).isEqualTo("Idle");
            say("neighbor enable", BY_HAND, "");
            try (RawNeighbor raw = new RawNeighbor(server.accept())) {
                raw.open(65002, LOWER, 90);
                raw.expect(RawNeighbor.KEEPALIVE);
            }
            bench.until("Idle again", () -> state(BY_HAND).equals("Idle"));
            assertThat(bench.neighbor(BY_HAND).toString()).contains("GW-3234");
            server.setSoTimeout(2500);
            org.assertj.core.api.Assertions.assertThatThrownBy(server::accept)
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    /// §8.2.2 OpenSent, event 18, and Connect: the neighbor is tried again and again.
    @Test
    void aConnectionThatEndsIsTriedAgain() throws Exception {
        try (ServerSocket server = listen(ACTIVE, dialled)) {
            restart(ACTIVE);
            for (int i = 0; i < 3; i++) {
                try (RawNeighbor raw = new RawNeighbor(server.accept())) {
                    raw.expect(RawNeighbor.OPEN);
                }
            }
        }
        restart(ACTIVE);
        bench.until("refused", () -> state(ACTIVE).equals("Active"));
        try (ServerSocket server = listen(ACTIVE, dialled)) {
            new RawNeighbor(server.accept()).close();
        }
    }
}

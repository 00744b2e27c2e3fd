package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.json.Json;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;

/// `godwit neighbor X graceful-shutdown` as neighbors see it (RFC 8326 §4.2).
class MaintenanceOverSocketsTest {
    private static final String GOES = "127.0.0.2";
    private static final String OWN = "18cb0071";
    private static final String THEIRS = "18c63364";
    private static final String GOING = "c00804ffff0000";
    private static final String LAST = "40050400000000";
    private static final String PLAIN = "40050400000064";
    private static final HexFormat HEX = HexFormat.of();
    private static final String FILE =
            """
            router { as 65000; id 10.0.0.1; listen 127.0.0.1 port %d }
            group all { passive; import accept; export accept }
            neighbor 127.0.0.2 in all { as 65002%s }
            neighbor 127.0.0.3 in all { as 65000 }
            originate 203.0.113.0/24;
            """;

    private static String update(RawNeighbor raw, String nlri) throws IOException {
        while (true) {
            String body = HEX.formatHex(raw.expect(RawNeighbor.UPDATE).body());
            if (body.endsWith(nlri)) {
                return body;
            }
        }
    }

    private static Json.Obj say(Bench bench, boolean on) throws IOException {
        String off = on ? "" : ",\"off\":true";
        return bench.end("neighbor graceful-shutdown", "\"address\":\"" + GOES + "\"" + off);
    }

    private static RawNeighbor up(Bench bench, String from, long as) throws IOException {
        RawNeighbor raw = new RawNeighbor(from, bench.listenPort);
        raw.within(30_000);
        raw.establish(as, "10.0.0." + from.charAt(from.length() - 1));
        return raw;
    }

    @Tag("8326-4-1")
    @Tag("8326-4-2")
    @Tag("8326-4.3-1")
    @Test
    void bothSidesLeaveThePathAndComeBack() throws Exception {
        int port = DaemonTest.freePort();
        try (Bench bench = new Bench(65000, "10.0.0.1").write(FILE.formatted(port, ""))) {
            bench.listenPort = port;
            bench.start();
            try (RawNeighbor goes = up(bench, GOES, 65002);
                    RawNeighbor inside = up(bench, "127.0.0.3", 65000)) {
                String attributes = "40010100 4002060201 0000fdea 400304c0000201".replace(" ", "");
                goes.message(
                        RawNeighbor.UPDATE,
                        "0000%04x%s%s".formatted(attributes.length() / 2, attributes, THEIRS));
                assertThat(update(goes, OWN)).doesNotContain(GOING);
                assertThat(update(inside, THEIRS)).contains(PLAIN).doesNotContain(GOING);

                say(bench, true);
                assertThat(update(goes, OWN)).contains(GOING);
                assertThat(update(inside, THEIRS)).contains(LAST).contains(GOING);
                assertThat(bench.rows("show config", "").toString())
                        .contains("neighbor 127.0.0.2 graceful-shutdown on");

                say(bench, false);
                assertThat(update(goes, OWN)).doesNotContain(GOING);
                assertThat(update(inside, THEIRS)).contains(PLAIN).doesNotContain(GOING);
            }
        }
    }

    /// The command is the last word, also against the configuration, and holds for the next
    /// session.
    @Test
    void theCommandHoldsAgainstTheConfiguration() throws Exception {
        int port = DaemonTest.freePort();
        String file = FILE.formatted(port, "; graceful-shutdown");
        try (Bench bench = new Bench(65000, "10.0.0.1").write(file)) {
            bench.listenPort = port;
            bench.start();
            try (RawNeighbor goes = up(bench, GOES, 65002)) {
                assertThat(update(goes, OWN)).contains(GOING);
                say(bench, false);
                assertThat(update(goes, OWN)).doesNotContain(GOING);
            }
            bench.end("neighbor shutdown", "\"address\":\"" + GOES + "\"");
            bench.end("neighbor enable", "\"address\":\"" + GOES + "\"");
            try (RawNeighbor goes = up(bench, GOES, 65002)) {
                assertThat(update(goes, OWN)).doesNotContain(GOING);
            }
        }
    }
}

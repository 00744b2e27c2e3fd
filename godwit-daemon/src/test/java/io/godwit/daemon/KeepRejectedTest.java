package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.feeds.rtr.RtrPdu.CacheResponse;
import io.godwit.feeds.rtr.RtrPdu.EndOfData;
import io.godwit.feeds.rtr.RtrPdu.PrefixPdu;
import io.godwit.feeds.rtr.RtrPdu.SerialNotify;
import io.godwit.feeds.rtr.RtrPdu.Times;
import io.godwit.feeds.rtr.RtrWriter;
import io.godwit.json.Json;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Address;
import io.godwit.wire.Open;
import io.godwit.wire.Prefix;
import io.godwit.wire.cap.FourOctetAs;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `keep-rejected no` over sockets: what is rejected is gone, and the neighbor is asked when it may
/// be judged otherwise.
class KeepRejectedTest {
    private static final int ROUTE_REFRESH = 5;

    /// Of all IPv4 unicast routes (RFC 2918 §3).
    private static final RawNeighbor.Message ASKED =
            new RawNeighbor.Message(ROUTE_REFRESH, new byte[] {0, 1, 0, 1});

    private static final String ATTRIBUTES =
            "0014 40010100 40020602010000fdea 4003047f000002".replace(" ", "");

    /// Both from AS 65002.
    private static final String BOTH = "0000" + ATTRIBUTES + "18c00002" + "18c63364";

    private static final String NEIGHBOR =
            "neighbor 127.0.0.2 { as 65002; passive; local-address 127.0.0.1; import in;"
                    + " export accept }\n";
    private static final String REFUSES_ONE =
            "policy in { reject \"test-net-2\" if prefix = 198.51.100.0/24; accept }\n" + NEIGHBOR;
    private static final String REFUSES_NONE = "policy in { accept }\n" + NEIGHBOR;
    private static final String REFUSES_OTHER =
            REFUSES_ONE.replace("198.51.100.0/24", "192.0.2.0/24");

    private static String file(int port, String keep, String text) {
        return "router { as 65001; id 10.0.0.1; listen 127.0.0.1 port "
                + port
                + keep
                + " }\n"
                + text;
    }

    private static final String NO = "; keep-rejected no";

    private static Bench bench(String keep, String text) throws Exception {
        int port = DaemonTest.freePort();
        Bench bench = new Bench(65001, "10.0.0.1");
        bench.listenPort = port;
        return bench.write(file(port, keep, text)).start();
    }

    private static List<Json> reload(Bench bench, String keep, String text) throws IOException {
        bench.write(file(bench.listenPort, keep, text));
        return bench.rows("reload", "\"force\":true").getFirst().items("differences");
    }

    private static RawNeighbor up(Bench bench) throws Exception {
        RawNeighbor raw = new RawNeighbor("127.0.0.2", bench.listenPort);
        raw.establish(65002, "10.0.0.2");
        raw.message(RawNeighbor.UPDATE, BOTH);
        return raw;
    }

    private static String shown(Bench bench) throws IOException {
        return String.join(
                " ",
                bench.routes("").stream().map(row -> row.string("prefix").orElse("?")).toList());
    }

    private static void until(Bench bench, String prefixes) throws Exception {
        bench.until(prefixes, () -> shown(bench).equals(prefixes));
    }

    private static long notKept(Bench bench) throws IOException {
        Json.Obj detail = bench.neighbor("127.0.0.2").object("detail").orElseThrow();
        Json.Obj family = (Json.Obj) detail.items("families").getFirst();
        assertThat(family.integer("rejected")).hasValue(0);
        assertThat(detail.bool("keep_rejected")).contains(false);
        return family.integer("rejected_not_kept").orElseThrow();
    }

    @Test
    void aRejectedRouteIsOnlyCountedAndTheOneBeforeItGoes() throws Exception {
        try (Bench bench = bench(NO, REFUSES_ONE);
                RawNeighbor raw = up(bench)) {
            until(bench, "192.0.2.0/24");
            assertThat(notKept(bench)).isEqualTo(1);
            assertThat(bench.rows("show rejected", "")).isEmpty();
            assertThat(bench.ask("{\"command\":\"show rejected\"}").getFirst().toString())
                    .contains("rejected routes of 127.0.0.2 are not kept");
            assertThat(
                            bench.end("show route why", "\"prefix\":\"198.51.100.0/24\"")
                                    .string("help")
                                    .orElse(""))
                    .contains("rejected routes of 127.0.0.2 are not kept");
            // Empty AS_PATH from outside: rejected by a rule, and what was there is replaced.
            raw.message(RawNeighbor.UPDATE, "0000 000e 40010100 400200 4003047f000002 18c00002");
            until(bench, "");
            assertThat(notKept(bench)).isEqualTo(2);
            assertThat(bench.established("127.0.0.2")).isTrue();
        }
    }

    @Test
    void anotherPolicyAsksTheNeighborAgain() throws Exception {
        try (Bench bench = bench(NO, REFUSES_ONE);
                RawNeighbor raw = up(bench)) {
            until(bench, "192.0.2.0/24");
            assertThat(reload(bench, NO, REFUSES_OTHER).toString())
                    .contains("the neighbor is asked for all again");
            assertThat(raw.expect(ROUTE_REFRESH)).isEqualTo(ASKED);
            until(bench, "");
            raw.message(RawNeighbor.UPDATE, BOTH);
            until(bench, "198.51.100.0/24");
            assertThat(bench.neighbor("127.0.0.2").integer("flaps")).hasValue(0);
        }
    }

    @Test
    void theSwitchDropsWhatIsHeldAndAsksForItAgain() throws Exception {
        try (Bench bench = bench("", REFUSES_ONE);
                RawNeighbor raw = up(bench)) {
            until(bench, "192.0.2.0/24 198.51.100.0/24");
            assertThat(reload(bench, NO, REFUSES_ONE).toString()).contains("keep-rejected");
            until(bench, "192.0.2.0/24");
            assertThat(notKept(bench)).isEqualTo(1);
            assertThat(reload(bench, "", REFUSES_ONE).toString())
                    .contains("the neighbor is asked for all again");
            assertThat(raw.expect(ROUTE_REFRESH)).isEqualTo(ASKED);
            raw.message(RawNeighbor.UPDATE, BOTH);
            until(bench, "192.0.2.0/24 198.51.100.0/24");
            assertThat(bench.rows("show rejected", "")).hasSize(1);
        }
    }

    @Tag("2918-4-2")
    @Test
    void whoOffersNoRouteRefreshIsNotAskedAndThePlanSaysSo() throws Exception {
        try (Bench bench = bench(NO, REFUSES_ONE)) {
            try (RawNeighbor raw = new RawNeighbor("127.0.0.2", bench.listenPort)) {
                byte[] buf = new byte[4096];
                int id = Address.parse("10.0.0.2").orElseThrow().v4();
                int length = Open.of(65002, 90, id, List.of(new FourOctetAs(65002))).write(buf, 0);
                raw.send(Arrays.copyOf(buf, length));
                raw.expect(RawNeighbor.OPEN);
                raw.keepalive();
                raw.expect(RawNeighbor.KEEPALIVE);
                raw.message(RawNeighbor.UPDATE, BOTH);
                until(bench, "192.0.2.0/24");
                assertThat(reload(bench, NO, REFUSES_NONE).toString())
                        .contains("offers no route refresh", "next session");
                assertThat(shown(bench)).isEqualTo("192.0.2.0/24");
                Json.Obj sent =
                        bench.neighbor("127.0.0.2")
                                .object("messages")
                                .flatMap(m -> m.object("out"))
                                .orElseThrow();
                assertThat(sent.integer("route_refresh")).hasValue(0);
            }
        }
    }

    @Test
    void newsAboutRpkiAskTheNeighborAgain() throws Exception {
        Vrp bad = vrp(65009);
        try (ScriptedCache cache =
                        new ScriptedCache("127.0.0.3", (question, out) -> tell(out, 1, true, bad));
                Bench bench =
                        bench(
                                NO,
                                "rpki { cache 127.0.0.3:"
                                        + cache.port()
                                        + " }\npolicy in { reject \"rpki-invalid\" if rpki ="
                                        + " invalid; accept }\n"
                                        + NEIGHBOR)) {
            bench.until(
                    "VRP",
                    () ->
                            bench.rows("show rpki", "").getFirst().integer("vrps_ipv4").orElse(-1)
                                    == 1);
            try (RawNeighbor raw = up(bench)) {
                until(bench, "192.0.2.0/24");
                cache.script = (question, out) -> tell(out, 2, false, bad);
                cache.says(new SerialNotify(2, 7, 2));
                assertThat(raw.expect(ROUTE_REFRESH)).isEqualTo(ASKED);
                raw.message(RawNeighbor.UPDATE, BOTH);
                until(bench, "192.0.2.0/24 198.51.100.0/24");
            }
        }
    }

    private static Vrp vrp(long as) {
        Prefix prefix = Prefix.parse("198.51.100.0/24").orElseThrow();
        return new Vrp(prefix, prefix.length(), as);
    }

    private static void tell(OutputStream out, long serial, boolean plus, Vrp vrp)
            throws IOException {
        out.write(RtrWriter.write(new CacheResponse(2, 7)));
        out.write(RtrWriter.write(new PrefixPdu(2, plus, vrp)));
        out.write(
                RtrWriter.write(
                        new EndOfData(2, 7, serial, Optional.of(new Times(3600, 1, 7200)))));
    }
}

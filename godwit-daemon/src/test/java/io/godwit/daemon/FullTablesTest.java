package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.rib.RibLimits;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/// A neighbor that floods until the tables are full is ended; another one keeps its session and its
/// routes, the memory comes back, and the flooder may return.
class FullTablesTest {
    private static final String GOOD = "127.0.0.2";
    private static final String LOUD = "127.0.0.3";
    private static final int ROUTES = 600;
    private static final long LIMIT_OCTETS = 12 << 20;
    private static final int FIRST = 100_000;

    /// Far more than the limit takes: what comes after the NOTIFICATION is still read, and thrown
    /// away, so the flooder looks at the log as well.
    private static final int MOST = 3_000_000;

    /// Prefixes and block numbered `n`; each its own.
    private static String announcement(int as, int n, int prefixes) {
        String attributes =
                "40010100"
                        + "40020a0202"
                        + String.format("%08x%08x", as, 100_000 + n)
                        + "4003047f0000"
                        + String.format("%02x", as & 0xff);
        StringBuilder nlri = new StringBuilder();
        for (int i = 0; i < prefixes; i++) {
            nlri.append("18").append(String.format("%06x", (20 << 16) + n * prefixes + i));
        }
        return String.format("0000%04x", attributes.length() / 2) + attributes + nlri;
    }

    @Test
    void theFlooderIsEndedTheOtherStays() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1")) {
            bench.limits =
                    new RibLimits(LIMIT_OCTETS, RibLimits.MOST, RibLimits.MOST, LIMIT_OCTETS);
            bench.passive(GOOD, 65002).passive(LOUD, 65003).start();
            try (RawNeighbor good = new RawNeighbor(GOOD, bench.port())) {
                good.establish(65002, "10.0.0.2");
                good.message(RawNeighbor.UPDATE, announcement(65002, 300, ROUTES));
                bench.until("the routes", () -> accepted(bench, GOOD) == ROUTES);
                long before = used(bench);
                flood(bench);
                bench.until("memory", () -> used(bench) < before + (2 << 20));
                bench.until("warning", () -> bench.logged().contains("tables-filling"));
                assertThat(bench.neighbor(LOUD).string("why_not").orElse(""))
                        .contains("memory for routes is full")
                        .contains("larger heap");
                assertThat(bench.rows("show routes", "")).hasSize(ROUTES);
                // The operator does not want to wait for the pause to end.
                bench.end("neighbor enable", "\"address\":\"" + LOUD + "\"");
                try (RawNeighbor back = new RawNeighbor(LOUD, bench.port())) {
                    back.establish(65003, "10.0.0.3");
                    back.message(RawNeighbor.UPDATE, announcement(65003, 9000, 5));
                    bench.until("the return", () -> accepted(bench, LOUD) == 5);
                }
                assertThat(bench.established(GOOD)).isTrue();
                assertThat(bench.neighbor(GOOD).integer("flaps")).hasValue(0);
                assertThat(accepted(bench, GOOD)).isEqualTo(ROUTES);
            }
        }
    }

    private static void flood(Bench bench) throws Exception {
        try (RawNeighbor loud = new RawNeighbor(LOUD, bench.port())) {
            loud.establish(65003, "10.0.0.3");
            try {
                for (int n = FIRST; !toldSo(bench, n); n++) {
                    if (n == MOST) {
                        throw new AssertionError("no limit was met: " + bench.logged());
                    }
                    loud.message(RawNeighbor.UPDATE, announcement(65003, n, 3));
                }
            } catch (IOException closed) {
                // What it was told is in the log; a reset may have overtaken it here.
            }
        }
        bench.until("6/8", () -> toldSo(bench, 0));
    }

    private static boolean toldSo(Bench bench, int n) {
        return n % 1000 == 0 && bench.logged().contains("code=6 subcode=8");
    }

    private static long accepted(Bench bench, String address) throws IOException {
        return bench.neighbor(address).integer("accepted").orElse(0);
    }

    private static long used(Bench bench) throws IOException {
        return bench.rows("show router", "").getFirst().integer("used_octets").orElseThrow();
    }
}

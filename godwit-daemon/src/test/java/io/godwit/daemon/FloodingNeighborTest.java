package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Neighbors that send or ask too much, read too little, or say nothing: a well-behaved one beside,
/// and the operator, wait for nobody.
class FloodingNeighborTest {
    private static final String FEEDER = "127.0.0.2";
    private static final String FLOODER = "127.0.0.3";
    private static final String READER = "127.0.0.4";
    private static final int ROUTES = 50_000;

    /// What an operator may have to wait on a slow machine; a turn has tens of milliseconds.
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private Bench bench;
    private RawNeighbor feeder;

    @BeforeEach
    void start() throws Exception {
        bench =
                new Bench(65001, "10.0.0.1")
                        .passive(FEEDER, 65002)
                        .passive(FLOODER, 65003)
                        .passive(READER, 65004)
                        .start();
        feeder = new RawNeighbor(FEEDER, bench.port());
        feeder.establish(65002, "10.0.0.2");
        for (int i = 0; i < ROUTES; i += 500) {
            feeder.message(RawNeighbor.UPDATE, announcement(i, 500, i));
        }
        bench.until("the table", () -> accepted() == ROUTES);
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(bench.neighbor(FEEDER).integer("flaps")).hasValue(0);
        feeder.close();
        bench.close();
    }

    private long accepted() throws IOException {
        return bench.neighbor(FEEDER).integer("accepted").orElse(0);
    }

    /// One UPDATE: `count` prefixes /24 from 20.0.0.0 + `first` on, with a path of their own.
    private static String announcement(int first, int count, int path) {
        String attributes =
                "40010100"
                        + ("40020a0202" + "0000fdea" + String.format("%08x", 100_000 + path))
                        + "4003047f000002";
        return String.format("0000%04x", attributes.length() / 2) + attributes + nlri(first, count);
    }

    private static String withdrawal(int first, int count) {
        return String.format("%04x", 4 * count) + nlri(first, count) + "0000";
    }

    private static String nlri(int first, int count) {
        StringBuilder nlri = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            nlri.append("18").append(String.format("%06x", (20 << 16) + i));
        }
        return nlri.toString();
    }

    private void operatorIsAnswered() throws IOException {
        long began = System.nanoTime();
        assertThat(bench.established(FEEDER)).isTrue();
        assertThat(System.nanoTime() - began).isLessThan(PATIENCE_NANOS);
    }

    /// A neighbor that reads, and tells what it has been told.
    private static final class Listener implements Runnable {
        private final RawNeighbor raw;
        private final Set<Prefix> held = new TreeSet<>();

        Listener(RawNeighbor raw) {
            this.raw = raw;
        }

        Thread start() {
            return Thread.ofPlatform().daemon().start(this);
        }

        synchronized Set<Prefix> held() {
            return new TreeSet<>(held);
        }

        synchronized int size() {
            return held.size();
        }

        @Override
        public void run() {
            try {
                while (true) {
                    RawNeighbor.Message message = raw.next();
                    if (message.type() == RawNeighbor.UPDATE) {
                        hear(message.body());
                    }
                }
            } catch (EOFException | SocketException ended) {
                // The test is over.
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private synchronized void hear(byte[] body) {
            String hex =
                    RawNeighbor.MARKER
                            + String.format("%04x02", 19 + body.length)
                            + HexFormat.of().formatHex(body);
            byte[] whole = HexFormat.of().parseHex(hex);
            Update update = Update.read(whole, 0, whole.length, Context.CANONICAL);
            update.withdrawn().stream().map(NlriEntry::prefix).forEach(held::remove);
            update.nlri().stream().map(NlriEntry::prefix).forEach(held::add);
        }
    }

    /// RFC 2918 does not say how often one may ask. Each request was once a pass over the table at
    /// once, and half a megabyte of requests are one piece of input: KEEPALIVEs came after 27 s.
    @Test
    void refreshRequestsByTheThousand() throws Exception {
        try (RawNeighbor raw = new RawNeighbor(FLOODER, bench.port())) {
            raw.establish(65003, "10.0.0.3");
            Listener listener = new Listener(raw);
            listener.start();
            bench.until("first table", () -> listener.size() == ROUTES);
            byte[] requests =
                    HexFormat.of()
                            .parseHex((RawNeighbor.MARKER + "001705" + "00010001").repeat(10_000));
            for (int i = 0; i < 6; i++) {
                raw.send(requests);
                operatorIsAnswered();
            }
            // All were read and none did harm: the neighbor still hears of changes.
            feeder.message(RawNeighbor.UPDATE, withdrawal(0, 500));
            bench.until("last change", () -> listener.size() == ROUTES - 500);
            assertThat(bench.neighbor(FLOODER).integer("flaps")).hasValue(0);
        }
    }

    /// Who does not read falls behind, alone; when it reads again it is told exactly what holds.
    @Test
    void aReaderThatStopsReadingCatchesUpExactly() throws Exception {
        try (RawNeighbor slow = new RawNeighbor(READER, bench.port(), 4096);
                RawNeighbor other = new RawNeighbor(FLOODER, bench.port())) {
            slow.establish(65004, "10.0.0.4");
            other.establish(65003, "10.0.0.3");
            Listener prompt = new Listener(other);
            prompt.start();
            bench.until("first table", () -> prompt.size() == ROUTES);
            for (int round = 1; round <= 5; round++) {
                for (int i = 0; i < ROUTES; i += 100) {
                    feeder.message(RawNeighbor.UPDATE, announcement(i, 100, round * ROUTES + i));
                }
                operatorIsAnswered();
            }
            for (int i = 0; i < ROUTES / 2; i += 500) {
                feeder.message(RawNeighbor.UPDATE, withdrawal(i, 500));
            }
            bench.until("prompt one is up to date", () -> prompt.size() == ROUTES / 2);
            Listener late = new Listener(slow);
            late.start();
            bench.until("slow one too", () -> late.held().equals(prompt.held()));
            assertThat(bench.neighbor(READER).integer("flaps")).hasValue(0);
        }
    }

    /// Connections that say nothing, from a configured address and from others, cost no session and
    /// stay few.
    @Test
    void silentConnections() throws Exception {
        List<RawNeighbor> silent = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String from = i % 2 == 0 ? FLOODER : "127.0.1." + (1 + i % 250);
            silent.add(new RawNeighbor(from, bench.port()));
        }
        operatorIsAnswered();
        for (RawNeighbor one : silent) {
            one.close();
        }
        bench.until(
                "the neighbor comes up all the same",
                () -> {
                    try (RawNeighbor raw = new RawNeighbor(FLOODER, bench.port())) {
                        raw.establish(65003, "10.0.0.3", Family.IPV4_UNICAST);
                        return true;
                    } catch (IOException | AssertionError notYet) {
                        return false;
                    }
                });
    }

    /// A session that comes and goes, each time with routes and a message cut short.
    @Test
    void sessionsThatComeAndGo() throws Exception {
        try (RawNeighbor raw = new RawNeighbor(READER, bench.port())) {
            raw.establish(65004, "10.0.0.4");
            Listener listener = new Listener(raw);
            listener.start();
            for (int i = 0; i < 20; i++) {
                bench.end("neighbor shutdown", "\"address\":\"" + FLOODER + "\"");
                bench.end("neighbor enable", "\"address\":\"" + FLOODER + "\"");
                try (RawNeighbor brief = new RawNeighbor(FLOODER, bench.port())) {
                    brief.establish(65003, "10.0.0.3");
                    brief.message(
                            RawNeighbor.UPDATE,
                            announcement(ROUTES, 500, i).replace("0000fdea", "0000fdeb"));
                    brief.sendHex(RawNeighbor.MARKER + "0100" + "02" + "0000");
                }
            }
            bench.until("exactly the table", () -> listener.size() == ROUTES);
        }
    }
}

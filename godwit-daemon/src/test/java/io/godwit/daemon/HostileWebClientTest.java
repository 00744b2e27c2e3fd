package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.config.model.HttpConfig;
import io.godwit.wire.Address;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Clients that do what no client should: others are answered all the same, and the lane does not
/// notice.
class HostileWebClientTest {
    private static final int MILLIS = 30_000;

    private static final int ANSWERS_AT_ONCE = 32;
    private static final String EVERYTHING = "/api/v1/routes?limit=1000000";

    /// Ten megabytes of answer: more than the buffers of two sockets hold.
    private static final int ROUTES = 30_000;

    private final List<Socket> sockets = new ArrayList<>();
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(65001, "10.0.0.1").passive("127.0.0.2", 65002);
        bench.http = Optional.of(new HttpConfig(Address.parse("127.0.0.1").orElseThrow(), 0));
        bench.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        bench.close();
    }

    private Socket connect(int windowOctets) throws IOException {
        Socket socket = new Socket();
        if (windowOctets > 0) {
            socket.setReceiveBufferSize(windowOctets);
        }
        socket.setSoTimeout(MILLIS);
        socket.connect(
                new InetSocketAddress("127.0.0.1", bench.daemon.httpPort().orElseThrow()), MILLIS);
        sockets.add(socket);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Everything that comes until the other side closes.
    private static String heard(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void answers() throws Exception {
        bench.until(
                "an answer",
                () -> {
                    try (Socket socket = connect(0)) {
                        say(
                                socket,
                                "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                        return heard(socket).endsWith("ok\n");
                    } catch (IOException refused) {
                        return false;
                    }
                });
        assertThat(bench.rows("version", "")).hasSize(1);
    }

    /// A request that never becomes whole ends after ten seconds, also octet by octet.
    @Test
    void slowRequestsAreCutOff() throws Exception {
        Socket slow = connect(0);
        long began = System.nanoTime();
        say(slow, "GET /metrics HTTP/1.1\r\nX: ");
        boolean open = true;
        while (open && System.nanoTime() - began < 25_000_000_000L) {
            try {
                say(slow, "x");
                Thread.sleep(250);
            } catch (IOException closed) {
                open = false;
            }
        }
        assertThat(open).isFalse();
        answers();
    }

    /// Ten thousand come and go or stay, 256 at a time are kept.
    @Test
    void manyConnectionsDoNotUseUpDescriptors() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            Socket socket = connect(0);
            if (sockets.size() > 1000) {
                sockets.removeFirst().close();
            }
            if (i % 2 == 0) {
                say(socket, "GET /");
            }
        }
        assertThat(bench.rows("show router", "")).hasSize(1);
        for (Socket socket : sockets) {
            socket.close();
        }
        answers();
    }

    @Test
    void hugeRequestsAreRefused() throws Exception {
        for (String request :
                List.of(
                        "GET /" + "x".repeat(1 << 20) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                        "GET / HTTP/1.1\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n",
                        "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(10_000) + "\r\n",
                        "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n" + "x".repeat(99),
                        "\0\0\0\0\r\n\r\n",
                        "GET /api/v1/routes?prefix=%zz HTTP/1.1\r\nConnection: close\r\n\r\n",
                        "GET /api/v1/routes?"
                                + "x".repeat(9000)
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            Socket socket = connect(0);
            try {
                say(socket, request);
                socket.shutdownOutput();
                assertThat(heard(socket)).doesNotContain("200 OK");
            } catch (IOException closed) {
                // Refused while it was still talking.
            }
            answers();
        }
    }

    /// Who has said all it wants to say and closes that half still gets its answer.
    @Test
    void halfClosedClientsAreAnswered() throws Exception {
        Socket socket = connect(0);
        say(socket, "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        socket.shutdownOutput();
        assertThat(heard(socket)).startsWith("HTTP/1.1 200 OK").endsWith("ready\n");
    }

    /// Clients that ask for everything and read only that they are answered: one more is told to
    /// come again, probes and the control socket are answered, and the session with the neighbor
    /// stands.
    @Test
    void clientsThatDoNotReadHoldNobodyUp() throws Exception {
        try (RawNeighbor neighbor = new RawNeighbor("127.0.0.2", bench.port())) {
            neighbor.establish(65002, "10.0.0.2");
            routes(neighbor);
            bench.until(
                    "routes",
                    () ->
                            bench.rows("show router", "")
                                    .getFirst()
                                    .toString()
                                    .contains("literal=" + ROUTES));
            // Each has the first line of its answer, so its place, before the next one asks.
            for (int i = 0; i < ANSWERS_AT_ONCE; i++) {
                assertThat(firstLine(ask(connect(1024), EVERYTHING))).contains(" 200 ");
            }
            // The places stay taken: the rest of no answer fits the buffers of two sockets.
            assertThat(statusOf("/api/v1/lanes")).contains(" 503 ");
            assertThat(statusOf("/birdwatcher/status")).contains(" 503 ");
            answers();
            assertThat(bench.established("127.0.0.2")).isTrue();
            // Who goes away gives its place back.
            sockets.getFirst().close();
            bench.until("a place", () -> statusOf("/api/v1/lanes").contains(" 200 "));
        }
    }

    private String statusOf(String path) throws IOException {
        try (Socket socket = connect(0)) {
            return firstLine(ask(socket, path));
        }
    }

    private static Socket ask(Socket socket, String path) throws IOException {
        say(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        return socket;
    }

    /// Octet by octet, so that nothing else is read.
    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void routes(RawNeighbor neighbor) throws IOException {
        for (int i = 0; i < ROUTES; i += 300) {
            StringBuilder prefixes = new StringBuilder();
            for (int j = i; j < i + 300; j++) {
                prefixes.append(String.format("1814%04x", j));
            }
            neighbor.message(
                    RawNeighbor.UPDATE,
                    "0000 0014 40010100 4002060201 0000fdea 4003047f000002" + prefixes);
        }
    }
}

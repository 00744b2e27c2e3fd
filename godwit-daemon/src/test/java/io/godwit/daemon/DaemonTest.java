package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.json.Json;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

/// Daemons in one process, over the loopback network.
class DaemonTest {
    @Test
    void twoDaemonsExchangeRoutes() throws Exception {
        try (Bench a = new Bench(65001, "10.0.0.1").originate("192.0.2.0/24");
                Bench b = new Bench(65002, "10.0.0.2").originate("198.51.100.0/24")) {
            a.passive("127.0.0.2", 65002).start();
            b.listenAddress = "127.0.0.2";
            b.neighbor("127.0.0.1", 65001, a.port(), false, "127.0.0.2").start();
            a.until("route of b", () -> a.routes("\"prefix\":\"198.51.100.0/24\"").size() == 1);
            b.until("route of a", () -> b.routes("\"prefix\":\"192.0.2.0/24\"").size() == 1);
            Json.Obj route = b.routes("\"prefix\":\"192.0.2.0/24\"").getFirst();
            assertThat(route.string("next_hop")).contains("127.0.0.1");
            assertThat(route.string("as_path")).contains("65001");
            a.end("originate", "\"prefix\":\"203.0.113.0/24\"");
            b.until("third", () -> b.routes("\"prefix\":\"203.0.113.0/24\"").size() == 1);
            a.end("withdraw", "\"prefix\":\"203.0.113.0/24\"");
            b.until("gone", () -> b.routes("\"prefix\":\"203.0.113.0/24\"").isEmpty());
        }
    }

    /// Cease / Administrative Shutdown to everybody, within two seconds.
    @Test
    void stopTellsTheNeighbors() throws Exception {
        try (Bench a = new Bench(65001, "10.0.0.1").passive("127.0.0.2", 65002).start();
                RawNeighbor raw = new RawNeighbor("127.0.0.2", a.port())) {
            raw.establish(65002, "10.0.0.2");
            long began = System.nanoTime();
            Thread stopper = new Thread(a.daemon::stop);
            stopper.start();
            assertThat(raw.notification()).isEqualTo("0602");
            raw.hangUp();
            stopper.join(2000);
            assertThat(stopper.isAlive()).isFalse();
            assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
            assertThat(a.logged()).contains("info stopped");
        }
    }

    /// A neighbor that neither reads nor closes does not hold the stop.
    @Test
    void stopDoesNotWaitForSilentNeighbors() throws Exception {
        try (Bench a = new Bench(65001, "10.0.0.1").passive("127.0.0.2", 65002).start();
                RawNeighbor raw = new RawNeighbor("127.0.0.2", a.port())) {
            raw.establish(65002, "10.0.0.2");
            long began = System.nanoTime();
            a.daemon.stop();
            assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
        }
    }

    @Test
    void portInUseNamesTheHolder() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Bench a = new Bench(65001, "10.0.0.1")) {
            a.listenPort = taken.getLocalPort();
            StartFailure failure = catchThrowableOfType(StartFailure.class, a::start);
            assertThat(failure.code()).isEqualTo("GW-3102");
            assertThat(failure)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("in use")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
            assertThat(failure.help()).isNotEmpty();
            assertThat(a.socket).doesNotExist();
        }
    }

    @Test
    void listenAddressThatIsNotOurs() throws Exception {
        try (Bench a = new Bench(65001, "10.0.0.1")) {
            a.listenAddress = "192.0.2.77";
            StartFailure failure = catchThrowableOfType(StartFailure.class, a::start);
            assertThat(failure.code()).isEqualTo("GW-3103");
            assertThat(failure).hasMessageContaining("192.0.2.77 is not on this machine");
        }
    }

    @Test
    void refusedConnectionIsExplained() throws Exception {
        int port = freePort();
        try (Bench a =
                new Bench(65001, "10.0.0.1")
                        .neighbor("127.0.0.2", 65002, port, false, "127.0.0.1")
                        .start()) {
            a.until(
                    "explained",
                    () ->
                            a.neighbor("127.0.0.2")
                                    .string("why_not")
                                    .orElse("")
                                    .contains(
                                            "connection refused: is a BGP speaker listening on"
                                                    + " 127.0.0.2:"
                                                    + port
                                                    + "?"));
            a.until("logged", () -> a.logged().contains("warn attempt-failed"));
        }
    }

    @Test
    void localAddressThatIsNotOursIsExplained() throws Exception {
        try (Bench a =
                new Bench(65001, "10.0.0.1")
                        .neighbor("127.0.0.2", 65002, 179, false, "192.0.2.77")
                        .start()) {
            a.until(
                    "explained",
                    () ->
                            a.neighbor("127.0.0.2")
                                    .string("why_not")
                                    .orElse("")
                                    .contains(
                                            "cannot assign local address 192.0.2.77:"
                                                    + " not on this machine"));
        }
    }

    /// We connect from the configured address; a collision of two starts leaves one session.
    @Tag("4271-8.2.1-2")
    @Test
    void bothSidesConnectAndOneConnectionStays() throws Exception {
        int portA = freePort();
        int portB = freePort();
        try (Bench a = new Bench(65001, "10.0.0.1");
                Bench b = new Bench(65002, "10.0.0.2")) {
            a.listenPort = portA;
            b.listenPort = portB;
            b.listenAddress = "127.0.0.2";
            a.neighbor("127.0.0.2", 65002, portB, false, "127.0.0.1");
            b.neighbor("127.0.0.1", 65001, portA, false, "127.0.0.2");
            a.start();
            b.start();
            a.until("a", () -> a.established("127.0.0.2"));
            b.until("b", () -> b.established("127.0.0.1"));
            assertThat(a.neighbor("127.0.0.2").integer("flaps")).hasValue(0);
        }
    }

    /// Our connection carries the OPEN at once, from the local address, to the configured port.
    @Test
    void connectsFromTheLocalAddress() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress("127.0.0.2", 0));
            server.setSoTimeout(5000);
            try (Bench a =
                            new Bench(65001, "10.0.0.1")
                                    .neighbor(
                                            "127.0.0.2",
                                            65002,
                                            server.getLocalPort(),
                                            false,
                                            "127.0.0.5")
                                    .start();
                    Socket accepted = server.accept();
                    RawNeighbor raw = new RawNeighbor(accepted)) {
                assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("127.0.0.5");
                raw.expect(RawNeighbor.OPEN);
                raw.open(65002, "10.0.0.2", 30);
                raw.keepalive();
                a.until("up", () -> a.established("127.0.0.2"));
                assertThat(a.neighbor("127.0.0.2").integer("hold_time")).hasValue(30);
            }
        }
    }

    @Test
    void jsonLogIsOneObjectALine() throws Exception {
        try (Bench a = new Bench(65001, "10.0.0.1").passive("127.0.0.2", 65002)) {
            a.format = EventLog.Format.JSON;
            a.start();
            a.daemon.stop();
            List<Json.Obj> lines = a.logged().lines().map(Bench::object).toList();
            assertThat(lines).isNotEmpty();
            assertThat(lines).anyMatch(l -> l.string("event").equals(Optional.of("started")));
            assertThat(lines).allMatch(l -> l.string("at").isPresent());
            assertThat(lines.getLast().string("event")).contains("stopped");
        }
    }

    @Test
    void timeToLiveIsSet() throws Exception {
        NativeSockets sockets = NativeSockets.open().sockets().orElseThrow();
        try (SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.INET)) {
            assertThat(sockets.ttl(channel, false, 7)).isTrue();
            assertThat(sockets.ttl(channel, false, 256)).as("out of range").isFalse();
        }
        try (SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.INET6)) {
            assertThat(sockets.ttl(channel, true, 1)).isTrue();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }
}

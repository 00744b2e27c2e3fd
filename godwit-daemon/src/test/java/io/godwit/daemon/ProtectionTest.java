package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.session.Protection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;

/// TCP-MD5 and GTSM through real sockets of this machine's kernel: two daemons on loopback.
class ProtectionTest {
    private static final String V4 = "127.0.0.1";
    private static final String RELOAD = "{\"command\":\"reload\",\"args\":{}}";
    private static final String DRY_RUN = "{\"command\":\"reload\",\"args\":{\"dry_run\":true}}";

    private static String conf(
            long as, String at, int port, String neighbor, long there, String options) {
        // The machine has one IPv6 address of its own, so both have it.
        String listen = at.equals("::1") ? "" : at + " ";
        String local = at.equals("::1") ? "" : "local-address " + at + "; ";
        String retry = options.contains("connect-retry") ? "" : "connect-retry 1; ";
        return "router { as %d; id 10.0.0.%d; listen %sport %d; }\n"
                        .formatted(as, as - 64500, listen, port)
                + "neighbor %s { as %d; %s%shold-time 30; import accept; export accept; %s }\n"
                        .formatted(neighbor, there, local, retry, options);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// One that waits, and one that connects to it.
    private static final class Pair implements AutoCloseable {
        private final Bench server = new Bench(64501, "10.0.0.1");
        private final Bench client = new Bench(64502, "10.0.0.2");
        private final String at;
        private final String from;
        private final int port = freePort();
        private final int clientPort = freePort();

        Pair(String at, String from, String serverOptions, String clientOptions)
                throws IOException, StartFailure {
            this.at = at;
            this.from = from;
            server.write(server(serverOptions)).start();
            client.write(client(clientOptions)).start();
        }

        private String server(String options) {
            return conf(64501, at, port, from, 64502, "passive; " + options);
        }

        private String client(String options) {
            String there = "port " + port + "; ";
            return conf(64502, from, clientPort, at, 64501, there + options);
        }

        void reload(Bench bench, String options) throws IOException {
            bench.write(bench == server ? server(options) : client(options));
            assertThat(bench.end("reload", "").string("error")).isEmpty();
        }

        void bothUp() throws Exception {
            server.until("up", () -> server.established(from) && client.established(at));
        }

        String whyServer() throws IOException {
            return server.neighbor(from).string("why_not").orElse("");
        }

        String whyClient() throws IOException {
            return client.neighbor(at).string("why_not").orElse("");
        }

        void until(String what, Callable<Boolean> condition) throws Exception {
            server.until(what + ": " + whyServer() + " / " + whyClient(), condition);
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.2, password \"swordfish\";",
        "127.0.0.1, 127.0.0.2, ttl-security;",
        "127.0.0.1, 127.0.0.2, password \"一二三四\"; ttl-security 3;",
        "::1, ::1, password \"swordfish\"; ttl-security 1;",
    })
    void whatBothSidesHaveHolds(String at, String from, String options) throws Exception {
        try (Pair pair = new Pair(at, from, options, options)) {
            pair.bothUp();
        }
    }

    /// Signed where the kernel can, and not connected unsigned where it cannot.
    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.2", "::1, ::1"})
    void tcpAoHoldsOrIsSaidToBeMissing(String at, String from) throws Exception {
        String options = "tcp-ao \"swordfish\"; ao-id 7;";
        try (Pair pair = new Pair(at, from, options, options)) {
            pair.until(
                    "up or refused",
                    () ->
                            pair.server.established(from) && pair.client.established(at)
                                    || pair.whyServer().contains("this kernel has no TCP-AO")
                                            && pair.whyClient().contains("no TCP-AO"));
            assertThat(pair.server.established(from)).isEqualTo(pair.client.established(at));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "password \"swordfish\";, password \"catfish\";, wrong password",
        "password \"swordfish\";, connect-retry 2;, password missing there",
        "connect-retry 2;, password \"swordfish\";, password missing here",
    })
    void aWrongKeyIsNamed(String server, String client, String fact) throws Exception {
        try (Pair pair = new Pair(V4, "127.0.0.2", server, client)) {
            pair.until(fact, () -> pair.whyServer().contains(fact));
            assertThat(pair.client.established(V4)).isFalse();
        }
    }

    /// The kernel counts for all programs of a machine: what another one drops is not ours.
    @Test
    void theKeysOfOthersAreNotBlamed() throws Exception {
        String fact = "password missing there: the peer signs nothing";
        try (Pair noise = new Pair(V4, "127.0.0.4", "password \"a\";", "password \"b\";");
                Pair pair = new Pair(V4, "127.0.0.2", "password \"c\";", "connect-retry 2;");
                Pair silent = new Pair(V4, "127.0.0.6", "password \"d\";", "passive;")) {
            pair.until("named", () -> pair.whyServer().contains(fact));
            noise.until("named", () -> noise.whyServer().contains("wrong password"));
            for (int i = 0; i < 20; i++) {
                assertThat(pair.whyServer()).contains(fact);
                assertThat(noise.whyServer()).contains("wrong password");
                assertThat(silent.whyServer()).contains("waiting for 127.0.0.6 to connect");
                Thread.sleep(150);
            }
        }
    }

    /// A listener takes anybody's first packet; who came from too far is found out all the same.
    @Test
    void whoSendsASmallTtlIsNamed() throws Exception {
        try (Pair pair = new Pair(V4, "127.0.0.2", "ttl-security;", "")) {
            String seen = "the peer connects with 1, less than 255";
            pair.until("named", () -> pair.whyServer().contains(seen));
            assertThat(pair.server.established("127.0.0.2")).isFalse();
        }
        try (Pair pair = new Pair(V4, "127.0.0.2", "", "ttl-security;")) {
            pair.until("named", () -> pair.whyClient().contains("TTL too low"));
            assertThat(pair.client.established(V4)).isFalse();
        }
    }

    /// Some listeners answer with 255 whoever comes, and their sessions send with less.
    @Test
    void aSessionThatSendsFromTooFarIsNamed() throws Exception {
        NativeSockets sockets = NativeSockets.open().sockets().orElseThrow();
        try (Bench client = new Bench(64502, "10.0.0.2");
                ServerSocketChannel listener =
                        ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            listener.bind(new InetSocketAddress(V4, 0));
            int port = listener.socket().getLocalPort();
            assertThat(sockets.ttl(listener, false, Protection.SENT_TTL)).isTrue();
            String options = "ttl-security; port " + port + "; ";
            client.write(conf(64502, "127.0.0.2", freePort(), V4, 64501, options)).start();
            try (SocketChannel session = listener.accept()) {
                assertThat(sockets.ttl(session, false, 64)).isTrue();
                session.write(ByteBuffer.wrap(new byte[100]));
                client.until(
                        "named",
                        () ->
                                client.neighbor(V4)
                                        .string("why_not")
                                        .orElse("")
                                        .contains("TTL too low"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "password \"one\";, password \"two\";",
        "password \"one\";, connect-retry 2;",
        "connect-retry 2;, password \"two\";",
    })
    void aSessionSurvivesTheChangeOfItsKey(String before, String after) throws Exception {
        try (Pair pair = new Pair(V4, "127.0.0.2", before, before)) {
            pair.bothUp();
            String since = pair.server.neighbor("127.0.0.2").string("since").orElseThrow();
            pair.reload(pair.server, after);
            pair.reload(pair.client, after);
            assertThat(pair.client.end("originate", "\"prefix\":\"192.0.2.0/24\"").string("error"))
                    .isEmpty();
            pair.until("route", () -> pair.server.routes("").size() == 1);
            assertThat(pair.server.neighbor("127.0.0.2").string("since"))
                    .as(pair.server.logged() + pair.client.logged())
                    .contains(since);
            // And the next session has it too.
            pair.client.end("neighbor clear", "\"address\":\"127.0.0.1\"");
            pair.until("down", () -> !pair.server.established("127.0.0.2"));
            pair.bothUp();
            assertThat(pair.server.logged() + pair.client.logged())
                    .doesNotContain("\"one\"", "two");
        }
    }

    /// Whoever reloads may look over somebody's shoulder, and logs are sent around.
    @Test
    void noAnswerAndNoLogShowsAKey() throws Exception {
        try (Pair pair = new Pair(V4, "127.0.0.2", "password \"one\";", "password \"one\";")) {
            pair.bothUp();
            String plan = pair.server.ask(RELOAD).toString();
            pair.server.write(pair.server("password \"swordfish\";"));
            plan += pair.server.ask(DRY_RUN) + pair.server.ask(RELOAD).toString();
            assertThat(plan).contains("<secret>").doesNotContain("swordfish", "\"one\"");
            pair.server.write(pair.server("password \"swordfish keepalive 3;"));
            String refused = pair.server.ask(RELOAD).toString();
            assertThat(refused).contains("GW-1009").doesNotContain("swordfish");
            assertThat(pair.server.logged()).doesNotContain("swordfish", "\"one\"");
        }
    }

    /// A key of a range signs whoever comes from it.
    @Test
    void aRangeHasAKey() throws Exception {
        try (Bench server = new Bench(64501, "10.0.0.1");
                Bench client = new Bench(64502, "10.0.0.2");
                Bench stranger = new Bench(64502, "10.0.0.3")) {
            server.write(
                            "router { as 64501; id 10.0.0.1; listen 127.0.0.1 port %d; }\n"
                                            .formatted(freePort())
                                    + "neighbor 127.0.3.0/24 { as 64502; password \"swordfish\";"
                                    + " import accept; export accept; }\n")
                    .start();
            String port = "port " + server.port() + "; ";
            client.write(
                            conf(
                                    64502,
                                    "127.0.3.7",
                                    freePort(),
                                    V4,
                                    64501,
                                    port + "password \"swordfish\";"))
                    .start();
            stranger.write(conf(64502, "127.0.3.8", freePort(), V4, 64501, port)).start();
            server.until("up", () -> client.established(V4));
            assertThat(server.neighbor("127.0.3.7").string("state")).contains("Established");
            assertThat(stranger.established(V4)).isFalse();
        }
    }

    /// All addresses, one socket: IPv4 neighbors come in as mapped ones.
    @Test
    void aSocketForBothVersionsKnowsKeysOfBoth() throws Exception {
        try (Bench server = new Bench(64501, "10.0.0.1");
                Bench four = new Bench(64502, "10.0.0.2");
                Bench six = new Bench(64503, "10.0.0.3")) {
            String options = "passive; password \"swordfish\"; ttl-security; import accept;";
            server.write(
                            "router { as 64501; id 10.0.0.1; listen port %d; }\n"
                                            .formatted(freePort())
                                    + "neighbor 127.0.0.2 { as 64502; %s }\n".formatted(options)
                                    + "neighbor ::1 { as 64503; %s }\n".formatted(options))
                    .start();
            String key = "port " + server.port() + "; password \"swordfish\"; ttl-security;";
            four.write(conf(64502, "127.0.0.2", freePort(), V4, 64501, key)).start();
            six.write(conf(64503, "::1", freePort(), "::1", 64501, key)).start();
            server.until("up", () -> server.established("127.0.0.2") && server.established("::1"));
        }
    }
}

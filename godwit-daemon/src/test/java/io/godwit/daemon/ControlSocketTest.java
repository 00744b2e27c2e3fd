package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.json.Json;
import io.godwit.json.JsonWriter;
import io.godwit.rib.RibLimits;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// ADR 0004: one request line, JSON lines back.
class ControlSocketTest {
    @Test
    void answersHeadRowsAndEnd() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").passive("127.0.0.2", 65002).start()) {
            List<Json.Obj> lines = bench.ask("{\"command\":\"show neighbors\",\"args\":{}}");
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0).object("head").orElseThrow().integer("as")).hasValue(65001);
            Json.Obj row = lines.get(1).object("row").orElseThrow();
            assertThat(row.string("address")).contains("127.0.0.2");
            assertThat(row.string("state")).contains("Active");
            assertThat(row.string("why_not").orElse("")).contains("waiting for 127.0.0.2");
            assertThat(row.string("since").orElse("")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(row.integer("for_seconds")).isPresent();
            assertThat(JsonWriter.write(lines.get(2))).isEqualTo("{\"end\":{\"status\":0}}");
        }
    }

    @Test
    void versionAndRouterAndLanesAnswer() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").start()) {
            assertThat(bench.rows("version", "").getFirst().string("version")).contains("test");
            Json.Obj router = bench.rows("show router", "").getFirst();
            assertThat(router.string("router_id")).contains("10.0.0.1");
            assertThat(bench.rows("show kernel routes", "")).isEmpty();
            assertThat(bench.rows("show lanes", "").getFirst().integer("turns")).isPresent();
        }
    }

    @Test
    void errorsHaveCodeMessageAndHelp() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").passive("127.0.0.2", 65002).start()) {
            Json.Obj end = bench.end("show neighbor", "\"address\":\"127.0.0.9\"");
            assertThat(end.integer("status")).hasValue(1);
            assertThat(end.string("code")).contains("GW-3003");
            assertThat(end.string("help").orElse("")).contains("127.0.0.2");
            assertThat(bench.end("dance", "").string("code")).contains("GW-3001");
            assertThat(bench.ask("nonsense").getLast().object("end").orElseThrow().string("code"))
                    .contains("GW-3020");
            assertThat(
                            bench.ask("{\"command\":\"show neighbor\",\"args\":{\"x\":[1]}}")
                                    .getLast()
                                    .object("end")
                                    .orElseThrow()
                                    .string("code"))
                    .contains("GW-3020");
        }
    }

    @Test
    void oneClientMayAskSeveralTimes() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").start();
                SocketChannel channel = bench.connect()) {
            for (int i = 0; i < 3; i++) {
                channel.write(utf8("{\"command\":\"version\"}\n"));
                ByteBuffer answer = ByteBuffer.allocate(4096);
                String text = "";
                while (!text.contains("\"end\"")) {
                    channel.read(answer);
                    text = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
                }
                assertThat(text).endsWith("{\"end\":{\"status\":0}}\n");
            }
        }
    }

    @Test
    void requestsHaveALimit() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").start();
                SocketChannel channel = bench.connect()) {
            channel.write(utf8("x".repeat(64 * 1024)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            assertThat(channel.read(answer)).isPositive();
            assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8))
                    .contains("GW-3021");
            assertThat(bench.rows("version", "")).hasSize(1);
        }
    }

    @Test
    void socketIsForOwnerAndGroupAndGoesWithTheDaemon() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").start()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.socket)))
                    .isEqualTo("rw-rw----");
            bench.daemon.stop();
            assertThat(bench.socket).doesNotExist();
        }
    }

    @Test
    void leftOverSocketIsReplacedALiveOneIsNot() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1")) {
            leaveSocketBehind(bench);
            bench.start();
            assertThat(bench.rows("version", "")).hasSize(1);
            DaemonOptions same =
                    new DaemonOptions(
                            Optional.empty(),
                            java.util.Optional.of(bench.socket),
                            EventLog.silent(),
                            false,
                            RibLimits.WIDEST,
                            "x");
            assertThatThrownBy(() -> Daemon.start(bench.config(), same))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("another daemon answers");
            assertThat(bench.rows("version", "")).hasSize(1);
        }
    }

    private static void leaveSocketBehind(Bench bench) throws IOException {
        try (var server =
                java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            server.bind(java.net.UnixDomainSocketAddress.of(bench.socket));
        }
        assertThat(bench.socket).exists();
    }

    @Test
    void stopCommandEndsTheDaemon() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").start()) {
            assertThat(bench.end("stop", "").integer("status")).hasValue(0);
            assertThat(bench.daemon.awaitStop()).isZero();
            assertThat(bench.socket).doesNotExist();
        }
    }

    /// A client that goes while its answer is being made leaves nothing behind.
    @Test
    void clientsMayGoAtAnyTime() throws Exception {
        try (Bench bench = new Bench(65001, "10.0.0.1").passive("127.0.0.2", 65002).start()) {
            for (int i = 0; i < 20; i++) {
                try (SocketChannel channel = bench.connect()) {
                    channel.write(utf8("{\"command\":\"show routes\"}\n"));
                }
            }
            assertThat(bench.rows("show neighbors", "")).hasSize(1);
        }
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

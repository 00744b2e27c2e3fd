package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.daemon.answer.AnswerQueue;
import io.godwit.json.Json;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.show.ShowCatalog;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Every answer is JSON, also when it should not have been.
class AnswersTest {
    private static final Map<String, String> ARGUMENTS =
            Map.of(
                    "show neighbor", "\"address\":\"127.0.0.2\"",
                    "show route why", "\"prefix\":\"192.0.2.0/24\"",
                    "show route why-not", "\"prefix\":\"192.0.2.0/24\",\"address\":\"127.0.0.2\"",
                    "policy try", "\"prefix\":\"192.0.2.0/24\",\"address\":\"127.0.0.2\"",
                    "rpki validate", "\"prefix\":\"192.0.2.0/24\",\"as\":65002");

    /// A row of each `show` command, with as many of its parts as there can be.
    @Test
    void everyShowCommandAnswersWithARow() throws Exception {
        int port = DaemonTest.freePort();
        Bench bench = new Bench(65001, "10.0.0.1");
        bench.listenPort = port;
        bench.write(
                """
                router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
                rpki { cache 127.0.0.77:9 }
                policy in { reject 7 "bad" if prefix = 198.51.100.0/24; accept }
                policy out { reject "not-there" if prefix.length > 24; accept }
                originate 203.0.113.0/24;
                originate 203.0.113.128/25;
                neighbor 127.0.0.2 { as 65002; passive; import in; export out }
                neighbor 127.0.9.0/24 { as 65009; import in; export out }
                """
                        .formatted(port));
        try (bench) {
            bench.start();
            try (RawNeighbor two = new RawNeighbor("127.0.0.2", port)) {
                two.establish(65002, "10.0.0.2");
                bench.until("up", () -> bench.established("127.0.0.2"));
                two.message(
                        RawNeighbor.UPDATE,
                        "0000 0014 40010100 40020602010000fdea 4003047f000002 18c00002 18c63364");
                bench.until("there", () -> bench.routes("\"rejected\":true").size() == 1);
                for (String name : ShowCatalog.names()) {
                    String arguments = ARGUMENTS.getOrDefault(name, "");
                    // Without `kernel` there are none.
                    if (!name.equals("show kernel routes") && !name.equals("show nexthops")) {
                        assertThat(bench.rows(name, arguments)).as(name).isNotEmpty();
                    }
                    assertThat(bench.end(name, arguments).integer("status")).as(name).hasValue(0);
                }
            }
        }
    }

    /// A row that cannot be written.
    ///
    /// @param number of nothing
    public record Bad(int number) {
        /// Fails.
        @Override
        public int number() {
            throw new IllegalStateException("no number");
        }
    }

    @Test
    void aRowThatCannotBeWrittenEndsTheAnswerNotTheConnection() throws Exception {
        try (var server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                var client = SocketChannel.open(server.getLocalAddress());
                var ours = server.accept()) {
            var answer = new AnswerQueue(() -> {});
            answer.row(Outcome.done());
            answer.row(new Bad(1));
            answer.row(Outcome.done());
            new ControlAnswer(ours, answer).write();
            ours.shutdownOutput();
            String said =
                    new String(
                            client.socket().getInputStream().readAllBytes(),
                            StandardCharsets.UTF_8);
            List<String> lines = said.lines().toList();
            assertThat(lines).hasSize(2);
            Json.Obj end = Bench.object(lines.getLast()).object("end").orElseThrow();
            assertThat(end.string("code")).contains("GW-3014");
            assertThat(end.string("message").orElse("")).contains("Bad").contains("no number");
            assertThat(answer.cancelled()).isTrue();
        }
    }
}

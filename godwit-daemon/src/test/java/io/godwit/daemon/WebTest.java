package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.json.Json;
import io.godwit.json.JsonWriter;
import io.godwit.speaker.show.ShowCatalog;
import io.godwit.speaker.show.ShowCommand;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What programs read over HTTP, from a daemon with a neighbor of which one route is rejected.
class WebTest {
    private static final String FILE =
            """
            router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
            http 127.0.0.1:%d;
            prefix-set documentation [ 203.0.113.0/24 ];
            policy from-members {
                reject 7 "documentation" if prefix in documentation;
                accept;
            }
            policy to-members { reject 9 "not-for-you" if prefix in documentation; accept; }
            neighbor 127.0.0.2 { as 65002; name "华东"; passive; import from-members; export to-members }
            neighbor 127.0.0.3 { as 65003; name "quiet \\"one\\""; passive; import accept; export reject }
            originate 198.51.100.0/24;
            """;

    /// ORIGIN IGP, AS_PATH 65002, NEXT_HOP 127.0.0.2, community 65002:7, large community 65002:1:2;
    /// 192.0.2.0/24 and 203.0.113.0/24.
    private static final String UPDATE =
            "0000 002a 40010100 4002060201 0000fdea 4003047f000002 c00804fdea0007"
                    + " c0200c0000fdea0000000100000002 18c00002 18cb0071";

    /// What a path needs besides.
    private static final Map<String, String> QUERIES =
            Map.of(
                    "rpki/validate", "?prefix=192.0.2.0/24&as=65002",
                    "policy/try", "?prefix=192.0.2.0/24&address=127.0.0.2");

    private Bench bench;
    private RawNeighbor neighbor;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = freePort();
        bench = new Bench(65001, "10.0.0.1");
        bench.write(FILE.formatted(freePort(), port)).start();
        neighbor = new RawNeighbor("127.0.0.2", bench.port());
        neighbor.establish(65002, "10.0.0.2");
        neighbor.message(RawNeighbor.UPDATE, UPDATE);
        bench.until("both routes", () -> bench.routes("\"neighbor\":\"127.0.0.2\"").size() == 2);
    }

    @AfterEach
    void stop() throws IOException {
        neighbor.close();
        bench.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /// What came back.
    private record Response(int statusCode, String body, Map<String, List<String>> headers) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> name.equalsIgnoreCase(header.getKey()))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    private Response ask(String method, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestMethod(method);
        int status = connection.getResponseCode();
        try (InputStream in =
                status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Response(status, body, connection.getHeaderFields());
        }
    }

    private Json.Obj get(String path) throws Exception {
        Response response = ask("GET", path);
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return Bench.object(response.body());
    }

    private static List<Json.Obj> list(Json.Obj object, String name) {
        return ((Json.Arr) object.get(name).orElseThrow())
                .items().stream().map(Json.Obj.class::cast).toList();
    }

    // ---- /api/v1 ----

    @Test
    void rowsAreThoseOfTheControlSocket() throws Exception {
        Json.Obj neighbors = get("/api/v1/neighbors");
        assertThat(neighbors.integer("as")).hasValue(65001);
        assertThat(neighbors.get("truncated").map(JsonWriter::write)).contains("false");
        assertThat(list(neighbors, "neighbors")).hasSize(2);
        assertThat(
                        JsonWriter.write(
                                list(get("/api/v1/routes?neighbor=127.0.0.2&rejected"), "routes")))
                .isEqualTo(
                        JsonWriter.write(
                                bench.routes("\"neighbor\":\"127.0.0.2\",\"rejected\":true")));
        assertThat(JsonWriter.write(get("/api/v1/route/192.0.2.0/24/why")))
                .isEqualTo(
                        JsonWriter.write(
                                bench.rows("show route why", "\"prefix\":\"192.0.2.0/24\"")
                                        .getFirst()));
    }

    @Test
    void aNeighborIsFoundByAddressAndName() throws Exception {
        assertThat(get("/api/v1/neighbors/127.0.0.2").string("state")).contains("Established");
        assertThat(get("/api/v1/neighbors/%E5%8D%8E%E4%B8%9C").integer("as")).hasValue(65002);
    }

    /// Why a route is not there, from the label to the place in the file.
    @Test
    void reasonsAreHadByLabelNeighborAndPrefix() throws Exception {
        for (String path : List.of("rejected", "rejected/documentation", "rejected/127.0.0.2")) {
            Json.Obj route = list(get("/api/v1/" + path), "routes").getFirst();
            assertThat(route.string("prefix")).contains("203.0.113.0/24");
            assertThat(route.string("rejected_label")).contains("documentation");
            assertThat(route.object("rejected_by").orElseThrow().string("at").orElse(""))
                    .endsWith("godwit.conf:5:5");
        }
        Json.Obj whyNot = get("/api/v1/route/192.0.2.0%2F24/why-not/127.0.0.2");
        assertThat(list(whyNot, "paths").getFirst().string("verdict").orElse("")).isNotEmpty();
    }

    /// A new show command is there without a line here or in the server.
    @Test
    void everyShowCommandHasItsPath() throws Exception {
        for (ShowCommand command : ShowCatalog.all()) {
            for (String path : command.paths()) {
                String asked =
                        path.replace("{prefix}", "192.0.2.0/24")
                                .replace("{address}", "127.0.0.2")
                                .replace("{of}", "documentation");
                String query = QUERIES.getOrDefault(path, "");
                Json.Obj answer = get("/api/v1/" + asked + query);
                assertThat(command.list().isEmpty() || answer.get(command.list()).isPresent())
                        .as(path)
                        .isTrue();
            }
        }
    }

    @Test
    void longListsComeInPages() throws Exception {
        Json.Obj first = get("/api/v1/routes?limit=2");
        assertThat(list(first, "routes")).hasSize(2);
        assertThat(first.integer("next_offset")).hasValue(2);
        Json.Obj second = get("/api/v1/routes?limit=2&offset=2");
        assertThat(list(second, "routes")).hasSize(1);
        assertThat(JsonWriter.write(second)).endsWith("\"truncated\":false}");
    }

    @Test
    void aNeighborIsFoundByItsAsNumber() throws Exception {
        Json.Obj neighbor = get("/api/v1/neighbors/127.0.0.2");
        long as = neighbor.integer("as").orElseThrow();
        assertThat(get("/api/v1/neighbors/AS" + as).string("address")).hasValue("127.0.0.2");
        assertThat(get("/api/v1/neighbors/" + as).string("address")).hasValue("127.0.0.2");
    }

    @Test
    void whatIsWrongIsToldWithCauseAndRemedy() throws Exception {
        assertFailure(404, "/api/v1/neighbors/127.0.0.9", "no neighbor `127.0.0.9`", "127.0.0.2");
        assertFailure(404, "/api/v1/route/10.0.0.0/8", "no path to 10.0.0.0/8", "godwit");
        assertFailure(400, "/api/v1/routes?neighbour=x", "unknown argument", "neighbor");
        assertFailure(400, "/api/v1/routes?limit=0", "`limit`", "limit=1000");
        assertFailure(400, "/api/v1/routes?best&best", "stands twice", "once");
        assertFailure(400, "/api/v1/routes?prefix=192.0.2.1/24", "192.0.2.0/24", "");
        assertFailure(404, "/api/v1/nonsense", "nothing is at", "/api/v1/neighbors");
        assertFailure(404, "/", "nothing is at /", "/metrics");
    }

    private void assertFailure(int status, String path, String cause, String remedy)
            throws Exception {
        Response response = ask("GET", path);
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        Json.Obj body = Bench.object(response.body());
        assertThat(body.string("error").orElse("")).isNotEmpty();
        assertThat(body.string("cause").orElse("")).contains(cause);
        assertThat(body.string("remedy").orElse("")).contains(remedy);
    }

    @Test
    void nothingCanBeChanged() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            Response response = ask(method, "/api/v1/neighbors");
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.header("Allow")).isEqualTo("GET, HEAD");
        }
        for (String command : List.of("stop", "reload", "neighbor/clear", "originate")) {
            assertThat(ask("GET", "/api/v1/" + command).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void headIsGetWithoutABody() throws Exception {
        for (String path : List.of("/api/v1/routes", "/metrics", "/healthz", "/readyz")) {
            Response response = ask("HEAD", path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
            assertThat(ask("GET", path).header("Content-Type"))
                    .isEqualTo(response.header("Content-Type"));
        }
    }

    // ---- /metrics ----

    @Test
    void metricsCountWhatThereIs() throws Exception {
        String text = ask("GET", "/metrics").body();
        String of = "{neighbor=\"127.0.0.2\",name=\"华东\",as=\"65002\",group=\"\"";
        assertThat(text.lines())
                .contains(
                        "godwit_build_info{version=\"test\"} 1",
                        "godwit_neighbor_up" + of + "} 1",
                        "godwit_neighbor_state" + of + ",state=\"Established\"} 1",
                        "godwit_neighbor_messages_total"
                                + of
                                + ",direction=\"received\",type=\"update\"} 1",
                        "godwit_neighbor_transitions_total" + of + ",to=\"Established\"} 1",
                        "godwit_neighbor_output_queue_bytes" + of + "} 0",
                        "godwit_neighbor_prefixes" + of + ",family=\"ipv4\",rib=\"received\"} 2",
                        "godwit_neighbor_prefixes" + of + ",family=\"ipv4\",rib=\"accepted\"} 1",
                        "godwit_neighbor_prefixes" + of + ",family=\"ipv4\",rib=\"rejected\"} 1",
                        "godwit_neighbor_prefixes" + of + ",family=\"ipv4\",rib=\"advertised\"} 1",
                        "godwit_neighbor_rejected_prefixes"
                                + of
                                + ",family=\"ipv4\",reason=\"documentation\"} 1",
                        "godwit_rib_prefixes{family=\"ipv4\"} 3",
                        "godwit_config_last_reload_success 1");
        assertThat(text).contains("name=\"quiet \\\"one\\\"\"").doesNotContain("godwit_rpki_");
    }

    /// Cease/2 (RFC 4486 §3), and a code that nobody has defined: a neighbor cannot make up labels.
    @Test
    void notificationsAreCountedByKind() throws Exception {
        neighbor.message(RawNeighbor.NOTIFICATION, "0602");
        try (RawNeighbor other = new RawNeighbor("127.0.0.3", bench.port())) {
            other.establish(65003, "10.0.0.3");
            other.message(RawNeighbor.NOTIFICATION, "fefd");
            bench.until("shut down", () -> isCounted("127.0.0.2", 6, 2));
            bench.until("unknown", () -> isCounted("127.0.0.3", 0, 0));
        }
    }

    private boolean isCounted(String address, int code, int subcode) throws IOException {
        String begin = "godwit_neighbor_notifications_total{neighbor=\"" + address + "\"";
        String end = ",direction=\"received\",code=\"%d\",subcode=\"%d\"} 1";
        return ask("GET", "/metrics")
                .body()
                .lines()
                .anyMatch(line ->
                        line.startsWith(begin) && line.endsWith(end.formatted(code, subcode)));
    }

    /// The dashboard asks for what there is, and nothing else.
    @Test
    void theDashboardKnowsOurMetrics() throws Exception {
        Set<String> told = new HashSet<>();
        bench.close();
        bench = new Bench(65001, "10.0.0.1");
        bench.write(FILE.formatted(freePort(), port) + "rpki { cache 127.0.0.77:9 }\n").start();
        ask("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .forEach(line -> told.add(line.split(" ")[2]));
        String dashboard = Files.readString(Path.of("..", "packaging", "grafana", "godwit.json"));
        assertThat(Bench.object(dashboard).get("panels")).isPresent();
        Set<String> asked =
                Pattern.compile("godwit_\\w+")
                        .matcher(dashboard)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(told).containsAll(asked);
    }

    /// The format: each metric once, its type before its samples, every sample a number.
    @Test
    void metricsKeepTheFormat() throws Exception {
        Response response = ask("GET", "/metrics");
        assertThat(response.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        String metric = "";
        Set<String> seen = new HashSet<>();
        for (String line : response.body().lines().toList()) {
            if (line.startsWith("# HELP ")) {
                metric = line.split(" ")[2];
                assertThat(seen.add(metric)).as(line).isTrue();
            } else if (line.startsWith("# TYPE ")) {
                assertThat(line)
                        .isIn("# TYPE " + metric + " gauge", "# TYPE " + metric + " counter");
                assertThat(line.endsWith(" counter")).isEqualTo(metric.endsWith("_total"));
            } else {
                assertThat(line)
                        .matches(metric + "(\\{([a-z]+=\"([^\"\\\\]|\\\\.)*\",?)+})? [0-9.E-]+");
            }
        }
    }

    // ---- /birdwatcher ----

    /// Alice-LG takes an answer apart with the types that it expects, and panics at others.
    @Test
    void birdwatcherKeepsTheTypesOfAliceLg() throws Exception {
        for (String path :
                List.of(
                        "status",
                        "protocols/bgp",
                        "protocols/short?uncached=true",
                        "routes/protocol/127.0.0.2",
                        "routes/filtered/127.0.0.2",
                        "routes/noexport/127.0.0.2",
                        "routes/table/master4",
                        "routes/table/master4/filtered",
                        "routes/peer/127.0.0.2",
                        "routes/prefix?prefix=192.0.2.0/24",
                        "route/net/203.0.113.0/24")) {
            Json.Obj answer = get("/birdwatcher/" + path);
            Json.Obj api = answer.object("api").orElseThrow();
            assertThat(api.string("Version")).as(path).contains("test");
            assertThat(api.get("result_from_cache").map(JsonWriter::write)).contains("false");
            assertThat(answer.string("ttl").orElse("")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        }
        Json.Obj protocols = get("/birdwatcher/protocols/bgp").object("protocols").orElseThrow();
        Json.Obj one = protocols.object("127.0.0.2").orElseThrow();
        assertThat(one.string("state")).contains("up");
        assertThat(one.string("bird_protocol")).contains("BGP");
        assertThat(one.integer("neighbor_as")).hasValue(65002);
        assertThat(one.string("state_changed").orElse(""))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(JsonWriter.write(one.get("routes").orElseThrow()))
                .isEqualTo("{\"imported\":1,\"filtered\":1,\"exported\":1}");
        Json.Obj other = protocols.object("127.0.0.3").orElseThrow();
        assertThat(other.string("state")).contains("start");
        assertThat(other.object("routes")).isPresent();
    }

    @Test
    void birdwatcherRoutesCarryTheRejectReason() throws Exception {
        Json.Obj route = list(get("/birdwatcher/routes/filtered/127.0.0.2"), "routes").getFirst();
        assertThat(route.string("network")).contains("203.0.113.0/24");
        assertThat(route.string("from_protocol")).contains("127.0.0.2");
        assertThat(JsonWriter.write(route.get("bgp").orElseThrow()))
                .isEqualTo(
                        "{\"origin\":\"IGP\",\"next_hop\":\"127.0.0.2\",\"as_path\":[\"65002\"],"
                                + "\"local_pref\":\"100\",\"med\":\"0\","
                                + "\"communities\":[[65002,7]],"
                                + "\"large_communities\":[[65002,1,2],[65001,65520,7]],"
                                + "\"ext_communities\":[]}");
        List<Json.Obj> accepted = list(get("/birdwatcher/routes/protocol/127.0.0.2"), "routes");
        assertThat(accepted).hasSize(1);
        assertThat(accepted.getFirst().string("network")).contains("192.0.2.0/24");
        assertThat(list(get("/birdwatcher/route/net/203.0.113.0/24"), "routes")).hasSize(1);
    }

    @Test
    void birdwatcherTellsWhyARouteIsNotExported() throws Exception {
        bench.end("originate", "\"prefix\":\"203.0.113.0/24\"");
        Json.Obj route = list(get("/birdwatcher/routes/noexport/127.0.0.2"), "routes").getFirst();
        assertThat(route.string("network")).contains("203.0.113.0/24");
        assertThat(route.string("noexport_reason").orElse("")).contains("not-for-you");
        assertThat(JsonWriter.write(route.get("bgp").orElseThrow())).contains("[65001,65520,9]");
        assertThat(ask("GET", "/birdwatcher/routes/noexport/127.0.0.3").statusCode())
                .isEqualTo(409);
    }

    // ---- the start ----

    @Test
    void aPortInUseIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Bench other = new Bench(65001, "10.0.0.1")) {
            other.write(FILE.formatted(freePort(), taken.getLocalPort()));
            StartFailure failure = catchThrowableOfType(StartFailure.class, other::start);
            assertThat(failure.code()).isEqualTo("GW-3102");
            assertThat(failure).hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void stopEndsTheServer() throws Exception {
        assertThat(ask("GET", "/readyz").body()).isEqualTo("ready\n");
        bench.daemon.stop();
        assertThat(catchThrowableOfType(IOException.class, () -> ask("GET", "/healthz")))
                .isNotNull();
    }
}

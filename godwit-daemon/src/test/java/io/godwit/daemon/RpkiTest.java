package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.godwit.feeds.rtr.RtrPdu.CacheResponse;
import io.godwit.feeds.rtr.RtrPdu.EndOfData;
import io.godwit.feeds.rtr.RtrPdu.PrefixPdu;
import io.godwit.feeds.rtr.RtrPdu.SerialNotify;
import io.godwit.feeds.rtr.RtrPdu.SerialQuery;
import io.godwit.feeds.rtr.RtrPdu.Times;
import io.godwit.feeds.rtr.RtrWriter;
import io.godwit.json.Json;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Daemons and caches over sockets: what a cache tells decides over routes, and what a bad one does
/// harms neither routes nor sessions.
class RpkiTest {
    /// `192.0.2.0/24` and `198.51.100.0/24` from AS 65002.
    private static final String ROUTES =
            "0000"
                    + "0014"
                    + "40010100"
                    + "40020602010000fdea"
                    + "400304 7f000002".replace(" ", "")
                    + "18c00002"
                    + "18c63364";

    private static Vrp vrp(String prefix, long as) {
        Prefix p = Prefix.parse(prefix).orElseThrow();
        return new Vrp(p, p.length(), as);
    }

    private static final Vrp GOOD = vrp("192.0.2.0/24", 65002);
    private static final Vrp BAD = vrp("198.51.100.0/24", 65009);

    private static void tell(OutputStream out, long serial, PrefixPdu... pdus) throws IOException {
        out.write(RtrWriter.write(new CacheResponse(2, 7)));
        for (PrefixPdu pdu : pdus) {
            out.write(RtrWriter.write(pdu));
        }
        out.write(
                RtrWriter.write(
                        new EndOfData(2, 7, serial, Optional.of(new Times(3600, 1, 7200)))));
    }

    private static PrefixPdu plus(Vrp vrp) {
        return new PrefixPdu(2, true, vrp);
    }

    private static ScriptedCache honest(String address) throws IOException {
        return new ScriptedCache(address, (question, out) -> tell(out, 1, plus(GOOD), plus(BAD)));
    }

    private static Bench daemon(String rpki) throws Exception {
        int port = DaemonTest.freePort();
        return new Bench(65001, "10.0.0.1")
                .write(
                        """
                        router { as 65001; id 10.0.0.1; listen 127.0.0.1 port %d }
                        rpki { %s }
                        policy in { reject 14 "rpki-invalid" if rpki = invalid; accept }
                        neighbor 127.0.0.2 { as 65002; passive; local-address 127.0.0.1; import in; export accept }
                        """
                                .formatted(port, rpki))
                .start();
    }

    private static RawNeighbor neighbor(Bench a) throws Exception {
        var raw = new RawNeighbor("127.0.0.2", a.port());
        raw.establish(65002, "10.0.0.2");
        raw.message(RawNeighbor.UPDATE, ROUTES);
        a.until("routes", () -> a.rows("show routes", "").size() == 2);
        return raw;
    }

    private static String accepted(Bench a) throws IOException {
        return String.join(
                " ",
                a.rows("show routes", "\"best\":true").stream()
                        .map(row -> row.string("prefix").orElse("?"))
                        .toList());
    }

    private static Json.Obj cache(Bench a, int number) throws IOException {
        return (Json.Obj) a.rows("show rpki", "").getFirst().items("caches").get(number);
    }

    private static void counts(Bench a, long vrps) throws Exception {
        a.until(
                vrps + " VRPs",
                () -> a.rows("show rpki", "").getFirst().integer("vrps_ipv4").orElse(-1) == vrps);
    }

    @Test
    void aChangeJudgesRoutesAgain() throws Exception {
        try (ScriptedCache cache = honest("127.0.0.3");
                Bench a = daemon("cache 127.0.0.3:" + cache.port());
                RawNeighbor raw = neighbor(a)) {
            a.until("invalid refused", () -> accepted(a).equals("192.0.2.0/24"));
            Json.Obj row = a.rows("show routes", "\"prefix\":\"198.51.100.0/24\"").getFirst();
            assertThat(row.string("rpki")).contains("invalid");
            assertThat(row.string("rejected_label")).contains("rpki-invalid");
            cache.script =
                    (question, out) -> {
                        assertThat(question).isEqualTo(new SerialQuery(2, 7, 1));
                        tell(
                                out,
                                2,
                                new PrefixPdu(2, false, BAD),
                                plus(vrp("192.0.2.0/24", 0)),
                                new PrefixPdu(2, false, GOOD));
                    };
            cache.says(new SerialNotify(2, 7, 2));
            a.until("the other way round", () -> accepted(a).equals("198.51.100.0/24"));
            Json.Obj answer =
                    a.rows("rpki validate", "\"prefix\":\"192.0.2.0/24\",\"as\":65002").getFirst();
            assertThat(answer.string("state")).contains("invalid");
            assertThat(answer.items("vrps")).hasSize(1);
            assertThat(a.established("127.0.0.2")).isTrue();
            raw.hangUp();
        }
    }

    /// RFC 8210 §10: the second cache is asked when the first does not serve, and let go when it
    /// does.
    @Test
    void preference() throws Exception {
        ScriptedCache first = honest("127.0.0.3");
        int port = first.port();
        try (ScriptedCache second =
                        new ScriptedCache("127.0.0.4", (q, out) -> tell(out, 9, plus(GOOD)));
                Bench a =
                        daemon(
                                "cache 127.0.0.4:%d { preference 20 } cache 127.0.0.3:%d { preference 5 }"
                                        .formatted(second.port(), port))) {
            counts(a, 2);
            assertThat(second.connections).hasValue(0);
            first.close();
            a.until("second counts", () -> cache(a, 1).bool("counts").orElse(false));
            counts(a, 1);
            try (var again =
                    new ScriptedCache(
                            "127.0.0.3",
                            port,
                            ServerSocketFactory.getDefault(),
                            (q, out) -> tell(out, 1, plus(GOOD), plus(BAD)))) {
                counts(a, 2);
                a.until("let go", () -> cache(a, 1).string("state").orElse("").equals("stopped"));
                assertThat(again.connections.get()).isPositive();
            }
        }
    }

    /// No route and no session is lost, and the cache comes back. What it told before stays in
    /// force when the connection ends (RFC 8210 §6), and is flushed after an error (8210bis §13).
    @ParameterizedTest
    @CsvSource({
        "dies, 192.0.2.0/24",
        "stops in the middle, 192.0.2.0/24",
        "garbage, 192.0.2.0/24 198.51.100.0/24",
        "lies, 192.0.2.0/24 198.51.100.0/24",
        "floods, 192.0.2.0/24 198.51.100.0/24"
    })
    void aBadCache(String kind, String meanwhile) throws Exception {
        try (ScriptedCache cache = honest("127.0.0.3");
                Bench a = daemon("cache 127.0.0.3:" + cache.port());
                RawNeighbor raw = neighbor(a)) {
            a.until("invalid refused", () -> accepted(a).equals("192.0.2.0/24"));
            cache.script = (question, out) -> misbehave(kind, out);
            cache.says(new SerialNotify(2, 7, 2));
            a.until("failed", () -> cache(a, 0).integer("failures").orElse(0) > 1);
            a.until(meanwhile, () -> accepted(a).equals(meanwhile));
            assertThat(a.established("127.0.0.2")).isTrue();
            assertThat(cache(a, 0).string("why_not")).isPresent().get().asString().isNotEmpty();
            a.until("logged", () -> a.logged().contains("warn rpki-failed"));
            cache.script = (question, out) -> tell(out, 5, plus(BAD));
            counts(a, 1);
            a.until("refused again", () -> accepted(a).equals("192.0.2.0/24"));
            raw.hangUp();
        }
    }

    private static void misbehave(String kind, OutputStream out) throws IOException {
        switch (kind) {
            case "dies" -> throw new IOException("dead");
            case "garbage" -> {
                byte[] octets = new byte[100_000];
                new Random(1).nextBytes(octets);
                out.write(octets);
            }
            case "lies" ->
                    tell(
                            out,
                            2,
                            plus(vrp("0.0.0.0/0", 0)),
                            new PrefixPdu(2, false, vrp("10.0.0.0/8", 1)));
            case "floods" -> {
                out.write(RtrWriter.write(new CacheResponse(2, 7)));
                byte[] many = new byte[20 * 10_000];
                for (int i = 0; i < 2_100_000; i++) {
                    var prefix = new Prefix(Address.ofV4(i << 8), 24);
                    byte[] pdu = RtrWriter.write(plus(new Vrp(prefix, 24, 1)));
                    System.arraycopy(pdu, 0, many, i % 10_000 * 20, 20);
                    if (i % 10_000 == 9_999) {
                        out.write(many);
                    }
                }
            }
            default -> {
                out.write(RtrWriter.write(new CacheResponse(2, 7)));
                out.write(Arrays.copyOf(RtrWriter.write(plus(vrp("0.0.0.0/0", 0))), 13));
                throw new IOException("in the middle");
            }
        }
    }

    @Test
    void aReloadKeepsTheSession() throws Exception {
        try (ScriptedCache cache = honest("127.0.0.3");
                Bench a = daemon("cache 127.0.0.3:" + cache.port())) {
            counts(a, 2);
            Path slurm = a.file.orElseThrow().resolveSibling("slurm.json");
            Files.writeString(
                    slurm,
                    "{\"slurmVersion\":1,\"validationOutputFilters\":{\"prefixFilters\":[{\"asn\":65009}]}}");
            Path file = a.file.orElseThrow();
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(" }\npolicy", "; slurm from file \"slurm.json\" }\npolicy"));
            assertThat(a.end("reload", "").integer("status")).hasValue(0);
            counts(a, 1);
            assertThat(cache.connections).hasValue(1);
            Files.delete(slurm);
        }
    }

    @Test
    void tls(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "c",
                "-dname",
                "CN=x",
                "-ext",
                "SAN=dns:cache.example",
                "-keystore",
                store.toString(),
                "-storepass",
                "secret");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "c",
                "-keystore",
                store.toString(),
                "-storepass",
                "secret",
                "-file",
                directory.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        try (var cache =
                        new ScriptedCache(
                                "127.0.0.3",
                                0,
                                context.getServerSocketFactory(),
                                (q, out) -> tell(out, 1, plus(GOOD), plus(BAD)));
                Bench a = daemon(tls(cache, "cache.example", directory))) {
            counts(a, 2);
            assertThat(cache(a, 0).string("transport")).contains("tls");
        }
        try (var cache =
                        new ScriptedCache(
                                "127.0.0.3",
                                0,
                                context.getServerSocketFactory(),
                                (q, out) -> tell(out, 1, plus(GOOD), plus(BAD)));
                Bench a = daemon(tls(cache, "other.example", directory))) {
            a.until("refused", () -> cache(a, 0).integer("failures").orElse(0) > 0);
            assertThat(cache(a, 0).string("why_not"))
                    .get()
                    .asString()
                    .contains("TLS", "other.example");
            counts(a, 0);
            a.until("logged", () -> a.logged().contains("warn rpki-failed"));
        }
    }

    private static String tls(ScriptedCache cache, String name, Path directory) {
        return "cache 127.0.0.3:%d { tls \"%s\"; tls-authorities from file \"%s\" }"
                .formatted(cache.port(), name, directory.resolve("ca.pem"));
    }

    private static void keytool(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /// stayrtr, a cache that others wrote, over a file.
    private static final class Stayrtr implements AutoCloseable {
        final int port = DaemonTest.freePort();
        private final Process process;

        Stayrtr(Path directory, String roas) throws IOException {
            // Where it decides whether a change lands, nothing may be left out.
            boolean there = Files.isExecutable(Path.of("/usr/bin/stayrtr"));
            assertThat(there || !"true".equals(System.getenv("CI")))
                    .as("stayrtr is installed")
                    .isTrue();
            assumeTrue(there, "stayrtr is not installed");
            Path file = Files.createDirectories(directory).resolve("rpki.json");
            Files.writeString(file, vrpsFile(roas));
            process =
                    new ProcessBuilder(
                                    "/usr/bin/stayrtr",
                                    "-bind",
                                    "127.0.0.1:" + port,
                                    "-metrics.addr",
                                    "127.0.0.1:" + DaemonTest.freePort(),
                                    "-cache",
                                    file.toString(),
                                    "-checktime=false",
                                    "-refresh",
                                    "1")
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log").toFile())
                            .start();
            untilItListens();
        }

        /// A daemon that comes before it counts a failure.
        private void untilItListens() throws IOException {
            for (int left = 200; ; left--) {
                try (var _ = new Socket("127.0.0.1", port)) {
                    return;
                } catch (ConnectException e) {
                    if (left == 0 || !process.isAlive()) {
                        throw e;
                    }
                    LockSupport.parkNanos(50_000_000L);
                }
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private static final String BOTH =
            "{\"prefix\":\"192.0.2.0/24\",\"maxLength\":24,\"asn\":65002,\"ta\":\"x\"},"
                    + "{\"prefix\":\"198.51.100.0/24\",\"maxLength\":24,\"asn\":65009,\"ta\":\"x\"}";

    private static String vrpsFile(String roas) {
        return """
        {"metadata":{"buildtime":"2026-01-01T00:00:00Z"},
         "roas":[%s],
         "provider_authorizations":{
           "ipv4":[{"customer_asid":65002,"providers":[65001,65003]}],
           "ipv6":[{"customer_asid":65002,"providers":[65001,65003]}]},
         "bgpsec_keys":[]}
        """
                .formatted(roas);
    }

    @Test
    void stayrtr(@TempDir Path directory) throws Exception {
        String v6 = ",{\"prefix\":\"2001:db8::/32\",\"maxLength\":48,\"asn\":65002,\"ta\":\"x\"}";
        try (var cache = new Stayrtr(directory, BOTH + v6);
                Bench a = daemon("cache 127.0.0.1:" + cache.port + " { retry 1 }");
                RawNeighbor raw = neighbor(a)) {
            a.until("invalid refused", () -> accepted(a).equals("192.0.2.0/24"));
            counts(a, 2);
            Json.Obj row = a.rows("show rpki", "").getFirst();
            assertThat(row.integer("vrps_ipv6")).hasValue(1);
            assertThat(row.integer("aspas")).hasValue(1);
            assertThat(cache(a, 0).integer("version")).hasValue(2);
            assertThat(cache(a, 0).integer("failures")).hasValue(0);
            Json.Obj answer =
                    a.rows("rpki validate", "\"prefix\":\"2001:db8:1::/48\",\"as\":65002")
                            .getFirst();
            assertThat(answer.string("state")).contains("valid");
            raw.hangUp();
        }
    }

    /// Two caches of others, one preferred: it dies, the second takes over, and no route comes or
    /// goes meanwhile.
    @Test
    void stayrtrDiesAndAnotherTakesOver(@TempDir Path directory) throws Exception {
        var first = new Stayrtr(directory.resolve("first"), BOTH);
        try (var second = new Stayrtr(directory.resolve("second"), BOTH);
                Bench a =
                        daemon(
                                "cache 127.0.0.1:%d { preference 1; retry 1 } cache 127.0.0.1:%d { preference 2; retry 1 }"
                                        .formatted(first.port, second.port));
                RawNeighbor raw = neighbor(a)) {
            a.until("invalid refused", () -> accepted(a).equals("192.0.2.0/24"));
            long before = rejections(a);
            first.close();
            a.until(
                    "the second counts",
                    () -> {
                        assertThat(accepted(a)).isEqualTo("192.0.2.0/24");
                        return cache(a, 1).bool("counts").orElse(false);
                    });
            counts(a, 2);
            assertThat(accepted(a)).isEqualTo("192.0.2.0/24");
            assertThat(rejections(a)).as("no route was rejected anew").isEqualTo(before);
            raw.hangUp();
        } finally {
            first.close();
        }
    }

    private static long rejections(Bench a) throws IOException {
        return a.rows("show rejected", "").size();
    }

    /// The file is replaced on disk: a reload reads it again, and one with an error changes
    /// nothing.
    @Test
    void aFileIsReplaced() throws Exception {
        try (ScriptedCache cache = new ScriptedCache("127.0.0.3", (q, out) -> tell(out, 1));
                Bench a = daemon("cache 127.0.0.3:" + cache.port())) {
            Path vrps = a.file.orElseThrow().resolveSibling("vrps.json");
            Path file = a.file.orElseThrow();
            Files.writeString(vrps, vrpsFile(BOTH));
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(" }\npolicy", "; vrps from file \"vrps.json\" }\npolicy"));
            try (RawNeighbor raw = neighbor(a)) {
                assertThat(accepted(a)).isEqualTo("192.0.2.0/24 198.51.100.0/24");
                assertThat(a.end("reload", "").integer("status")).hasValue(0);
                a.until("invalid refused", () -> accepted(a).equals("192.0.2.0/24"));
                Json.Obj row = a.rows("show routes", "\"prefix\":\"198.51.100.0/24\"").getFirst();
                assertThat(row.string("rpki_why"))
                        .contains("by AS: 198.51.100.0/24 allows AS 65009 up to /24");
                Files.writeString(vrps, vrpsFile(BOTH).replace("65009", "\"nobody\""));
                assertThat(a.end("reload", "").integer("status").orElse(0)).isNotZero();
                assertThat(accepted(a)).isEqualTo("192.0.2.0/24");
                Files.writeString(vrps, vrpsFile(BOTH).replace("65009", "65002"));
                assertThat(a.end("reload", "").integer("status")).hasValue(0);
                a.until("both", () -> accepted(a).equals("192.0.2.0/24 198.51.100.0/24"));
                assertThat(a.established("127.0.0.2")).isTrue();
                raw.hangUp();
            }
            Files.delete(vrps);
        }
    }
}

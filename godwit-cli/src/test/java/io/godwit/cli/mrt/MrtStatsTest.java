package io.godwit.cli.mrt;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Output;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonWriter;
import io.godwit.wire.Bytes;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

class MrtStatsTest {
    private static final String MARKER = "ff".repeat(16);
    private static final String GOOD = "40010100 400206 0201 0000fbf0 400304 c0000201";
    private static final String SESSION = "0000fbf0 0000fbf1 0000 0001 c0000201 c0000202";

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private static byte[] octets(String hex) {
        return Bytes.fromHex(hex.replace(" ", "")).toArray();
    }

    private MrtStatsTest record(int seconds, int type, int subtype, String hex) {
        byte[] body = octets(hex);
        file.writeBytes(
                octets(String.format("%08x%04x%04x%08x", seconds, type, subtype, body.length)));
        file.writeBytes(body);
        return this;
    }

    private static String message(int type, String body) {
        return MARKER + String.format("%04x%02x", 19 + octets(body).length, type) + body;
    }

    private static String update(String withdrawn, String attributes, String nlri) {
        String lengths = "%04x" + withdrawn + "%04x" + attributes + nlri;
        return message(
                2, String.format(lengths, octets(withdrawn).length, octets(attributes).length));
    }

    private MrtStats stats() {
        MrtStats stats = new MrtStats();
        stats.read(new ByteArrayInputStream(file.toByteArray()));
        return stats;
    }

    private MrtStatsTest everything() {
        String communities = "c00808 fbf00001 fbf00002";
        record(100, 16, 4, SESSION + update("18cb0071", GOOD + communities, "18c00002 18c00003"));
        record(
                101,
                16,
                4,
                SESSION
                        + update(
                                "",
                                "800e1a 0002 01 10 20010db8000000000000000000000001 00 20 20010db8"
                                        + "40010100 400200",
                                ""));
        record(102, 16, 4, SESSION + update("", "800f08 0002 01 20 20010db8", ""));
        record(103, 16, 4, SESSION + message(4, ""));
        record(104, 16, 4, SESSION + update("", GOOD, "21c000020180"));
        record(105, 16, 5, SESSION + "0006 0001");
        record(106, 13, 1, "c0000264 0000 0001 02 0a000001 c0000201 0000fbf0");
        String entry = "0000 00000000 0014" + GOOD;
        record(107, 13, 2, "00000001 18c00002 0002" + entry + entry);
        record(108, 12, 1, "0000 0001 c0000200 18 01 471341dc c0000203 fbf0 0000");
        return record(109, 5, 1, "0102");
    }

    @Test
    void counts() {
        MrtStats s = everything().stats();
        assertThat(s.records()).isEqualTo(10);
        assertThat(s.damaged()).isZero();
        assertThat(s.other()).isEqualTo(1);
        assertThat(s.peerIndexTables()).isEqualTo(1);
        assertThat(s.prefixes()).isEqualTo(2);
        assertThat(s.ribEntries()).isEqualTo(3);
        assertThat(s.messages(2)).isEqualTo(4);
        assertThat(s.messages(4)).isEqualTo(1);
        assertThat(s.malformed()).isEqualTo(1);
        assertThat(s.announced()).isEqualTo(3);
        assertThat(s.withdrawn()).isEqualTo(2);
        assertThat(s.stateChanges()).isEqualTo(1);
        assertThat(s.firstSeconds()).isEqualTo(100);
        assertThat(s.lastSeconds()).isEqualTo(109);
        assertThat(s.peers()).hasSize(2);
        assertThat(s.families().keySet()).map(Object::toString).containsExactly("ipv4", "ipv6");
        assertThat(s.pathLengths()[0]).isEqualTo(1);
        assertThat(s.pathLengths()[1]).isEqualTo(3);
        assertThat(s.communities().distinct()).isEqualTo(2);
        assertThat(s.withCommunities()).isEqualTo(1);
    }

    @Test
    void aCutFileIsCountedAsFarAsItGoes() {
        byte[] whole = everything().file.toByteArray();
        MrtStats s = new MrtStats();
        s.read(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 1)));
        assertThat(s.records()).isEqualTo(10);
        assertThat(s.damaged()).isEqualTo(1);
        assertThat(s.firstProblem().orElseThrow()).contains("record 10: the file ends inside");
    }

    @Test
    void jsonHasNumbers() {
        String json = JsonWriter.write(MrtStatsJson.of("a.mrt", everything().stats()));
        Json.Obj o = JsonReader.read(json).object().orElseThrow();
        assertThat(o.integer("announced")).hasValue(3);
        assertThat(o.integer("rib_entries")).hasValue(3);
        assertThat(o.string("first_time")).contains("1970-01-01T00:01:40Z");
        assertThat(o.items("types")).hasSize(6);
        assertThat(o.items("as_path_lengths")).hasSize(2);
        assertThat(o.object("communities").orElseThrow().integer("total")).hasValue(2);
    }

    @Test
    void textHasTables() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Output out = new Output(octets);
        new MrtStatsText(out, false).print("a.mrt", everything().stats());
        out.flush();
        assertThat(octets.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "a.mrt\n10 records, 1970-01-01 00:01:40 to 1970-01-01 00:01:49 UTC (9 s)\n")
                .contains("BGP4MP MESSAGE_AS4                    5")
                .contains("BGP UPDATE (not read)")
                .contains("Established -> Idle")
                .contains("192.0.2.1  64496")
                .contains("1 path of 5 with communities");
    }

    @Test
    void countsOfIntsAgreeWithAMap() {
        Random random = new Random(71);
        IntCounts counts = new IntCounts();
        Map<Integer, Long> map = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            int key = random.nextInt(5000) * 0x1_0001;
            counts.add(key);
            map.merge(key, 1L, Long::sum);
        }
        assertThat(counts.distinct()).isEqualTo(map.size());
        assertThat(counts.total()).isEqualTo(100_000);
        for (IntCounts.Count c : counts.top(10_000)) {
            assertThat(c.count()).isEqualTo(map.get(c.key()));
        }
        assertThat(counts.top(3)).hasSize(3);
    }
}

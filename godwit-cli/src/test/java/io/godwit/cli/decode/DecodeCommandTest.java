package io.godwit.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cli.Console;
import io.godwit.cli.Output;
import io.godwit.feeds.Reading;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

class DecodeCommandTest {
    private static final DecodeOptions PLAIN =
            new DecodeOptions(Optional.empty(), Optional.empty(), false, Long.MAX_VALUE);
    private static final byte[] KEEPALIVE = Samples.message(4, "");
    private static final byte[] UPDATE = Samples.update(Samples.GOOD, "18 c00002");

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final Console console =
            new Console(
                    new Output(octets),
                    new Output(octets),
                    new ByteArrayInputStream(new byte[0]),
                    false,
                    false,
                    Map.of());

    private static byte[] cat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private String printed() {
        console.out().flush();
        return octets.toString(StandardCharsets.UTF_8);
    }

    private String walk(byte[] input, DecodeOptions options) throws IOException {
        TextReport report = new TextReport(console, options);
        report.begin("", false);
        FeedWalk walk = new FeedWalk(options, report);
        FeedInput in = FeedInput.of(new ByteArrayInputStream(input));
        switch (in.kind()) {
            case MRT -> walk.mrt(in.stream());
            case CAPTURE -> walk.capture(in.stream());
            case BGP -> walk.octets(in.stream().readAllBytes());
            case EMPTY, TEXT -> throw new AssertionError(in.kind());
        }
        return printed();
    }

    private static byte[] mrt(int type, int subtype, String hex) {
        byte[] body = Samples.octets(hex);
        return cat(
                Samples.octets(
                        String.format("471380fc %04x %04x %08x", type, subtype, body.length)),
                body);
    }

    @Test
    void oneLineForEachMessageOfAFile() throws IOException {
        assertThat(walk(cat(KEEPALIVE, UPDATE), PLAIN).lines())
                .containsExactly(
                        "     1  KEEPALIVE      the sender is alive",
                        "     2  UPDATE         announces 192.0.2.0/24, AS path 64496,"
                                + " next hop 192.0.2.1");
    }

    @Test
    void whatIsWrongStandsAtTheEndOfTheLine() throws IOException {
        assertThat(walk(Samples.golden().get("update-origin"), PLAIN))
                .contains("!! treat-as-withdraw: ORIGIN has the undefined value 5");
    }

    @Test
    void damagedHeadersDoNotHideWhatFollows() throws IOException {
        byte[] badType = Samples.octets(Samples.MARKER + "0013 09");
        byte[] badLength = Samples.octets(Samples.MARKER + "0005 04");
        String text = walk(cat(badType, badLength, KEEPALIVE), PLAIN);
        assertThat(text.lines()).hasSize(3);
        assertThat(text).contains("malformed header").contains("KEEPALIVE      the sender");
    }

    @Test
    void octetsBeforeTheFirstMarkerArePassedOver() {
        byte[] frame = cat(new byte[] {1, 2, 3}, KEEPALIVE);
        TextReport report = new TextReport(console, PLAIN);
        report.begin("", true);
        new FeedWalk(PLAIN, report).octets(frame);
        assertThat(printed())
                .contains("BGP message, 3 octets: malformed header")
                .contains("KEEPALIVE, 19 octets: the sender is alive");
    }

    @Test
    void limit() throws IOException {
        DecodeOptions two = new DecodeOptions(Optional.empty(), Optional.empty(), false, 2);
        assertThat(walk(cat(KEEPALIVE, KEEPALIVE, KEEPALIVE), two).lines()).hasSize(2);
    }

    @Test
    void mrtRecordsHaveTimeAndPeer() throws IOException {
        String session = "0000fbf0 0000fbf1 0000 0001 c0000201 c0000202";
        byte[] file =
                cat(
                        mrt(16, 4, session + Bytes.of(UPDATE).hex()),
                        mrt(16, 7, session + Bytes.of(KEEPALIVE).hex()),
                        mrt(16, 5, session + "0005 0006"),
                        mrt(5, 1, "0102"),
                        mrt(13, 1, "c0000264 0001 72 0001 02 0a000001 c0000201 0000fbf0"),
                        mrt(13, 2, "00000001 18c00002 0001 0000 00000000 0014" + Samples.GOOD),
                        mrt(
                                13,
                                4,
                                "00000001 2020010db8 0001 0000 00000000 0018"
                                        + "40010100 800e11 10 20010db8000000000000000000000001"),
                        mrt(12, 1, "0000 0001 c0000200 18 01 471341dc c0000201 fbf0 0004 40010100"),
                        mrt(13, 2, "00000001 18c00002 0001 0009 00000000 0000 00"));
        assertThat(walk(file, PLAIN).lines().map(line -> line.substring(36)))
                .containsExactly(
                        "192.0.2.1 AS64496           UPDATE         announces 192.0.2.0/24,"
                                + " AS path 64496, next hop 192.0.2.1",
                        "to 192.0.2.1 AS64496        KEEPALIVE      the sender is alive",
                        "192.0.2.1 AS64496           STATE          OpenConfirm -> Established",
                        "MRT            BGP UPDATE, 2 octets",
                        "PEERS          1 peer of 192.0.2.100, view r",
                        "192.0.2.1 AS64496           ROUTE          192.0.2.0/24,"
                                + " AS path 64496, next hop 192.0.2.1",
                        "192.0.2.1 AS64496           ROUTE          2001:db8::/32,"
                                + " next hop 2001:db8::1",
                        "192.0.2.1 AS64496           ROUTE          192.0.2.0/24",
                        "peer 9                      ROUTE          192.0.2.0/24",
                        "note           1 octets left over after the record's last field");
        assertThat(printed()).startsWith("     1  2007-10-15 15:02:20.000000  ");
    }

    @Test
    void captures() throws IOException {
        byte[] tcp =
                Samples.octets(
                        "020000000001 020000000002 0800"
                                + "4500 003b 0001 0000 4006 0000 c0000201 c0000202"
                                + "c350 00b3 00000001 00000000 5010 2000 0000 0000"
                                + Bytes.of(KEEPALIVE).hex());
        byte[] header = Samples.octets("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001");
        String length = String.format("%08x", tcp.length);
        byte[] file = cat(header, Samples.octets("471380fc 00000001" + length + length), tcp);
        assertThat(walk(file, PLAIN))
                .isEqualTo(
                        "     1  2007-10-15 15:02:20.000001  192.0.2.1:50000 > 192.0.2.2:179"
                                + "  KEEPALIVE      the sender is alive\n");
    }

    @Test
    void compressedInputsAreRecognised() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(KEEPALIVE);
        }
        assertThat(FeedInput.of(new ByteArrayInputStream(packed.toByteArray())).kind())
                .isEqualTo(FeedInput.Kind.BGP);
        assertThat(walk(packed.toByteArray(), PLAIN)).contains("KEEPALIVE");
        byte[] empty = Samples.octets("425a683117724538509000000000");
        assertThat(FeedInput.of(new ByteArrayInputStream(empty)).kind())
                .isEqualTo(FeedInput.Kind.EMPTY);
        byte[] hex = "ffff ffff".getBytes(StandardCharsets.UTF_8);
        assertThat(FeedInput.of(new ByteArrayInputStream(hex)).kind())
                .isEqualTo(FeedInput.Kind.TEXT);
    }

    @Test
    void whatTheUserSaysGoesFirst() {
        DecodeOptions told =
                new DecodeOptions(
                        Optional.of(false),
                        Optional.of(List.of(Family.IPV4_UNICAST)),
                        false,
                        Long.MAX_VALUE);
        Reading reading = told.reading(UPDATE, 0, UPDATE.length, Reading.USUAL);
        assertThat(reading)
                .isEqualTo(
                        new Reading(
                                false, List.of(Family.IPV4_UNICAST), false, Reading.Source.GIVEN));
        Reading mrt = Reading.given(true, true);
        assertThat(PLAIN.reading(UPDATE, 0, UPDATE.length, mrt)).isEqualTo(mrt);
    }

    @Test
    void jsonIsOneObjectOrOneALine() {
        for (boolean lines : new boolean[] {false, true}) {
            octets.reset();
            JsonReport report = new JsonReport(console, PLAIN, lines);
            report.begin("", true);
            FeedWalk walk = new FeedWalk(PLAIN, report);
            walk.octets(cat(UPDATE, Samples.golden().get("update-origin")));
            report.end();
            List<String> all = printed().lines().toList();
            assertThat(all).hasSize(lines ? 2 : 1);
            Json.Obj first = JsonReader.read(all.get(0)).object().orElseThrow();
            Json.Obj message = lines ? first : (Json.Obj) first.items("messages").get(0);
            assertThat(message.string("type")).contains("UPDATE");
            assertThat(message.items("fields")).hasSize(7);
            assertThat(message.object("reading").orElseThrow().integer("as_octets")).hasValue(4);
            assertThat(message.object("verdict").orElseThrow().string("action")).contains("ok");
        }
    }

    @Test
    void jsonOfAFileIsShort() {
        JsonReport report = new JsonReport(console, PLAIN, true);
        report.begin("a", false);
        new FeedWalk(PLAIN, report).octets(Samples.golden().get("update-origin"));
        report.end();
        Json.Obj line = JsonReader.read(printed().strip()).object().orElseThrow();
        assertThat(line.string("file")).contains("a");
        assertThat(line.string("action")).contains("treat-as-withdraw");
        assertThat(line.items("problems")).hasSize(1);
        assertThat(line.items("fields")).isEmpty();
    }

    @Test
    void filesAreToldByTheirContent(@TempDir Path dir) throws IOException {
        Path file = Files.write(dir.resolve("keepalive"), KEEPALIVE);
        try (FeedInput input = FeedInput.open(file)) {
            assertThat(input.kind()).isEqualTo(FeedInput.Kind.BGP);
        }
        assertThatThrownBy(() -> FeedInput.open(dir.resolve("none")))
                .isInstanceOf(IOException.class);
    }
}

package io.godwit.feeds.pcap;

import static io.godwit.feeds.pcap.Captures.ACK;
import static io.godwit.feeds.pcap.Captures.RST;
import static io.godwit.feeds.pcap.Captures.SYN;
import static io.godwit.feeds.pcap.Captures.ethernet;
import static io.godwit.feeds.pcap.Captures.ipv4;
import static io.godwit.feeds.pcap.Captures.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.feeds.Hand;
import io.godwit.feeds.Reading;
import io.godwit.feeds.Samples;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class BgpCaptureTest {
    private static final byte[] NONE = {};
    private static final byte[] K = Samples.KEEPALIVE;
    private static final byte[] U = Samples.UPDATE4;

    private static List<CaptureEvent> read(byte[] file) throws IOException {
        BgpCapture capture = new BgpCapture(new ByteArrayInputStream(file));
        List<CaptureEvent> all = new ArrayList<>();
        for (var next = capture.next(); next.isPresent(); next = capture.next()) {
            all.add(next.get());
        }
        return all;
    }

    /// "KEEPALIVE 1" for a message in frame 1, the text of a note.
    private static List<String> told(byte[] file) throws IOException {
        List<String> all = new ArrayList<>();
        for (CaptureEvent e : read(file)) {
            all.add(
                    switch (e) {
                        case CaptureEvent.Message m -> m.octets().at(18) + " in " + m.frame();
                        case CaptureEvent.Note n -> n.text();
                    });
        }
        return all;
    }

    private static byte[] eth(long seq, int flags, byte[] payload) {
        return ethernet(ipv4(false, 179, seq, 0, flags, payload));
    }

    private static byte[] cat(byte[]... parts) {
        Hand all = new Hand();
        for (byte[] part : parts) {
            all.bytes(part);
        }
        return all.array();
    }

    @Test
    void aMessageHasTimeFrameAndEnds() throws IOException {
        List<CaptureEvent> all = read(pcap(1, eth(99, SYN, NONE), eth(100, ACK, K)));
        assertThat(all).hasSize(1);
        var m = (CaptureEvent.Message) all.get(0);
        assertThat(m.frame()).isEqualTo(2);
        assertThat(m.nanos()).isEqualTo(1_000_000_002_000_000L);
        assertThat(m.from()).hasToString("192.0.2.1:50000");
        assertThat(m.to()).hasToString("192.0.2.2:179");
        assertThat(m.octets()).isEqualTo(Bytes.of(K));
    }

    @Test
    void severalMessagesInASegmentAndOneInSeveral() throws IOException {
        byte[] stream = cat(K, U, K);
        byte[] file =
                pcap(
                        1,
                        eth(99, SYN, NONE),
                        eth(100, ACK, Arrays.copyOf(stream, 30)),
                        eth(130, ACK, Arrays.copyOfRange(stream, 30, stream.length)));
        assertThat(told(file)).containsExactly("4 in 2", "2 in 3", "4 in 3");
    }

    @Test
    void segmentsOutOfOrderAndTwice() throws IOException {
        byte[] stream = cat(K, U);
        byte[] head = Arrays.copyOf(stream, 10);
        byte[] middle = Arrays.copyOfRange(stream, 10, 40);
        byte[] tail = Arrays.copyOfRange(stream, 40, stream.length);
        byte[] file =
                pcap(
                        1,
                        eth(99, SYN, NONE),
                        eth(140, ACK, tail),
                        eth(100, ACK, head),
                        eth(100, ACK, head),
                        eth(105, ACK, Arrays.copyOfRange(stream, 5, 25)),
                        eth(110, ACK, middle));
        assertThat(told(file)).containsExactly("4 in 5", "2 in 6");
    }

    @Test
    void sequenceNumbersWrap() throws IOException {
        byte[] stream = cat(K, K);
        byte[] file =
                pcap(
                        1,
                        eth(0xffff_ffefL, SYN, NONE),
                        eth(3, ACK, Arrays.copyOfRange(stream, 19, 38)),
                        eth(0xffff_fff0L, ACK, Arrays.copyOf(stream, 19)));
        assertThat(told(file)).containsExactly("4 in 3", "4 in 3");
    }

    @Test
    void aHoleIsToldAndTheNextMarkerFound() throws IOException {
        byte[] stream = cat(U, U, K);
        byte[] file =
                pcap(
                        1,
                        eth(99, SYN, NONE),
                        eth(100, ACK, Arrays.copyOf(stream, 20)),
                        eth(140, ACK, Arrays.copyOfRange(stream, 40, stream.length)));
        assertThat(told(file))
                .containsExactly(
                        "20 octets are missing from the capture, in the midst of a message",
                        "passed over 27 octets to the next marker",
                        "2 in 3",
                        "4 in 3");
    }

    /// The receiver has what the capture lacks: no need to wait for the end.
    @Test
    void anAcknowledgedHoleIsGivenUpAfterASecond() throws IOException {
        Hand file = new Hand().bytes(pcap(1, eth(99, SYN, NONE), eth(119, ACK, K)));
        for (int second : new int[] {1_000_001, 1_000_003}) {
            byte[] back = ethernet(ipv4(true, 179, 1, 138, ACK, NONE));
            file.le32(second).le32(0).le32(back.length).le32(back.length).bytes(back);
        }
        byte[] late = eth(138, ACK, K);
        file.le32(1_000_004).le32(0).le32(late.length).le32(late.length).bytes(late);
        assertThat(told(file.array()))
                .containsExactly("19 octets are missing from the capture", "4 in 2", "4 in 5");
    }

    @Test
    void aFrameCutByTheCaptureIsAHole() throws IOException {
        byte[] whole = eth(100, ACK, cat(K, U));
        byte[] cut = Arrays.copyOf(whole, whole.length - 10);
        byte[] file = pcap(1, eth(99, SYN, NONE), cut, eth(100 + 19 + U.length, ACK, K));
        assertThat(told(file))
                .containsExactly(
                        "4 in 2",
                        "10 octets are missing from the capture, in the midst of a message",
                        "passed over 37 octets to the next marker",
                        "4 in 3");
    }

    @Test
    void aCaptureThatBeginsInTheMidstFindsItsStep() throws IOException {
        byte[] file = pcap(1, eth(500, ACK, cat(Arrays.copyOfRange(U, 30, U.length), K)));
        assertThat(told(file))
                .containsExactly("passed over 17 octets to the next marker", "4 in 1");
    }

    @Test
    void whatIsNoMarkerIsToldAndPassedOver() throws IOException {
        byte[] file = pcap(1, eth(99, SYN, NONE), eth(100, ACK, cat(K, new byte[21], K)));
        assertThat(told(file))
                .containsExactly(
                        "4 in 2",
                        "no marker where a message should begin (RFC 4271 §4.1):"
                                + " passed over 21 octets to the next marker",
                        "4 in 2");
    }

    @Test
    void aLengthNoMessageHasComesOutAsItsHeader() throws IOException {
        byte[] bad = new Hand().hex(Samples.MARKER).u16(5).u8(4).array();
        byte[] file = pcap(1, eth(99, SYN, NONE), eth(100, ACK, cat(bad, K)));
        assertThat(told(file)).containsExactly("4 in 2", "4 in 2");
        var first = (CaptureEvent.Message) read(file).get(0);
        assertThat(first.octets().length()).isEqualTo(19);
    }

    @Test
    void anEndInsideAMessageIsTold() throws IOException {
        byte[] file = pcap(1, eth(99, SYN, NONE), eth(100, ACK, Arrays.copyOf(U, 25)));
        assertThat(told(file)).containsExactly("ends inside a message, after 25 octets");
    }

    @Test
    void aNewConnectionOnTheSamePortsBeginsAnew() throws IOException {
        byte[] file =
                pcap(
                        1,
                        eth(99, SYN, NONE),
                        eth(100, ACK, Arrays.copyOf(U, 25)),
                        eth(125, RST, NONE),
                        eth(5000, SYN, NONE),
                        eth(5001, ACK, K));
        assertThat(told(file)).containsExactly("ends inside a message, after 25 octets", "4 in 5");
    }

    @Test
    void otherPortsAreBgpWhenTheyBeginWithAMarker() throws IOException {
        byte[] bgp = ethernet(ipv4(false, 1790, 100, 0, ACK, K));
        byte[] web = ethernet(ipv4(false, 80, 100, 0, ACK, cat(new byte[30], K)));
        assertThat(told(pcap(1, bgp, web))).containsExactly("4 in 1");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 020000000001020000000002 0800", // Ethernet
        "1, 020000000001020000000002 8100 0064 0800", // 802.1Q
        "1, 020000000001020000000002 88a8 0001 8100 0064 0800", // QinQ
        "1, 020000000001020000000002 8847 00064140 00065140 00066140", // not the bottom: nothing
        "1, 020000000001020000000002 8847 00064040 00065140", // MPLS
        "0, 02000000", // BSD loopback, little-endian
        "0, 00000002", // BSD loopback, big-endian
        "108, 00000002", // OpenBSD loopback
        "9, ff03 0021", // PPP
        "9, 0021",
        "101, ''", // raw IP
        "228, ''",
        "104, 0f00 0800", // Cisco HDLC
        "113, 0000 0001 0006 020000000001 0000 0800", // Linux cooked v1
        "276, 0800 0000 00000001 0001 00 06 0200000000010000" // Linux cooked v2
    })
    void linkLayers(int linkType, String header) throws IOException {
        byte[] ip = ipv4(false, 179, 100, 0, ACK, K);
        byte[] frame = new Hand().hex(header).bytes(ip).array();
        boolean labelsGoOn = header.endsWith("00066140");
        assertThat(told(pcap(linkType, frame))).hasSize(labelsGoOn ? 0 : 1);
    }

    @Test
    void ipv6WithExtensionHeaders() throws IOException {
        byte[] tcp = Captures.tcp(false, 179, 100, 0, ACK, K);
        String ends = "20010db8000000000000000000000001 20010db8000000000000000000000002";
        byte[] plain =
                new Hand().hex("60000000").u16(tcp.length).u8(6, 64).hex(ends).bytes(tcp).array();
        byte[] extended =
                new Hand()
                        .hex("60000000")
                        .u16(tcp.length + 8)
                        .u8(0, 64)
                        .hex(ends)
                        .hex("06 00 0104 00000000")
                        .bytes(tcp)
                        .array();
        List<CaptureEvent> all = read(pcap(1, ethernet(plain)));
        assertThat(all.get(0).from()).hasToString("[2001:db8::1]:50000");
        assertThat(told(pcap(1, ethernet(extended)))).containsExactly("4 in 1");
    }

    @Test
    void fragmentsAndOtherProtocolsAreNothing() throws IOException {
        byte[] fragment = ethernet(ipv4(false, 179, 100, 0, ACK, K));
        fragment[14 + 6] = 0x20; // more fragments
        byte[] udp = ethernet(ipv4(false, 179, 100, 0, ACK, K));
        udp[14 + 9] = 17;
        assertThat(told(pcap(1, fragment, udp, new byte[] {1, 2, 3}))).isEmpty();
    }

    @Test
    void bothOpensTellHowUpdatesAreRead() throws IOException {
        byte[] file =
                pcap(
                        1,
                        eth(99, SYN, NONE),
                        ethernet(ipv4(true, 179, 499, 100, SYN | ACK, NONE)),
                        eth(100, ACK, Samples.OPEN),
                        ethernet(ipv4(true, 179, 500, 100, ACK, Samples.OPEN)),
                        eth(100 + Samples.OPEN.length, ACK, Samples.UPDATE_PATHS));
        var update = (CaptureEvent.Message) read(file).get(2);
        assertThat(update.reading())
                .isEqualTo(
                        new Reading(
                                true, List.of(Family.IPV4_UNICAST), false, Reading.Source.LEARNED));
    }

    @Test
    void oneSideWithoutTheCapabilityMeansTwoOctets() throws IOException {
        byte[] file =
                pcap(
                        1,
                        eth(100, ACK, Samples.OPEN),
                        ethernet(ipv4(true, 179, 500, 100, ACK, Samples.OLD_OPEN)),
                        eth(100 + Samples.OPEN.length, ACK, Samples.UPDATE2));
        var update = (CaptureEvent.Message) read(file).get(2);
        assertThat(update.reading().asn4()).isFalse();
        assertThat(update.reading().source()).isEqualTo(Reading.Source.LEARNED);
    }

    @Test
    void withoutOpensTheReadingIsInferredAndKept() throws IOException {
        byte[] noEvidence = Samples.message(2, "0004 18 c00002 0000");
        byte[] file = pcap(1, eth(100, ACK, cat(Samples.UPDATE2, noEvidence)));
        List<CaptureEvent> all = read(file);
        assertThat(((CaptureEvent.Message) all.get(0)).reading().asn4()).isFalse();
        assertThat(((CaptureEvent.Message) all.get(1)).reading().asn4()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void noOctetsMakeItThrow(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] seedFile =
                pcap(
                        1,
                        eth(99, SYN, NONE),
                        eth(100, ACK, cat(Samples.OPEN, K)),
                        eth(200, ACK, U),
                        eth(100 + Samples.OPEN.length + 19, ACK, cat(U, K, U)));
        for (int i = 0; i < 4000; i++) {
            byte[] mutant = seedFile.clone();
            for (int n = random.nextInt(1, 10); n > 0; n--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length + 1));
            assertThat(read(mutant)).as("seed %d, case %d", seed, i).isNotNull();
        }
    }

    /// However TCP cuts and shuffles, the messages are the same.
    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void cuttingAndShufflingChangesNothing(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] stream = cat(Samples.OPEN, K, U, K, Samples.UPDATE_PATHS, U, K);
            List<byte[]> frames = new ArrayList<>();
            int at = 0;
            while (at < stream.length) {
                int n = Math.min(random.nextInt(1, 40), stream.length - at);
                byte[] frame = eth(1000L + at, ACK, Arrays.copyOfRange(stream, at, at + n));
                for (int copies = random.nextInt(1, 3); copies > 0; copies--) {
                    frames.add(random.nextInt(frames.size() + 1), frame);
                }
                at += n;
            }
            frames.addFirst(eth(999, SYN, NONE));
            List<CaptureEvent> all = read(pcap(1, frames.toArray(byte[][]::new)));
            Hand back = new Hand();
            for (CaptureEvent e : all) {
                back.bytes(((CaptureEvent.Message) e).octets().toArray());
            }
            assertThat(back.array()).as("seed %d, round %d", seed, round).isEqualTo(stream);
        }
    }
}

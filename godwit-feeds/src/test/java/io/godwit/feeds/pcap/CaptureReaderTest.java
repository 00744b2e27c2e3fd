package io.godwit.feeds.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.feeds.Hand;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class CaptureReaderTest {
    private static final byte[] FRAME = {1, 2, 3, 4, 5};

    private static List<Packet> read(CaptureReader reader) throws IOException {
        List<Packet> all = new ArrayList<>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static CaptureReader reader(byte[] file) {
        return new CaptureReader(new ByteArrayInputStream(file));
    }

    /// Blocks of pcapng in one byte order.
    private static final class Ng {
        private final Hand out = new Hand();
        private final boolean little;

        Ng(boolean little) {
            this.little = little;
        }

        Ng n32(Hand to, long value) {
            if (little) {
                to.le32(value);
            } else {
                to.u32(value);
            }
            return this;
        }

        void n16(Hand to, int value) {
            if (little) {
                to.le16(value);
            } else {
                to.u16(value);
            }
        }

        Ng block(long type, byte[] body) {
            int padded = body.length + 3 & ~3;
            n32(out, type);
            n32(out, 12 + padded);
            out.bytes(Arrays.copyOf(body, padded));
            return n32(out, 12 + padded);
        }

        Ng section() {
            Hand body = new Hand();
            n32(body, 0x1a2b3c4d);
            n16(body, 1);
            n16(body, 0);
            return block(0x0a0d0d0aL, body.u32(0xffff_ffffL, 0xffff_ffffL).array());
        }

        Ng description(int linkType, String options) {
            Hand body = new Hand();
            n16(body, linkType);
            n16(body, 0);
            n32(body, 65535);
            return block(1, body.hex(options).array());
        }

        Ng enhanced(int id, long high, long low, byte[] frame) {
            Hand body = new Hand();
            n32(body, id).n32(body, high).n32(body, low);
            n32(body, frame.length).n32(body, frame.length);
            return block(6, body.bytes(frame).array());
        }

        byte[] array() {
            return out.array();
        }
    }

    @Test
    void pcapInBothByteOrdersAndResolutions() throws IOException {
        for (boolean nanos : new boolean[] {false, true}) {
            long magic = nanos ? 0xa1b23c4dL : 0xa1b2c3d4L;
            byte[] little =
                    new Hand()
                            .le32(magic)
                            .le16(2)
                            .le16(4)
                            .le32(0)
                            .le32(0)
                            .le32(96)
                            .le32(113)
                            .le32(5)
                            .le32(7)
                            .le32(5)
                            .le32(60)
                            .bytes(FRAME)
                            .array();
            byte[] big =
                    new Hand()
                            .u32(magic)
                            .u16(2, 4)
                            .u32(0, 0, 96, 113)
                            .u32(5, 7, 5, 60)
                            .bytes(FRAME)
                            .array();
            for (byte[] file : List.of(little, big)) {
                Packet p = read(reader(file)).get(0);
                assertThat(p.nanos()).isEqualTo(5_000_000_000L + (nanos ? 7 : 7000));
                assertThat(p.linkType()).isEqualTo(113);
                assertThat(p.octets()).isEqualTo(FRAME);
                assertThat(BgpCapture.recognises(file, file.length)).isTrue();
            }
        }
    }

    @Test
    void pcapngInBothByteOrders() throws IOException {
        for (boolean little : new boolean[] {false, true}) {
            byte[] file =
                    new Ng(little)
                            .section()
                            .description(1, "")
                            .block(0x0bad, new byte[7])
                            .enhanced(0, 0, 3_000_001, FRAME)
                            .array();
            CaptureReader reader = reader(file);
            Packet p = read(reader).get(0);
            assertThat(p.nanos()).isEqualTo(3_000_001_000L);
            assertThat(p.octets()).isEqualTo(FRAME);
            assertThat(reader.problem()).isEmpty();
            assertThat(BgpCapture.recognises(file, 4)).isTrue();
        }
    }

    @Test
    void interfacesHaveTheirOwnResolutionAndOffset() throws IOException {
        byte[] file =
                new Ng(true)
                        .section()
                        .description(1, "0900 0100 09000000") // 10^-9 s
                        .description(113, "0900 0100 8a000000 0e00 0800 0a00000000000000") // 2^-10
                        .enhanced(0, 0, 42, FRAME)
                        .enhanced(1, 0, 1536, FRAME)
                        .enhanced(2, 0, 1, FRAME) // never described
                        .array();
        List<Packet> all = read(reader(file));
        assertThat(all).hasSize(2);
        assertThat(all.get(0).nanos()).isEqualTo(42);
        assertThat(all.get(1).nanos()).isEqualTo(11_500_000_000L);
        assertThat(all.get(1).linkType()).isEqualTo(113);
    }

    @Test
    void aSecondSectionMayTurnTheByteOrder() throws IOException {
        byte[] file =
                new Hand()
                        .bytes(new Ng(true).section().description(1, "").array())
                        .bytes(new Ng(false).section().description(101, "").array())
                        .bytes(new Ng(false).enhanced(0, 0, 0, FRAME).array())
                        .array();
        assertThat(read(reader(file)).get(0).linkType()).isEqualTo(101);
    }

    @Test
    void simpleAndOldPacketBlocks() throws IOException {
        Hand old = new Hand().le16(0).le16(0).le32(0).le32(9).le32(5).le32(5).bytes(FRAME);
        byte[] file =
                new Ng(true)
                        .section()
                        .description(1, "")
                        .block(3, new Hand().le32(5).bytes(FRAME).array())
                        .block(2, old.array())
                        .array();
        List<Packet> all = read(reader(file));
        assertThat(all).hasSize(2);
        assertThat(all.get(0).octets()).isEqualTo(FRAME);
        assertThat(all.get(1).nanos()).isEqualTo(9000);
    }

    @Test
    void whatIsWrongWithAFileIsTold() throws IOException {
        byte[] good = Captures.pcap(1, FRAME, FRAME);
        CaptureReader cut = reader(Arrays.copyOf(good, good.length - 2));
        List<Packet> all = read(cut);
        assertThat(all).hasSize(2);
        assertThat(all.get(1).octets()).hasSize(3);
        assertThat(cut.problem()).isEqualTo("the file ends inside packet 2");

        CaptureReader foreign = reader(new byte[30]);
        assertThat(read(foreign)).isEmpty();
        assertThat(foreign.problem()).isEqualTo("neither pcap nor pcapng");

        CaptureReader huge =
                reader(new Hand().bytes(Captures.pcap(1)).hex("ff".repeat(16)).array());
        assertThat(read(huge)).isEmpty();
        assertThat(huge.problem()).contains("not believable");

        byte[] ng = new Ng(true).section().description(1, "").array();
        CaptureReader cutNg = reader(Arrays.copyOf(ng, ng.length - 3));
        assertThat(read(cutNg)).isEmpty();
        assertThat(cutNg.problem()).isEqualTo("the file ends inside a block");
    }
}

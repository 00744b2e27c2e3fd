package io.godwit.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.bfd.ControlPacket;
import io.godwit.feeds.mrt.MrtReader;
import io.godwit.feeds.pcap.BgpCapture;
import io.godwit.feeds.rtr.RtrDecoded;
import io.godwit.feeds.rtr.RtrPdu;
import io.godwit.feeds.rtr.RtrReader;
import io.godwit.feeds.rtr.RtrWriter;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.netlink.KernelSays;
import io.godwit.kernel.netlink.Messages;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/// What comes from files, caches, the kernel and BFD.
final class FeedFuzz {
    private static final int MAIN_TABLE = 254;

    private FeedFuzz() {}

    static void rtr(byte[] octets) {
        int at = 0;
        int length;
        while ((length = RtrReader.frame(octets, at, octets.length)) > 0) {
            assertThat(length).isBetween(RtrReader.HEADER_OCTETS, octets.length - at);
            if (RtrReader.read(octets, at, length) instanceof RtrDecoded.Ok(RtrPdu pdu)) {
                byte[] again = RtrWriter.write(pdu);
                assertThat(RtrReader.read(again, 0, again.length))
                        .isEqualTo(new RtrDecoded.Ok(pdu));
            }
            at += length;
        }
    }

    /// Each record takes octets of the file, so there is an end.
    static void mrt(byte[] octets) throws IOException {
        MrtReader reader = new MrtReader(new ByteArrayInputStream(octets));
        int most = octets.length;
        while (reader.next().isPresent()) {
            assertThat(--most).isNotNegative();
        }
    }

    static void pcap(byte[] octets) throws IOException {
        BgpCapture.recognises(octets, octets.length);
        BgpCapture capture = new BgpCapture(new ByteArrayInputStream(octets));
        int most = 4 * octets.length + 100;
        while (capture.next().isPresent()) {
            assertThat(--most).isNotNegative();
        }
    }

    static void netlink(byte[] octets) {
        Messages.read(octets, octets.length, MAIN_TABLE, new Nobody());
    }

    static void bfd(byte[] octets) {
        if (ControlPacket.read(octets, 0, octets.length)
                instanceof ControlPacket.Reading.Packet(ControlPacket packet)) {
            byte[] again = new byte[ControlPacket.OCTETS];
            packet.write(again, 0);
            ControlPacket.read(again, 0, again.length);
        }
    }

    private static final class Nobody implements KernelSays {
        @Override
        public void told(KernelEvent event) {
            assertThat(event.toString()).isNotBlank();
        }

        @Override
        public void answered(int number, int error) {}

        @Override
        public void ended(int number) {}

        @Override
        public void interrupted() {}

        @Override
        public void lost() {}
    }
}

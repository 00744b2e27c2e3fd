package io.godwit.feeds.pcap;

import io.godwit.feeds.Hand;

/// Frames and capture files put together by hand.
final class Captures {
    static final int SYN = 2;
    static final int ACK = 16;
    static final int RST = 4;

    private Captures() {}

    /// An IPv4 packet with a TCP segment from 192.0.2.1 to 192.0.2.2 or back.
    static byte[] ipv4(boolean back, int port, long seq, long ack, int flags, byte[] payload) {
        Hand p = new Hand();
        p.u8(0x45, 0).u16(40 + payload.length, 1, 0).u8(64, 6).u16(0);
        p.hex(back ? "c0000202 c0000201" : "c0000201 c0000202");
        return p.bytes(tcp(back, port, seq, ack, flags, payload)).array();
    }

    static byte[] tcp(boolean back, int port, long seq, long ack, int flags, byte[] payload) {
        Hand p = new Hand();
        p.u16(back ? port : 50000, back ? 50000 : port).u32(seq, ack);
        return p.u8(0x50, flags).u16(8192, 0, 0).bytes(payload).array();
    }

    static byte[] ethernet(byte[] ip) {
        int type = (ip[0] & 0xf0) == 0x40 ? 0x0800 : 0x86dd;
        return new Hand().hex("020000000001 020000000002").u16(type).bytes(ip).array();
    }

    /// A little-endian pcap file with microseconds; one frame a millisecond.
    static byte[] pcap(int linkType, byte[]... frames) {
        Hand file = new Hand();
        file.le32(0xa1b2c3d4L).le16(2).le16(4).le32(0).le32(0).le32(65535).le32(linkType);
        int n = 0;
        for (byte[] frame : frames) {
            file.le32(1_000_000).le32(1000L * ++n).le32(frame.length).le32(frame.length);
            file.bytes(frame);
        }
        return file.array();
    }
}

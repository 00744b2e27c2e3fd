package io.godwit.feeds;

import io.godwit.wire.Bytes;

/// BGP messages written by hand from RFC 4271 §4, for feeds to carry.
public final class Samples {
    public static final String MARKER = "ff".repeat(16);

    /// RFC 4271 §4.4.
    public static final byte[] KEEPALIVE = message(4, "");

    /// AS 64496 with the 4-octet AS capability, ADD-PATH for ipv4 (send and receive).
    public static final byte[] OPEN =
            message(1, "04 fbf0 005a c0000201 10 02 06 41 04 0000fbf0 02 06 45 04 0001 01 03");

    /// The same without capabilities.
    public static final byte[] OLD_OPEN = message(1, "04 fbf0 005a c0000202 00");

    /// 192.0.2.0/24 by AS 64496, 4-octet AS numbers.
    public static final byte[] UPDATE4 =
            message(2, "0000 0014 40010100 400206 0201 0000fbf0 400304 c0000201 18 c00002");

    /// The same with 2-octet AS numbers.
    public static final byte[] UPDATE2 =
            message(2, "0000 0012 40010100 400204 0201 fbf0 400304 c0000201 18 c00002");

    /// 192.0.2.0/24 twice, as paths 1 and 2.
    public static final byte[] UPDATE_PATHS =
            message(
                    2,
                    "0000 0014 40010100 400206 0201 0000fbf0 400304 c0000201"
                            + "00000001 18 c00002 00000002 18 c00002");

    private Samples() {}

    /// A message with this type and body.
    public static byte[] message(int type, String body) {
        byte[] octets = Bytes.fromHex(body.replace(" ", "")).toArray();
        return new Hand().hex(MARKER).u16(19 + octets.length).u8(type).bytes(octets).array();
    }
}

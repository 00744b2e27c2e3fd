package io.godwit.wire;

/// KEEPALIVE (RFC 4271 §4.4): a header and nothing else.
public final class Keepalive {
    private Keepalive() {}

    /// Writes the message at `off`; returns its length, 19.
    public static int write(byte[] buf, int off) {
        return Framer.header(buf, off, MessageType.KEEPALIVE, Framer.HEADER_OCTETS);
    }
}

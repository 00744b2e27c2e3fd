package io.godwit.feeds;

import io.godwit.wire.Bytes;

import java.io.ByteArrayOutputStream;

/// Octets put together by hand, in network byte order unless said otherwise.
public final class Hand {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Hand() {}

    public Hand u8(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    public Hand u16(int... values) {
        for (int value : values) {
            u8(value >> 8, value);
        }
        return this;
    }

    public Hand u32(long... values) {
        for (long value : values) {
            u16((int) (value >> 16) & 0xffff, (int) value & 0xffff);
        }
        return this;
    }

    /// Little-endian, as most captures are.
    public Hand le16(int value) {
        return u8(value, value >> 8);
    }

    public Hand le32(long value) {
        return le16((int) value).le16((int) (value >> 16));
    }

    public Hand hex(String hex) {
        out.writeBytes(Bytes.fromHex(hex.replace(" ", "")).toArray());
        return this;
    }

    public Hand bytes(byte[] octets) {
        out.writeBytes(octets);
        return this;
    }

    public int size() {
        return out.size();
    }

    public byte[] array() {
        return out.toByteArray();
    }
}

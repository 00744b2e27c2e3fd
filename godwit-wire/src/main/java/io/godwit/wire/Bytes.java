package io.godwit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Immutable octets, equal by content.
public final class Bytes {
    /// No octets.
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] octets;

    private Bytes(byte[] octets) {
        this.octets = octets;
    }

    /// A copy of these octets.
    public static Bytes of(byte... octets) {
        return copyOf(octets, 0, octets.length);
    }

    /// A copy of `len` octets from `off` on.
    public static Bytes copyOf(byte[] buf, int off, int len) {
        return len == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(buf, off, off + len));
    }

    /// The octets of a hexadecimal text without separators, upper or lower case.
    ///
    /// @throws IllegalArgumentException if it is not an even number of hexadecimal digits
    public static Bytes fromHex(String hex) {
        return hex.isEmpty() ? EMPTY : new Bytes(HexFormat.of().parseHex(hex));
    }

    /// The UTF-8 octets of a text.
    public static Bytes ofUtf8(String text) {
        return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /// How many octets.
    public int length() {
        return octets.length;
    }

    /// Whether there are none.
    public boolean isEmpty() {
        return octets.length == 0;
    }

    /// Octet `i`, 0..255.
    public int at(int i) {
        return octets[i] & 0xff;
    }

    /// Copies all octets to `buf` from `off` on; returns the offset behind them.
    public int copyTo(byte[] buf, int off) {
        System.arraycopy(octets, 0, buf, off, octets.length);
        return off + octets.length;
    }

    /// A new array with these octets.
    public byte[] toArray() {
        return octets.clone();
    }

    /// Octets `from` (inclusive) to `to` (exclusive).
    public Bytes slice(int from, int to) {
        return from == 0 && to == octets.length ? this : copyOf(octets, from, to - from);
    }

    /// Lower-case hexadecimal digits without separators.
    public String hex() {
        return HexFormat.of().formatHex(octets);
    }

    /// Read as UTF-8; malformed sequences become U+FFFD.
    public String utf8() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /// The text, if all of it is UTF-8.
    Optional<String> text() {
        String text = utf8();
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), octets)
                ? Optional.of(text)
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes b && Arrays.equals(octets, b.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return hex();
    }
}

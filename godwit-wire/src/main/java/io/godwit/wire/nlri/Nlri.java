package io.godwit.wire.nlri;

import io.godwit.wire.Address;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Prefix;
import io.godwit.wire.Wire;

import java.util.ArrayList;
import java.util.List;

/// Prefixes as UPDATEs carry them: length in bits, then as many octets as it takes (RFC 4271 §4.3,
/// RFC 4760 §5), with a Path Identifier of four octets before them where negotiated (RFC 7911 §3).
///
/// To walk a field that [#wellFormed] accepted, without allocation:
///
/// ```java
/// for (int at = off; at < end; at = Nlri.next(buf, at, addPath)) {
///     int length = Nlri.length(buf, at, addPath);
///     int bits = Nlri.v4(buf, at, addPath);
/// }
/// ```
public final class Nlri {
    private static final int PATH_ID_OCTETS = 4;

    private Nlri() {}

    /// How many octets hold a prefix of this length.
    public static int octets(int prefixLength) {
        return prefixLength + 7 >>> 3;
    }

    /// Whether the field is syntactically correct (RFC 7606 §5.3): no length above `maxBits`, and
    /// the last prefix ends where the field does.
    public static boolean wellFormed(byte[] buf, int off, int len, int maxBits, boolean addPath) {
        int head = addPath ? PATH_ID_OCTETS : 0;
        int end = off + len;
        int at = off;
        while (at < end) {
            at += head;
            if (at >= end) {
                return false;
            }
            int bits = buf[at] & 0xff;
            if (bits > maxBits) {
                return false;
            }
            at += 1 + (bits + 7 >>> 3);
        }
        return at == end;
    }

    /// How many prefixes a well-formed field holds.
    public static int count(byte[] buf, int off, int len, boolean addPath) {
        int n = 0;
        for (int at = off; at < off + len; at = next(buf, at, addPath)) {
            n++;
        }
        return n;
    }

    /// The offset behind the entry at `at`.
    public static int next(byte[] buf, int at, boolean addPath) {
        int lengthAt = addPath ? at + PATH_ID_OCTETS : at;
        return lengthAt + 1 + octets(buf[lengthAt] & 0xff);
    }

    /// The prefix length of the entry at `at`.
    public static int length(byte[] buf, int at, boolean addPath) {
        return buf[addPath ? at + PATH_ID_OCTETS : at] & 0xff;
    }

    /// The Path Identifier of the entry at `at`, 0 if the family carries none.
    public static int pathId(byte[] buf, int at, boolean addPath) {
        return addPath ? Wire.i32(buf, at) : 0;
    }

    /// The IPv4 prefix of the entry at `at`, host bits cleared.
    public static int v4(byte[] buf, int at, boolean addPath) {
        int lengthAt = addPath ? at + PATH_ID_OCTETS : at;
        int length = buf[lengthAt] & 0xff;
        if (length == 0) {
            return 0;
        }
        int bits = 0;
        int octets = octets(length);
        for (int i = 0; i < octets; i++) {
            bits |= (buf[lengthAt + 1 + i] & 0xff) << 24 - 8 * i;
        }
        return bits & -1 << 32 - length;
    }

    /// The upper 64 bits of the IPv6 prefix of the entry at `at`, host bits cleared.
    public static long v6High(byte[] buf, int at, boolean addPath) {
        int lengthAt = addPath ? at + PATH_ID_OCTETS : at;
        int length = Math.min(buf[lengthAt] & 0xff, 64);
        return bits64(buf, lengthAt + 1, length);
    }

    /// The lower 64 bits of the IPv6 prefix of the entry at `at`, host bits cleared.
    public static long v6Low(byte[] buf, int at, boolean addPath) {
        int lengthAt = addPath ? at + PATH_ID_OCTETS : at;
        int length = (buf[lengthAt] & 0xff) - 64;
        return length <= 0 ? 0 : bits64(buf, lengthAt + 9, length);
    }

    private static long bits64(byte[] buf, int off, int length) {
        if (length == 0) {
            return 0;
        }
        long bits = 0;
        int octets = octets(length);
        for (int i = 0; i < octets; i++) {
            bits |= (buf[off + i] & 0xffL) << 56 - 8 * i;
        }
        return bits & -1L << 64 - length;
    }

    /// Writes an IPv4 prefix whose host bits are zero; returns the offset behind it.
    public static int writeV4(byte[] buf, int off, int bits, int length) {
        int at = Wire.put8(buf, off, length);
        int octets = octets(length);
        for (int i = 0; i < octets; i++) {
            buf[at + i] = (byte) (bits >>> 24 - 8 * i);
        }
        return at + octets;
    }

    /// Writes an IPv6 prefix whose host bits are zero; returns the offset behind it.
    public static int writeV6(byte[] buf, int off, long high, long low, int length) {
        int at = Wire.put8(buf, off, length);
        int octets = octets(length);
        for (int i = 0; i < octets; i++) {
            long word = i < 8 ? high : low;
            buf[at + i] = (byte) (word >>> 56 - 8 * (i & 7));
        }
        return at + octets;
    }

    /// Writes a Path Identifier; returns the offset behind it.
    public static int writePathId(byte[] buf, int off, int pathId) {
        return Wire.put32(buf, off, pathId);
    }

    /// Writes a prefix; returns the offset behind it.
    public static int write(byte[] buf, int off, Prefix prefix) {
        Address a = prefix.address();
        return a.isV6()
                ? writeV6(buf, off, a.high(), a.low(), prefix.length())
                : writeV4(buf, off, a.v4(), prefix.length());
    }

    /// Writes entries; returns the offset behind them.
    public static int write(byte[] buf, int off, List<NlriEntry> entries, boolean addPath) {
        int at = off;
        for (NlriEntry entry : entries) {
            at = write(buf, addPath ? writePathId(buf, at, entry.pathId()) : at, entry.prefix());
        }
        return at;
    }

    /// The entries of a field, as far as it is well-formed.
    public static List<NlriEntry> read(byte[] buf, int off, int len, boolean v6, boolean addPath) {
        List<NlriEntry> entries = new ArrayList<>();
        int end = off + len;
        int head = addPath ? PATH_ID_OCTETS : 0;
        int at = off;
        while (at + head < end) {
            int length = length(buf, at, addPath);
            if (length > (v6 ? 128 : 32) || at + head + 1 + octets(length) > end) {
                break;
            }
            Address address =
                    v6
                            ? Address.ofV6(v6High(buf, at, addPath), v6Low(buf, at, addPath))
                            : Address.ofV4(v4(buf, at, addPath));
            entries.add(new NlriEntry(pathId(buf, at, addPath), new Prefix(address, length)));
            at = next(buf, at, addPath);
        }
        return entries;
    }
}

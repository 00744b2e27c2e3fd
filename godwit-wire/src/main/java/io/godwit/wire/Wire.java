package io.godwit.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Fields in network byte order (RFC 4271 §4: all multi-octet fields are), at any offset of an
/// array. The caller has checked the bounds; an offset outside of the array is a bug and throws.
public final class Wire {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Wire() {}

    /// One octet, 0..255.
    public static int u8(byte[] buf, int off) {
        return buf[off] & 0xff;
    }

    /// Two octets, 0..65535.
    public static int u16(byte[] buf, int off) {
        return (short) SHORTS.get(buf, off) & 0xffff;
    }

    /// Three octets, 0..16777215.
    public static int u24(byte[] buf, int off) {
        return u8(buf, off) << 16 | u16(buf, off + 1);
    }

    /// Four octets as a bit pattern.
    public static int i32(byte[] buf, int off) {
        return (int) INTS.get(buf, off);
    }

    /// Four octets, 0..4294967295.
    public static long u32(byte[] buf, int off) {
        return i32(buf, off) & 0xffff_ffffL;
    }

    /// Eight octets as a bit pattern.
    public static long i64(byte[] buf, int off) {
        return (long) LONGS.get(buf, off);
    }

    /// Writes one octet; returns the offset behind it.
    public static int put8(byte[] buf, int off, int value) {
        buf[off] = (byte) value;
        return off + 1;
    }

    /// Writes two octets; returns the offset behind them.
    public static int put16(byte[] buf, int off, int value) {
        SHORTS.set(buf, off, (short) value);
        return off + 2;
    }

    /// Writes three octets; returns the offset behind them.
    public static int put24(byte[] buf, int off, int value) {
        buf[off] = (byte) (value >>> 16);
        return put16(buf, off + 1, value);
    }

    /// Writes four octets; returns the offset behind them.
    public static int put32(byte[] buf, int off, int value) {
        INTS.set(buf, off, value);
        return off + 4;
    }

    /// Writes eight octets; returns the offset behind them.
    public static int put64(byte[] buf, int off, long value) {
        LONGS.set(buf, off, value);
        return off + 8;
    }
}

package io.godwit.kernel.netlink;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in the byte order of this machine, and the frame of an attribute.
final class Octets {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG_BIG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT_BIG =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Octets() {}

    static int u8(byte[] octets, int at) {
        return octets[at] & 0xff;
    }

    static int u16(byte[] octets, int at) {
        return (short) SHORT.get(octets, at) & 0xffff;
    }

    static int i32(byte[] octets, int at) {
        return (int) INT.get(octets, at);
    }

    static long u32(byte[] octets, int at) {
        return i32(octets, at) & 0xffff_ffffL;
    }

    static void put16(byte[] octets, int at, int value) {
        SHORT.set(octets, at, (short) value);
    }

    static void put32(byte[] octets, int at, int value) {
        INT.set(octets, at, value);
    }

    /// The head of an attribute; returns where its value starts.
    static int putHead(byte[] octets, int at, int type, int length) {
        put16(octets, at, 4 + length);
        put16(octets, at + 2, type);
        return at + 4;
    }

    /// An attribute of four octets; returns what is behind it.
    static int putNumber(byte[] octets, int at, int type, long value) {
        put32(octets, putHead(octets, at, type, 4), (int) value);
        return at + 8;
    }

    /// The bits of an address, in the order of the network.
    static int putAddress(byte[] octets, int at, boolean v6, long high, long low) {
        if (!v6) {
            INT_BIG.set(octets, at, (int) low);
            return at + 4;
        }
        LONG_BIG.set(octets, at, high);
        LONG_BIG.set(octets, at + 8, low);
        return at + 16;
    }

    /// A length made a multiple of four.
    static int aligned(int length) {
        return (length + 3) & ~3;
    }
}

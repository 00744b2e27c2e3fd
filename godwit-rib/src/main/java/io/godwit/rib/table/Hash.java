package io.godwit.rib.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Seeded 64-bit hashes of octets and of packed keys.
///
/// Octets are folded 16 at a time by one 64 × 64 → 128 bit multiplication, upper half xor lower
/// half. The seed enters every multiplication, so a neighbor that does not know it cannot prepare
/// attribute blocks or prefixes that collide.
final class Hash {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD_1 = 0x9e37_79b9_7f4a_7c15L;
    private static final long ODD_2 = 0xd6e8_feb8_6659_fd93L;

    private Hash() {}

    /// Of `len` octets; `salt` distinguishes equal octets with different meanings.
    static int octets(byte[] buf, int off, int len, long seed, int salt) {
        long hash = number(salt, seed);
        long key = seed ^ ODD_2;
        int end = off + len;
        int at = off;
        while (end - at > 16) {
            hash = fold((long) LONG.get(buf, at) ^ key, (long) LONG.get(buf, at + 8) ^ hash);
            at += 16;
        }
        long first;
        long second;
        if (len >= 16) {
            first = (long) LONG.get(buf, end - 16);
            second = (long) LONG.get(buf, end - 8);
        } else if (len >= 8) {
            first = (long) LONG.get(buf, off);
            second = (long) LONG.get(buf, end - 8);
        } else if (len >= 4) {
            first = (int) INT.get(buf, off);
            second = (int) INT.get(buf, end - 4);
        } else {
            first = len > 0 ? buf[off] << 16 | buf[off + (len >> 1)] << 8 | buf[end - 1] : 0;
            second = 0;
        }
        hash = fold(first ^ key, second ^ hash);
        return (int) fold(hash ^ ODD_1, key ^ len);
    }

    /// Of one number; every bit of the result depends on every bit of the key.
    static long number(long key, long seed) {
        long hash = (key ^ seed) * ODD_1;
        hash = (hash ^ hash >>> 32) * ODD_2;
        return hash ^ hash >>> 29;
    }

    private static long fold(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b) ^ a * b;
    }
}

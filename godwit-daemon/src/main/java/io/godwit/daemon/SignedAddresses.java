package io.godwit.daemon;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// `struct tcp_md5sig` of `linux/tcp.h`: whose segments are signed, and with which key.
///
/// ```
/// 0    struct sockaddr_storage, 128 octets
/// 128  flags: 1 = the length of a prefix is said
/// 129  length of the prefix
/// 130  length of the key, 2 octets
/// 132  index of an interface
/// 136  key, 80 octets
/// ```
final class SignedAddresses {
    private static final int OCTETS = 216;
    private static final int FLAGS = 128;
    private static final int PREFIX_LENGTH = 129;
    private static final int KEY_LENGTH = 130;
    private static final int KEY = 136;
    private static final byte FLAG_PREFIX = 1;
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final int V4_ADDRESS = 4;
    private static final int V6_ADDRESS = 8;
    private static final int MAPPED_MARK = V6_ADDRESS + 10;
    private static final int MAPPED_V4 = V6_ADDRESS + 12;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private SignedAddresses() {}

    static MemorySegment write(Arena arena, boolean v6Socket, Prefix from, byte[] key) {
        MemorySegment to = arena.allocate(OCTETS, Long.BYTES);
        address(to, v6Socket, from.address());
        if (from.length() < from.address().bits()) {
            to.set(ValueLayout.JAVA_BYTE, FLAGS, FLAG_PREFIX);
            to.set(ValueLayout.JAVA_BYTE, PREFIX_LENGTH, (byte) from.length());
        }
        to.set(ValueLayout.JAVA_SHORT, KEY_LENGTH, (short) key.length);
        MemorySegment.copy(key, 0, to, ValueLayout.JAVA_BYTE, KEY, key.length);
        return to;
    }

    private static void address(MemorySegment to, boolean v6Socket, Address address) {
        to.set(ValueLayout.JAVA_SHORT, 0, v6Socket ? AF_INET6 : AF_INET);
        if (address.isV6()) {
            to.set(LONG, V6_ADDRESS, address.high());
            to.set(LONG, V6_ADDRESS + Long.BYTES, address.low());
        } else if (v6Socket) {
            to.set(ValueLayout.JAVA_SHORT, MAPPED_MARK, (short) 0xffff);
            to.set(INT, MAPPED_V4, address.v4());
        } else {
            to.set(INT, V4_ADDRESS, address.v4());
        }
    }
}

package io.godwit.daemon;

import io.godwit.session.AoKey;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Whose segments are signed, and with which key: `struct tcp_md5sig` of `linux/tcp.h`,
///
/// ```
/// 0    struct sockaddr_storage, 128 octets
/// 128  flags: 1 = the length of a prefix is said
/// 129  length of the prefix
/// 130  length of the key, 2 octets
/// 132  index of an interface
/// 136  key, 80 octets
/// ```
///
/// `struct tcp_ao_add`,
///
/// ```
/// 0    struct sockaddr_storage, 128 octets
/// 128  name of the algorithm, 64 octets
/// 192  index of an interface, flags, reserved: 10 octets
/// 202  length of the prefix
/// 203  SendID, RecvID
/// 205  length of the signature, flags of the key
/// 207  length of the key
/// 208  key, 80 octets
/// ```
///
/// and `struct tcp_ao_del`, which names a key at 138 (prefix), 139 (SendID) and 140 (RecvID).
final class SignedAddresses {
    private static final int OCTETS = 216;
    private static final int FLAGS = 128;
    private static final int PREFIX_LENGTH = 129;
    private static final int KEY_LENGTH = 130;
    private static final int KEY = 136;
    private static final byte FLAG_PREFIX = 1;
    private static final int AO_OCTETS = 288;
    private static final int AO_ALGORITHM = 128;
    private static final int AO_PREFIX_LENGTH = 202;
    private static final int AO_SEND_ID = 203;
    private static final int AO_RECEIVE_ID = 204;
    private static final int AO_SIGNATURE = 205;
    private static final int AO_KEY_LENGTH = 207;
    private static final int AO_KEY = 208;
    private static final byte AO_SIGNATURE_OCTETS = 12;
    private static final int AO_DEL_OCTETS = 144;
    private static final int AO_DEL_PREFIX_LENGTH = 138;
    private static final int AO_DEL_SEND_ID = 139;
    private static final int AO_DEL_RECEIVE_ID = 140;
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

    /// A key of TCP-AO to add (RFC 5925 §3.1), with HMAC-SHA-1-96 (RFC 5926 §3.1.1).
    static MemorySegment aoKey(Arena arena, boolean v6Socket, Prefix from, AoKey ao) {
        byte[] key = ao.secret().text().getBytes(StandardCharsets.UTF_8);
        MemorySegment to = arena.allocate(AO_OCTETS, Long.BYTES);
        address(to, v6Socket, from.address());
        to.setString(AO_ALGORITHM, "hmac(sha1)");
        to.set(ValueLayout.JAVA_BYTE, AO_PREFIX_LENGTH, bits(v6Socket, from));
        to.set(ValueLayout.JAVA_BYTE, AO_SEND_ID, (byte) ao.id());
        to.set(ValueLayout.JAVA_BYTE, AO_RECEIVE_ID, (byte) ao.id());
        to.set(ValueLayout.JAVA_BYTE, AO_SIGNATURE, AO_SIGNATURE_OCTETS);
        to.set(ValueLayout.JAVA_BYTE, AO_KEY_LENGTH, (byte) key.length);
        MemorySegment.copy(key, 0, to, ValueLayout.JAVA_BYTE, AO_KEY, key.length);
        return to;
    }

    /// One to take away.
    static MemorySegment aoKeyGone(Arena arena, boolean v6Socket, Prefix from, int id) {
        MemorySegment to = arena.allocate(AO_DEL_OCTETS, Long.BYTES);
        address(to, v6Socket, from.address());
        to.set(ValueLayout.JAVA_BYTE, AO_DEL_PREFIX_LENGTH, bits(v6Socket, from));
        to.set(ValueLayout.JAVA_BYTE, AO_DEL_SEND_ID, (byte) id);
        to.set(ValueLayout.JAVA_BYTE, AO_DEL_RECEIVE_ID, (byte) id);
        return to;
    }

    /// The length of a prefix as the socket's family counts.
    private static byte bits(boolean v6Socket, Prefix from) {
        boolean mapped = v6Socket && !from.address().isV6();
        return (byte) (from.length() + (mapped ? 96 : 0));
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

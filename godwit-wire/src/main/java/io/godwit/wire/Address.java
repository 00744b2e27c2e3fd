package io.godwit.wire;

import java.util.Optional;

/// An IPv4 or IPv6 address. IPv4 stands in the low 32 bits of `low`, with `high` zero. Ordered IPv4
/// first, then by unsigned value.
public record Address(boolean isV6, long high, long low) implements Comparable<Address> {
    public Address {
        if (!isV6 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("more than 32 bits in an IPv4 address");
        }
    }

    /// The IPv4 address with this bit pattern; also how a BGP Identifier is printed.
    public static Address ofV4(int bits) {
        return new Address(false, 0, bits & 0xffff_ffffL);
    }

    /// The IPv6 address with these bits.
    public static Address ofV6(long high, long low) {
        return new Address(true, high, low);
    }

    /// An address in its usual text form (dotted quad, RFC 4291 §2.2), without zone; empty if it is
    /// none.
    public static Optional<Address> parse(String text) {
        return text.indexOf(':') >= 0 ? AddressText.parseV6(text) : AddressText.parseV4(text);
    }

    /// The address in 4 or 16 octets of `buf`.
    public static Address read(byte[] buf, int off, int octets) {
        return switch (octets) {
            case 4 -> ofV4(Wire.i32(buf, off));
            case 16 -> ofV6(Wire.i64(buf, off), Wire.i64(buf, off + 8));
            default -> throw new IllegalArgumentException("an address has 4 or 16 octets");
        };
    }

    /// The bits of an IPv4 address.
    public int v4() {
        assert !isV6 : this;
        return (int) low;
    }

    /// 4 or 16.
    public int octets() {
        return isV6 ? 16 : 4;
    }

    /// 32 or 128.
    public int bits() {
        return isV6 ? 128 : 32;
    }

    /// Writes 4 or 16 octets; returns the offset behind them.
    public int write(byte[] buf, int off) {
        if (!isV6) {
            return Wire.put32(buf, off, (int) low);
        }
        return Wire.put64(buf, Wire.put64(buf, off, high), low);
    }

    /// This address with all bits behind the first `length` cleared.
    public Address masked(int length) {
        if (isV6) {
            long h = length >= 64 ? high : high & highMask(length);
            long l = length <= 64 ? 0 : low & highMask(length - 64);
            return new Address(true, h, l);
        }
        return ofV4(length == 0 ? 0 : (int) low & -1 << 32 - length);
    }

    private static long highMask(int bits) {
        return bits == 0 ? 0 : -1L << 64 - bits;
    }

    /// fe80::/10 (RFC 4291 §2.5.6) or 169.254.0.0/16 (RFC 3927).
    public boolean isLinkLocal() {
        return isV6 ? high >>> 54 == 0xfe80 >>> 6 : low >>> 16 == 0xa9fe;
    }

    /// ff00::/8 or 224.0.0.0/4.
    public boolean isMulticast() {
        return isV6 ? high >>> 56 == 0xff : low >>> 28 == 0xe;
    }

    /// :: or 0.0.0.0.
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /// ::1 or 127.0.0.0/8.
    public boolean isLoopback() {
        return isV6 ? high == 0 && low == 1 : low >>> 24 == 127;
    }

    @Override
    public int compareTo(Address other) {
        if (isV6 != other.isV6) {
            return isV6 ? 1 : -1;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// Dotted quad, or the canonical form of RFC 5952.
    @Override
    public String toString() {
        return isV6 ? AddressText.v6(high, low) : AddressText.v4((int) low);
    }
}

package io.godwit.wire;

import java.util.Optional;

/// An IPv4 or IPv6 address. IPv4 stands in the low 32 bits of `low`, with `high` zero. Ordered IPv4
/// first, then by unsigned value, then by zone.
///
/// @param zone the link that a link-local IPv6 address is on, by its name (RFC 4007 §11): the same
///   address on two links is two addresses; empty = it is not said, or there is none to say
public record Address(boolean isV6, long high, long low, String zone)
        implements Comparable<Address> {
    private static final char ZONE = '%';

    public Address {
        if (!isV6 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("more than 32 bits in an IPv4 address");
        }
    }

    /// The same on no link in particular.
    public Address(boolean isV6, long high, long low) {
        this(isV6, high, low, "");
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

    /// An address in its usual text form, a link-local IPv6 one with its zone or without:
    /// `fe80::2%eth0`.
    public static Optional<Address> parseScoped(String text) {
        int percent = text.indexOf(ZONE);
        if (percent < 0) {
            return parse(text);
        }
        String zone = text.substring(percent + 1);
        return parse(text.substring(0, percent))
                .filter(address -> address.needsZone() && !zone.isEmpty())
                .map(address -> address.in(zone));
    }

    /// The same on a link.
    ///
    /// @param link its name; empty = on none in particular
    public Address in(String link) {
        return zone.equals(link) ? this : new Address(isV6, high, low, link);
    }

    /// Whether the address alone does not say where it is: link-local IPv6, fe80::/10.
    public boolean needsZone() {
        return isV6 && isLinkLocal();
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
        int byValue = byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
        return byValue != 0 ? byValue : zone.compareTo(other.zone);
    }

    /// Dotted quad, or the canonical form of RFC 5952, with the zone behind it.
    @Override
    public String toString() {
        if (!isV6) {
            return AddressText.v4((int) low);
        }
        String text = AddressText.v6(high, low);
        return zone.isEmpty() ? text : text + ZONE + zone;
    }
}

package io.godwit.feeds.octets;

import io.godwit.feeds.NlriOctets;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;

/// A cursor over octets in network order that never throws: reading past the end answers zeros and
/// sets [#overran()], so that a reader of damaged input asks once, at the end, whether all that it
/// read was there.
public final class Octets {
    private final byte[] buf;
    private final int end;
    private int at;
    private boolean overran;

    /// Octets `off` to `off + len` of `buf`; the array is not copied.
    public Octets(byte[] buf, int off, int len) {
        assert off >= 0 && len >= 0 && off + len <= buf.length;
        this.buf = buf;
        this.at = off;
        this.end = off + len;
    }

    /// Where the next octet lies in the array.
    public int position() {
        return at;
    }

    /// How many octets are left.
    public int left() {
        return end - at;
    }

    /// Whether more was asked for than there was.
    public boolean overran() {
        return overran;
    }

    private boolean has(int octets) {
        if (octets >= 0 && octets <= end - at) {
            return true;
        }
        overran = true;
        at = end;
        return false;
    }

    /// One octet, 0..255.
    public int u8() {
        return has(1) ? buf[at++] & 0xff : 0;
    }

    /// Two octets, 0..65535.
    public int u16() {
        if (!has(2)) {
            return 0;
        }
        at += 2;
        return (buf[at - 2] & 0xff) << 8 | (buf[at - 1] & 0xff);
    }

    /// Four octets as a bit pattern.
    public int i32() {
        int high = u16();
        return high << 16 | u16();
    }

    /// Four octets, 0..4294967295.
    public long u32() {
        return i32() & 0xffff_ffffL;
    }

    /// An address of 4 or 16 octets; the unspecified one when they are not there.
    public Address address(int octets) {
        if (!has(octets)) {
            return octets == 4 ? Address.ofV4(0) : Address.ofV6(0, 0);
        }
        at += octets;
        return Address.read(buf, at - octets, octets);
    }

    /// A copy of the next octets; what is left of them when there are fewer.
    public Bytes bytes(int octets) {
        int there = Math.clamp(octets, 0, end - at);
        overran |= there != octets;
        at += there;
        return Bytes.copyOf(buf, at - there, there);
    }

    /// Passes over octets.
    public void skip(int octets) {
        if (has(octets)) {
            at += octets;
        }
    }

    /// A copy of the next NLRI of a family, empty when it does not fit.
    public Bytes nlri(int afi, int safi, boolean addPath) {
        int octets = NlriOctets.next(buf, at, end, afi, safi, addPath);
        overran |= octets < 0;
        return bytes(Math.max(octets, 0));
    }
}

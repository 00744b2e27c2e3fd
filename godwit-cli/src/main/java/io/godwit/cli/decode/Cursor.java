package io.godwit.cli.decode;

import io.godwit.wire.Address;
import io.godwit.wire.Bytes;

/// A walk over octets that turns them into [Field]s. Never passes its end: what is not there reads
/// as zero and sets [#overran()].
final class Cursor {
    private final byte[] buf;
    private final int base;
    private final int end;
    private int at;
    private boolean overran;

    /// @param base index of the first octet of the message, from which fields count
    Cursor(byte[] buf, int base, int at, int end) {
        assert base <= at && at <= end && end <= buf.length;
        this.buf = buf;
        this.base = base;
        this.at = at;
        this.end = end;
    }

    /// Index of the next octet in the array.
    int at() {
        return at;
    }

    /// Index of the octet from which fields count.
    int base() {
        return base;
    }

    int end() {
        return end;
    }

    int left() {
        return end - at;
    }

    boolean overran() {
        return overran;
    }

    byte[] buffer() {
        return buf;
    }

    /// The next octet without passing it.
    int peek(int ahead) {
        return at + ahead < end ? buf[at + ahead] & 0xff : 0;
    }

    int peek16(int ahead) {
        return peek(ahead) << 8 | peek(ahead + 1);
    }

    long peek32(int ahead) {
        return (long) peek16(ahead) << 16 | peek16(ahead + 2);
    }

    /// The next octets as an address; the unspecified one when they are not there.
    Address peekAddress(int ahead, int octets) {
        if (at + ahead + octets > end) {
            return octets == 4 ? Address.ofV4(0) : Address.ofV6(0, 0);
        }
        return Address.read(buf, at + ahead, octets);
    }

    /// The next octets, or as many as there are.
    Bytes peekBytes(int octets) {
        return Bytes.copyOf(buf, at, Math.clamp(octets, 0, left()));
    }

    /// A field of the next octets, or of as many as there are.
    Field take(String name, int octets) {
        int there = Math.clamp(octets, 0, left());
        overran |= there < octets;
        Field field = new Field(name, at - base, there);
        at += there;
        return field;
    }

    /// One octet as a number.
    Field take8(String name) {
        return number(name, 1, peek(0));
    }

    private Field number(String name, int octets, long value) {
        return take(name, octets).is(overran ? "cut off" : value);
    }

    /// Two octets as a number.
    Field take16(String name) {
        return number(name, 2, peek16(0));
    }

    /// Four octets as a number.
    Field take32(String name) {
        return number(name, 4, peek32(0));
    }

    /// Octets nobody explains, in hexadecimal.
    Field takeRaw(String name, int octets) {
        String hex = peekBytes(Math.min(octets, 64)).hex();
        return take(name, octets).is(octets > 64 ? hex + "…" : hex);
    }

    Field takeAddress(String name, int octets) {
        Address address = peekAddress(0, octets);
        return take(name, octets).is(address);
    }

    /// A field that spans the next octets and will be told by its parts; does not pass them.
    Field span(String name, int octets) {
        return new Field(name, at - base, Math.clamp(octets, 0, left()));
    }

    /// A walk over the next octets, which this one passes.
    Cursor sub(int octets) {
        int there = Math.clamp(octets, 0, left());
        overran |= there < octets;
        at += there;
        return new Cursor(buf, base, at - there, at);
    }
}

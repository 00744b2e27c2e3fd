package io.godwit.kernel.netlink;

/// Steps over attributes: length, type, value, each at a multiple of four. One whose length is
/// wrong ends it.
final class Attributes {
    private final byte[] octets;
    private final int last;
    private int next;
    private int at;

    Attributes(byte[] octets, int from, int last) {
        this.octets = octets;
        this.next = from;
        this.last = last;
    }

    boolean next() {
        at = next;
        if (last - at < 4) {
            return false;
        }
        int size = Octets.u16(octets, at);
        if (size < 4 || size > last - at) {
            return false;
        }
        next = at + Octets.aligned(size);
        return true;
    }

    int type() {
        return Octets.u16(octets, at + 2) & Codes.TYPE_MASK;
    }

    int value() {
        return at + 4;
    }

    int length() {
        return Octets.u16(octets, at) - 4;
    }

    int end() {
        return value() + length();
    }
}

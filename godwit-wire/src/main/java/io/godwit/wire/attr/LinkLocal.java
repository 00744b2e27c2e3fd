package io.godwit.wire.attr;

import io.godwit.wire.Address;

/// Next hops that are only link-local, alone in 16 octets, or in 32 behind one that says nothing
/// more: `::` or a link-local one. The neighbor has no other, and RFC 2545 §3 does not foresee it.
///
/// They mean something on the link of the session only. So that the same octets from two links are
/// two blocks, the octet of MP_REACH_NLRI that is reserved on the wire, and always 0 there, holds
/// the number of the link in the blocks that are kept.
public final class LinkLocal {
    private static final int LONG = 16;
    private static final int PAIR = 32;

    private LinkLocal() {}

    /// Whether a next hop field has no global address.
    public static boolean isAlone(byte[] octets, int off, int length) {
        return length >= LONG
                && Address.read(octets, off + offset(octets, off, length), LONG).needsZone();
    }

    /// Where in a next hop field with IPv6 addresses the one is that counts: of a global address
    /// with a link-local one behind it, the global one (RFC 2545 §3).
    public static int offset(byte[] octets, int off, int length) {
        return length == PAIR
                        && Address.read(octets, off, LONG).isUnspecified()
                        && Address.read(octets, off + LONG, LONG).needsZone()
                ? LONG
                : 0;
    }
}

package io.godwit.session;

/// What keeps strangers out of a session before a message is read: signed segments (TCP-MD5, RFC
/// 2385, or TCP-AO, RFC 5925) and a distance that packets from elsewhere cannot pretend (GTSM, RFC
/// 5082).
///
/// @param password the key of the segments, by TCP-MD5
/// @param ao the same by TCP-AO; not both
/// @param securityHops how many hops away the neighbor is at most, 1 to 254; 0 = not checked
public record Protection(Secret password, AoKey ao, int securityHops) {
    /// Nothing of it.
    public static final Protection NONE = new Protection(Secret.NONE, 0);

    /// What both sides send, so that the other can tell how far it came (RFC 5082 §3).
    public static final int SENT_TTL = 255;

    /// Without TCP-AO.
    public Protection(Secret password, int securityHops) {
        this(password, AoKey.NONE, securityHops);
    }

    /// Checks the range.
    public Protection {
        if (securityHops < 0 || securityHops > 254) {
            throw new IllegalArgumentException("ttl-security " + securityHops);
        }
    }

    /// The smallest time to live that is taken; 0 = any. A neighbor on the same link is one hop
    /// away and no router has counted down (RFC 5082 §3).
    public int minimumTtl() {
        return securityHops == 0 ? 0 : SENT_TTL + 1 - securityHops;
    }
}

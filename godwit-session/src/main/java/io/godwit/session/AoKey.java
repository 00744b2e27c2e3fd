package io.godwit.session;

/// A master key of TCP-AO (RFC 5925 §3.1), with HMAC-SHA-1-96 (RFC 5926 §3.1.1).
///
/// @param secret what both sides know; none = no TCP-AO
/// @param id its number on both sides, the SendID as well as the RecvID, 0 to 255
public record AoKey(Secret secret, int id) {
    /// No TCP-AO.
    public static final AoKey NONE = new AoKey(Secret.NONE, 0);

    /// Checks the range.
    public AoKey {
        if (id < 0 || id > 255) {
            throw new IllegalArgumentException("ao-id " + id);
        }
    }

    /// Whether there is one.
    public boolean isSet() {
        return secret.isSet();
    }
}

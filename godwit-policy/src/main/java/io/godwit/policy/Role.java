package io.godwit.policy;

/// What a neighbor is to us: decides what it is told, and what becomes of attributes on the way .
public enum Role {
    /// In another AS.
    EXTERNAL,
    /// In our AS.
    INTERNAL,
    /// In our AS, and we reflect routes for it (RFC 4456 §2).
    REFLECTOR_CLIENT,
    /// In another AS, and we stand between it and its like without being seen (RFC 7947).
    ROUTE_SERVER_CLIENT;

    /// Whether it is in another AS.
    public boolean ebgp() {
        return this == EXTERNAL || this == ROUTE_SERVER_CLIENT;
    }
}

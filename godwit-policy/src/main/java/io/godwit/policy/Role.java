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
    ROUTE_SERVER_CLIENT,
    /// In another member AS of our confederation (RFC 5065).
    CONFEDERATION;

    /// Whether it is in another AS; that of another member of our confederation is one. So the
    /// session is one hop long, and a policy has to be said (RFC 8212 §1).
    public boolean ebgp() {
        return isOutside() || this == CONFEDERATION;
    }

    /// Whether it is outside of our AS, and of our confederation if we are in one: there the
    /// confederation is a single AS, and what is for us alone is not told.
    public boolean isOutside() {
        return this == EXTERNAL || this == ROUTE_SERVER_CLIENT;
    }
}

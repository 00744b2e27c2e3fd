package io.godwit.config.model;

/// What a neighbor is to this router.
public enum RoleConfig {
    /// In another AS.
    EXTERNAL,
    /// In the own AS.
    INTERNAL,
    /// In the own AS, and routes are reflected for it (RFC 4456).
    REFLECTOR_CLIENT,
    /// In another AS, and a client of this route server (RFC 7947).
    ROUTE_SERVER_CLIENT
}

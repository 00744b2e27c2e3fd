package io.godwit.policy;

import java.util.Locale;

/// What a neighbor in another AS is to us in business: decides how its paths are verified against
/// ASPAs.
public enum Relation {
    /// Nobody said: its paths are verified as those of a provider, which refuses least.
    UNSTATED,
    /// It pays us for transit.
    CUSTOMER,
    /// Neither pays.
    PEER,
    /// We pay it for transit.
    PROVIDER,
    /// A route server that does not put itself in the path (RFC 7947), where we are a client.
    ROUTE_SERVER;

    /// As it is written.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

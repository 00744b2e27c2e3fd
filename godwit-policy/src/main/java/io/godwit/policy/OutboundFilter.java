package io.godwit.policy;

/// What a neighbor asks to be told only (RFC 5291): beside what our own policy says, and never more
/// than that.
///
/// @param v4 of IPv4 prefixes
/// @param v6 of IPv6 prefixes
public record OutboundFilter(PrefixFilter v4, PrefixFilter v6) {
    /// It asks for everything.
    public static final OutboundFilter NONE =
            new OutboundFilter(PrefixFilter.NONE, PrefixFilter.NONE);

    /// The same with another filter of a family.
    public OutboundFilter with(boolean ofV6, PrefixFilter filter) {
        return ofV6 ? new OutboundFilter(v4, filter) : new OutboundFilter(filter, v6);
    }

    /// That of a family.
    public PrefixFilter of(boolean ofV6) {
        return ofV6 ? v6 : v4;
    }

    /// Whether a prefix may be told.
    public boolean passes(boolean ofV6, long high, long low, int length) {
        return of(ofV6).passes(ofV6, high, low, length);
    }

    /// Whether the prefix of a route may be told.
    public boolean passes(Subject route) {
        return passes(route.v6, route.prefixHigh, route.prefixLow, route.prefixLength);
    }
}

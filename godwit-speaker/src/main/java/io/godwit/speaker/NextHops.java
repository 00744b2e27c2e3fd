package io.godwit.speaker;

import io.godwit.wire.Address;

/// What we put as NEXT_HOP towards a neighbor: our end of the session, and for the other version of
/// IP an address of the same interface (RFC 4271 §5.1.3, RFC 2545 §3, RFC 4760 §3).
final class NextHops {
    private static final Address NO_V4 = Address.ofV4(0);
    private static final Address NO_V6 = Address.ofV6(0, 0);

    private NextHops() {}

    /// For IPv4 routes; 0.0.0.0 when there is none, then none are advertised.
    static Address v4(Address local, Interfaces interfaces) {
        return local.isV6() ? interfaces.ipv4Of(local).orElse(NO_V4) : local;
    }

    /// For IPv6 routes; `::` when there is none, then none are advertised.
    static Address v6(Address local, Interfaces interfaces) {
        return local.isV6() ? local : interfaces.ipv6Of(local).orElse(NO_V6);
    }
}

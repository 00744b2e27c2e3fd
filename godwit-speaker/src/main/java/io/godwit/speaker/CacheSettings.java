package io.godwit.speaker;

import io.godwit.feeds.rtr.RtrSettings;
import io.godwit.wire.Address;

import java.util.Optional;

/// An RPKI cache to ask.
///
/// @param address where it is
/// @param port 1 to 65535
/// @param preference the lowest is asked first, others when it does not serve (RFC 8210 §10)
/// @param local the address to connect from; empty = the system's choice
/// @param tls empty = plain TCP
/// @param times what overrides the cache
public record CacheSettings(
        Address address,
        int port,
        int preference,
        Optional<Address> local,
        Optional<TlsSettings> tls,
        RtrSettings times) {
    /// `192.0.2.1:323`, `[2001:db8::1]:323`.
    public String name() {
        return (address.isV6() ? "[" + address + "]" : address.toString()) + ":" + port;
    }
}

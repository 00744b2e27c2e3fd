package io.godwit.speaker;

import io.godwit.session.Protection;
import io.godwit.wire.Address;

import java.util.Optional;

/// What an outgoing connection needs to know.
///
/// @param remote the neighbor's address
/// @param port the neighbor's TCP port, 1..65535
/// @param local the address to connect from; empty = the system's choice
/// @param ttl time to live (hop limit) of what we send, 1..255; 0 = the system's default
/// @param protection what keeps strangers out of the connection
/// @param tls empty = plain TCP
public record ConnectSpec(
        Address remote,
        int port,
        Optional<Address> local,
        int ttl,
        Protection protection,
        Optional<TlsSettings> tls) {
    /// Checks the ranges.
    public ConnectSpec {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port);
        }
        if (ttl < 0 || ttl > 255) {
            throw new IllegalArgumentException("ttl " + ttl);
        }
    }
}

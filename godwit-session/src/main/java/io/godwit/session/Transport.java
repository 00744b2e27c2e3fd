package io.godwit.session;

import io.godwit.wire.Address;

import java.util.Optional;

/// How the connection of a session comes about.
///
/// @param port the TCP port that the neighbor listens on, 1 to 65535
/// @param localAddress the address we connect from and accept at; empty = the system's choice
/// @param passive we never connect, we only accept (RFC 4271 §8.1.1, PassiveTcpEstablishment)
/// @param multihopTtl the time to live of what we send, 1 to 255; 0 = directly connected
/// @param protection what keeps strangers out
public record Transport(
        int port,
        Optional<Address> localAddress,
        boolean passive,
        int multihopTtl,
        Protection protection) {
    /// Checks the ranges.
    public Transport {
        if (port < 1 || port > 65535 || multihopTtl < 0 || multihopTtl > 255) {
            throw new IllegalArgumentException("port " + port + " TTL " + multihopTtl);
        }
        if (multihopTtl > 0 && protection.securityHops() > 0) {
            throw new IllegalArgumentException("multihop and ttl-security");
        }
    }
}

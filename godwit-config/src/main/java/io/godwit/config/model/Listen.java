package io.godwit.config.model;

import io.godwit.policy.Place;
import io.godwit.wire.Address;

import java.util.Optional;

/// Where connections of neighbors are taken.
///
/// @param address the own address to listen on; empty for all addresses of both families
/// @param port the TCP port, 1 to 65535 in files; a program may say 0 for any free one
/// @param at the statement, or [Place#NONE] for the default
public record Listen(Optional<Address> address, int port, Place at) {
    /// The port of BGP (RFC 4271 §8.2.1).
    public static final int BGP_PORT = 179;

    /// Checks the range of the port.
    public Listen {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port);
        }
    }
}

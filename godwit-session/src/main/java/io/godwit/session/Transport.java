package io.godwit.session;

import io.godwit.wire.Address;

import java.util.Optional;

/// How the connection of a session comes about.
///
/// @param port the TCP port that the neighbor listens on, 1 to 65535
/// @param localAddress the address we connect from and accept at; empty = the system's choice
/// @param fsm the options of the state machine (RFC 4271 §8.1.1)
/// @param multihopTtl the time to live of what we send, 1 to 255; 0 = directly connected
/// @param protection what keeps strangers out
public record Transport(
        int port,
        Optional<Address> localAddress,
        FsmOptions fsm,
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

    /// The machine as it usually is.
    public Transport(
            int port,
            Optional<Address> localAddress,
            boolean passive,
            int multihopTtl,
            Protection protection) {
        this(port, localAddress, FsmOptions.STANDARD.passive(passive), multihopTtl, protection);
    }

    /// Whether we never connect.
    public boolean passive() {
        return fsm.passive();
    }
}

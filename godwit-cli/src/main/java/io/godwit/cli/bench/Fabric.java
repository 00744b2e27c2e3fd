package io.godwit.cli.bench;

import io.godwit.wire.Address;
import io.godwit.wire.Family;

import java.util.List;

/// What a router is told before it starts: itself, and who will connect to it.
///
/// @param as the router's AS number
/// @param port it listens on, at [#ROUTER]
/// @param family of all routes
/// @param sessions its neighbors
record Fabric(long as, int port, Family family, List<Session> sessions) {
    /// The router's address and BGP Identifier.
    static final String ROUTER = "127.0.0.1";

    /// What a neighbor is to the router.
    enum Role {
        /// Another AS: the router puts itself into the path.
        TRANSIT,
        /// A client of a route server (RFC 7947): the router stays out of the path.
        SERVED,
        /// Another AS that is told nothing.
        FEED
    }

    /// One neighbor.
    record Session(Address address, long as, Role role) {}
}

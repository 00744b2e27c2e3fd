package io.godwit.config.model;

import io.godwit.wire.Address;

/// Where the HTTP interface listens.
///
/// @param address an own address
/// @param port the TCP port, 1 to 65535 in files; a program may say 0 for any free one
public record HttpConfig(Address address, int port) {
    /// The port if none is written.
    public static final int PORT = 9179;

    /// Checks the range of the port.
    public HttpConfig {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /// `127.0.0.1:9179`, as it is written.
    public String text() {
        return (address.isV6() ? "[" + address + "]" : address) + ":" + port;
    }
}

package io.godwit.feeds.pcap;

import io.godwit.wire.Address;

/// One end of a TCP connection.
///
/// @param address IPv4 or IPv6
/// @param port 0..65535
public record Endpoint(Address address, int port) {
    /// "192.0.2.1:179", "[2001:db8::1]:179".
    @Override
    public String toString() {
        return (address.isV6() ? "[" + address + "]" : address.toString()) + ":" + port;
    }
}

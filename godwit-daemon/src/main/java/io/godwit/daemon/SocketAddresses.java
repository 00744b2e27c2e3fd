package io.godwit.daemon;

import io.godwit.wire.Address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Our addresses to the JDK's and back.
final class SocketAddresses {
    private SocketAddresses() {}

    static InetAddress toInet(Address address) {
        byte[] octets = new byte[address.octets()];
        address.write(octets, 0);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("4 or 16 octets are an address", impossible);
        }
    }

    static InetSocketAddress toSocket(Address address, int port) {
        return new InetSocketAddress(toInet(address), port);
    }

    static Address of(InetAddress inet) {
        byte[] octets = inet.getAddress();
        return Address.read(octets, 0, octets.length);
    }

    /// `10.77.0.2:179`, `[fd77::2]:179`.
    static String text(Address address, int port) {
        return address.isV6() ? "[" + address + "]:" + port : address + ":" + port;
    }
}

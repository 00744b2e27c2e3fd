package io.godwit.daemon;

import io.godwit.wire.Address;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;

/// Our addresses to the JDK's and back.
final class SocketAddresses {
    /// How the trouble begins when a zone names no link.
    static final String NO_LINK = "no link ";

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

    /// With the number of the link that an address is on.
    ///
    /// @throws NoRouteToHostException when there is no such link
    static InetSocketAddress toSocket(Address address, int port) throws IOException {
        if (address.zone().isEmpty()) {
            return new InetSocketAddress(toInet(address), port);
        }
        NetworkInterface link = NetworkInterface.getByName(address.zone());
        if (link == null) {
            throw new NoRouteToHostException(NO_LINK + address.zone());
        }
        InetAddress there =
                Inet6Address.getByAddress(null, toInet(address).getAddress(), link.getIndex());
        return new InetSocketAddress(there, port);
    }

    /// With the name of the link that a link-local address is on, while there is one.
    static Address of(InetAddress inet) {
        byte[] octets = inet.getAddress();
        Address address = Address.read(octets, 0, octets.length);
        return address.needsZone() && inet instanceof Inet6Address scoped
                ? address.in(link(scoped))
                : address;
    }

    private static String link(Inet6Address address) {
        try {
            NetworkInterface link = NetworkInterface.getByIndex(address.getScopeId());
            return link == null ? "" : link.getName();
        } catch (SocketException unreadable) {
            return "";
        }
    }

    /// `10.77.0.2:179`, `[fd77::2]:179`.
    static String text(Address address, int port) {
        return address.isV6() ? "[" + address + "]:" + port : address + ":" + port;
    }
}

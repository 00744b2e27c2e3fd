package io.godwit.speaker;

import io.godwit.wire.Address;

import java.util.List;
import java.util.Optional;

/// Port: the addresses of this machine.
public interface Interfaces {
    /// The global IPv6 address of the interface that owns an IPv4 address.
    ///
    /// @param localIpv4 one of our addresses
    /// @return empty when the interface is unknown or has no global IPv6 address
    Optional<Address> ipv6Of(Address localIpv4);

    /// The IPv4 address of the interface that owns an IPv6 address.
    ///
    /// @param localIpv6 one of our addresses
    /// @return empty when the interface is unknown or has no IPv4 address
    Optional<Address> ipv4Of(Address localIpv6);

    /// Whether an address lies in a network one of our interfaces is connected to.
    ///
    /// @param address a neighbor's address
    /// @return false also when the interfaces could not be read
    boolean onLink(Address address);

    /// All our addresses, loopback included.
    ///
    /// @return in the order of the system
    List<Address> own();
}

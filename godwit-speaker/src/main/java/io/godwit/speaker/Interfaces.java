package io.godwit.speaker;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;

/// Port: the addresses of this machine.
public interface Interfaces {
    /// The global IPv6 address of the interface that owns an address.
    ///
    /// @param local one of our addresses, IPv4 or link-local
    /// @return empty when the interface is unknown or has no global IPv6 address
    Optional<Address> ipv6Of(Address local);

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

    /// The network, not one of the loopback, that an address is in with one of ours.
    ///
    /// @param address a neighbor's address, not a link-local one
    /// @return empty also when the interfaces could not be read
    Optional<Prefix> network(Address address);

    /// The link-local IPv6 address of the interface that owns an address.
    ///
    /// @param local one of our addresses
    Optional<Address> linkLocalOf(Address local);

    /// The name of the interface that owns an address.
    ///
    /// @param local one of our addresses
    /// @return empty when it is unknown
    String link(Address local);

    /// All our addresses, loopback included.
    ///
    /// @return in the order of the system
    List<Address> own();
}

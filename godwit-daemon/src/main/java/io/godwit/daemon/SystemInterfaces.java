package io.godwit.daemon;

import io.godwit.speaker.Interfaces;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/// The machine's interfaces. What was read is good for a few seconds: thousands of sessions may
/// come up at once, and reading costs a system call an address.
final class SystemInterfaces implements Interfaces {
    private static final long FRESH_NANOS = 3_000_000_000L;

    /// An address with the network it is in and the interface it is on.
    private record Own(Address address, Prefix network, int index) {}

    private List<Own> own = List.of();
    private long readNanos;
    private boolean read;

    @Override
    public Optional<Address> ipv6Of(Address localIpv4) {
        return other(localIpv4, true);
    }

    @Override
    public Optional<Address> ipv4Of(Address localIpv6) {
        return other(localIpv6, false);
    }

    @Override
    public boolean onLink(Address address) {
        for (Own entry : current()) {
            if (entry.network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Address> own() {
        return current().stream().map(Own::address).toList();
    }

    /// The first address of the other version on the same interface that neighbors can use.
    private Optional<Address> other(Address local, boolean v6) {
        List<Own> all = current();
        for (Own mine : all) {
            if (!mine.address.equals(local)) {
                continue;
            }
            for (Own candidate : all) {
                Address address = candidate.address;
                if (candidate.index == mine.index
                        && address.isV6() == v6
                        && !address.isLinkLocal()
                        && !(v6 && address.isLoopback())) {
                    return Optional.of(address);
                }
            }
        }
        return Optional.empty();
    }

    private List<Own> current() {
        long now = System.nanoTime();
        if (!read || now - readNanos > FRESH_NANOS) {
            own = readAll();
            read = true;
            readNanos = now;
        }
        return own;
    }

    private static List<Own> readAll() {
        List<Own> all = new ArrayList<>();
        try {
            Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
            while (interfaces.hasMoreElements()) {
                NetworkInterface one = interfaces.nextElement();
                for (InterfaceAddress entry : one.getInterfaceAddresses()) {
                    Address address = SocketAddresses.of(entry.getAddress());
                    Prefix network = Prefix.of(address, entry.getNetworkPrefixLength());
                    all.add(new Own(address, network, one.getIndex()));
                }
            }
        } catch (SocketException unreadable) {
            return List.of();
        }
        return List.copyOf(all);
    }
}

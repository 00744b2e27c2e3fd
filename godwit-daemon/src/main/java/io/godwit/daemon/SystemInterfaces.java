package io.godwit.daemon;

import io.godwit.speaker.Interfaces;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The machine's interfaces. What was read is good for a few seconds: thousands of sessions may
/// come up at once, and reading costs a system call an address.
final class SystemInterfaces implements Interfaces {
    private static final long FRESH_NANOS = 3_000_000_000L;

    /// An address with the network it is in and the interface it is on.
    private record Own(Address address, Prefix network, int index, String link, boolean loopback) {}

    private List<Own> own = List.of();
    private long readNanos;
    private boolean read;

    @Override
    public Optional<Address> ipv6Of(Address local) {
        return beside(local, a -> a.isV6() && !a.isLinkLocal() && !a.isLoopback());
    }

    @Override
    public Optional<Address> ipv4Of(Address localIpv6) {
        return beside(localIpv6, a -> !a.isV6() && !a.isLinkLocal());
    }

    @Override
    public Optional<Address> linkLocalOf(Address local) {
        return beside(local, a -> a.isV6() && a.isLinkLocal());
    }

    @Override
    public Optional<Prefix> network(Address address) {
        return current().stream()
                .filter(entry -> !entry.loopback && !entry.address.isLinkLocal())
                .filter(_ -> address.zone().isEmpty())
                .map(Own::network)
                .filter(network -> network.contains(address))
                .max(Comparator.comparingInt(Prefix::length));
    }

    @Override
    public boolean onLink(Address address) {
        for (Own entry : current()) {
            if (entry.network.contains(address) && isBeside(entry, address)) {
                return true;
            }
        }
        return false;
    }

    /// A link-local address is on its link only.
    private static boolean isBeside(Own entry, Address address) {
        return address.zone().isEmpty() || address.zone().equals(entry.link);
    }

    @Override
    public String link(Address local) {
        return current().stream()
                .filter(mine -> mine.address.equals(local))
                .map(Own::link)
                .findFirst()
                .orElse("");
    }

    @Override
    public List<Address> own() {
        return current().stream().map(Own::address).toList();
    }

    /// The first such address on the interface that has another one.
    private Optional<Address> beside(Address local, Predicate<Address> wanted) {
        List<Own> all = current();
        for (Own mine : all) {
            if (!mine.address.equals(local)) {
                continue;
            }
            for (Own candidate : all) {
                if (candidate.index == mine.index && wanted.test(candidate.address)) {
                    return Optional.of(candidate.address);
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
                boolean loopback = one.isLoopback();
                for (InterfaceAddress entry : one.getInterfaceAddresses()) {
                    Address address = SocketAddresses.of(entry.getAddress());
                    Prefix network = Prefix.of(address, entry.getNetworkPrefixLength());
                    all.add(new Own(address, network, one.getIndex(), one.getName(), loopback));
                }
            }
        } catch (SocketException unreadable) {
            return List.of();
        }
        return List.copyOf(all);
    }
}

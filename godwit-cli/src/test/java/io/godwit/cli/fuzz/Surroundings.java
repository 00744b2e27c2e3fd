package io.godwit.cli.fuzz;

import io.godwit.speaker.Clock;
import io.godwit.speaker.ConnectSpec;
import io.godwit.speaker.Connection;
import io.godwit.speaker.Interfaces;
import io.godwit.speaker.Net;
import io.godwit.speaker.TcpDrops;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A machine with one network, on which time passes only when somebody says so.
final class Surroundings implements Net, Clock, Interfaces {
    private long nanos = 1;

    void at(long now) {
        nanos = now;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    /// All neighbors come by themselves.
    @Override
    public Connection connect(ConnectSpec spec) {
        throw new IllegalStateException("connects to " + spec);
    }

    @Override
    public Map<Prefix, String> guard(List<Guard> guards) {
        return Map.of();
    }

    @Override
    public TcpDrops drops() {
        return TcpDrops.NONE;
    }

    @Override
    public Optional<Address> ipv6Of(Address localIpv4) {
        return Optional.of(Address.ofV6(0x2001_0db8_0000_0000L, 9));
    }

    @Override
    public Optional<Address> ipv4Of(Address localIpv6) {
        return Optional.empty();
    }

    @Override
    public boolean onLink(Address address) {
        return true;
    }

    @Override
    public Optional<Prefix> network(Address address) {
        return Optional.empty();
    }

    @Override
    public Optional<Address> linkLocalOf(Address local) {
        return Optional.empty();
    }

    @Override
    public String link(Address local) {
        return "";
    }

    @Override
    public List<Address> own() {
        return List.of();
    }
}

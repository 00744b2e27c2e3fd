package io.godwit.speaker;

import io.godwit.policy.Identity;
import io.godwit.policy.MedRule;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.rib.RibLimits;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.Shutdown;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A speaker that nobody can reach, for tests of its parts. Its clock stands still.
final class Alone implements Net, Clock, Interfaces {
    final Address address = Address.parse("10.0.0.1").orElseThrow();

    Ports ports() {
        return new Ports(
                this,
                this,
                () -> 1,
                event -> {},
                this,
                Optional.empty(),
                Commands.NONE,
                Optional.empty());
    }

    SpeakerSettings settings(long as) {
        return new SpeakerSettings(
                as,
                Optional.empty(),
                address.v4(),
                address.v4(),
                MedRule.STANDARD,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                RpkiSettings.NONE,
                Optional.empty(),
                Optional.empty(),
                RibLimits.WIDEST,
                "test");
    }

    static NeighborSettings neighbor(String address, long as) {
        return new NeighborSettings(
                new Identity(
                        Address.parse(address).orElseThrow(),
                        as,
                        Role.EXTERNAL,
                        Relation.UNSTATED,
                        "n",
                        "",
                        ""),
                new Transport(179, Optional.empty(), false, 0, Protection.NONE),
                new Timers(90, 0, 5),
                Offers.of(List.of(Family.IPV4_UNICAST)),
                PeerPolicies.of(PolicyChain.ACCEPT, PolicyChain.ACCEPT),
                Shutdown.NO,
                Optional.empty());
    }

    @Override
    public Connection connect(ConnectSpec spec) {
        throw new AssertionError("nobody is there");
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
    public long nanos() {
        return 1;
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH;
    }

    @Override
    public Optional<Address> ipv6Of(Address local) {
        return Optional.empty();
    }

    @Override
    public Optional<Address> ipv4Of(Address localIpv6) {
        return Optional.empty();
    }

    @Override
    public boolean onLink(Address there) {
        return true;
    }

    @Override
    public Optional<Prefix> network(Address there) {
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
        return List.of(address);
    }
}

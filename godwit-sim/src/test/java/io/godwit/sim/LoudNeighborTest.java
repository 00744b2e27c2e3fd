package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.MedRule;
import io.godwit.rib.RibLimits;
import io.godwit.session.Protection;
import io.godwit.session.State;
import io.godwit.speaker.Clock;
import io.godwit.speaker.Commands;
import io.godwit.speaker.ConnectSpec;
import io.godwit.speaker.Connection;
import io.godwit.speaker.Interfaces;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Net;
import io.godwit.speaker.Ports;
import io.godwit.speaker.RpkiSettings;
import io.godwit.speaker.Speaker;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.TcpDrops;
import io.godwit.wire.Address;
import io.godwit.wire.Keepalive;
import io.godwit.wire.MessageType;
import io.godwit.wire.Open;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A neighbor that never stops talking, on a machine so slow that one look at the clock takes more
/// than the share of a turn.
class LoudNeighborTest {
    private static final Address LOCAL = Address.parse("10.0.0.1").orElseThrow();
    private static final byte[] END_OF_RIB =
            HexFormat.of().parseHex("ff".repeat(16) + "001702" + "00000000");

    private long nowNanos;
    private final Talker loud = new Talker("10.0.0.2");
    private final Talker quiet = new Talker("10.0.0.3");
    private final Talker other = new Talker("10.0.0.4");
    private final Speaker speaker =
            new Speaker(
                    new SpeakerSettings(
                            65001,
                            Optional.empty(),
                            1,
                            1,
                            MedRule.STANDARD,
                            List.of(settings(loud), settings(quiet), settings(other)),
                            List.of(),
                            List.of(),
                            List.of(),
                            RpkiSettings.NONE,
                            Optional.empty(),
                            Optional.empty(),
                            RibLimits.WIDEST,
                            "test"),
                    new Ports(
                            new Nowhere(),
                            new SlowClock(),
                            () -> 4,
                            event -> {},
                            new NoInterfaces(),
                            Optional.empty(),
                            Commands.NONE,
                            Optional.empty()));

    private static NeighborSettings settings(Talker talker) {
        NeighborSettings usual = Router.defaults(talker.remote(), 65002, "");
        return Variant.of(usual).passive(true).holdTimeSeconds(0).settings();
    }

    @Test
    void doesNotKeepOthersFromBeingHeard() {
        List<Talker> all = List.of(loud, quiet, other);
        speaker.start();
        int id = 2;
        for (Talker talker : all) {
            talker.says(Open.of(65002, 0, id++, List.of()));
            speaker.accepted(talker);
        }
        turns(20, all);
        assertThat(speaker.neighbors()).allMatch(n -> n.state() == State.ESTABLISHED);
        loud.endless = true;
        turns(3, all);
        quiet.says(END_OF_RIB);
        other.says(END_OF_RIB);
        turns(6, all);
        assertThat(speaker.neighbors())
                .extracting(n -> n.traffic().in(MessageType.UPDATE))
                .containsExactly(0L, 1L, 1L);
    }

    private void turns(int count, List<Talker> talkers) {
        for (int i = 0; i < count; i++) {
            talkers.stream().filter(Talker::talks).forEach(speaker::readable);
            speaker.turn();
        }
    }

    private final class SlowClock implements Clock {
        @Override
        public long nanos() {
            return nowNanos += 25_000_000L;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH.plusNanos(nowNanos);
        }
    }

    private record Nowhere() implements Net {
        @Override
        public Connection connect(ConnectSpec spec) {
            throw new AssertionError("all are passive");
        }

        @Override
        public Map<Prefix, String> guard(List<Guard> guards) {
            return Map.of();
        }

        @Override
        public TcpDrops drops() {
            return TcpDrops.NONE;
        }
    }

    private record NoInterfaces() implements Interfaces {
        @Override
        public Optional<Address> ipv6Of(Address localIpv4) {
            return Optional.empty();
        }

        @Override
        public Optional<Address> ipv4Of(Address localIpv6) {
            return Optional.empty();
        }

        @Override
        public boolean onLink(Address address) {
            return Prefix.of(LOCAL, 24).contains(address);
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
            return List.of(LOCAL);
        }
    }

    /// The far end: what it was told to say, then KEEPALIVEs without end if it is `endless`.
    private static final class Talker implements Connection {
        private final Address remote;
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
        private final byte[] keepalive = new byte[19];
        private long said;
        private boolean endless;

        Talker(String remote) {
            this.remote = Address.parse(remote).orElseThrow();
            Keepalive.write(keepalive, 0);
        }

        void says(byte[] message) {
            waiting.writeBytes(message);
        }

        void says(Open open) {
            byte[] buf = new byte[4096];
            waiting.write(buf, 0, open.write(buf, 0));
            waiting.writeBytes(keepalive);
        }

        boolean talks() {
            return endless || waiting.size() > 0;
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            byte[] now = waiting.toByteArray();
            waiting.reset();
            System.arraycopy(now, 0, buf, off, now.length);
            int end = endless ? len : now.length;
            for (int i = now.length; i < end; i++) {
                buf[off + i] = keepalive[(int) (said++ % keepalive.length)];
            }
            return end;
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            return len;
        }

        @Override
        public String trouble() {
            return "";
        }

        @Override
        public void wantWrite(boolean on) {}

        @Override
        public void ttl(int ttl) {}

        @Override
        public boolean protect(Protection protection) {
            return true;
        }

        @Override
        public OptionalInt firstTtl() {
            return OptionalInt.empty();
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}

        @Override
        public Address remote() {
            return remote;
        }

        @Override
        public int remotePort() {
            return 1179;
        }

        @Override
        public Address local() {
            return LOCAL;
        }

        @Override
        public int localPort() {
            return 179;
        }
    }
}

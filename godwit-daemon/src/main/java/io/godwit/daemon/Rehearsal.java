package io.godwit.daemon;

import io.godwit.config.ConfigReader;
import io.godwit.config.Sources;
import io.godwit.config.model.Config;
import io.godwit.rib.RibLimits;
import io.godwit.session.Protection;
import io.godwit.speaker.Commands;
import io.godwit.speaker.ConnectSpec;
import io.godwit.speaker.Connection;
import io.godwit.speaker.Interfaces;
import io.godwit.speaker.Net;
import io.godwit.speaker.Ports;
import io.godwit.speaker.Speaker;
import io.godwit.speaker.TcpDrops;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Keepalive;
import io.godwit.wire.Open;
import io.godwit.wire.Prefix;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.MultiProtocol;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The whole way of a table, from octets to octets, played before nobody: a speaker of its own with
/// two neighbors in memory learns routes, tells them on, replaces them, takes them back and loses
/// the neighbor.
///
/// Until it has run a while Java code is interpreted, and a neighbor's table that comes in the
/// first second meets slow code and a compiler that takes half of the machine. What is rehearsed is
/// compiled before.
public final class Rehearsal {
    private static final long AS = 64_496;
    private static final int HOLD_SECONDS = 90;
    private static final List<Family> FAMILIES = List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);

    private static final String TEXT =
            """
            router { as 64496; id 10.0.0.9; listen 10.0.0.9 }
            group guests { passive; family ipv4, ipv6; import accept; export accept }
            neighbor 10.0.0.1 in guests { as 64497 }
            neighbor 10.0.0.2 in guests { as 64498 }
            """;
    private static final Config CONFIG =
            ConfigReader.read("rehearsal", Sources.of("rehearsal", TEXT)).config().orElseThrow();
    private static final SystemClock CLOCK = new SystemClock();
    private static final SystemEntropy ENTROPY = new SystemEntropy();

    /// What fits in the time between the start of the JVM and the first table of a neighbor.
    private static final long START_NANOS = 400_000_000L;

    private static final int START_ROUTES = 1000;
    private static final int START_ROUNDS = 10;

    private final Guest sender = new Guest(1);
    private final Guest receiver = new Guest(2);
    private final Speaker speaker;
    private final long endNanos;

    private Rehearsal(long endNanos) {
        this.endNanos = endNanos;
        speaker =
                new Speaker(
                        ConfigMapping.speaker(CONFIG, RibLimits.WIDEST, ""),
                        new Ports(
                                new Nowhere(),
                                CLOCK,
                                ENTROPY,
                                _ -> {},
                                new NoInterfaces(),
                                Optional.empty(),
                                Commands.NONE,
                                Optional.empty()));
    }

    /// Rehearses beside the start of a daemon, for less than half a second. Not on a single
    /// processor: there it would stand in the way.
    public static void start() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread.ofPlatform()
                    .daemon()
                    .name("godwit-rehearsal")
                    .start(() -> run(START_ROUTES, START_ROUNDS, START_NANOS));
        }
    }

    /// Plays until the time is up or the table was played so often.
    ///
    /// @param routes of each family
    /// @return octets told to the receiver
    public static long run(int routes, int rounds, long nanosMost) {
        long endNanos = CLOCK.nanos() + nanosMost;
        long told = 0;
        for (int i = 0; i < rounds && CLOCK.nanos() < endNanos; i++) {
            Rehearsal one = new Rehearsal(endNanos);
            one.round(routes);
            told += one.receiver.told;
        }
        return told;
    }

    private void round(int routes) {
        InventedTable v4 = table(FAMILIES.get(0), 4);
        InventedTable v6 = table(FAMILIES.get(1), 16);
        speaker.start();
        enter(receiver);
        enter(sender);
        for (int times = 0; times < 2; times++) {
            hear(v4.announcements(routes));
            hear(v6.announcements(routes));
        }
        hear(v4.withdrawals(routes / 2));
        hear(v6.withdrawals(routes / 2));
        sender.leaves = true;
        play();
    }

    private InventedTable table(Family family, int octets) {
        byte[] nextHop = new byte[octets];
        nextHop[0] = 32;
        nextHop[octets - 1] = 1;
        return new InventedTable((int) sender.as, family, nextHop);
    }

    private boolean over() {
        return CLOCK.nanos() > endNanos;
    }

    private void enter(Guest guest) {
        guest.say(guest.greeting());
        speaker.accepted(guest);
        play();
    }

    private void hear(byte[] messages) {
        sender.say(messages);
        play();
    }

    /// Turns until nothing is left to do.
    private void play() {
        do {
            for (Guest guest : List.of(sender, receiver)) {
                if (guest.waits()) {
                    speaker.readable(guest);
                }
            }
            speaker.turn();
        } while (!over() && (sender.waits() || speaker.nextDeadlineNanos() <= CLOCK.nanos()));
    }

    /// One neighbor and its connection, which takes all that is written.
    private static final class Guest implements Connection {

        private final long as;
        private byte[] said = {};
        private int heard;
        private long told;
        private boolean leaves;

        private final int number;

        Guest(int number) {
            this.number = number;
            this.as = AS + number;
        }

        /// OPEN and KEEPALIVE.
        byte[] greeting() {
            byte[] octets = new byte[Framer.MAX_OCTETS];
            Open open =
                    Open.of(
                            as,
                            HOLD_SECONDS,
                            number + 1,
                            List.of(
                                    new MultiProtocol(FAMILIES.get(0)),
                                    new MultiProtocol(FAMILIES.get(1)),
                                    new FourOctetAs(as)));
            int length = open.write(octets, 0);
            length += Keepalive.write(octets, length);
            return Arrays.copyOf(octets, length);
        }

        void say(byte[] octets) {
            said = octets;
            heard = 0;
        }

        boolean waits() {
            return heard < said.length || leaves;
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            if (leaves) {
                leaves = false;
                return -1;
            }
            int octets = Math.min(len, said.length - heard);
            System.arraycopy(said, heard, buf, off, octets);
            heard += octets;
            return octets;
        }

        @Override
        public int write(byte[] buf, int off, int len) {
            told += len;
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
        public void close() {
            heard = said.length;
        }

        @Override
        public Address remote() {
            return Address.ofV4(0x0A00_0000 + number);
        }

        @Override
        public int remotePort() {
            return 179;
        }

        @Override
        public Address local() {
            return Address.ofV4(0x0A00_0009);
        }

        @Override
        public int localPort() {
            return 179;
        }
    }

    /// All guests come by themselves.
    private static final class Nowhere implements Net {
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
    }

    /// No machine around: next hops of the receiver's families are those of the sender.
    private static final class NoInterfaces implements Interfaces {
        @Override
        public Optional<Address> ipv6Of(Address localIpv4) {
            return Optional.of(Address.ofV6(1, 1));
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
}

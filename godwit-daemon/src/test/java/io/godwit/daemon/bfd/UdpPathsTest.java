package io.godwit.daemon.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.BfdState;
import io.godwit.bfd.ControlPacket;
import io.godwit.bfd.Diagnostic;
import io.godwit.bfd.Path;
import io.godwit.bfd.PathEvent;
import io.godwit.bfd.Refusal;
import io.godwit.bfd.SessionReport;
import io.godwit.speaker.Clock;
import io.godwit.wire.Address;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/// BFD over sockets of the loopback, at ports that nobody else has.
class UdpPathsTest {
    private static final UdpPorts PORTS = new UdpPorts(23784, 24784);
    private static final BfdSettings FAST = new BfdSettings(50_000, 3, BfdSettings.Hops.AS_BGP);

    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public Instant wall() {
                    return Instant.now();
                }
            };

    /// One of the two, with its troubles and what it told.
    private static final class End {
        final Random random = new Random(1);
        final List<PathEvent> events = new CopyOnWriteArrayList<>();
        final List<String> troubles = new CopyOnWriteArrayList<>();
        final CountDownLatch thawed = new CountDownLatch(1);
        final UdpPaths paths =
                new UdpPaths(PORTS, CLOCK, this::number, (text, help) -> troubles.add(text));
        final Path path;
        volatile boolean frozen;
        volatile boolean failing;

        End(String own, String remote, boolean several) {
            path = new Path(address(remote), Optional.of(address(own)), several);
            paths.attach(
                    events::add,
                    work -> {
                        if (frozen) {
                            // Inside of its own thread: from now on it says nothing.
                            await(thawed);
                        }
                        work.run();
                    });
        }

        private int number() {
            if (failing) {
                failing = false;
                throw new IllegalStateException("no more numbers");
            }
            return random.nextInt();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        SessionReport report() {
            return paths.report(path.remote()).orElseThrow();
        }

        boolean isUp() {
            return paths.report(path.remote())
                    .filter(r -> r.state() == BfdState.UP && !r.polling())
                    .isPresent();
        }
    }

    private final List<End> ends = new ArrayList<>();

    @AfterEach
    void close() {
        ends.forEach(end -> {
            end.thawed.countDown();
            end.paths.close();
        });
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    /// On a busy machine a collection of garbage in this process may take longer than three times
    /// 50 ms; a flood must not last as long as that.
    private static final BfdSettings CALM = new BfdSettings(200_000, 5, BfdSettings.Hops.AS_BGP);

    private End end(String own, String remote, boolean several) {
        return end(own, remote, several, FAST);
    }

    private End end(String own, String remote, boolean several, BfdSettings settings) {
        End end = new End(own, remote, several);
        ends.add(end);
        end.paths.watch(end.path, settings);
        return end;
    }

    private static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.41.1, 127.0.41.2, false",
        "127.0.41.1, 127.0.41.2, true",
    })
    void silenceIsSeenWithinThreeIntervals(String one, String other, boolean several)
            throws Exception {
        End a = end(one, other, several);
        End b = end(other, one, several);
        until("both are up", () -> a.isUp() && b.isUp());
        assertThat(a.report().detectionMicros()).isEqualTo(150_000);
        b.frozen = true;
        b.paths.forget(a.path.local().orElseThrow());
        long from = System.nanoTime();
        until("a sees it", () -> a.events.getLast().broken());
        // 150 ms, and what a busy machine makes of it: tests/bfd/paths.py measures.
        assertThat((System.nanoTime() - from) / 1_000_000).isLessThan(5000);
        assertThat(a.events.getLast().detectionMicros()).isEqualTo(150_000);
        assertThat(a.events.getLast().localDiagnostic())
                .isEqualTo(Diagnostic.DETECTION_TIME_EXPIRED);
    }

    @Test
    void whoLeavesSaysSo() throws Exception {
        End a = end("127.0.41.1", "127.0.41.2", false);
        End b = end("127.0.41.2", "127.0.41.1", false);
        until("both are up", () -> a.isUp() && b.isUp());
        b.paths.close();
        until("a hears it", () -> a.events.getLast().to() == BfdState.DOWN);
        assertThat(a.events.getLast().byOperatorThere()).isTrue();
    }

    /// What should not happen ends its thread's work, and not BFD: all paths are watched anew.
    @Test
    void anUnexpectedFailureIsToldAndMended() throws Exception {
        End a = end("127.0.41.1", "127.0.41.2", false);
        End b = end("127.0.41.2", "127.0.41.1", false);
        until("both are up", () -> a.isUp() && b.isUp());
        a.failing = true;
        Path more = new Path(address("127.0.41.9"), a.path.local(), false);
        a.paths.watch(more, FAST);
        until("it is told", () -> !a.troubles.isEmpty());
        assertThat(a.troubles.getFirst()).contains("BFD broke off", "no more numbers");
        until("b misses it", () -> b.events.stream().anyMatch(PathEvent::broken));
        until("both are up again", () -> a.isUp() && b.isUp());
        assertThat(a.paths.report(more.remote())).isPresent();
        assertThat(a.paths.trouble()).isEmpty();
        assertThat(a.troubles).hasSize(1);
    }

    /// Octets of strangers, from the same network and from elsewhere.
    @Test
    void noDatagramDisturbs() throws Exception {
        End a = end("127.0.41.1", "127.0.41.2", false, CALM);
        End b = end("127.0.41.2", "127.0.41.1", false, CALM);
        End c = end("127.0.41.1", "127.0.41.4", true, CALM);
        End d = end("127.0.41.4", "127.0.41.1", true, CALM);
        until("all are up", () -> a.isUp() && b.isUp() && c.isUp() && d.isUp());
        Random random = new Random(4);
        InetAddress to = InetAddress.getByName("127.0.41.1");
        try (Datagrams near =
                        Datagrams.hearing(
                                Calls.linked(), false, Optional.of(address("127.0.41.3")), 50001);
                DatagramSocket far = new DatagramSocket(new InetSocketAddress("127.0.41.2", 0))) {
            for (int i = 0; i < 30_000; i++) {
                byte[] octets = new byte[i % 3 == 0 ? random.nextInt(1400) : ControlPacket.OCTETS];
                random.nextBytes(octets);
                if (octets.length == ControlPacket.OCTETS) {
                    down(random.nextInt(4) * random.nextInt()).write(octets, 0);
                    octets[random.nextInt(octets.length)] = (byte) random.nextInt();
                }
                if (octets.length <= Datagrams.MOST_OCTETS) {
                    near.send(octets, address("127.0.41.1"), i % 2 == 0 ? 23784 : 24784);
                }
                // The address of the neighbor, but TTL 64.
                far.send(new DatagramPacket(octets, octets.length, to, 23784));
                if (i % 50 == 0) {
                    Thread.sleep(1);
                }
            }
        }
        until("it is counted", () -> a.paths.refused().containsKey(Refusal.TTL));
        for (End end : ends) {
            assertThat(end.report().flaps()).isZero();
            assertThat(end.isUp()).isTrue();
            assertThat(end.troubles).isEmpty();
        }
        assertThat(a.paths.refused()).containsKeys(Refusal.NO_SESSION, Refusal.VERSION);
    }

    private static ControlPacket down(int yours) {
        return new ControlPacket(
                0,
                BfdState.DOWN,
                false,
                false,
                false,
                false,
                false,
                3,
                9,
                yours,
                50_000,
                50_000,
                0);
    }

    @Test
    void aPortThatIsTakenIsToldAndTakenLater() throws Exception {
        End a;
        try (DatagramSocket other =
                new DatagramSocket(new InetSocketAddress("127.0.41.1", 23784))) {
            assertThat(other.isBound()).isTrue();
            a = end("127.0.41.1", "127.0.41.2", false);
            until("it is told", () -> !a.troubles.isEmpty());
            assertThat(a.troubles.getFirst())
                    .contains("UDP port 23784 of 127.0.41.1", "another program has the port");
        }
        End b = end("127.0.41.2", "127.0.41.1", false);
        until("both are up", () -> a.isUp() && b.isUp());
        assertThat(a.paths.trouble()).isEmpty();
        assertThat(a.troubles).hasSize(1);
    }
}

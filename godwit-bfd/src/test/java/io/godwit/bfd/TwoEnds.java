package io.godwit.bfd;

import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/// Two speakers of BFD and a path between them, on a clock of its own.
final class TwoEnds {
    static final long MILLI = 1_000_000;
    static final int LINK = 4;
    static final Address A = Address.parse("10.0.0.1").orElseThrow();
    static final Address B = Address.parse("10.0.0.2").orElseThrow();

    /// One of the two.
    final class End implements Outlet {
        final List<PathEvent> events = new ArrayList<>();
        final List<ControlPacket> sent = new ArrayList<>();
        final List<Long> sentAt = new ArrayList<>();
        final Path path;
        final Sessions sessions;
        End other;
        boolean frozen;
        long lostUntil;

        private End(Address own, Address remote, long seed) {
            path = new Path(remote, Optional.of(own), false);
            sessions = new Sessions(seed, this);
        }

        void watch(BfdSettings settings) {
            sessions.watch(path, settings, now);
        }

        SessionReport report() {
            return sessions.find(path).orElseThrow().report();
        }

        BfdState state() {
            return report().state();
        }

        @Override
        public void send(Session session, ControlPacket packet) {
            sent.add(packet);
            sentAt.add(now);
            if (cut || now < lostUntil || random.nextInt(100) < lossPercent) {
                return;
            }
            byte[] octets = new byte[ControlPacket.OCTETS];
            packet.write(octets, 0);
            long delay = MILLI + random.nextInt((int) MILLI);
            flying.add(new Flight(now + delay, number++, other, octets, path.local().get()));
        }

        @Override
        public void changed(Session session, PathEvent event) {
            events.add(event);
        }
    }

    private record Flight(long at, int number, End to, byte[] octets, Address from) {}

    final Random random;
    final End a;
    final End b;
    long now = 1_000_000_000L;
    boolean cut;
    int lossPercent;
    private int number;
    private final PriorityQueue<Flight> flying =
            new PriorityQueue<>(
                    (x, y) -> x.at != y.at ? Long.compare(x.at, y.at) : x.number - y.number);

    TwoEnds(long seed) {
        random = new Random(seed);
        a = new End(A, B, seed);
        b = new End(B, A, seed + 1);
        a.other = b;
        b.other = a;
    }

    static BfdSettings every(int millis, int multiplier) {
        return new BfdSettings(millis * 1000, multiplier, BfdSettings.Hops.AS_BGP);
    }

    /// Both watch the other, and are Up.
    static TwoEnds up(long seed, BfdSettings ofA, BfdSettings ofB) {
        TwoEnds ends = new TwoEnds(seed);
        ends.a.watch(ofA);
        ends.b.watch(ofB);
        ends.run(8000);
        return ends;
    }

    void run(long millis) {
        long end = now + millis * MILLI;
        while (true) {
            long next = flying.isEmpty() ? Long.MAX_VALUE : flying.peek().at;
            next = a.frozen ? next : Math.min(next, a.sessions.nextDeadlineNanos());
            next = b.frozen ? next : Math.min(next, b.sessions.nextDeadlineNanos());
            if (next > end) {
                now = end;
                return;
            }
            now = Math.max(now, next);
            while (!flying.isEmpty() && flying.peek().at <= now) {
                Flight f = flying.poll();
                if (!f.to.frozen) {
                    Arrival how = new Arrival(f.from, false, 255, LINK);
                    f.to.sessions.received(f.octets, 0, f.octets.length, how, now);
                }
            }
            for (End end1 : List.of(a, b)) {
                if (!end1.frozen) {
                    end1.sessions.tick(now);
                }
            }
        }
    }
}

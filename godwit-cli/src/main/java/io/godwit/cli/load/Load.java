package io.godwit.cli.load;

import io.godwit.wire.Family;
import io.godwit.wire.Framer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.List;
import java.util.function.BooleanSupplier;

/// All neighbors of a router under load, on one thread, and the clock that stops when the last
/// receiver holds exactly what it should.
public final class Load implements AutoCloseable {
    /// How one wait ended.
    ///
    /// @param nanos from its start to the moment of exactness
    /// @param trouble why there is no such moment; empty if all is well
    public record Outcome(long nanos, String trouble) {
        /// Whether every receiver holds what it should.
        public boolean exact() {
            return trouble.isEmpty();
        }
    }

    private static final int BUFFER = 256 << 10;
    private static final int REHEARSED = 50_000;
    private static final int REHEARSALS = 10;
    private static final int DIALING = 64;
    private static final long RETRY_MILLIS = 10;
    private static final long POLL_MILLIS = 5;
    private static final long STALL_NANOS = 30_000_000_000L;
    private static final long KEEPALIVE_NANOS = Endpoint.HOLD_SECONDS / 3 * 1_000_000_000L;

    private final InetSocketAddress router;
    private final List<Endpoint> neighbors;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long keptNanos = System.nanoTime();

    /// Neighbors of the router at `router`, none of them connected.
    public Load(InetSocketAddress router, List<Endpoint> neighbors) throws IOException {
        this.router = router;
        this.neighbors = List.copyOf(neighbors);
    }

    /// Reads what it will read later, until the JVM has compiled it: the clock is to measure the
    /// router.
    public static void rehearse() {
        var table = new Table(1, REHEARSED, Family.IPV4_UNICAST);
        byte[] messages = table.announcement(TableView.whole(1, 1));
        for (int round = 0; round < REHEARSALS; round++) {
            var holdings = Holdings.ofReceiver(table);
            for (int at = 0; at < messages.length; ) {
                int length = Framer.frame(messages, at, messages.length, Framer.MAX_OCTETS);
                holdings.update(messages, at, length);
                at += length;
            }
        }
    }

    /// Brings every session up; a router that is not there yet is tried again.
    public Outcome connect(long limitNanos) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < limitNanos) {
            int dialing = 0;
            int up = 0;
            for (var neighbor : neighbors) {
                if (neighbor.isClosed() && dialing < DIALING) {
                    neighbor.connect(selector, router);
                }
                up += neighbor.isEstablished() ? 1 : 0;
                dialing += neighbor.isEstablished() || neighbor.isClosed() ? 0 : 1;
            }
            if (up == neighbors.size()) {
                return new Outcome(System.nanoTime() - start, "");
            }
            turn(POLL_MILLIS);
            if (!lost().isEmpty()) {
                pause();
            }
        }
        return new Outcome(limitNanos, "no session: " + missing());
    }

    /// Has these neighbors send their messages and waits for exactness.
    public Outcome send(List<Endpoint> senders, List<byte[]> messages, long limitNanos)
            throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < senders.size(); i++) {
            senders.get(i).send(messages.get(i), 0, messages.get(i).length);
        }
        return await(start, limitNanos, POLL_MILLIS, this::exact);
    }

    /// Ends these sessions without a word and waits for exactness.
    public Outcome lose(List<Endpoint> senders, long limitNanos) throws IOException {
        long start = System.nanoTime();
        senders.forEach(Endpoint::close);
        return await(start, limitNanos, POLL_MILLIS, this::exact);
    }

    /// Runs changes of what the sender announced and waits until the receiver has seen the last.
    public Outcome churn(Churn changes, Endpoint sender, Endpoint receiver, long limitNanos)
            throws IOException {
        var holdings = receiver.holdings().orElseThrow();
        holdings.follow(changes);
        long start = System.nanoTime();
        changes.start(start);
        return await(
                start,
                limitNanos,
                0,
                () -> {
                    changes.send(System.nanoTime(), sender, holdings);
                    return changes.over();
                });
    }

    /// Keeps all sessions for a while; exact if everything is as it should be at the end too.
    public Outcome settle(long nanos) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            turn(POLL_MILLIS);
        }
        return new Outcome(nanos, exact() ? trouble() : "changed afterwards: " + trouble());
    }

    /// UPDATEs that all receivers got so far.
    public long updates() {
        long updates = 0;
        for (var neighbor : neighbors) {
            updates += neighbor.holdings().map(Holdings::updates).orElse(0L);
        }
        return updates;
    }

    @Override
    public void close() throws IOException {
        neighbors.forEach(Endpoint::close);
        selector.close();
    }

    /// Turns until `done`. Where something is due at exact times, `pollMillis` is 0.
    private Outcome await(long start, long limitNanos, long pollMillis, BooleanSupplier done)
            throws IOException {
        long moved = start;
        long before = updates();
        while (!done.getAsBoolean()) {
            boolean busy = turn(pollMillis);
            long now = System.nanoTime();
            if (busy && updates() != before) {
                before = updates();
                moved = now;
            }
            String lost = lost();
            if (!lost.isEmpty()) {
                return new Outcome(now - start, "session lost: " + lost);
            }
            if (now - moved > STALL_NANOS || now - start > limitNanos) {
                String why = now - start > limitNanos ? "out of time: " : "stalled: ";
                return new Outcome(now - start, why + trouble());
            }
        }
        return new Outcome(System.nanoTime() - start, "");
    }

    /// One look at the sockets; true if there was something to do.
    private boolean turn(long millis) throws IOException {
        int ready = millis == 0 ? selector.selectNow() : selector.select(millis);
        for (var key : selector.selectedKeys()) {
            ((Endpoint) key.attachment()).ready(buffer);
        }
        selector.selectedKeys().clear();
        keepalives();
        return ready > 0;
    }

    private void keepalives() {
        long now = System.nanoTime();
        if (now - keptNanos > KEEPALIVE_NANOS) {
            keptNanos = now;
            neighbors.stream().filter(Endpoint::isEstablished).forEach(Endpoint::keepalive);
        }
    }

    private boolean exact() {
        for (var neighbor : neighbors) {
            if (neighbor.receives() && !neighbor.holdings().orElseThrow().exact()) {
                return false;
            }
        }
        return true;
    }

    private String lost() {
        for (var neighbor : neighbors) {
            if (neighbor.isClosed() && !neighbor.trouble().isEmpty()) {
                return neighbor.trouble();
            }
        }
        return "";
    }

    private String trouble() {
        for (var neighbor : neighbors) {
            String wrong = neighbor.holdings().map(Holdings::trouble).orElse("");
            if (!wrong.isEmpty()) {
                return neighbor.address() + " has " + wrong;
            }
        }
        return lost();
    }

    private String missing() {
        int up = 0;
        for (var neighbor : neighbors) {
            up += neighbor.isEstablished() ? 1 : 0;
        }
        return up + " of " + neighbors.size() + " are up. " + lost();
    }

    /// Not to hammer on a router that is not listening yet.
    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.godwit.sim;

import io.godwit.session.Protection;
import io.godwit.speaker.Connection;
import io.godwit.wire.Address;
import io.godwit.wire.Framer;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalInt;

/// One end of a TCP connection in memory. Octets travel in segments of any length; the sum of what
/// is under way and unread is bounded, like the two socket buffers of a real one.
final class Pipe implements Connection {
    private static final long RETRANSMISSION_NANOS = 200 * World.MILLI;

    private final World world;
    private final Router owner;
    private final Address local;
    private final Address remote;
    private final int localPort;
    private final int remotePort;
    private Pipe far;
    private byte[] received = {};
    private int underWay;
    private int received0;
    private boolean finArrived;
    private boolean finSent;
    private boolean broken;
    private boolean closed;
    private boolean wantWrite;
    private long lastArrival;
    private int ttl;
    private String trouble = "";

    /// What the far end may do with us: nothing is read while it is stalled.
    boolean stalled;

    /// What was written here.
    final Wiretap sent;

    /// What was read here.
    final Wiretap heard = new Wiretap(_ -> {});

    private final Deque<Runnable> onTheWay = new ArrayDeque<>();

    /// The beginning of a message that somebody in the middle has not seen the end of.
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    Pipe(World world, Router owner, Address local, Address remote, int localPort, int remotePort) {
        this.world = world;
        this.owner = owner;
        this.local = local;
        this.remote = remote;
        this.localPort = localPort;
        this.remotePort = remotePort;
        sent = new Wiretap(message -> world.witness.said(owner.name, far.owner.name, message));
    }

    void join(Pipe other) {
        far = other;
        other.far = this;
    }

    /// The other end; null before the connection is made.
    Pipe far() {
        return far;
    }

    Router owner() {
        return owner;
    }

    int ttl() {
        return ttl;
    }

    boolean closed() {
        return closed;
    }

    /// Whether the selector would say "readable".
    boolean unread() {
        return !closed && !stalled && (received.length > received0 || finArrived || broken);
    }

    /// Whether the selector would say "writable".
    boolean roomWanted() {
        return !closed && wantWrite && (room() > 0 || broken);
    }

    private int room() {
        return far == null
                ? 0
                : world.net.bufferOctets - far.underWay - (far.received.length - far.received0);
    }

    /// Both ends see a reset.
    void reset() {
        broken = true;
        if (far != null) {
            far.broken = true;
        }
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        int there = received.length - received0;
        if (there > 0) {
            int octets = Math.min(len, there);
            System.arraycopy(received, received0, buf, off, octets);
            received0 += octets;
            heard.passed(buf, off, octets, world.now());
            return octets;
        }
        if (broken) {
            trouble = "connection reset by the neighbor";
            return -1;
        }
        if (finArrived) {
            trouble = "connection closed by the neighbor";
            return -1;
        }
        return 0;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        if (broken) {
            trouble = "connection reset by the neighbor";
            return -1;
        }
        if (finSent || closed) {
            throw new AssertionError("written after the end");
        }
        int octets = Math.min(len, room());
        if (octets <= 0) {
            return 0;
        }
        if (world.net.mangler.isEmpty()) {
            send(buf, off, octets);
        } else {
            mangle(buf, off, octets);
        }
        return octets;
    }

    private void send(byte[] buf, int off, int octets) {
        sent.passed(buf, off, octets, world.now());
        far.underWay += octets;
        int at = off;
        while (at < off + octets) {
            int segment = world.net.segment(off + octets - at);
            byte[] copy = Arrays.copyOfRange(buf, at, at + segment);
            at += segment;
            arrive(() -> far.take(copy));
        }
    }

    /// Sends what somebody in the middle makes of each message.
    private void mangle(byte[] buf, int off, int octets) {
        held.write(buf, off, octets);
        byte[] all = held.toByteArray();
        int at = 0;
        while (all.length - at >= Framer.HEADER_OCTETS) {
            int length = (all[at + 16] & 0xFF) << 8 | all[at + 17] & 0xFF;
            if (all.length - at < length) {
                break;
            }
            byte[] message = Arrays.copyOfRange(all, at, at + length);
            byte[] passed = world.net.mangler.get().passed(owner, far.owner, message);
            send(passed, 0, passed.length);
            at += length;
        }
        held.reset();
        held.write(all, at, all.length - at);
    }

    /// In order, never faster than what was sent before. What does not get through is sent again,
    /// as TCP does.
    private void arrive(Runnable work) {
        onTheWay.add(work);
        lastArrival = Math.max(lastArrival, world.now() + world.net.latency(owner, far.owner));
        world.after(lastArrival - world.now(), this::deliver);
    }

    private void deliver() {
        if (world.net.reachable(owner, far.owner, ttl)) {
            onTheWay.remove().run();
        } else {
            world.after(RETRANSMISSION_NANOS, this::deliver);
        }
    }

    private void take(byte[] segment) {
        underWay -= segment.length;
        if (closed) {
            // Data for a closed socket is answered with a reset.
            far.broken = true;
            return;
        }
        byte[] more = Arrays.copyOfRange(received, received0, received.length + segment.length);
        System.arraycopy(segment, 0, more, more.length - segment.length, segment.length);
        received = more;
        received0 = 0;
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public void wantWrite(boolean on) {
        wantWrite = on;
    }

    @Override
    public void ttl(int wanted) {
        ttl = wanted;
    }

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
        return owner.dropped.getOrDefault(remote, 0L);
    }

    @Override
    public void finish() {
        finSent = true;
        arrive(() -> far.finArrived = true);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            owner.pipes.remove(this);
            if (far != null) {
                boolean unread = received.length > received0;
                arrive(() -> {
                    far.finArrived = true;
                    far.broken |= unread;
                });
            }
        }
    }

    @Override
    public Address remote() {
        return remote;
    }

    @Override
    public int remotePort() {
        return remotePort;
    }

    @Override
    public Address local() {
        return local;
    }

    @Override
    public int localPort() {
        return localPort;
    }
}

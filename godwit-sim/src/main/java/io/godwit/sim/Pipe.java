package io.godwit.sim;

import io.godwit.session.Protection;
import io.godwit.speaker.Connection;
import io.godwit.wire.Address;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.OptionalInt;

/// One end of a TCP connection in memory. Octets travel in segments of any length; the sum of what
/// is under way and unread is bounded, like the two socket buffers of a real one.
final class Pipe implements Connection {
    private final World world;
    private final Router owner;
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
    private String trouble = "";

    /// What the far end may do with us: nothing is read while it is stalled.
    boolean stalled;

    /// Everything written, for tests that look at the wire.
    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    Pipe(World world, Router owner, Address remote, int localPort, int remotePort) {
        this.world = world;
        this.owner = owner;
        this.remote = remote;
        this.localPort = localPort;
        this.remotePort = remotePort;
    }

    void join(Pipe other) {
        far = other;
        other.far = this;
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
                : world.bufferOctets - far.underWay - (far.received.length - far.received0);
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
        written.write(buf, off, octets);
        far.underWay += octets;
        int at = off;
        while (at < off + octets) {
            int segment = 1 + world.random.nextInt(Math.min(2000, off + octets - at));
            byte[] copy = Arrays.copyOfRange(buf, at, at + segment);
            at += segment;
            arrive(() -> far.take(copy));
        }
        return octets;
    }

    /// In order, never faster than what was sent before.
    private void arrive(Runnable work) {
        lastArrival = Math.max(lastArrival, world.now() + world.latency());
        world.after(
                lastArrival - world.now(),
                () -> {
                    if (world.reachable(owner.address, remote)) {
                        work.run();
                    }
                });
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
        return owner.address;
    }

    @Override
    public int localPort() {
        return localPort;
    }
}

package io.godwit.daemon;

import io.godwit.session.Protection;
import io.godwit.speaker.ConnectSpec;
import io.godwit.speaker.Connection;
import io.godwit.wire.Address;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;

/// One TCP connection on the lane's selector.
final class NioConnection implements Connection {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final NioNet net;
    private final Address remote;
    private final int remotePort;
    private final Optional<ConnectSpec> spec;
    private final boolean v6Socket;
    private final OptionalInt firstTtl;
    private SocketChannel channel;
    private SelectionKey key;
    private InetSocketAddress near = NOWHERE;
    private boolean nearKnown;
    private boolean tried;
    private long dropped;
    private String trouble = "";
    private Optional<TlsConnection> tls = Optional.empty();

    /// One we asked for.
    NioConnection(NioNet net, ConnectSpec spec) {
        this.net = net;
        this.remote = spec.remote();
        this.remotePort = spec.port();
        this.spec = Optional.of(spec);
        this.v6Socket = spec.remote().isV6();
        this.firstTtl = OptionalInt.empty();
    }

    /// One somebody else asked for.
    ///
    /// @param v6Socket whether the socket is an IPv6 one, also for an IPv4 neighbor
    NioConnection(NioNet net, InetSocketAddress from, boolean v6Socket, OptionalInt firstTtl) {
        this.net = net;
        this.remote = SocketAddresses.of(from.getAddress());
        this.remotePort = from.getPort();
        this.spec = Optional.empty();
        this.v6Socket = v6Socket;
        this.firstTtl = firstTtl;
    }

    void over(SocketChannel socket) {
        channel = socket;
    }

    void registered(SelectionKey selectionKey) {
        key = selectionKey;
    }

    /// From now on the speaker knows it by its TLS.
    void over(TlsConnection protection) {
        tls = Optional.of(protection);
    }

    /// Its TLS, if it has one.
    Optional<TlsConnection> tls() {
        return tls;
    }

    /// What the speaker knows it by.
    Connection known() {
        return tls.isPresent() ? tls.get() : this;
    }

    SocketChannel channel() {
        return channel;
    }

    /// How it was asked for; empty for accepted connections.
    Optional<ConnectSpec> spec() {
        return spec;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        ByteBuffer buffer = net.readBuffer(len);
        try {
            int octets = channel.read(buffer);
            if (octets < 0) {
                trouble = "connection closed by the neighbor";
                return -1;
            }
            if (octets > 0) {
                settled();
            }
            buffer.flip().get(buf, off, octets);
            return octets;
        } catch (IOException e) {
            trouble = SocketWords.io(e);
            return -1;
        }
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        ByteBuffer buffer = net.writeBuffer();
        int most = Math.min(len, buffer.capacity());
        buffer.clear().put(buf, off, most).flip();
        try {
            return channel.write(buffer);
        } catch (IOException e) {
            trouble = SocketWords.io(e);
            return -1;
        }
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public void wantWrite(boolean on) {
        if (key.isValid()) {
            key.interestOps(
                    on ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    @Override
    public void ttl(int ttl) {
        if (ttl > 0) {
            net.ttl(channel, remote, ttl);
        }
    }

    @Override
    public boolean protect(Protection protection) {
        return net.protect(channel, v6Socket, remote, protection).isEmpty();
    }

    @Override
    public OptionalInt firstTtl() {
        return firstTtl;
    }

    @Override
    public long dropped() {
        return tried ? net.dropped(this) : dropped;
    }

    /// It is under way, protected by something that may drop what answers it.
    void tried() {
        tried = true;
    }

    /// Something got through, or it was given up: what is dropped later is of another kind. That it
    /// was made says little, as many a listener answers from as near as can be asked for (RFC 5082
    /// §3) and only its session sends from farther away.
    private void settled() {
        if (tried) {
            dropped = net.dropped(this);
            tried = false;
            net.settled(this, dropped);
        }
    }

    /// Ends the connect, however that went.
    void finishConnect() throws IOException {
        channel.finishConnect();
    }

    @Override
    public void finish() {
        try {
            channel.shutdownOutput();
        } catch (IOException alreadyGone) {
            close();
        }
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        settled();
        try {
            // Cancels the key, too.
            channel.close();
        } catch (IOException ignored) {
            // The descriptor is given back all the same.
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
        return SocketAddresses.of(near().getAddress());
    }

    @Override
    public int localPort() {
        return near().getPort();
    }

    private InetSocketAddress near() {
        if (!nearKnown && channel != null) {
            try {
                if (channel.getLocalAddress() instanceof InetSocketAddress address) {
                    near = address;
                    nearKnown = true;
                }
            } catch (IOException closed) {
                return near;
            }
        }
        return near;
    }
}

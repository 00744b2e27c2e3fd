package io.godwit.cli.load;

import io.godwit.wire.Address;
import io.godwit.wire.Decoded;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Keepalive;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.Wire;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.MultiProtocol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// One neighbor of the router under load: it connects from an address of its own, sends what it is
/// given as fast as it is taken, and keeps account of what comes. It never answers a ROUTE-REFRESH
/// and keeps no timers but its KEEPALIVEs ([Load] calls for them).
public final class Endpoint {
    static final int HOLD_SECONDS = 240;

    /// What goes into the socket at once.
    private static final int MOST_AT_ONCE = 256 << 10;

    private enum State {
        CLOSED,
        CONNECTING,
        OPEN_SENT,
        OPEN_CONFIRM,
        ESTABLISHED
    }

    /// Octets to send, from the position on.
    private final ArrayDeque<ByteBuffer> out = new ArrayDeque<>();

    private final int address;
    private final long as;
    private final Family family;
    private final Holdings holdings;
    private final byte[] rest = new byte[Framer.MAX_OCTETS];
    private int restOctets;
    private State state = State.CLOSED;
    private SocketChannel channel;
    private SelectionKey key;
    private String trouble = "";

    /// A neighbor.
    ///
    /// @param address its own, as 32 bits; one of this machine
    /// @param as its AS number
    /// @param family what it offers
    /// @param holdings its account, if it receives
    public Endpoint(int address, long as, Family family, Optional<Holdings> holdings) {
        this.address = address;
        this.as = as;
        this.family = family;
        this.holdings = holdings.orElse(null);
    }

    /// Its address.
    public Address address() {
        return Address.ofV4(address);
    }

    /// Its AS number.
    public long as() {
        return as;
    }

    boolean receives() {
        return holdings != null;
    }

    boolean isEstablished() {
        return state == State.ESTABLISHED;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /// Why the session ended; empty if it did not, or if we ended it.
    String trouble() {
        return trouble;
    }

    /// Begins to connect.
    void connect(Selector selector, InetSocketAddress router) throws IOException {
        out.clear();
        restOctets = 0;
        trouble = "";
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var octets = new byte[4];
        Wire.put32(octets, 0, address);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(octets), 0));
        state = State.CONNECTING;
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(router);
    }

    /// Ends the session without a word, as a crash does.
    void close() {
        state = State.CLOSED;
        out.clear();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    /// Queues whole messages; they are not copied.
    void send(byte[] messages, int from, int to) {
        out.add(ByteBuffer.wrap(messages, from, to - from));
        flush();
    }

    void keepalive() {
        var message = new byte[Framer.HEADER_OCTETS];
        Keepalive.write(message, 0);
        send(message, 0, message.length);
    }

    /// Whether everything was handed to the system.
    boolean sent() {
        return out.isEmpty();
    }

    /// Does what the selector found possible. `buffer` is shared by all neighbors.
    void ready(ByteBuffer buffer) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                state = State.OPEN_SENT;
                key.interestOps(SelectionKey.OP_READ);
                open();
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read(buffer);
            }
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    private void open() {
        var message = new byte[Framer.MAX_OCTETS];
        var open =
                Open.of(
                        as,
                        HOLD_SECONDS,
                        address,
                        List.of(new MultiProtocol(family), new FourOctetAs(as)));
        send(message, 0, open.write(message, 0));
    }

    private void flush() {
        try {
            while (!out.isEmpty()) {
                var first = out.element();
                int end = first.limit();
                // The JDK copies heap buffers on their way, as much as it is given.
                first.limit(Math.min(end, first.position() + MOST_AT_ONCE));
                int wanted = first.remaining();
                int written = channel.write(first);
                first.limit(end);
                if (!first.hasRemaining()) {
                    out.remove();
                } else if (written < wanted) {
                    break;
                }
            }
            int write = out.isEmpty() ? 0 : SelectionKey.OP_WRITE;
            key.interestOps(SelectionKey.OP_READ | write);
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        byte[] octets = buffer.array();
        System.arraycopy(rest, 0, octets, 0, restOctets);
        buffer.clear().position(restOctets);
        int count = channel.read(buffer);
        if (count < 0) {
            lost("the router closed the connection");
            return;
        }
        int end = buffer.position();
        int at = 0;
        while (state != State.CLOSED) {
            int length = Framer.frame(octets, at, end, Framer.MAX_OCTETS);
            if (length < 0) {
                lost("the router sent what is no BGP message");
            }
            if (length <= 0) {
                break;
            }
            message(octets, at, length);
            at += length;
        }
        restOctets = end - at;
        System.arraycopy(octets, at, rest, 0, Math.min(restOctets, rest.length));
    }

    private void message(byte[] buf, int off, int length) {
        switch (MessageType.of(Framer.type(buf, off))) {
            case UPDATE -> {
                if (receives()) {
                    holdings.update(buf, off, length);
                }
            }
            case OPEN -> {
                state = State.OPEN_CONFIRM;
                keepalive();
            }
            case KEEPALIVE -> state = state == State.OPEN_CONFIRM ? State.ESTABLISHED : state;
            case NOTIFICATION ->
                    lost(
                            Notification.read(buf, off, length)
                                            instanceof Decoded.Ok<Notification>(var said)
                                    ? "the router said: " + said
                                    : "the router sent a NOTIFICATION");
            case ROUTE_REFRESH -> {
                // Not offered.
            }
        }
    }

    private void lost(String why) {
        close();
        trouble = address() + ": " + why;
    }

    Optional<Holdings> holdings() {
        return Optional.ofNullable(holdings);
    }
}

package io.godwit.daemon;

import io.godwit.daemon.links.LinkSearch;
import io.godwit.session.Protection;
import io.godwit.speaker.ConnectSpec;
import io.godwit.speaker.Connection;
import io.godwit.speaker.Net;
import io.godwit.speaker.Speaker;
import io.godwit.speaker.TcpDrops;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// The network of the lane: one selector, used by the lane's thread only (but for [#wakeup] and
/// [#listen], which runs before the lane does).
///
/// Reads and writes go through two direct buffers shared by all connections, so that a connection
/// costs no buffer of its own.
final class NioNet implements Net, Closeable {
    /// DSCP CS6 (RFC 4594 §3.2).
    private static final int NETWORK_CONTROL = 0xc0;

    private static final int READ_OCTETS = 256 * 1024;
    private static final int WRITE_OCTETS = 256 * 1024;
    // As many as the kernel lets wait by default: thousands of neighbors come back at once.
    private static final int BACKLOG = 4096;
    private static final int ACCEPTS_A_TURN = 128;
    private static final long ACCEPT_PAUSE_NANOS = 1_000_000_000L;

    private record Failure(Connection connection, String why) {}

    private final Selector selector;
    private final Consumer<DaemonEvent> events;
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_OCTETS);
    private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(WRITE_OCTETS);
    private final List<ListenerKeys.Listener> listeners = new ArrayList<>();
    private final ListenerKeys keys = new ListenerKeys();
    private final TcpCounters counters = new TcpCounters();
    private final Consumer<SelectionKey> dispatch = this::ready;
    private final Queue<Address> found = new ConcurrentLinkedQueue<>();
    private final LinkSearch search;
    private List<Failure> failures = new ArrayList<>();
    private final FutureTask<NativeSockets.Opened> opening = NativeSockets.opening();
    private boolean ttlTold;
    private boolean acceptPaused;
    private long acceptPausedNanos;
    private Speaker speaker;

    NioNet(Consumer<DaemonEvent> events) throws IOException {
        this.events = events;
        this.selector = Selector.open();
        this.search =
                new LinkSearch(
                        this::found,
                        (text, help) -> events.accept(new DaemonEvent.LinkTrouble(text, help)));
    }

    /// Who hears of connections; before the first [#poll].
    void attach(Speaker owner) {
        speaker = owner;
    }

    /// Listens on an address (or on all), and says on which port: 0 asks for a free one.
    int listen(Optional<Address> address, int port) throws StartFailure {
        String where = address.map(a -> SocketAddresses.text(a, port)).orElse("port " + port);
        Address shown = address.orElse(Address.ofV4(0));
        ServerSocketChannel channel = null;
        try {
            channel = open(address);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            InetSocketAddress at =
                    address.isPresent()
                            ? SocketAddresses.toSocket(address.get(), port)
                            : new InetSocketAddress(port);
            channel.bind(at, BACKLOG);
            channel.configureBlocking(false);
            boolean v6 = address.isEmpty() || address.get().isV6();
            boolean v4 = address.isEmpty() || !address.get().isV6();
            var listener = new ListenerKeys.Listener(channel, v6, v4);
            channel.register(selector, SelectionKey.OP_ACCEPT, listener);
            listeners.add(listener);
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            closeQuietly(channel);
            throw SocketWords.listen(e, where, shown, port, "router { listen port 1179; }");
        }
    }

    /// Without an address: one socket for both versions where the machine has IPv6.
    private static ServerSocketChannel open(Optional<Address> address) throws IOException {
        return address.isPresent() && !address.get().isV6()
                ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open();
    }

    @Override
    public Connection connect(ConnectSpec spec) {
        NioConnection connection = new NioConnection(this, spec);
        try {
            if (spec.tls().isPresent()) {
                connection.over(
                        new TlsConnection(
                                connection, TlsFiles.engine(spec.tls().get(), spec.port())));
            }
            SocketChannel channel =
                    SocketChannel.open(
                            spec.remote().isV6()
                                    ? StandardProtocolFamily.INET6
                                    : StandardProtocolFamily.INET);
            connection.over(channel);
            channel.configureBlocking(false);
            asControl(channel);
            if (spec.local().isPresent()) {
                Address local = spec.local().get();
                String zone = local.needsZone() ? spec.remote().zone() : "";
                channel.bind(SocketAddresses.toSocket(local.in(zone), 0));
            }
            connection.ttl(spec.ttl());
            // Nothing may go out before what protects it is in force.
            Optional<String> refused =
                    protect(channel, spec.remote().isV6(), spec.remote(), spec.protection());
            if (refused.isPresent()) {
                throw new ProtectionRefused(refused.get());
            }
            if (!spec.protection().equals(Protection.NONE)) {
                connection.tried();
                counters.tried(connection);
            }
            channel.connect(SocketAddresses.toSocket(spec.remote(), spec.port()));
            // A connect that is done at once is reported by the selector like any other.
            connection.registered(channel.register(selector, SelectionKey.OP_CONNECT, connection));
        } catch (IOException e) {
            connection.close();
            failures.add(new Failure(connection.known(), SocketWords.connect(e, spec)));
        } catch (GeneralSecurityException e) {
            failures.add(new Failure(connection.known(), "TLS: " + e.getMessage()));
        }
        return connection.known();
    }

    /// Waits for something to happen, at most so long, and tells the speaker.
    void poll(long nanos) throws IOException {
        if (!keys.unused() && counters.isOld()) {
            drops();
        }
        if (nanos > 0 && failures.isEmpty()) {
            long most = acceptPaused ? Math.min(nanos, ACCEPT_PAUSE_NANOS) : nanos;
            selector.select(dispatch, Math.max(1, (most + 999_999) / 1_000_000));
        } else {
            selector.selectNow(dispatch);
        }
        if (acceptPaused && System.nanoTime() - acceptPausedNanos > ACCEPT_PAUSE_NANOS) {
            acceptPaused = false;
            listen(SelectionKey.OP_ACCEPT);
        }
        for (Address one = found.poll(); one != null; one = found.poll()) {
            speaker.found(one);
        }
        if (!failures.isEmpty()) {
            List<Failure> now = failures;
            failures = new ArrayList<>();
            for (Failure failure : now) {
                speaker.connectFailed(failure.connection, failure.why);
            }
        }
    }

    /// From the thread that looks for neighbors.
    private void found(Address neighbor) {
        found.add(neighbor);
        wakeup();
    }

    @Override
    public void seek(Set<String> links) {
        search.become(links);
    }

    /// Ends a [#poll] that waits; from any thread.
    void wakeup() {
        selector.wakeup();
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof NioConnection connection) {
            if (key.isValid() && key.isConnectable()) {
                finishConnect(key, connection);
            }
            if (key.isValid() && key.isReadable()) {
                speaker.readable(connection.known());
            }
            if (key.isValid() && key.isWritable()) {
                speaker.writable(connection.known());
            }
        } else if (key.attachment() instanceof ListenerKeys.Listener listener) {
            accept(listener);
        }
    }

    private void finishConnect(SelectionKey key, NioConnection connection) {
        try {
            connection.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
        } catch (IOException e) {
            connection.close();
            speaker.connectFailed(
                    connection.known(), SocketWords.connect(e, connection.spec().orElseThrow()));
            return;
        }
        connection.tls().ifPresent(TlsConnection::begin);
        speaker.connected(connection.known());
    }

    private void accept(ListenerKeys.Listener listener) {
        for (int i = 0; i < ACCEPTS_A_TURN; i++) {
            SocketChannel channel;
            try {
                channel = listener.channel().accept();
            } catch (IOException e) {
                pauseAccepting(e);
                return;
            }
            if (channel == null) {
                return;
            }
            take(channel, listener.v6());
        }
    }

    /// What routes depend on goes at once, and before what they carry.
    private static void asControl(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.IP_TOS, NETWORK_CONTROL);
    }

    private void take(SocketChannel channel, boolean v6Socket) {
        try {
            channel.configureBlocking(false);
            asControl(channel);
            InetSocketAddress from = (InetSocketAddress) channel.getRemoteAddress();
            if (from == null) {
                closeQuietly(channel);
                return;
            }
            OptionalInt ttl =
                    keys.asksForTtl()
                            ? opened().sockets().orElseThrow().firstTtl(channel)
                            : OptionalInt.empty();
            NioConnection connection = new NioConnection(this, from, v6Socket, ttl);
            connection.over(channel);
            connection.registered(channel.register(selector, SelectionKey.OP_READ, connection));
            speaker.accepted(connection);
        } catch (IOException gone) {
            // It left again before we looked: no reason to let others wait.
            closeQuietly(channel);
        }
    }

    /// Out of descriptors, most likely: the others wait in the backlog for a second.
    private void pauseAccepting(IOException e) {
        if (!acceptPaused) {
            acceptPaused = true;
            acceptPausedNanos = System.nanoTime();
            listen(0);
            events.accept(new DaemonEvent.AcceptFailed(String.valueOf(e.getMessage())));
        }
    }

    private void listen(int interest) {
        for (ListenerKeys.Listener listener : listeners) {
            SelectionKey key = listener.channel().keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(interest);
            }
        }
    }

    @Override
    public Map<Prefix, String> guard(List<Guard> guards) {
        // Who protects nobody does not wait for the linker.
        return guards.isEmpty() && keys.unused()
                ? Map.of()
                : keys.become(guards, listeners, opened());
    }

    @Override
    public TcpDrops drops() {
        return counters.now(listeners, opening.isDone() ? opened().sockets() : Optional.empty());
    }

    /// What the system dropped of what came for a connection.
    long dropped(NioConnection connection) {
        return opened().sockets().map(s -> s.dropped(connection.channel())).orElse(0L);
    }

    /// It is not under way any more.
    void settled(NioConnection connection, long dropped) {
        counters.settled(connection, dropped);
    }

    /// Has the system protect a connection.
    ///
    /// @return why it cannot; empty when it does
    Optional<String> protect(
            SocketChannel channel, boolean v6Socket, Address remote, Protection protection) {
        // Who was never protected does not wait for the linker.
        if (protection.equals(Protection.NONE) && keys.unused()) {
            return Optional.empty();
        }
        NativeSockets.Opened opened = opened();
        if (opened.sockets().isEmpty()) {
            return protection.equals(Protection.NONE)
                    ? Optional.empty()
                    : Optional.of(opened.why());
        }
        NativeSockets sockets = opened.sockets().get();
        Prefix to = Prefix.of(remote, remote.bits());
        byte[] key = protection.password().text().getBytes(StandardCharsets.UTF_8);
        // There may be none to take away.
        if (!sockets.key(channel, v6Socket, to, key) && key.length > 0) {
            return Optional.of(ListenerKeys.NO_KEYS);
        }
        if (protection.ao().isSet() && !sockets.aoKey(channel, v6Socket, to, protection.ao())) {
            return Optional.of(ListenerKeys.NO_AO);
        }
        int minimum = protection.minimumTtl();
        return minimum > 0 && !sockets.minimumTtl(channel, remote.isV6(), minimum)
                ? Optional.of(ListenerKeys.NO_MINIMUM)
                : Optional.empty();
    }

    /// Sets the time to live; says once when it cannot.
    void ttl(SocketChannel channel, Address remote, int ttl) {
        NativeSockets.Opened opened = opened();
        if (opened.sockets().isEmpty()) {
            if (!ttlTold) {
                ttlTold = true;
                events.accept(new DaemonEvent.TtlNotSet(opened.why(), NativeSockets.FLAGS));
            }
        } else if (!opened.sockets().get().ttl(channel, remote.isV6(), ttl)) {
            events.accept(new DaemonEvent.TtlNotSet("setsockopt failed for " + remote, ""));
        }
    }

    private NativeSockets.Opened opened() {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            return new NativeSockets.Opened(Optional.empty(), String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NativeSockets.Opened(Optional.empty(), "interrupted");
        }
    }

    ByteBuffer readBuffer(int most) {
        return readBuffer.clear().limit(Math.min(most, READ_OCTETS));
    }

    ByteBuffer writeBuffer() {
        return writeBuffer;
    }

    private static void closeQuietly(Closeable channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // The descriptor is given back all the same.
            }
        }
    }

    /// Stops listening: nobody new comes while the sessions end.
    void stopListening() {
        listeners.forEach(listener -> closeQuietly(listener.channel()));
        listeners.clear();
    }

    @Override
    public void close() throws IOException {
        stopListening();
        search.close();
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        selector.close();
    }
}

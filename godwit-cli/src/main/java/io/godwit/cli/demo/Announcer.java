package io.godwit.cli.demo;

import io.godwit.cli.load.GroupWriter;
import io.godwit.cli.load.InternetTable;
import io.godwit.wire.Address;
import io.godwit.wire.Decoded;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Keepalive;
import io.godwit.wire.MessageType;
import io.godwit.wire.Open;
import io.godwit.wire.Wire;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.MultiProtocol;
import io.godwit.wire.cap.RouteRefreshCapability;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A neighbor of the demo: the smallest speaker that is of use. It waits for the router's
/// connection, takes part in the exchange of OPEN and KEEPALIVE (RFC 4271 §4.2, §4.4), announces
/// its view of the table and stays. What the router sends is read and dropped; a ROUTE-REFRESH (RFC
/// 2918) brings the table once more.
final class Announcer implements AutoCloseable {
    private static final int HOLD_SECONDS = 90;
    private static final int BUFFER = 1 << 16;

    /// What the writing side is asked to do.
    private enum Order {
        TABLE,
        END
    }

    private final DemoView view;
    private final long seed;
    private final int size;
    private final ServerSocket server;
    private volatile Socket session;
    private volatile long firstUpdateNanos;
    private volatile boolean closed;

    private Announcer(DemoView view, long seed, int size, ServerSocket server) {
        this.view = view;
        this.seed = seed;
        this.size = size;
        this.server = server;
    }

    /// Listens on the view's address. `port` 0 takes any free one.
    static Announcer start(DemoView view, long seed, int size, int port) throws IOException {
        var server = new ServerSocket();
        server.setReuseAddress(true);
        var octets = new byte[4];
        Wire.put32(octets, 0, view.nextHop());
        server.bind(new InetSocketAddress(InetAddress.getByAddress(octets), port));
        var announcer = new Announcer(view, seed, size, server);
        Thread.ofPlatform()
                .name("announcer-" + announcer.address())
                .daemon()
                .start(announcer::serve);
        return announcer;
    }

    Address address() {
        return Address.ofV4(view.nextHop());
    }

    int port() {
        return server.getLocalPort();
    }

    DemoView view() {
        return view;
    }

    /// When the first UPDATE was handed to the system, by `System.nanoTime`; 0 before.
    long firstUpdateNanos() {
        return firstUpdateNanos;
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            if (session != null) {
                session.close();
            }
        } catch (IOException e) {
            // The demo ends; the system closes what is left.
        }
    }

    private void serve() {
        while (!closed) {
            try (var socket = server.accept()) {
                session = socket;
                socket.setTcpNoDelay(true);
                speak(socket);
            } catch (IOException e) {
                // The session is over; the router may come again.
            }
        }
    }

    private void speak(Socket socket) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        var out = socket.getOutputStream();
        var message = new byte[Framer.MAX_OCTETS];
        int length = read(in, message);
        if (Framer.type(message, 0) != MessageType.OPEN.code()
                || !(Open.read(message, 0, length) instanceof Decoded.Ok<Open>(Open theirs))) {
            return;
        }
        var buffer = new byte[Framer.MAX_OCTETS];
        int octets = open().write(buffer, 0);
        octets += Keepalive.write(buffer, octets);
        out.write(buffer, 0, octets);
        int hold = Math.min(HOLD_SECONDS, theirs.holdTimeSeconds());
        var orders = new LinkedBlockingQueue<Order>();
        var writer =
                Thread.ofPlatform()
                        .name("announcer-" + address() + "-writer")
                        .daemon()
                        .start(() -> write(out, orders, hold));
        try {
            listen(in, message, orders);
        } finally {
            orders.add(Order.END);
            socket.close();
            writer.interrupt();
        }
    }

    private Open open() {
        return Open.of(
                view.as(),
                HOLD_SECONDS,
                view.nextHop(),
                List.of(
                        new MultiProtocol(Family.IPV4_UNICAST),
                        new RouteRefreshCapability(),
                        new FourOctetAs(view.as())));
    }

    /// Reads until the router goes. Its first KEEPALIVE makes the session Established: then the
    /// table begins.
    private static void listen(
            DataInputStream in, byte[] message, LinkedBlockingQueue<Order> orders)
            throws IOException {
        boolean established = false;
        while (true) {
            read(in, message);
            int type = Framer.type(message, 0);
            if (type == MessageType.NOTIFICATION.code()) {
                return;
            }
            boolean begins = !established && type == MessageType.KEEPALIVE.code();
            if (begins || type == MessageType.ROUTE_REFRESH.code()) {
                established = true;
                orders.add(Order.TABLE);
            }
        }
    }

    private static int read(DataInputStream in, byte[] message) throws IOException {
        in.readFully(message, 0, Framer.HEADER_OCTETS);
        int length = Framer.frame(message, 0, Framer.HEADER_OCTETS, Framer.MAX_OCTETS);
        int whole = length > 0 ? length : Wire.u16(message, 16);
        if (length < 0 || whole > message.length) {
            throw new IOException("malformed header");
        }
        in.readFully(message, Framer.HEADER_OCTETS, whole - Framer.HEADER_OCTETS);
        return whole;
    }

    private void write(OutputStream out, LinkedBlockingQueue<Order> orders, int holdSeconds) {
        try {
            var keepalive = new byte[Framer.HEADER_OCTETS];
            Keepalive.write(keepalive, 0);
            long pause = holdSeconds == 0 ? Long.MAX_VALUE : Math.max(1, holdSeconds / 3);
            while (true) {
                var order = orders.poll(pause, TimeUnit.SECONDS);
                if (order == Order.TABLE) {
                    announce(out);
                } else if (order == Order.END) {
                    return;
                } else {
                    out.write(keepalive);
                }
            }
        } catch (IOException e) {
            // The session is over; the reading side sees it too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Writes the whole view of the table and End-of-RIB.
    private void announce(OutputStream out) throws IOException {
        var table = new InternetTable(seed, size);
        var writer = new GroupWriter(view);
        var buffer = new byte[BUFFER];
        int filled = 0;
        firstUpdateNanos = System.nanoTime();
        while (table.next()) {
            if (!view.has(table.group())) {
                continue;
            }
            if (filled > BUFFER - GroupWriter.most()) {
                out.write(buffer, 0, filled);
                filled = 0;
            }
            filled = writer.write(table.group(), buffer, filled);
        }
        filled = GroupWriter.endOfRib(buffer, filled);
        out.write(buffer, 0, filled);
    }
}

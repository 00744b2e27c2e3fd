import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A thread with a selector and some sessions. What it says about time: how late KEEPALIVEs came, how long nothing came at
/// all, and how long it was itself not asleep but not running.
final class Loop {
    private static final long TICK_NANOS = 5_000_000;

    private final Thread thread;
    private final Selector selector;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final List<Session> sessions = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024 + 65536);
    private volatile boolean stopped;
    private long[] late = new long[1024];
    private volatile int lateCount;
    private volatile long silenceNanos;
    private volatile long oversleptNanos;
    private long lastNanos;

    Loop(String name) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        stopped = true;
        selector.wakeup();
        thread.join();
    }

    // ---- for other threads

    void connect(Session session, int port) {
        post(() -> open(session, port));
    }

    void send(Session session, ByteBuffer octets) {
        post(() -> {
            session.queue(octets);
            write(session);
        });
        while (!inbox.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    void read(Session session, boolean on) {
        post(() -> session.key.interestOps(on ? SelectionKey.OP_READ : 0));
    }

    void kill(Session session) {
        post(() -> close(session));
    }

    void reset() {
        post(() -> {
            lateCount = 0;
            silenceNanos = 0;
            oversleptNanos = 0;
            lastNanos = System.nanoTime();
        });
    }

    int keepalives() {
        return lateCount;
    }

    double lateMillis(double quantile) {
        int count = lateCount;
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(late, count);
        Arrays.sort(sorted);
        return Math.max(0, sorted[Math.min(count - 1, (int) (quantile * count))]) / 1e6;
    }

    double silenceMillis() {
        return silenceNanos / 1e6;
    }

    double oversleptMillis() {
        return oversleptNanos / 1e6;
    }

    // ---- the thread

    void heard(Session session, long now) {
        if (lateCount == late.length) {
            late = Arrays.copyOf(late, 2 * lateCount);
        }
        late[lateCount] = now - session.heardNanos - session.hold * 1_000_000_000L / 3;
        lateCount++;
        if (lastNanos != 0) {
            silenceNanos = Math.max(silenceNanos, now - lastNanos);
        }
        lastNanos = now;
    }

    private void post(Runnable work) {
        inbox.add(work);
        selector.wakeup();
    }

    private void run() {
        try {
            long looked = 0;
            while (!stopped) {
                long before = System.nanoTime();
                int any = selector.select(this::ready, TICK_NANOS / 1_000_000);
                long now = System.nanoTime();
                if (any == 0) {
                    oversleptNanos = Math.max(oversleptNanos, now - before - TICK_NANOS);
                }
                for (Runnable work = inbox.peek(); work != null; work = inbox.peek()) {
                    work.run();
                    inbox.remove();
                }
                if (now - looked > 4 * TICK_NANOS) {
                    looked = now;
                    sessions.forEach(s -> keepalive(s, now));
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void open(Session session, int port) {
        try {
            session.channel = SocketChannel.open();
            session.channel.bind(new InetSocketAddress(session.address(), 0));
            session.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            session.channel.connect(new InetSocketAddress("127.0.0.1", port));
            session.channel.configureBlocking(false);
            session.key = session.channel.register(selector, SelectionKey.OP_READ, session);
            session.queue(Octets.open(session.as(), session.hold, Daemon.id(session.address())));
            write(session);
            sessions.add(session);
        } catch (IOException e) {
            throw new IllegalStateException(session.address(), e);
        }
    }

    private void ready(SelectionKey key) {
        Session session = (Session) key.attachment();
        if (key.isValid() && key.isWritable()) {
            write(session);
        }
        if (key.isValid() && key.isReadable()) {
            read(session);
        }
    }

    private void read(Session session) {
        byte[] tail = session.tail();
        buffer.clear().put(tail);
        try {
            if (session.channel.read(buffer) < 0) {
                close(session);
                return;
            }
            session.take(buffer, this, System.nanoTime());
            if (!session.sentAll()) {
                write(session);
            }
        } catch (IOException e) {
            close(session);
        }
    }

    private void write(Session session) {
        try {
            boolean all = session.write();
            int reading = session.key.interestOps() & SelectionKey.OP_READ;
            session.key.interestOps(reading | (all ? 0 : SelectionKey.OP_WRITE));
        } catch (IOException e) {
            close(session);
        }
    }

    private void keepalive(Session session, long now) {
        if (now >= session.keepaliveDueNanos && session.sentAll()) {
            session.keepaliveDueNanos = now + session.hold * 1_000_000_000L / 3;
            session.queue(Octets.keepalive());
            write(session);
        }
    }

    private void close(Session session) {
        session.closed();
        try {
            session.channel.close();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}

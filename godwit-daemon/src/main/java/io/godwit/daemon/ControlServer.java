package io.godwit.daemon;

import io.godwit.speaker.Answer;
import io.godwit.speaker.Command;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// Takes commands on a Unix socket (ADR 0004): requests are JSON lines, answers are JSON lines. One
/// virtual thread a client; nothing of it touches the lane but posted commands.
final class ControlServer implements AutoCloseable {
    private static final int CLIENTS_MOST = 64;
    private static final int BACKLOG = 64;
    private static final int PATH_OCTETS_MOST = 107;
    private static final long CLOSE_MILLIS = 300;
    private static final long STUCK_NANOS = 10_000_000_000L;

    private final Path path;
    private final boolean leftOver;
    private final ServerSocketChannel channel;
    private final BiConsumer<Command, Answer> commands;
    private final Lane lane;
    private final Set<ControlConnection> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ControlServer(
            Path path,
            boolean leftOver,
            ServerSocketChannel channel,
            BiConsumer<Command, Answer> commands,
            Lane lane) {
        this.path = path;
        this.leftOver = leftOver;
        this.channel = channel;
        this.commands = commands;
        this.lane = lane;
    }

    /// Binds the socket; nobody is served before [#start].
    static ControlServer open(Path path, BiConsumer<Command, Answer> commands, Lane lane)
            throws StartFailure {
        if (path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                > PATH_OCTETS_MOST) {
            throw new StartFailure(
                    "GW-3112",
                    "control socket " + path + ": the path is longer than 107 octets",
                    "name a shorter one with --socket PATH");
        }
        ServerSocketChannel channel = null;
        try {
            boolean leftOver = prepare(path);
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
            return new ControlServer(path, leftOver, channel, commands, lane);
        } catch (IOException e) {
            close(channel);
            throw new StartFailure(
                    "GW-3111",
                    "control socket " + path + ": " + words(e),
                    "name another one with --socket PATH, or see who owns "
                            + path.toAbsolutePath().getParent());
        }
    }

    private static String words(IOException e) {
        return e instanceof java.nio.file.FileSystemException file && file.getReason() == null
                ? e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage()
                : String.valueOf(e.getMessage());
    }

    /// A socket file nobody answers on is a left-over of a daemon that was killed. Returns whether
    /// one was there, and of this run of the machine.
    private static boolean prepare(Path path) throws IOException, StartFailure {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StartFailure(
                    "GW-3113",
                    "control socket " + path + ": a file that is no socket stands there",
                    "remove it, or name another path with --socket PATH");
        }
        if (answers(path)) {
            throw new StartFailure(
                    "GW-3114",
                    "another daemon answers on the control socket " + path,
                    "stop it (`godwit stop --socket " + path + "`), or name another socket");
        }
        boolean sinceBoot = isSinceBoot(path);
        Files.delete(path);
        return sinceBoot;
    }

    /// What the kernel forwarded before the machine started is forgotten.
    private static boolean isSinceBoot(Path path) throws IOException {
        Instant made = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        return ProcessHandle.of(1)
                .flatMap(first -> first.info().startInstant())
                .filter(made::isAfter)
                .isPresent();
    }

    /// Whether the daemon before this one ended without stopping, and the machine runs since.
    boolean leftOver() {
        return leftOver;
    }

    private static boolean answers(Path path) {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /// Begins to serve.
    void start() {
        Thread.ofVirtual().name("godwit-control").start(this::accept);
    }

    private void accept() {
        while (!closed) {
            try {
                SocketChannel client = channel.accept();
                if (clients.size() >= CLIENTS_MOST && !makeRoom()) {
                    ControlConnection.refuse(client);
                    continue;
                }
                ControlConnection one = new ControlConnection(client, commands, lane::wakeup);
                clients.add(one);
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                one.serve();
                            } finally {
                                clients.remove(one);
                            }
                        });
            } catch (IOException e) {
                if (!closed) {
                    pause();
                }
            }
        }
    }

    /// Somebody may look at an answer page by page for hours, until another needs the place: then
    /// who has read nothing for the longest time, at least ten seconds, goes.
    private boolean makeRoom() {
        Optional<ControlConnection> idlest =
                clients.stream().max(Comparator.comparingLong(ControlConnection::stuckNanos));
        if (idlest.isEmpty() || idlest.get().stuckNanos() < STUCK_NANOS) {
            return false;
        }
        clients.remove(idlest.get());
        idlest.get().close();
        return true;
    }

    /// Out of descriptors: accepting again at once would only burn time.
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends: no new clients, a moment for answers under way, the file goes.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        close(channel);
        long until = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        while (clients.stream().anyMatch(ControlConnection::answering)
                && System.nanoTime() < until) {
            Thread.onSpinWait();
            pauseShortly();
        }
        clients.forEach(ControlConnection::close);
        try {
            Files.deleteIfExists(path);
        } catch (IOException ignored) {
            // A left-over file is removed by the next daemon.
        }
    }

    private static void pauseShortly() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // The descriptor is given back all the same.
            }
        }
    }
}

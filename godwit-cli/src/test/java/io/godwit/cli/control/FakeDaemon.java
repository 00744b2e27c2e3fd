package io.godwit.cli.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A control server on a real Unix socket that answers with canned lines and remembers what it was
/// asked.
public final class FakeDaemon implements AutoCloseable {
    private static final Pattern COMMAND = Pattern.compile("\"command\":\"([^\"]*)\"");

    private final Path folder;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public FakeDaemon() {
        try {
            folder = Files.createTempDirectory("gw");
            socket = folder.resolve("s");
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /// Answers a command with these lines.
    public FakeDaemon on(String command, String... lines) {
        answers.put(command, String.join("\n", lines) + "\n");
        return this;
    }

    public Path socket() {
        return socket;
    }

    /// The request lines so far.
    public List<String> requests() {
        return requests;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var client = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            var line = new StringBuilder();
            var octets = ByteBuffer.allocate(4096);
            while (client.read(octets.clear()) >= 0) {
                line.append(
                        new String(octets.array(), 0, octets.position(), StandardCharsets.UTF_8));
                if (line.charAt(line.length() - 1) == '\n') {
                    String request = line.toString().strip();
                    line.setLength(0);
                    requests.add(request);
                    var command = COMMAND.matcher(request);
                    String answer = command.find() ? answers.get(command.group(1)) : null;
                    if (answer == null) {
                        return;
                    }
                    var all = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
                    while (all.hasRemaining()) {
                        client.write(all);
                    }
                }
            }
        } catch (IOException e) {
            // The client went away: a part of some tests.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.godwit.daemon;

import io.godwit.speaker.TcpDrops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What TCP threw away of what came for us.
///
/// Why it did, Linux counts for a whole network namespace (`/proc/net/netstat`: a line of names,
/// and one of numbers below it); how much, for each socket. Looked at often, the two together tell
/// what our own sockets dropped and why, whatever other programs, or connections of ours that are
/// over, have dropped meanwhile.
final class TcpCounters {
    private static final Path FILE = Path.of("/proc/net/netstat");
    private static final String KIND = "TcpExt:";
    // Good for a moment: thousands of neighbors may connect at once.
    private static final long FRESH_NANOS = 200_000_000L;
    private static final long OLD_NANOS = 1_000_000_000L;

    private final Set<NioConnection> tried = new HashSet<>();
    private TcpDrops ours = TcpDrops.NONE;
    private TcpDrops machine = TcpDrops.NONE;
    private long sockets;
    private long settled;
    private long readNanos;
    private boolean read;

    /// A connection is under way that may drop what answers it.
    void tried(NioConnection connection) {
        tried.add(connection);
    }

    /// It is not any more.
    void settled(NioConnection connection, long dropped) {
        tried.remove(connection);
        settled += dropped;
    }

    /// Whether what others dropped meanwhile could be taken for ours.
    boolean isOld() {
        return System.nanoTime() - readNanos > OLD_NANOS;
    }

    /// What was dropped until now; nothing where the system does not tell.
    ///
    /// @param options what tells how much a socket dropped; empty when nothing does
    TcpDrops now(List<ListenerKeys.Listener> listeners, Optional<NativeSockets> options) {
        long now = System.nanoTime();
        if (!read || now - readNanos > FRESH_NANOS) {
            TcpDrops all = readAll();
            long most = options.map(o -> dropped(listeners, o) - sockets).orElse(Long.MAX_VALUE);
            if (read) {
                ours = ours.plus(all.since(machine).atMost(Math.max(0, most)));
            }
            machine = all;
            sockets += options.isPresent() ? most : 0;
            readNanos = now;
            read = true;
        }
        return ours;
    }

    private long dropped(List<ListenerKeys.Listener> listeners, NativeSockets options) {
        long sum = settled;
        for (ListenerKeys.Listener listener : listeners) {
            sum += options.dropped(listener.channel());
        }
        for (NioConnection connection : tried) {
            sum += options.dropped(connection.channel());
        }
        return sum;
    }

    private static TcpDrops readAll() {
        try {
            return parse(Files.readAllLines(FILE));
        } catch (IOException notReadable) {
            return TcpDrops.NONE;
        }
    }

    static TcpDrops parse(List<String> lines) {
        List<String> both = lines.stream().filter(line -> line.startsWith(KIND)).toList();
        if (both.size() != 2) {
            return TcpDrops.NONE;
        }
        List<String> names = List.of(both.get(0).split(" "));
        List<String> numbers = List.of(both.get(1).split(" "));
        return new TcpDrops(
                number("TCPMD5Failure", names, numbers),
                number("TCPMD5NotFound", names, numbers),
                number("TCPMD5Unexpected", names, numbers),
                number("TCPMinTTLDrop", names, numbers));
    }

    private static long number(String name, List<String> names, List<String> numbers) {
        int at = names.indexOf(name);
        try {
            return at < 0 || at >= numbers.size() ? 0 : Long.parseLong(numbers.get(at));
        } catch (NumberFormatException notOne) {
            return 0;
        }
    }
}

package io.godwit.daemon;

import io.godwit.speaker.TcpDrops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What TCP threw away, from `/proc/net/netstat`: a line of names, and one of numbers below it.
/// What was read is good for a moment: thousands of neighbors may connect at once.
final class TcpCounters {
    private static final Path FILE = Path.of("/proc/net/netstat");
    private static final String KIND = "TcpExt:";
    private static final long FRESH_NANOS = 200_000_000L;

    private TcpDrops drops = TcpDrops.NONE;
    private long readNanos;
    private boolean read;

    /// What it is now; nothing where the system does not tell.
    TcpDrops now() {
        long now = System.nanoTime();
        if (!read || now - readNanos > FRESH_NANOS) {
            drops = readAll();
            readNanos = now;
            read = true;
        }
        return drops;
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

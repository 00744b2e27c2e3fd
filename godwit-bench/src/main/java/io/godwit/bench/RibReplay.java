package io.godwit.bench;

import io.godwit.rib.Peer;
import io.godwit.rib.Rib;
import io.godwit.rib.RibTotals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A full table through a [Rib], without sockets, cold and warm: how long a path takes, and how
/// much memory.
///
/// `RibReplay [rounds [views [receivers [prefixes]]]]` makes up a table and, for further views,
/// other paths to its prefixes; `RibReplay rounds receivers FILE…` replays files of concatenated
/// messages instead, one sender each.
public final class RibReplay {
    private static final int PREFIXES = 1_000_000;
    private static final int FIRST_RECEIVER = 100;

    private RibReplay() {}

    /// Replays and prints a line a round.
    public static void main(String[] args) throws IOException {
        int rounds = number(args, 0, 5);
        if (args.length > 2 && Files.exists(Path.of(args[2]))) {
            List<byte[]> streams = new ArrayList<>();
            for (String file : Arrays.asList(args).subList(2, args.length)) {
                streams.add(Files.readAllBytes(Path.of(file)));
            }
            replay(rounds, new Feed(streams), number(args, 1, 1));
        } else {
            replay(
                    rounds,
                    new Feed(number(args, 3, PREFIXES), number(args, 1, 1)),
                    number(args, 2, 1));
        }
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length > at ? Integer.parseInt(args[at]) : otherwise;
    }

    private static void replay(int rounds, Feed feed, int receivers) {
        for (int round = 0; round < rounds; round++) {
            replay(feed, receivers);
        }
    }

    private static void replay(Feed feed, int receivers) {
        System.gc();
        long before = used();
        Rib rib = Feed.rib();
        List<Peer> senders = new ArrayList<>();
        for (int i = 0; i < feed.senders(); i++) {
            senders.add(Feed.join(rib, i));
        }
        List<Peer> readers = new ArrayList<>();
        for (int i = 0; i < receivers; i++) {
            readers.add(Feed.join(rib, FIRST_RECEIVER + i));
        }
        List<Peer> all = new ArrayList<>(senders); // senders are told too, as they would be
        all.addAll(readers);
        long start = cpu();
        long octets = feed.replay(rib, senders, all);
        long nanos = cpu() - start;
        print(rib, octets, nanos, before);
        start = cpu();
        senders.forEach(rib::removePeer);
        Feed.drain(rib, readers);
        System.out.printf(
                Locale.ROOT,
                "  all senders gone: %,d ms, %d blocks left%n",
                (cpu() - start) / 1_000_000,
                rib.totals().attributeBlocks());
    }

    private static void print(Rib rib, long octets, long nanos, long usedBefore) {
        RibTotals totals = rib.totals();
        long paths = 0;
        long tables = totals.attributeOctets();
        for (RibTotals.FamilyTotals f : totals.families()) {
            paths += f.paths();
            tables += f.octets();
        }
        System.gc();
        System.out.printf(
                Locale.ROOT,
                "%d paths %,d ms, %d ns a path; out %,d octets in %,d messages; %,d blocks; tables %.1f,"
                        + " heap %.1f octets a path%n",
                paths,
                nanos / 1_000_000,
                nanos / paths,
                octets,
                totals.updatesPacked(),
                totals.attributeBlocks(),
                (double) tables / paths,
                (double) (used() - usedBefore) / paths);
    }

    /// Processor time of this thread in nanoseconds, as Linux counts it: other work on the machine
    /// does not show.
    static long cpu() {
        try {
            return Long.parseLong(
                    Files.readString(Path.of("/proc/thread-self/schedstat")).split(" ")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

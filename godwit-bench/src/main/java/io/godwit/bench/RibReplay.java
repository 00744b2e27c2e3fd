package io.godwit.rib;

import io.godwit.wire.Wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A full table through a [Rib], without sockets: how long a prefix takes, and how much memory.
///
/// `RibReplay [rounds [views [receivers]]]` makes up a million prefixes in 167 000 blocks and, for
/// further views, other paths to the same prefixes; `RibReplay rounds receivers FILE…` replays
/// files of concatenated messages instead, one sender each. Not a test; run its main method.
final class RibReplay {
    private static final int PREFIXES = 1_000_000;
    private static final int BLOCKS = 167_000;
    private static final int CHUNK = 256 << 10;

    private RibReplay() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<byte[]> streams = new ArrayList<>();
        int receivers = 1;
        if (args.length > 2 && Files.exists(Path.of(args[2]))) {
            receivers = Integer.parseInt(args[1]);
            for (String file : Arrays.asList(args).subList(2, args.length)) {
                streams.add(Files.readAllBytes(Path.of(file)));
            }
        } else {
            int views = args.length > 1 ? Integer.parseInt(args[1]) : 1;
            receivers = args.length > 2 ? Integer.parseInt(args[2]) : 1;
            for (int view = 0; view < views; view++) {
                streams.add(stream(view));
            }
        }
        for (int round = 0; round < rounds; round++) {
            replay(streams, receivers);
        }
    }

    private static void replay(List<byte[]> streams, int receivers) {
        System.gc();
        long before = used();
        Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 4711, List.of()));
        List<Peer> senders = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            senders.add(rib.addPeer(Session.settings(i, true)));
        }
        List<Peer> readers = new ArrayList<>();
        for (int i = 0; i < receivers; i++) {
            readers.add(rib.addPeer(Session.settings(100 + i, true)));
        }
        List<Peer> all = new ArrayList<>(senders); // senders are told too, as they would be
        all.addAll(readers);
        long start = cpu();
        long octets = feed(rib, senders, streams, all);
        long nanos = cpu() - start;
        RibTotals totals = rib.totals();
        long paths = 0;
        long tables = totals.attributeOctets();
        for (RibTotals.FamilyTotals f : totals.families()) {
            paths += f.paths();
            tables += f.octets();
        }
        System.gc();
        System.out.printf(
                "%d paths %,d ms, %d ns a path; out %,d octets in %,d messages; %,d blocks; tables %.1f,"
                        + " heap %.1f octets a path%n",
                paths,
                nanos / 1_000_000,
                nanos / paths,
                octets,
                totals.updatesPacked(),
                totals.attributeBlocks(),
                (double) tables / paths,
                (double) (used() - before) / paths);
        start = cpu();
        senders.forEach(rib::removePeer);
        drain(rib, readers);
        System.out.printf(
                "  all senders gone: %,d ms, %d blocks left%n",
                (cpu() - start) / 1_000_000, rib.totals().attributeBlocks());
    }

    /// Chunks of each stream in turn, as a loop over sockets would have them.
    private static long feed(
            Rib rib, List<Peer> senders, List<byte[]> streams, List<Peer> readers) {
        int[] at = new int[streams.size()];
        long octets = 0;
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < streams.size(); i++) {
                byte[] stream = streams.get(i);
                int end = Math.min(stream.length, at[i] + CHUNK);
                while (at[i] < end) {
                    int length = Wire.u16(stream, at[i] + 16);
                    rib.update(senders.get(i), stream, at[i], length);
                    at[i] += length;
                }
                more |= at[i] < stream.length;
            }
            rib.turn(1 << 16);
            octets += read(rib, readers);
        }
        return octets + drain(rib, readers);
    }

    private static long drain(Rib rib, List<Peer> readers) {
        long octets = 0;
        while (rib.turn(1 << 16) > 0) {
            octets += read(rib, readers);
        }
        return octets + read(rib, readers);
    }

    private static long read(Rib rib, List<Peer> readers) {
        long octets = 0;
        for (int i = 0; i < readers.size(); i++) {
            OutCursor out = rib.out(readers.get(i));
            while (out.prepare()) {
                octets += out.octets();
                out.wrote(out.octets());
            }
        }
        return octets;
    }

    /// Processor time of this thread in nanoseconds, as Linux counts it: other work on the machine
    /// does not show.
    private static long cpu() {
        try {
            return Long.parseLong(
                    Files.readString(Path.of("/proc/thread-self/schedstat")).split(" ")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    // ---- an invented table

    private static byte[] stream(int view) {
        Random order = new Random(7);
        Random random = new Random(100 + view);
        byte[] all = new byte[64 << 20];
        int[] prefixes = new int[PREFIXES];
        for (int i = 0; i < PREFIXES; i++) {
            prefixes[i] = 0x0100_0000 + i * 3 << 8;
        }
        int at = 0;
        int next = 0;
        for (int b = 0; b < BLOCKS && next < PREFIXES; b++) {
            int count = b == BLOCKS - 1 ? PREFIXES - next : Math.min(PREFIXES - next, sized(order));
            int from = next;
            next += count;
            at = message(all, at, random, view, prefixes, from, Math.min(count, 900));
        }
        return Arrays.copyOf(all, at);
    }

    private static int sized(Random random) {
        int count = 1;
        while (random.nextInt(100) < 83 && count < 40) {
            count++;
        }
        return count;
    }

    private static int message(
            byte[] buf, int start, Random random, int view, int[] prefixes, int from, int count) {
        int at = start + 23;
        int path = 2 + random.nextInt(5);
        at = put(buf, at, 0x40, 1, 1, 0);
        buf[at++] = 0x40;
        buf[at++] = 2;
        buf[at++] = (byte) (2 + 4 * path);
        buf[at++] = 2;
        buf[at++] = (byte) path;
        at = Wire.put32(buf, at, 64601 + view);
        for (int i = 1; i < path; i++) {
            at = Wire.put32(buf, at, 1000 + random.nextInt(50_000));
        }
        at = put(buf, at, 0x40, 3, 4, 0x0a00_0100 + view);
        if (random.nextInt(3) == 0) {
            at = put(buf, at, 0x80, 4, 4, random.nextInt(200));
        }
        if (random.nextInt(10) < 7) {
            int communities = 1 + random.nextInt(6);
            buf[at++] = (byte) 0xc0;
            buf[at++] = 8;
            buf[at++] = (byte) (4 * communities);
            for (int i = 0; i < communities; i++) {
                at = Wire.put32(buf, at, random.nextInt(60000) << 16 | random.nextInt(1000));
            }
        }
        Wire.put16(buf, start + 21, at - start - 23);
        for (int i = from; i < from + count; i++) {
            buf[at] = 24;
            Wire.put24(buf, at + 1, prefixes[i] >>> 8);
            at += 4;
        }
        Arrays.fill(buf, start, start + 16, (byte) 0xff);
        Wire.put16(buf, start + 16, at - start);
        buf[start + 18] = 2;
        return at;
    }

    private static int put(byte[] buf, int at, int flags, int code, int octets, int value) {
        buf[at] = (byte) flags;
        buf[at + 1] = (byte) code;
        buf[at + 2] = (byte) octets;
        if (octets == 1) {
            buf[at + 3] = (byte) value;
        } else {
            Wire.put32(buf, at + 3, value);
        }
        return at + 3 + octets;
    }
}
